"""Maps events of mentoring to their effects, as workers/events.py does for what people write."""
