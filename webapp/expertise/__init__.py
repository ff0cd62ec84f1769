"""The people who know a skill, and how well: evidence, levels, endorsements."""

BLUEPRINTS = ("abilities", "endorsements", "named_experts", "thanks")
