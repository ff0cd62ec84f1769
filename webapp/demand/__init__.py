"""What people look for and can't find, and what would be lost if somebody left."""

BLUEPRINTS = ("writing_requests", "me_too", "needs", "radar", "searches")
