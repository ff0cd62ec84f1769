"""Accounts of people: their profiles, invitations, managers, and what may be inferred about them."""

BLUEPRINTS = (
    "about",
    "accounts",
    "address_changes",
    "employment",
    "forgotten_passwords",
    "invitation_tables",
    "invitations",
    "people",
    "photos",
    "preferences",
    "profile",
    "sessions",
)
