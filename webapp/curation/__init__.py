"""Messages above the posts of a skill, and campaigns."""

BLUEPRINTS = ("campaigns", "context_messages")
