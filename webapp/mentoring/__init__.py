"""Mentoring: goals, offers, mentors, mentorships and rounds."""

BLUEPRINTS: tuple[str, ...] = ()
