"""What people choose to hear, by which channel."""

BLUEPRINTS = ("devices", "notifications")
