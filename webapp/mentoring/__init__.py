"""Mentoring: goals, offers, mentors, mentorships and rounds."""

BLUEPRINTS = (
    "desk",
    "goals",
    "meetings",
    "mentor_asks",
    "mentoring_health",
    "mentors",
    "mentorships",
    "offers",
    "round_coaching",
    "rounds",
)
