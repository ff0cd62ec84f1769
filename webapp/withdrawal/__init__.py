"""Taking back: withdrawing a text, undoing that, and the page of what one has withdrawn."""

BLUEPRINTS = ("takedowns", "withdrawals")
