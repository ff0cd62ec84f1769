"""Communities: counting how they do."""
