"""The people who know a skill, and how well: evidence, levels, endorsements."""
