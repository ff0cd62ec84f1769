"""Communities, their members and their templates, and how they do."""

BLUEPRINTS = (
    "archives",
    "communities",
    "community_health",
    "community_invitations",
    "descriptions",
    "memberships",
    "pins",
    "post_templates",
    "rotas",
    "sections",
    "visibility",
)
