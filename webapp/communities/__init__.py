"""Communities, their members and their templates."""

BLUEPRINTS = ("communities", "descriptions", "memberships", "post_templates")
