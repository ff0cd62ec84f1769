"""Who takes part in a round: as a learner, who wants to get better at some skills, as a mentor, or as both.

Joining is a wish to learn, which is private: apart from the person, only the coaches of the round's community see it,
and only for this round.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from graph import clock
from graph.cards import Author, SkillTag, by_name
from graph.driver import only, write
from graph.errors import Conflict, NotFound, refuse_if_any
from graph.ids import GoalId, MentoringRoundId, MentorshipId, PersonId
from graph.mentoring.offers import MOST_PLACES, PLACES
from graph.rounds import rounds
from graph.rows import read_as
from graph.viewers import Viewer

MOST_SKILLS = 3
ON_A_PAGE = 100

NOT_OPEN = Conflict("Nobody can join this mentoring round now. Its page says when it is open.")
NOT_IN_IT = NotFound("This person isn't in the round, or its pairs are published.")
TOO_LATE = Conflict("The pairs of this round are published. End the mentorship instead.")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A skill that someone wants to get better at, and the level that they want."""

    skill: SkillTag
    level: int


@dataclass(frozen=True, kw_only=True)
class Member:
    """Someone in a round, as its coach sees them. `is_left_out` is true if the coach doesn't want to pair them."""

    person: Author
    learns: bool
    teaches: bool
    places: int
    is_left_out: bool
    wants: tuple[Wanted, ...]
    offers: tuple[SkillTag, ...]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An open goal that the viewer can bring into a round."""

    id: GoalId
    skill: SkillTag
    level: int


@dataclass(frozen=True, kw_only=True)
class Part:
    """How the viewer takes part in a round, and what they can choose from.

    `goals` are the chosen ones. `free` is how many learners their terms let them take now.
    """

    learns: bool
    teaches: bool
    places: int
    goals: tuple[GoalId, ...]
    choices: tuple[Choice, ...]
    offers: tuple[SkillTag, ...]
    free: int

    @property
    def joins(self) -> bool:
        return self.learns or self.teaches


@dataclass(frozen=True, kw_only=True)
class PartDraft:
    """How someone wants to take part. Raises `Invalid` with a sentence per field."""

    goals: tuple[str, ...] = ()
    learns: bool = False
    teaches: bool = False
    places: int = PLACES

    def __post_init__(self) -> None:
        has_goals = not self.learns or 1 <= len(self.goals) <= MOST_SKILLS
        has_places = not self.teaches or 1 <= self.places <= MOST_PLACES
        refuse_if_any(
            {
                "learns": None
                if self.learns or self.teaches
                else "Choose whether you want to learn, to teach or both.",
                "goals": None if has_goals else f"Choose one to {MOST_SKILLS} skills that you want to learn.",
                "places": None if has_places else f"Enter a number of learners from 1 to {MOST_PLACES}.",
            }
        )


@dataclass(frozen=True, kw_only=True)
class OwnPair:
    """A pair of the viewer in a published round. `person` is their mentor if `learns`, or else their learner."""

    mentorship: MentorshipId
    person: Author
    learns: bool
    skills: tuple[SkillTag, ...]


def own(id: MentoringRoundId, *, viewer: Viewer) -> Part:
    """Return how the viewer takes part in a round. Raises `NotFound` for people outside its community."""
    rounds.get(id, viewer=viewer)
    found = read_as(
        Part,
        """
        MATCH (round:MentoringRound {id: $id})
        MATCH (me:Person {id: $viewer})
        OPTIONAL MATCH (me)-[joins:JOINS]->(round)
        RETURN coalesce(joins.learns, false) AS learns,
               coalesce(joins.teaches, false) AS teaches,
               coalesce(joins.places, $places) AS places,
               coalesce(joins.goals, []) AS goals,
               [(me)-[:AIMS_AT]->(goal:Goal)-[:IN_SKILL]->(skill:Skill)
                   WHERE goal.state = 'open' AND {{skill is known}}
                   | {id: goal.id, skill: {slug: skill.slug, name: skill.name}, level: goal.level}] AS choices,
               [(me)-[stance:STANDS_IN]->(taught:Skill)
                   WHERE stance.teaches AND {{stance is not hidden}} AND {{taught is known}}
                   | {slug: taught.slug, name: taught.name}] AS offers,
               {{me is free for}} AS free
        """,
        id=id,
        viewer=viewer.id,
        audiences=rounds.audiences(id),
        places=PLACES,
    )
    part = only(list(found), otherwise=rounds.NOT_HERE)
    choices = tuple(sorted(part.choices, key=lambda one: one.skill.name.casefold()))
    return replace(part, choices=choices, offers=by_name(part.offers), free=max(0, part.free))


def join(id: MentoringRoundId, draft: PartDraft, *, by: Viewer) -> None:
    """Join a round that is open, or change how to take part in it.

    Raises `NotFound` for people outside its community, `Invalid` for what they can't choose, and `Conflict` while
    nobody can join.
    """
    part = own(id, viewer=by)
    _refuse_unchosen(draft, part)
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})-[:MEMBER_OF]->(community:Community)<-[:OF]-(round:MentoringRound {id: $id})
        WHERE round.state = 'open' AND round.opens_key <= $key AND round.closes_key > $key
        MERGE (me)-[joins:JOINS]->(round)
        ON CREATE SET joins.at = datetime($now)
        SET joins += $part, round.pool_key = $key
        RETURN round.id AS id
        """,
        by=by.id,
        id=id,
        part={
            "learns": draft.learns,
            "teaches": draft.teaches,
            "goals": list(draft.goals) if draft.learns else [],
            "places": draft.places if draft.teaches else PLACES,
        },
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=NOT_OPEN)


