"""Taking back: withdrawing what one wrote, undoing that for ten minutes, and erasing it for good."""
