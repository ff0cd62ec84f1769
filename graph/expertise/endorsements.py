"""Endorsements: a colleague confirms a skill of someone they have met over it here. The posts are shown.

docs/decisions/0019-endorsements.md says what counts, and why an endorsement in a ring counts a quarter. An endorsement
is a `Proof` of the endorsed person and is weighed like all other evidence. If the person taught the colleague the
skill, it counts as mentoring.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.cards import Author
from graph.driver import only, read, write
from graph.errors import Conflict, Forbidden
from graph.expertise import encounters, endorsement_worth, stated_levels
from graph.expertise.encounters import Meeting
from graph.ids import PersonId, ProofId, SkillSlug
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

MEETINGS_SHOWN = 5

NEVER_MET = (
    "You can confirm a skill once you have both taken part in a post about it, with an answer, a vote or a comment."
)


@dataclass(frozen=True, kw_only=True)
class Endorsement:
    """What a colleague confirmed or was taught, and the posts where they met that the viewer may open.

    It counts less if it `is_in_ring`, and for nothing if it `is_discounted`, which only the two people are shown.
    """

    by: Author
    level: int | None
    at: datetime
    is_in_ring: bool
    is_discounted: bool
    was_taught: bool
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request to the viewer to confirm someone's skill."""

    person: Author
    skill: SkillSlug
    name: str


def endorse(person: PersonId, skill: SkillSlug, level: int | None, *, was_taught: bool = False, by: Viewer) -> None:
    """Confirm a colleague's skill, with or without a level. Doing it again updates the same endorsement.

    Raises `Invalid` for a level outside 1 to 5, and `Forbidden` for yourself, for someone you never met over the skill,
    for someone who has left, and for a skill that is not shown to everyone.
    """
    stated_levels.refuse_no_level(level)
    met = encounters.between(by, person, skill)
    rows = write(
        """
        MATCH (giver:Person {id: $by})
        MATCH (person:Person {id: $person})
        MATCH (skill:Skill {slug: $skill})
        WHERE size($met) > 0 AND $by <> $person AND person.state = 'active'
          AND NOT EXISTS { (person)-[standing:STANDS_IN]->(shown:Skill) WHERE standing.hidden AND shown.slug = $skill }
        MERGE (given:Proof {id: $id})
        SET given.kind = $kind,
            given.at = CASE WHEN given.state = 'given' THEN given.at ELSE datetime($now) END,
            given.state = 'given', given.is_withdrawn = false, given.level = $level, given.audience = $audience,
            given.worth = coalesce(given.worth, 1.0)
        MERGE (giver)-[:ENDORSED]->(given)
        MERGE (person)-[:SHOWED]->(given)
        MERGE (given)-[:IN_SKILL]->(skill)
        MERGE (giver)-[:VOUCHES]->(person)
        WITH given
        UNWIND $met AS met
        MATCH (post:Post {id: met.post})
        MERGE (given)-[traced:TRACED]->(post)
        SET traced.how = met.how
        RETURN DISTINCT given.id AS id
        """,
        id=_id(by.id, person, skill),
        by=by.id,
        person=person,
        skill=skill,
        kind="mentoring" if was_taught else "endorsement",
        level=level,
        met=[{"post": one.post, "how": one.how} for one in met],
        audience=_widest(met),
        now=clock.now().isoformat(),
    )
    only(rows, otherwise=Forbidden(NEVER_MET))
    endorsement_worth.settle([(by.id, person), *endorsement_worth.ring(by.id, person)])


def withdraw(person: PersonId, skill: SkillSlug, *, by: PersonId) -> None:
    """Withdraw an endorsement. If that breaks a ring, the others in it count in full again. Twice changes nothing."""
    pairs = [(by, person), *endorsement_worth.ring(by, person)]
    write(
        """
        MATCH (given:Proof {id: $id})
        WHERE given.state = 'given'
        SET given.state = 'withdrawn', given.is_withdrawn = true
        WITH given
        MATCH (giver:Person {id: $by})
        WHERE NOT EXISTS {
            MATCH (giver)-[:ENDORSED]->(other:Proof)<-[:SHOWED]-(same:Person)
            WHERE other.state = 'given' AND same.id = $person
        }
        MATCH (giver)-[vouch:VOUCHES]->(person:Person)
        WHERE person.id = $person
        DELETE vouch
        """,
        id=_id(by, person, skill),
        by=by,
        person=person,
    )
    endorsement_worth.settle(pairs)


