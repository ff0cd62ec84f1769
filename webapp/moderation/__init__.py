"""The audit log, reports of texts and people, and revealing the askers of anonymous questions."""

BLUEPRINTS = ("audit", "person_reports", "report_reasons", "reports", "unmaskings")
