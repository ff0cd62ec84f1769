"""Why someone could mentor a learner: what the graph says about them and the skill, as far as the learner may open it.

Anonymous questions count as answered, but never for whom they helped, because that would show who asked.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Literal

from graph import clock
from graph.expertise.stated_levels import LevelSource
from graph.ids import AnswerId, PersonId, SkillSlug
from graph.mentorships import working_time
from graph.mentorships.working_time import Shared
from graph.pairing.seekers import Seeker
from graph.pairing.teachers import Teacher
from graph.rows import read_as
from graph.viewers import Viewer

SHOWN = 3
# The latest answers of someone. Reading thousands would take longer than anyone looks at a number.
ANSWERS_READ = 100

# Answered the learner's own question on the skill; helped people who then answered others; mentored before; is a named
# expert; answered questions; is confirmed by colleagues; has a level that evidence shows or others gave, or that only
# they state; works in the same office; works at the same hours.
ReasonKind = Literal[
    "own", "taught", "mentored", "named", "answered", "confirmed", "shown", "rated", "says", "office", "hours"
]

# What each is worth beside the others, once or for each of a few.
WORTH: Mapping[ReasonKind, float] = {
    "own": 3.0,
    "taught": 1.5,
    "mentored": 2.0,
    "named": 2.0,
    "answered": 1.0,
    "confirmed": 0.7,
    "shown": 0.6,
    "rated": 0.6,
    "says": 0.3,
    "office": 0.4,
    "hours": 0.3,
}
MOST_COUNTED = 3


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A reason. `number` counts questions, people or mentorships, or is a level.

    `hours` are those that both work. `share` is its share of everything that speaks for this person, between 0 and 1.
    """

    kind: ReasonKind
    number: int
    share: float
    hours: Shared | None = None


@dataclass(frozen=True, kw_only=True)
class _Found:
    kind: ReasonKind
    number: int
    worth: float
    hours: Shared | None = None


@dataclass(frozen=True, kw_only=True)
class _Person:
    id: PersonId
    is_named: bool
    confirmed: int
    mentored: int
    answers: tuple[AnswerId, ...]


@dataclass(frozen=True, kw_only=True)
class _Answer:
    id: AnswerId
    at: int
    post: str
    asker: PersonId | None
    has_helped: bool


@dataclass(frozen=True, kw_only=True)
class _Helped:
    id: PersonId
    last_at: int


def of(people: Mapping[Teacher, int], seeker: Seeker, *, viewer: Viewer) -> dict[PersonId, tuple[Reason, ...]]:
    """Return one to three reasons for each of these teachers, given with their levels, strongest first."""
    known = {one.id: one for one in _people([one.id for one in people], seeker.skill.slug, viewer)}
    answers = {one.id: one for one in _answers([id for one in known.values() for id in one.answers], viewer)}
    askers = {one.asker for one in answers.values() if one.asker and one.has_helped and one.asker != viewer.id}
    later = {one.id: one.last_at for one in _helped(askers, seeker.skill.slug, viewer)}
    return {
        teacher.id: _strongest(
            [
                *_from_answers([answers[id] for id in known[teacher.id].answers if id in answers], later, viewer),
                *_from_others(known[teacher.id]),
                _from_level(teacher, level),
                *_from_work(teacher, seeker),
            ]
        )
        for teacher, level in people.items()
    }


def _strongest(found: Iterable[_Found]) -> tuple[Reason, ...]:
    there = sorted((one for one in found if one.worth), key=lambda one: -one.worth)
    total = sum(one.worth for one in there)
    return tuple(
        Reason(kind=one.kind, number=one.number, share=one.worth / total, hours=one.hours) for one in there[:SHOWN]
    )


def _counted(kind: ReasonKind, number: int) -> _Found:
    return _Found(kind=kind, number=number, worth=WORTH[kind] * min(number, MOST_COUNTED))


def _from_answers(answers: Sequence[_Answer], later: Mapping[PersonId, int], viewer: Viewer) -> list[_Found]:
    questions = len({one.post for one in answers})
    own = len({one.post for one in answers if one.asker == viewer.id})
    taught = {one.asker for one in answers if one.asker and one.has_helped and later.get(one.asker, 0) > one.at}
    return [
        _counted("own", own),
        _counted("taught", len(taught)),
        _Found(kind="answered", number=questions, worth=WORTH["answered"] * log2(1 + questions)),
    ]


