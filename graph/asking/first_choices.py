"""First choices: the colleague whom an asker wants to ask first, and whether they can be asked."""

from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.driver import only
from graph.errors import Invalid, NotFound
from graph.ids import CommunityId, PersonId
from graph.matching.candidates import DEFAULT_ASK_LIMIT
from graph.rows import read_as
from graph.viewers import Viewer

NO_ONE = NotFound("This person doesn't exist, or you don't have access to their profile.")


@dataclass(frozen=True, kw_only=True)
class FirstChoice:
    """Someone to ask first, and a sentence that says why they can't be asked, if they can't."""

    id: PersonId
    name: str
    photo: str | None
    problem: str | None


@dataclass(frozen=True, kw_only=True)
class _Row:
    id: PersonId
    name: str
    photo: str | None
    has_left: bool
    takes_asks: bool
    away_until: datetime | None
    may_see: bool
    has_room: bool


def of(person: PersonId, *, community: CommunityId | None = None, viewer: Viewer) -> FirstChoice:
    """Return someone as the viewer's first choice for a question to a community, or to the whole company.

    If the viewer may not post in the community, nothing is told about it. Raises `NotFound` if there is no such person.
    """
    return _found(person, community, by=viewer.id)


def can_be_asked(person: PersonId, *, community: CommunityId | None, by: PersonId) -> bool:
    """Return whether this person can be asked first."""
    return _found(person, community, by=by).problem is None


def refuse(person: PersonId, *, community: CommunityId | None, by: PersonId) -> None:
    """Raise `Invalid` with a sentence for `ask` if this person can't be asked first."""
    problem = _found(person, community, by=by).problem
    if problem:
        raise Invalid(ask=problem)


def _found(person: PersonId, community: CommunityId | None, *, by: PersonId) -> FirstChoice:
    rows = read_as(
        _Row,
        """
        MATCH (person:Person {id: $person})
        OPTIONAL MATCH (community:Community {id: $community})
            WHERE community.visibility <> 'public'
              AND EXISTS { (community)<-[:MEMBER_OF]-(asker:Person) WHERE asker.id = $by }
        RETURN person.id AS id,
               person.name AS name,
               person.photo AS photo,
               person.state <> 'active' AS has_left,
               coalesce(person.takes_asks, true) AND NOT {{person is suspended}} AS takes_asks,
               CASE WHEN {{person is present}} THEN null ELSE person.away_until END AS away_until,
               community IS NULL
                   OR size([(person)-[:MEMBER_OF]->(open:Community) WHERE open.id = $community | 1]) > 0 AS may_see,
               COUNT {
                   MATCH (person)<-[:PROPOSES]-(ask:Suggestion)
                   WHERE ask.open_key IS NOT NULL
               } < coalesce(person.ask_limit, $default_limit) AS has_room
        """,
        person=person,
        community=community,
        by=by,
        now=clock.now().isoformat(),
        default_limit=DEFAULT_ASK_LIMIT,
    )
    row = only(rows, otherwise=NO_ONE)
    return FirstChoice(id=row.id, name=row.name, photo=row.photo, problem=_problem(row, is_me=person == by))


def _problem(row: _Row, *, is_me: bool) -> str | None:
    away = f"{row.away_until:%-d %B}" if row.away_until else ""
    problems = (
        (is_me, "You can't ask yourself."),
        (row.has_left, f"{row.name} has left and can't be asked."),
        (not row.may_see, f"{row.name} doesn't have access to the community in which you ask."),
        (bool(away), f"{row.name} is away until {away} and can't be asked now."),
        (not row.takes_asks, f"{row.name} takes no questions at the moment."),
        (not row.has_room, f"{row.name} has enough open questions at the moment."),
    )
    return next((sentence for holds, sentence in problems if holds), None)
