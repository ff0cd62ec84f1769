"""What people look for and can't find, and what would be lost if someone left."""

BLUEPRINTS = ("writing_requests", "me_too", "needs", "radar", "searches")
