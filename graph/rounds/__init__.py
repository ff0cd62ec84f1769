"""Rounds of mentoring: who joins them, what they would give, and their pairs."""
