"""The review queue: everything that waits for the coaches of a community, in one order."""
