"""Who looks after what others know: admins, managers and coaches, and whom each of them may look at together.

People are never broken down into groups of fewer than five.
"""

from dataclasses import dataclass

from graph.driver import having, only, read
from graph.errors import Forbidden, Invalid
from graph.viewers import Viewer

LEAST_GROUP = 5
# Walking down to all of more takes longer than a page may; a unit, or everybody, is the way to look at so many.
MOST_REPORTS = 1_000
# The reports of the viewer, at any depth, as a group to look at. No unit's slug looks like it.
MINE = "~mine"

NOT_YOURS = "Only coaches, managers and admins can see how knowledge is covered."
NO_GROUP = f"Choose one of your units that has at least {LEAST_GROUP} people."


@dataclass(frozen=True, kw_only=True)
class Oversight:
    """What this person may look at: `reports` counts those below them up to a thousand and one, `units` are nearby."""

    is_admin: bool
    leads: bool
    reports: int
    units: tuple[str, ...]

    @property
    def looks_at_people(self) -> bool:
        """Whether they may ask what happens when somebody leaves. Coaches look at skills alone."""
        return self.is_admin or self.leads

    @property
    def is_wide(self) -> bool:
        """Whether there are too many below them to walk down to all."""
        return self.reports > MOST_REPORTS

    @property
    def has_mine(self) -> bool:
        """Whether those below them are a group to look at."""
        return self.reports >= LEAST_GROUP and not self.is_wide


def of(*, viewer: Viewer) -> Oversight:
    """Return what this person may look at. Raises `Forbidden` for most people."""
    rows = read(
        """
        MATCH (me:Person {id: $viewer})
        WITH me, coalesce(me.is_admin, false) AS is_admin, EXISTS { (me)<-[:REPORTS_TO]-(:Person) } AS leads
        WHERE is_admin OR leads OR EXISTS { (me)-[coaching:MEMBER_OF]->(:Community) WHERE coaching.is_coach }
        RETURN is_admin,
               leads,
               size(COLLECT {
                   MATCH (me)<-[:REPORTS_TO*1..30]-(person:Person)
                   WHERE person.state = 'active' AND coalesce(person.is_listed, true)
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
    row = only(rows, otherwise=Forbidden(NOT_YOURS))
    return Oversight(**having(row, units=tuple(sorted(set(row["units"])))))


def refuse_unless_yours(unit: str, *, viewer: Viewer) -> None:
    """Raise `Invalid` for a unit, by its slug, in which nobody is below the viewer or that has fewer than five people.

    Admins look at each.
    """
    rows = read(
        """
        MATCH (me:Person {id: $viewer})
        MATCH (unit:Unit {slug: $unit})
        WHERE (me.is_admin OR EXISTS {
                  MATCH (unit)<-[:WORKS_IN]-(:Person)-[:REPORTS_TO*1..30]->(superior:Person)
                  WHERE superior.id = $viewer
              })
          AND size(COLLECT {
                  MATCH (unit)<-[:WORKS_IN]-(person:Person)
                  WHERE person.state = 'active' AND coalesce(person.is_listed, true)
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
