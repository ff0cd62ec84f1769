"""Mentoring: what people want to learn, who can help them, and what the two agree on."""
