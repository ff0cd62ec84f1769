"""The merge desk: finding skills that mean the same, merging them, and undoing it."""

BLUEPRINTS = ("distinctions", "loops", "merges", "orphans")
