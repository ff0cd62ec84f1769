"""Running mentorships: what the two of them plan, note, meet for and say about it, and what coaches learn of it."""
