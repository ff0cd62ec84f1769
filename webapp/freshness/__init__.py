"""Whether a post still holds: reviews, reactions, checks."""

BLUEPRINTS = ("checks", "freshness", "reactions")
