"""Office hours: times of the week that a mentor opens, and the slots that people book in them."""
