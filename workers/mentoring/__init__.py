"""Mentoring, as far as it takes more than one look at the graph: suggestions, deadlines and rounds."""
