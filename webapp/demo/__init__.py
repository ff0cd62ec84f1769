"""The company of the demo, and how it moves in."""
