"""What happens by the clock. Each entry runs out before the next is due: none pile up while workers are away."""

SWEEP_SECONDS = 600
TIDY_SECONDS = 24 * 60 * 60
LEARN_SECONDS = 7 * TIDY_SECONDS


def _every(seconds: int, task: str) -> dict[str, object]:
    return {"task": f"workers.{task}", "schedule": seconds, "options": {"expires": seconds}}


SCHEDULE = {
    **{
        name: _every(SWEEP_SECONDS, f"{name}.sweep")
        for name in (
            "indexing",
            "digests",
            "evidence",
            "matching",
            "meaning",
            "files",
            "freshness",
            "glances",
            "links",
            "needs",
            "saved_searches",
            "speech",
            "taxonomies",
            "videos",
        )
    },
    **{
        f"tidying {name}": _every(TIDY_SECONDS, f"{name}.tidy")
        for name in ("evidence", "files", "indexing", "sessions", "submissions", "videos")
    },
    "learning": _every(LEARN_SECONDS, "retraining.weekly"),
}
