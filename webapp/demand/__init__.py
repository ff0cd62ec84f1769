"""What people look for and do not find, and what would be lost if somebody left."""

BLUEPRINTS = ("writing_requests", "me_too", "needs", "radar", "searches")
