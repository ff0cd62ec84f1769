"""Communities, their members and their templates."""
