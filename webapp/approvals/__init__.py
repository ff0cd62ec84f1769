"""Posts that wait for a coach before others see them, and a community's rule about it."""

BLUEPRINTS = ("approval_rules", "pending_posts")
