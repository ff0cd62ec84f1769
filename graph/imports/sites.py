"""The sites that were imported, when, and by how many days their dates were moved."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.rows import read_as, write_as


@dataclass(frozen=True, kw_only=True)
class Import:
    """An import that was begun. `moved_by_days` is 0 unless the posts are to look recent."""

    site: str
    at: datetime
    moved_by_days: int

    @property
    def shift(self) -> timedelta:
        return timedelta(days=self.moved_by_days)


def begin(site: str, *, moved_by_days: int) -> Import:
    """Record the import of a site. If it was begun before, that import goes on, with its own date and shift."""
    begun = write_as(
        Import,
        """
        MERGE (import:Import {site: $site})
        ON CREATE SET import.at = datetime($now), import.moved_by_days = $moved_by_days
        RETURN import.site AS site, import.at AS at, import.moved_by_days AS moved_by_days
        """,
        site=site,
        now=clock.now().isoformat(),
        moved_by_days=moved_by_days,
    )
    return begun[0]


def every() -> tuple[Import, ...]:
    """Return the imports of this graph, by site."""
    return read_as(
        Import,
        """
        MATCH (import:Import)
        RETURN import.site AS site, import.at AS at, import.moved_by_days AS moved_by_days
        ORDER BY site
        """,
    )
