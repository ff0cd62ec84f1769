"""Taking back: erasing what was withdrawn."""
