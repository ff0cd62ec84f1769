"""Named experts: a coach names someone for a skill, and they are shown first once they agree. They can step down."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from graph import clock
from graph.cards import Author
from graph.driver import only, write
from graph.errors import Conflict, Forbidden, NotFound
from graph.ids import ExpertId, PersonId, SkillSlug, new_id
from graph.rows import read_as, write_as
from graph.skills import vocabulary
from graph.viewers import Viewer

ExpertState = Literal["asked", "agreed", "declined", "removed"]

NOT_ASKED = NotFound("Nobody has asked you to be an expert for this skill.")


@dataclass(frozen=True, kw_only=True)
class NamedExpert:
    """An expert for a skill, who named them, and since when. In state `asked` they have not agreed yet."""

    person: Author
    headline: str
    by: Author
    at: datetime
    state: ExpertState


@dataclass(frozen=True, kw_only=True)
class _Named:
    id: ExpertId
    state: ExpertState


def name(person: PersonId, skill: SkillSlug, *, by: Viewer) -> ExpertId:
    """Ask someone to be a named expert. Twice asks once; after they were removed, they are asked again.

    Raises `Forbidden` for everyone but admins and coaches of communities that use the skill, for yourself, and for
    people who have left or hide the skill. Raises `Conflict` if they have declined.
    """
    if not vocabulary.may_describe(skill, viewer=by):
        raise Forbidden("Only an admin, or a coach whose community uses the skill, can name its experts.")
    now = clock.now()
    rows = write_as(
        _Named,
        """
        MATCH (coach:Person {id: $by})
        MATCH (person:Person {id: $person})
        MATCH (skill:Skill {slug: $skill})
        WHERE $by <> $person AND person.state = 'active'
          AND NOT EXISTS { (person)-[standing:STANDS_IN]->(own:Skill) WHERE standing.hidden AND own.slug = $skill }
        OPTIONAL MATCH (person)<-[:SEATS]-(found:NamedExpert)-[:IN_SKILL]->(same:Skill)
            WHERE same.slug = $skill
        WITH coach, person, skill, coalesce(head(collect(found.key)), $person + ' ' + $skill) AS key
        MERGE (seat:NamedExpert {key: key})
        ON CREATE SET seat.id = $new, seat.state = 'removed'
        MERGE (seat)-[:SEATS]->(person)
        MERGE (seat)-[:IN_SKILL]->(skill)
        WITH coach, seat
        OPTIONAL MATCH (seat)<-[former:NAMED]-(:Person)
            WHERE seat.state = 'removed'
        DELETE former
        WITH DISTINCT coach, seat
        FOREACH (_ IN CASE WHEN seat.state = 'removed' THEN [1] ELSE [] END |
            MERGE (coach)-[:NAMED]->(seat)
            SET seat.state = 'asked', seat.at = datetime($now), seat.changed_key = $key)
        RETURN seat.id AS id, seat.state AS state
        """,
        person=person,
        skill=skill,
        by=by.id,
        new=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    seat = only(list(rows), otherwise=Forbidden("You can't name this person as an expert for this skill."))
    if seat.state == "declined":
        raise Conflict("This person has declined to be an expert for this skill. Please don't ask again.")
    return seat.id


def agree(skill: SkillSlug, *, by: PersonId) -> None:
    """Agree to be shown as an expert. Twice changes nothing. Raises `NotFound` if nobody has asked."""
    _answer(skill, "agreed", by=by)


def decline(skill: SkillSlug, *, by: PersonId) -> None:
    """Decline to be an expert, or step down. Twice changes nothing. Raises `NotFound` if nobody has asked."""
    _answer(skill, "declined", by=by)


def remove(person: PersonId, skill: SkillSlug, *, by: Viewer) -> None:
    """Take someone off the experts. Twice changes nothing. Raises `Forbidden` for people who may not name them."""
    if not vocabulary.may_describe(skill, viewer=by):
        raise Forbidden("Only an admin, or a coach whose community uses the skill, can change its experts.")
    write(
        """
        MATCH (:Person {id: $person})<-[:SEATS]-(seat:NamedExpert)-[:IN_SKILL]->(skill:Skill)
        WHERE skill.slug = $skill AND seat.state IN ['asked', 'agreed']
        SET seat.state = 'removed'
        """,
        person=person,
        skill=skill,
    )


def of(skill: SkillSlug, *, viewer: Viewer) -> tuple[NamedExpert, ...]:
    """Return the experts who have agreed, by name. Those who were asked are seen by themselves and who named them."""
    found = read_as(
        NamedExpert,
        """
        MATCH (skill:Skill {slug: $skill})
        WHERE {{skill is known}}
        MATCH (skill)<-[:IN_SKILL]-(seat:NamedExpert)-[:SEATS]->(person:Person)
        WHERE {{person is listed}}
        MATCH (seat)<-[:NAMED]-(coach:Person)
        WHERE (seat.state = 'agreed' OR (seat.state = 'asked' AND $viewer IN [person.id, coach.id]))
          AND NOT EXISTS { (person)-[standing:STANDS_IN]->(own:Skill) WHERE standing.hidden AND own.slug = $skill }
        RETURN {{person is named}} AS person,
               coalesce(person.headline, '') AS headline,
               {{coach is named}} AS by,
               seat.at AS at,
               seat.state AS state
        ORDER BY person.name_lower
        """,
        skill=skill,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    # Someone may have been named for each of two skills that were merged since.
    return tuple({one.person.id: one for one in found}.values())


def _answer(skill: SkillSlug, state: ExpertState, *, by: PersonId) -> None:
    rows = write(
        """
        MATCH (:Person {id: $by})<-[:SEATS]-(seat:NamedExpert)-[:IN_SKILL]->(skill:Skill)
        WHERE skill.slug = $skill AND seat.state IN ['asked', 'agreed', $state]
        SET seat.state = $state
        RETURN DISTINCT skill.slug AS skill
        """,
        skill=skill,
        state=state,
        by=by,
    )
    only(rows, otherwise=NOT_ASKED)
