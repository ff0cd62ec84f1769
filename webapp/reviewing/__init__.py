"""The review queue of coaches and admins, and what they decide there."""

BLUEPRINTS = ("review", "review_views", "yearly_reports")
