"""The rota of a community: which coach looks in which week, and who is called in when no coach does.

The rota binds nobody: every coach may decide at any time. It says in *Review* whom the others count on this week.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graph import clock
from graph.cards import Author
from graph.driver import only, write
from graph.errors import Forbidden, Invalid
from graph.ids import CommunityId, PersonId
from graph.rows import read_as
from graph.viewers import Viewer

COACHES_ONLY = Forbidden("Only coaches of this community can see and change its rota.")
NOT_ABLE = Invalid(
    deputy="Choose someone who is here and, unless the community is public, a member of it. Not a coach."
)

# The first day that clocks know is a Thursday, and weeks begin on Mondays.
DAYS_BEFORE_A_MONDAY = 3


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A coach and their place in the order, from 1. `None` if they take no turns."""

    coach: Author
    place: int | None
    is_present: bool


@dataclass(frozen=True, kw_only=True)
class Rota:
    """The coaches of a community, those with a place first, and its deputies."""

    slug: str
    name: str
    turns: tuple[Turn, ...]
    deputies: tuple[Author, ...]

    @property
    def this_week(self) -> Author | None:
        """Who looks this week. Whoever is away is passed over."""
        return _on_turn(self.turns)


@dataclass(frozen=True, kw_only=True)
class Week:
    """Who looks this week in a community. `None` if nobody has a place in the order, or all are away."""

    community: str
    coach: Author | None


@dataclass(frozen=True, kw_only=True)
class _Row:
    name: str
    turns: tuple[Turn, ...]


def show(slug: str, *, viewer: Viewer) -> Rota:
    """Return the rota of a community. Raises `Forbidden` for everyone but its coaches."""
    found = read_as(
        Rota,
        """
        MATCH (community:Community {slug: $slug})
        WHERE {{community is coached by the viewer}}
        RETURN community.slug AS slug, community.name AS name, COLLECT {
            MATCH (community)<-[tie:MEMBER_OF]-(coach:Person)
            WHERE tie.is_coach AND coach.state = 'active'
            RETURN {coach: {{coach is named}}, place: tie.turn, is_present: {{coach is present}}} AS turn
            ORDER BY coalesce(tie.turn, 1000), coach.name
        } AS turns, COLLECT {
            MATCH (community)<-[:DEPUTISES]-(deputy:Person)
            WHERE deputy.state = 'active'
            RETURN {{deputy is named}} AS deputy
            ORDER BY deputy.name
        } AS deputies
        """,
        slug=slug,
        viewer=viewer.id,
        now=clock.now().isoformat(),
    )
    return only(found, otherwise=COACHES_ONLY)


def mine(*, viewer: Viewer) -> tuple[Week, ...]:
    """Return who looks this week in each community with a rota that the viewer coaches, by name."""
    rows = read_as(
        _Row,
        """
        MATCH (me:Person {id: $viewer})-[coaching:MEMBER_OF]->(community:Community)
        WHERE coaching.is_coach
        WITH community, COLLECT {
            MATCH (community)<-[tie:MEMBER_OF]-(coach:Person)
            WHERE tie.is_coach AND coach.state = 'active' AND tie.turn > 0
            RETURN {coach: {{coach is named}}, place: tie.turn, is_present: {{coach is present}}} AS turn
            ORDER BY tie.turn
        } AS turns
        WHERE size(turns) > 0
        RETURN community.name AS name, turns
        ORDER BY name
        """,
        viewer=viewer.id,
        now=clock.now().isoformat(),
    )
    return tuple(Week(community=row.name, coach=_on_turn(row.turns)) for row in rows)


def arrange(slug: str, order: Sequence[PersonId], *, by: Viewer) -> None:
    """Let these coaches look in turn, a week each, in this order, and the others not. Twice changes nothing.

    Whoever doesn't coach the community is passed over. Raises `Forbidden` for everyone but its coaches.
    """
    rows = write(
        """
        MATCH (community:Community {slug: $slug})
        WHERE {{community is coached by the viewer}}
        WITH community, [(community)<-[tie:MEMBER_OF]-(:Person) WHERE tie.turn IS NOT NULL | tie] AS formers
        FOREACH (former IN formers | REMOVE former.turn)
        WITH community
        OPTIONAL MATCH (community)<-[tie:MEMBER_OF]-(coach:Person)
            WHERE tie.is_coach AND coach.id IN $order
        SET tie.turn = [place IN range(1, size($order)) WHERE $order[place - 1] = coach.id][0]
        RETURN DISTINCT community.id AS id
        """,
        slug=slug,
        order=list(order),
        viewer=by.id,
    )
    only(rows, otherwise=COACHES_ONLY)


def name_deputy(slug: str, person: PersonId, *, by: Viewer) -> CommunityId:
    """Name someone who is called in when no coach looks. Twice changes nothing.

    In a community that isn't public, a member. Raises `Forbidden` for everyone but its coaches, and `Invalid` for
    people who can't be one.
    """
    show(slug, viewer=by)
    rows = write(
        """
        MATCH (community:Community {slug: $slug})
        WHERE {{community is coached by the viewer}}
        MATCH (person:Person {id: $person})
        WHERE person.state = 'active' AND person.password_hash IS NOT NULL
          AND (community.visibility = 'public' OR EXISTS { (person)-[:MEMBER_OF]->(community) })
          AND NOT EXISTS { (person)-[tie:MEMBER_OF]->(led:Community) WHERE led.id = community.id AND tie.is_coach }
        MERGE (person)-[:DEPUTISES]->(community)
        RETURN community.id AS id
        """,
        slug=slug,
        person=person,
        viewer=by.id,
    )
    return CommunityId(only(rows, otherwise=NOT_ABLE)["id"])


def dismiss_deputy(slug: str, person: PersonId, *, by: Viewer) -> None:
    """Call this person in no longer. Twice changes nothing. Raises `Forbidden` for everyone but its coaches."""
    rows = write(
        """
        MATCH (community:Community {slug: $slug})
        WHERE {{community is coached by the viewer}}
        WITH community, [(community)<-[tie:DEPUTISES]-(person:Person) WHERE person.id = $person | tie] AS ties
        FOREACH (tie IN ties | DELETE tie)
        RETURN community.id AS id
        """,
        slug=slug,
        person=person,
        viewer=by.id,
    )
    only(rows, otherwise=COACHES_ONLY)


def _on_turn(turns: Sequence[Turn]) -> Author | None:
    order = [turn for turn in turns if turn.place]
    week = ((clock.now() - clock.EPOCH).days + DAYS_BEFORE_A_MONDAY) // 7
    from_here = [order[(week + ahead) % len(order)] for ahead in range(len(order))]
    return next((turn.coach for turn in from_here if turn.is_present), None)
