"""Communities, their members and their templates."""

BLUEPRINTS = ("archives", "communities", "descriptions", "memberships", "post_templates", "visibility")
