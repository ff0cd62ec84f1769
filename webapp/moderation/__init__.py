"""The audit log and unmasking."""

BLUEPRINTS = ("audit", "unmaskings")
