"""Mentoring: goals, offers, mentors, mentorships and rounds."""

BLUEPRINTS = (
    "bookings",
    "desk",
    "goals",
    "introductions",
    "meetings",
    "mentor_asks",
    "mentoring_health",
    "mentoring_reports",
    "mentors",
    "mentorships",
    "office_hours",
    "offers",
    "plans",
    "round_coaching",
    "rounds",
)
