"""Accounts of people: their profiles, invitations, managers, and what may be inferred about them."""

BLUEPRINTS = ("about", "employment", "invitations", "people", "preferences", "profile", "sessions")