def leave(id: MentoringRoundId, *, by: Viewer) -> None:
    """Leave a round. Twice changes nothing. Raises `NotFound` for people outside its community, or `Conflict`.

    It is possible until the pairs are published: after that, a mentorship is ended as any other.
    """
    rounds.get(id, viewer=by)
    rows = write(
        """
        MATCH (round:MentoringRound {id: $id})
        WHERE round.state <> 'published'
        SET round.pool_key = $key
        WITH round
        OPTIONAL MATCH (:Person {id: $by})-[joins:JOINS]->(round)
        DELETE joins
        RETURN round.id AS id
        """,
        by=by.id,
        id=id,
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=TOO_LATE)


def joined(id: MentoringRoundId, *, page: int, viewer: Viewer) -> tuple[Member, ...]:
    """Return a page of a hundred people in a round, by name, for its coaches. The first page is 1.

    Raises `Forbidden` for other members of its community, and `NotFound` for people outside.
    """
    rounds.led(id, viewer=viewer)
    found = read_as(
        Member,
        """
        MATCH (round:MentoringRound {id: $id})-[:OF]->(community:Community)
        WHERE {{community is coached by the viewer}}
        MATCH (person:Person)-[joins:JOINS]->(round)
        WHERE person.state = 'active' AND EXISTS { (person)-[:MEMBER_OF]->(community) }
        WITH person, joins
        ORDER BY person.name_lower, person.id
        SKIP $skip
        LIMIT $limit
        RETURN {{person is named}} AS person,
               joins.learns AS learns,
               joins.teaches AS teaches,
               joins.places AS places,
               coalesce(joins.is_left_out, false) AS is_left_out,
               [(person)-[:AIMS_AT]->(goal:Goal)-[:IN_SKILL]->(skill:Skill)
                   WHERE goal.id IN joins.goals AND goal.state = 'open' AND {{skill is known}}
                   | {skill: {slug: skill.slug, name: skill.name}, level: goal.level}] AS wants,
               [(person)-[stance:STANDS_IN]->(taught:Skill)
                   WHERE joins.teaches AND stance.teaches AND {{stance is not hidden}} AND {{taught is known}}
                   | {slug: taught.slug, name: taught.name}] AS offers
        """,
        id=id,
        viewer=viewer.id,
        audiences=rounds.audiences(id),
        skip=(page - 1) * ON_A_PAGE,
        limit=ON_A_PAGE,
    )
    return tuple(replace(one, offers=by_name(one.offers)) for one in found)


def leave_out(id: MentoringRoundId, person: PersonId, *, is_left_out: bool, by: Viewer) -> None:
    """Don't pair someone in this round, or do so again, and want a new preview. Raises as `joined` does."""
    rounds.led(id, viewer=by)
    rows = write(
        """
        MATCH (round:MentoringRound {id: $id})-[:OF]->(community:Community)
        WHERE {{community is coached by the viewer}} AND round.state <> 'published'
        MATCH (:Person {id: $person})-[joins:JOINS]->(round)
        SET joins.is_left_out = $is_left_out, round.pool_key = $key, round.wanted_key = $key
        RETURN round.id AS id
        """,
        id=id,
        person=person,
        is_left_out=is_left_out,
        viewer=by.id,
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=NOT_IN_IT)


def pairs_of(id: MentoringRoundId, *, viewer: Viewer) -> tuple[OwnPair, ...]:
    """Return the viewer's own pairs in a published round, by name. Nobody sees the pairs of others here."""
    found = read_as(
        OwnPair,
        """
        MATCH (round:MentoringRound {id: $id})<-[:CAME_OF]-(mentorship:Mentorship)
        MATCH (mentorship)<-[own:LEARNS_IN|MENTORS_IN]-(me:Person)
        WHERE me.id = $viewer
        MATCH (mentorship)<-[:LEARNS_IN|MENTORS_IN]-(person:Person)
        WHERE person.id <> $viewer
        RETURN mentorship.id AS mentorship,
               {{person is named}} AS person,
               type(own) = 'LEARNS_IN' AS learns,
               [(mentorship)-[:IN_SKILL]->(skill:Skill) | {slug: skill.slug, name: skill.name}] AS skills
        """,
        id=id,
        viewer=viewer.id,
    )
    return tuple(sorted(found, key=lambda one: (not one.learns, one.person.name.casefold())))


def _refuse_unchosen(draft: PartDraft, part: Part) -> None:
    """Raise `Invalid` for goals that aren't the person's, and for more than they teach or have places for."""
    is_theirs = _are_among(draft.goals, part.choices)
    teaches = not draft.teaches or bool(part.offers)
    has_places = not draft.teaches or draft.places <= part.free
    refuse_if_any(
        {
            "goals": None if is_theirs or not draft.learns else "Choose from your open goals.",
            "teaches": None if teaches else "You don't teach a skill yet. Say so beside a skill on your profile first.",
            "places": None if has_places else f"Your terms as a mentor leave {part.free} free. Change them first.",
        }
    )


def _are_among(goals: Collection[str], choices: Collection[Choice]) -> bool:
    return set(goals) <= {one.id for one in choices}
