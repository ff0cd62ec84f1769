"""Circles and learning groups: opening and joining one, what happens in it, and its meetings."""

BLUEPRINTS = (
    "circle_meetings",
    "circle_members",
    "circles",
)
