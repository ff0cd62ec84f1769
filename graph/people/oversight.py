"""Oversight of what people know, by admins, managers and coaches: which groups each of them may look at.

No group has fewer than five people.
"""

from dataclasses import dataclass, replace

from graph.driver import only, read
from graph.errors import Forbidden, Invalid
from graph.rows import read_as
from graph.viewers import Viewer

LEAST_GROUP = 5
# Reading more of them takes longer than a page may. People with more reports look at a unit, or at everyone.
MOST_REPORTS = 1_000
# The viewer's direct and indirect reports as a group. No unit has such a slug.
MINE = "~mine"

NOT_YOURS = "Only coaches, managers and admins can see how knowledge is covered."
NO_GROUP = f"Choose one of your units that has at least {LEAST_GROUP} people."


@dataclass(frozen=True, kw_only=True)
class Oversight:
    """What a person may look at. `reports` counts direct and indirect reports, up to 1,001.

    `units` are their own and those of their direct reports, by name.
    """

    is_admin: bool
    leads: bool
    reports: int
    units: tuple[str, ...]

    @property
    def looks_at_people(self) -> bool:
        """Whether they may see what happens when someone leaves. Coaches see skills only."""
        return self.is_admin or self.leads

    @property
    def is_wide(self) -> bool:
        """Whether they have too many reports to read them all."""
        return self.reports > MOST_REPORTS

    @property
    def has_mine(self) -> bool:
        """Whether they may look at their reports as a group."""
        return self.reports >= LEAST_GROUP and not self.is_wide


def of(*, viewer: Viewer) -> Oversight:
    """Return what this person may look at. Raises `Forbidden` for everyone but admins, managers and coaches."""
    found = read_as(
        Oversight,
        """
        MATCH (me:Person {id: $viewer})
        WITH me, {{me is an admin}} AS is_admin, EXISTS { (me)<-[:REPORTS_TO]-(:Person) } AS leads
        WHERE is_admin OR leads OR {{me is a coach}}
        RETURN is_admin,
               leads,
               size(COLLECT {
                   MATCH (me)<-[:REPORTS_TO*1..30]-(person:Person)
                   WHERE {{person is listed}}
                   RETURN person.id AS id
                   LIMIT $enough
               }) AS reports,
               CASE WHEN leads OR is_admin
                   THEN [(me)-[:WORKS_IN]->(own:Unit) | own.name]
                       + [(me)<-[:REPORTS_TO]-(:Person)-[:WORKS_IN]->(unit:Unit) | unit.name]
                   ELSE [] END AS units
        """,
        viewer=viewer.id,
        enough=MOST_REPORTS + 1,
    )
    own = only(found, otherwise=Forbidden(NOT_YOURS))
    return replace(own, units=tuple(sorted(set(own.units))))


def refuse_unless_yours(unit: str, *, viewer: Viewer) -> None:
    """Raise `Invalid` for a unit (its slug) in which nobody reports to the viewer, or with fewer than five people.

    Admins may look at every unit.
    """
    rows = read(
        """
        MATCH (me:Person {id: $viewer})
        MATCH (unit:Unit {slug: $unit})
        WHERE ({{me is an admin}} OR EXISTS {
                  MATCH (unit)<-[:WORKS_IN]-(:Person)-[:REPORTS_TO*1..30]->(superior:Person)
                  WHERE superior.id = $viewer
              })
          AND size(COLLECT {
                  MATCH (unit)<-[:WORKS_IN]-(person:Person)
                  WHERE {{person is listed}}
                  RETURN person.id AS id
                  LIMIT $enough
              }) = $enough
        RETURN unit.slug AS slug
        """,
        viewer=viewer.id,
        unit=unit,
        enough=LEAST_GROUP,
    )
    only(rows, otherwise=Invalid(unit=NO_GROUP))
