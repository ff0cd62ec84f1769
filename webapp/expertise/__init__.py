"""Who knows a skill and how well: evidence, levels, endorsements."""

BLUEPRINTS = ("abilities", "endorsements")