def _from_others(person: _Person) -> list[_Found]:
    return [
        _Found(kind="mentored", number=person.mentored, worth=WORTH["mentored"] if person.mentored else 0.0),
        _Found(kind="named", number=1, worth=WORTH["named"] if person.is_named else 0.0),
        _counted("confirmed", person.confirmed),
    ]


def _from_level(teacher: Teacher, level: int) -> _Found:
    """Return their level as a reason. A level that nobody but themselves gives is the weakest, and says so."""
    kinds: Mapping[LevelSource, ReasonKind] = {
        "inferred": "shown",
        "manager": "rated",
        "peer": "rated",
        "self": "says",
    }
    kind = kinds[teacher.source]
    return _Found(kind=kind, number=level, worth=WORTH[kind])


def _from_work(teacher: Teacher, seeker: Seeker) -> list[_Found]:
    is_near = bool(seeker.office) and seeker.office.casefold() == teacher.office.casefold()
    both = working_time.shared(seeker.time, teacher.time, at=clock.now())
    return [
        _Found(kind="office", number=1, worth=WORTH["office"] if is_near else 0.0),
        _Found(kind="hours", number=1, worth=WORTH["hours"] if both else 0.0, hours=both),
    ]


def _people(people: Collection[PersonId], skill: SkillSlug, viewer: Viewer) -> tuple[_Person, ...]:
    return read_as(
        _Person,
        """
        UNWIND $people AS id
        MATCH (person:Person {id: id})
        RETURN id,
               EXISTS {
                   MATCH (person)<-[:SEATS]-(seat:NamedExpert)-[:IN_SKILL]->(named:Skill)
                   WHERE seat.state = 'agreed' AND named.slug = $skill
               } AS is_named,
               COUNT {
                   MATCH (person)-[:SHOWED]->(given:Proof)-[:IN_SKILL]->(shown:Skill)
                   WHERE given.state = 'given' AND {{given is open}} AND shown.slug = $skill
               } AS confirmed,
               COUNT {
                   MATCH (person)-[:MENTORS_IN]->(past:Mentorship)-[:IN_SKILL]->(taught:Skill)
                   WHERE past.state = 'ended' AND taught.slug = $skill
               } AS mentored,
               [(person)-[tie:GAVE]->(answer) WHERE {{tie is counted}} AND $skill IN tie.counted | answer.id][..$most]
                   AS answers
        """,
        people=list(people),
        skill=skill,
        audiences=viewer.audiences,
        most=ANSWERS_READ,
    )


def _answers(ids: Collection[AnswerId], viewer: Viewer) -> tuple[_Answer, ...]:
    """Return these answers, as far as the viewer may open them now. Anonymous askers are left out."""
    return read_as(
        _Answer,
        """
        UNWIND $ids AS id
        MATCH (answer:Answer {id: id})-[:ANSWERS]->(post:Post)
        WHERE {{post is open}} AND post.retired_at IS NULL
        RETURN id,
               answer.given_at.epochMillis AS at,
               post.id AS post,
               [(post)<-[:ASKED]-(asker:Person) WHERE NOT post.is_anonymous | asker.id][0] AS asker,
               coalesce(answer.is_accepted, false) AS has_helped
        """,
        ids=list(ids),
        audiences=viewer.audiences,
    )


def _helped(people: Collection[PersonId], skill: SkillSlug, viewer: Viewer) -> tuple[_Helped, ...]:
    """Return when those of these people who answered others on the skill did so last, in milliseconds since 1970."""
    return read_as(
        _Helped,
        """
        UNWIND $people AS id
        MATCH (helped:Person {id: id})-[tie:GAVE]->(answer)
        WHERE {{tie is counted}} AND $skill IN tie.counted
        MATCH (answer)-[:ANSWERS]->(post:Post)
        WHERE {{post is open}} AND post.retired_at IS NULL
          AND NOT EXISTS { (post)<-[:ASKED]-(asker:Person) WHERE asker.id = id }
        RETURN id, max(answer.given_at.epochMillis) AS last_at
        """,
        people=sorted(people),
        skill=skill,
        audiences=viewer.audiences,
    )
