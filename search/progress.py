"""How far a rebuild of the index has come, for everyone who waits for it. It is a file beside the indexes."""

import os
from contextlib import suppress
from pathlib import Path

from search.settings import Settings


def note(percent: int) -> None:
    """Note that this much of the rebuild is done."""
    place = _place()
    place.parent.mkdir(parents=True, exist_ok=True)
    written = place.with_suffix(".new")
    written.write_text(str(percent))
    written.replace(place)


def end() -> None:
    """Note that no rebuild is going on."""
    _place().unlink(missing_ok=True)


def percent() -> int | None:
    """Return how much of a rebuild is done, `None` if there is none."""
    with suppress(FileNotFoundError, ValueError):
        return int(_place().read_text())
    return None


def _place() -> Path:
    return Settings.from_env(os.environ).folder / "progress"
