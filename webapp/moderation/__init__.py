"""The audit log, and revealing the askers of anonymous questions."""

BLUEPRINTS = ("audit", "unmaskings")
