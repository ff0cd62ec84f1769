"""Communities, their members and their templates."""

BLUEPRINTS = ("communities", "memberships", "post_templates")
