"""Who knows a skill and how well: evidence, levels, endorsements."""