def ask(giver: PersonId, skill: SkillSlug, *, by: Viewer) -> None:
    """Ask someone to confirm one of your skills. Asking twice sends one request.

    Raises `Conflict` if they have declined, and `Forbidden` for yourself, for people who have left and for skills that
    are not yours.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (giver:Person {id: $giver})
        MATCH (me:Person {id: $by})
        MATCH (skill:Skill {slug: $skill})
        WHERE $giver <> $by AND giver.state = 'active' AND EXISTS { (me)-[:KNOWS|STANDS_IN]->(skill) }
        MERGE (given:Proof {id: $id})
        ON CREATE SET given.kind = 'endorsement', given.state = 'asked', given.is_withdrawn = true,
                      given.audience = $everyone, given.worth = 1.0, given.at = datetime($now)
        SET given.at = CASE WHEN given.state = 'withdrawn' THEN datetime($now) ELSE given.at END
        SET given.state = CASE WHEN given.state = 'withdrawn' THEN 'asked' ELSE given.state END,
            giver.changed_key = $key
        MERGE (giver)-[:ENDORSED]->(given)
        MERGE (me)-[:SHOWED]->(given)
        MERGE (given)-[:IN_SKILL]->(skill)
        RETURN given.state AS state
        """,
        id=_id(giver, by.id, skill),
        giver=giver,
        by=by.id,
        skill=skill,
        everyone=EVERYONE,
        now=now.isoformat(),
        key=clock.key(now),
    )
    row = only(rows, otherwise=Forbidden("You can only ask colleagues to confirm your own skills."))
    if row["state"] == "declined":
        raise Conflict("This person has declined to confirm this. Please don't ask again.")


def decline(person: PersonId, skill: SkillSlug, *, by: PersonId) -> None:
    """Decline a request to confirm a skill. Only the two people can see that. Twice changes nothing."""
    write(
        "MATCH (given:Proof {id: $id}) WHERE given.state = 'asked' SET given.state = 'declined'",
        id=_id(by, person, skill),
    )


def requests(*, viewer: Viewer) -> tuple[Request, ...]:
    """Return the requests to this person to confirm skills, newest first, at most 20."""
    return read_as(
        Request,
        """
        MATCH (:Person {id: $viewer})-[:ENDORSED]->(given:Proof)-[:IN_SKILL]->(skill:Skill)
        WHERE given.state = 'asked'
        MATCH (given)<-[:SHOWED]-(person:Person)
        WHERE person.state = 'active'
        RETURN {{person is named}} AS person, skill.slug AS skill, skill.name AS name
        ORDER BY given.at DESC
        LIMIT 20
        """,
        viewer=viewer.id,
    )


def given(person: PersonId, skill: SkillSlug, *, viewer: Viewer) -> tuple[Endorsement, ...]:
    """Return the endorsements of a person's skill that the viewer may see, newest first."""
    return read_as(
        Endorsement,
        """
        MATCH (:Person {id: $person})-[:SHOWED]->(given:Proof)-[:IN_SKILL]->(skill:Skill)
        WHERE skill.slug = $skill AND given.state = 'given' AND {{given is open}}
          AND ({{given is valid}} OR $viewer = $person OR $viewer IN [(given)<-[:ENDORSED]-(own:Person) | own.id])
        RETURN [(given)<-[:ENDORSED]-(giver:Person) | {{giver is named}}][0] AS by,
               given.level AS level,
               given.at AS at,
               given.worth < 1.0 AS is_in_ring,
               coalesce(given.is_discounted, false) AS is_discounted,
               given.kind = 'mentoring' AS was_taught,
               [(given)-[traced:TRACED]->(post:Post)
                   WHERE {{post is open}} AND post.retired_at IS NULL
                   | {post: post.id, title: post.title, how: traced.how, audience: post.audience}][..$limit] AS meetings
        ORDER BY at DESC
        """,
        person=person,
        skill=skill,
        viewer=viewer.id,
        audiences=viewer.audiences,
        limit=MEETINGS_SHOWN,
    )


def _id(giver: PersonId, person: PersonId, skill: SkillSlug) -> ProofId:
    """Return the id of the only endorsement that these three can have. After a skill merge, it keeps its old id."""
    rows = read(
        """
        MATCH (:Person {id: $giver})-[:ENDORSED]->(given:Proof)<-[:SHOWED]-(person:Person)
        WHERE person.id = $person
        MATCH (given)-[:IN_SKILL]->(skill:Skill)
        WHERE skill.slug = $skill
        RETURN given.id AS id
        ORDER BY id
        LIMIT 1
        """,
        giver=giver,
        person=person,
        skill=skill,
    )
    return rows[0]["id"] if rows else ProofId(f"{giver} {person} {skill}")


def _widest(met: Sequence[Meeting]) -> str:
    """Return the audience of an endorsement: everyone if they met on an open post, else a closed community."""
    audiences = sorted({one.audience for one in met}, key=lambda audience: audience != EVERYONE)
    return audiences[0] if audiences else ""
