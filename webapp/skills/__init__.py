"""Skills: their names and aliases, how they relate, who covers them, and the taxonomies they come from."""

BLUEPRINTS = ("skill_map", "skills", "taxonomies", "vocabulary")
