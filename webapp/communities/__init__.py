"""Communities, their members and their templates."""

BLUEPRINTS = ("archives", "communities", "descriptions", "memberships", "pins", "post_templates", "rotas", "visibility")
