"""One colleague for a newcomer to greet: someone who shares a skill, a unit or a community with them, in turn."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from graph import clock
from graph.driver import write
from graph.ids import PersonId
from graph.rows import read_as
from graph.viewers import Viewer

# A unit or a community may have thousands of people. Among this many there are enough who share something.
TIES_LOOKED_AT = 2_000
# People count as active if they wrote something or signed in during the last 90 days. Someone who joined less than a
# week ago and hasn't written anything is too new to show others round.
ACTIVE = timedelta(days=90)
NEW = timedelta(days=7)
# Someone who was proposed to a newcomer in the last thirty days makes room for others.
RECENTLY = timedelta(days=30)

GreetingReason = Literal["wants", "knows", "unit", "community"]


@dataclass(frozen=True, kw_only=True)
class Greeting:
    """A colleague to greet, and what the two share: `what` is the name of the skill, unit or community.

    `wants` is a skill that the newcomer wants to learn and this colleague has.
    """

    id: PersonId
    name: str
    photo: str | None
    headline: str
    why: GreetingReason
    what: str


@dataclass(frozen=True, kw_only=True)
class _Row:
    id: PersonId
    name: str
    photo: str | None
    headline: str
    wants: tuple[str, ...]
    knows: tuple[str, ...]
    unit: tuple[str, ...]
    community: tuple[str, ...]


def choose(*, by: Viewer) -> None:
    """Choose a colleague for this newcomer to greet, if there is one. Twice changes nothing.

    They are listed, here, active and take asks. Who has a skill that the newcomer wants to learn comes first (3), then
    who shares a skill or the unit (2), then a community (1). Each time that someone was proposed recently takes one
    off, so that not everyone greets the same colleague.
    """
    now = clock.now()
    write(
        """
        MATCH (me:Person {id: $by})-[own:STANDS_IN|WORKS_IN|MEMBER_OF]->(shared)
        WHERE NOT EXISTS { (me)-[:MAY_GREET]->(:Person) }
        MATCH (shared)<-[tie:KNOWS|WORKS_IN|MEMBER_OF]-(colleague:Person)
        WHERE colleague.id <> $by AND {{colleague is listed}} AND {{colleague is present}}
          AND colleague.takes_asks AND colleague.ask_limit > 0 AND colleague.password_hash IS NOT NULL
          AND (coalesce(colleague.last_active_at, datetime($long_ago)) > datetime($active)
               OR (colleague.joined_at < datetime($new)
                   AND coalesce(colleague.signed_in_at, datetime($long_ago)) > datetime($active)))
          AND (type(tie) <> 'KNOWS' OR ({{tie is shown}}))
        WITH me, own, tie, colleague
        LIMIT $looked_at
        WITH me, colleague,
             max(CASE WHEN own.wants THEN 3 WHEN type(tie) = 'MEMBER_OF' THEN 1 ELSE 2 END) AS rank
        WITH me, colleague, rank,
             COUNT { (colleague)<-[before:MAY_GREET]-(:Person) WHERE before.at > datetime($recently) } AS times
        ORDER BY times - rank, colleague.id
        LIMIT 1
        MERGE (me)-[greeting:MAY_GREET]->(colleague)
        SET greeting.at = datetime($now)
        """,
        by=by.id,
        audiences=by.audiences,
        now=now.isoformat(),
        active=(now - ACTIVE).isoformat(),
        new=(now - NEW).isoformat(),
        long_ago=clock.EPOCH.isoformat(),
        recently=(now - RECENTLY).isoformat(),
        looked_at=TIES_LOOKED_AT,
    )


def find(viewer: Viewer) -> Greeting | None:
    """Return the colleague who was chosen, as long as they may be found and asked and the two share something."""
    found = read_as(
        _Row,
        """
        MATCH (me:Person {id: $viewer})-[:MAY_GREET]->(colleague:Person)
        WHERE {{colleague is listed}} AND {{colleague is present}} AND colleague.takes_asks
        WITH me, colleague,
             [(colleague)-[tie:KNOWS]->(skill:Skill) WHERE {{tie is shown}} | skill.slug] AS known,
             [(colleague)-[:MEMBER_OF]->(joined:Community) | joined.id] AS joined,
             [(colleague)-[:WORKS_IN]->(place:Unit) | place.slug] AS places
        RETURN colleague.id AS id,
               colleague.name AS name,
               colleague.photo AS photo,
               coalesce(colleague.headline, '') AS headline,
               [(me)-[own:STANDS_IN]->(skill:Skill) WHERE own.wants AND skill.slug IN known | skill.name] AS wants,
               [(me)-[own:STANDS_IN]->(skill:Skill) WHERE skill.slug IN known | skill.name] AS knows,
               [(me)-[:WORKS_IN]->(unit:Unit) WHERE unit.slug IN places | unit.name] AS unit,
               [(me)-[:MEMBER_OF]->(community:Community) WHERE community.id IN joined | community.name] AS community
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        now=clock.now().isoformat(),
    )
    return next((greeting for row in found for greeting in _reasons(row)), None)


def _reasons(row: _Row) -> list[Greeting]:
    shared: dict[GreetingReason, tuple[str, ...]] = {
        "wants": row.wants,
        "knows": row.knows,
        "unit": row.unit,
        "community": row.community,
    }
    return [
        Greeting(id=row.id, name=row.name, photo=row.photo, headline=row.headline, why=why, what=min(names))
        for why, names in shared.items()
        if names
    ]
