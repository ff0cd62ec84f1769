"""Whether posts are still right: reviews, reactions, checks and verifications."""
