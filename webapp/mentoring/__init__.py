"""Mentoring: goals, offers, mentors, mentorships and rounds."""

BLUEPRINTS = (
    "desk",
    "goals",
    "meetings",
    "mentor_asks",
    "mentors",
    "mentorships",
    "offers",
    "round_coaching",
    "rounds",
)
