"""The audit log, reports of texts, and revealing the askers of anonymous questions."""

BLUEPRINTS = ("audit", "reports", "unmaskings")
