"""The merge desk: finding skills that mean the same, merging them, and undoing it."""
