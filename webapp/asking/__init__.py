"""Asks: who was asked, what they answered, and who is asked next."""

BLUEPRINTS = ("asks", "inbox", "referrals", "widening")
