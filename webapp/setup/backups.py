"""How old the newest backup is. Guildhall makes none itself; docs/operation.md says how the operator does."""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from graph import clock
from settings import reading

FRESH_FOR = timedelta(days=7)
# A folder in which there is something else must not hold up a page.
MOST_FILES = 2_000


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where backups are put. `folder` is `None` if the operator doesn't say."""

    folder: Path | None

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings. A folder that isn't there is no mistake: it may be mounted later."""
        with reading(env) as it:
            folder = it.text("GUILDHALL_BACKUP_DIR")
            return cls(folder=Path(folder).absolute() if folder else None)


@dataclass(frozen=True, kw_only=True)
class Backups:
    """What is in the folder. `made_at` is when the newest file was last changed, `None` if there is none."""

    folder: Path | None
    is_readable: bool
    made_at: datetime | None

    @property
    def is_fresh(self) -> bool:
        """Whether there is a backup of the past week."""
        return self.made_at is not None and clock.now() - self.made_at < FRESH_FOR


def found() -> Backups:
    """Look into the folder of the settings, and one folder deeper."""
    folder = Settings.from_env(os.environ).folder
    if folder is None or not os.access(folder, os.R_OK | os.X_OK):
        return Backups(folder=folder, is_readable=False, made_at=None)
    newest = max(islice(_times(folder), MOST_FILES), default=None)
    made_at = None if newest is None else datetime.fromtimestamp(newest, UTC)
    return Backups(folder=folder, is_readable=True, made_at=made_at)


def _times(folder: Path) -> Iterator[float]:
    """Return when each file was changed. Empty ones are left out: a backup that failed at once leaves such a file."""
    for path in (*folder.glob("*"), *folder.glob("*/*")):
        # It may be deleted meanwhile.
        with suppress(OSError):
            if path.is_file() and path.stat().st_size:
                yield path.stat().st_mtime
