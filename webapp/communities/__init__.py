"""Communities, their members and their templates."""

BLUEPRINTS = (
    "archives",
    "communities",
    "community_health",
    "descriptions",
    "memberships",
    "pins",
    "post_templates",
    "visibility",
)
