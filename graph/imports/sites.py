"""Which sites were imported, when, and by how much their dates were moved."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.driver import read, write


@dataclass(frozen=True, kw_only=True)
class Import:
    """An import that was begun. `moved_by_days` is 0 unless the site should look as if it were of today."""

    site: str
    at: datetime
    moved_by_days: int

    @property
    def shift(self) -> timedelta:
        return timedelta(days=self.moved_by_days)


def begin(site: str, *, moved_by_days: int) -> Import:
    """Note that this site is imported. If it was begun before, that import goes on, with its own date and shift."""
    rows = write(
        """
        MERGE (import:Import {site: $site})
        ON CREATE SET import.at = datetime($now), import.moved_by_days = $moved_by_days
        RETURN import.site AS site, import.at AS at, import.moved_by_days AS moved_by_days
        """,
        site=site,
        now=clock.now().isoformat(),
        moved_by_days=moved_by_days,
    )
    return Import(**rows[0])


def every() -> tuple[Import, ...]:
    """Return the imports of this graph, by site."""
    rows = read(
        """
        MATCH (import:Import)
        RETURN import.site AS site, import.at AS at, import.moved_by_days AS moved_by_days
        ORDER BY site
        """
    )
    return tuple(Import(**row) for row in rows)
