"""What people look for and do not find, and what would be lost if somebody left."""

BLUEPRINTS = ("commissions", "echoes", "needs", "radar", "searches")
