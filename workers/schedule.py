"""What happens by the clock. Each entry runs out before the next is due: none pile up while workers are away."""

SWEEP_SECONDS = 600

SCHEDULE = {
    name: {"task": f"workers.{name}.sweep", "schedule": SWEEP_SECONDS, "options": {"expires": SWEEP_SECONDS}}
    for name in ("indexing", "evidence", "matching", "freshness", "glances")
}
