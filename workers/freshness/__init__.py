"""Whether a post still holds: reviews, reactions, checks."""
