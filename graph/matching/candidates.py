"""Candidates: people who could be asked about a question, the evidence for them, and whether they can be asked now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from graph import clock
from graph.driver import read
from graph.ids import PersonId, QuestionId, SkillSlug
from graph.matching.nearness import NOWHERE, Workplace, shared
from graph.matching.scores import Candidate, Parts, rarity
from graph.rows import read_as
from graph.viewers import EVERYONE

# People further down never reach the suggestions.
PEOPLE_BY_SKILL = 100

# How much evidence on a broader, narrower or related skill counts, compared with evidence on the question's own.
NEAR_SHARE = 0.5

QUESTIONS_PER_SWEEP = 200

DEFAULT_ASK_LIMIT = 5
LOAD_PERIOD = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A question as matching sees it. `barred` are people who must not be asked about it, or don't need to be.

    `skills` says how much evidence on each skill counts: the question's `own` and, from the second ring on, near ones.
    `workplace` is the asker's.

    Nothing about an anonymous asker is used, because the choice of people would reveal them. They can be asked
    themselves, like anyone else. To keep the question from their own manager, no manager is asked.
    """

    question: QuestionId
    audience: str
    skills: Mapping[SkillSlug, float]
    barred: frozenset[PersonId]
    live_asks: int
    own: frozenset[SkillSlug] = frozenset()
    ring: int = 1
    has_newcomer: bool = False
    is_anonymous: bool = False
    workplace: Workplace = NOWHERE

    @property
    def audiences(self) -> list[str]:
        """The audiences of every reader of the question. Only their evidence counts, so that no reason reveals more."""
        return list({EVERYONE, self.audience})


@dataclass(frozen=True, kw_only=True)
class _UsedSkill:
    slug: SkillSlug
    posts: int


@dataclass(frozen=True, kw_only=True)
class _CaseRow:
    audience: str
    is_anonymous: bool
    ring: int
    posts: int
    skills: tuple[_UsedSkill, ...]
    near: tuple[_UsedSkill, ...]
    workplace: Workplace | None
    barred: frozenset[PersonId]
    live_asks: int
    has_newcomer: bool


@dataclass(frozen=True, kw_only=True)
class _AblePerson:
    person: PersonId
    activity: float
    last_active_at: datetime | None
    recent_asks: int
    open_asks: int
    workplace: Workplace


def words(id: QuestionId) -> str:
    """Return the title, skills and body of a question as one text, or an empty text if it is gone."""
    rows = read(
        """
        MATCH (question:Post {id: $id})
        RETURN question.title AS title,
               question.body AS body,
               [(question)-[:ABOUT]->(skill:Skill) | skill.name] AS skills
        """,
        id=id,
    )
    return " ".join([rows[0]["title"], *rows[0]["skills"], rows[0]["body"]]) if rows else ""


def case(id: QuestionId) -> Case | None:
    """Return the question's case, or `None` if it is gone, settled or answered.

    Once there is an answer, a decline or silence no longer leads to more asks. People who were asked before may still
    add to the answer, and if it doesn't help, a reader can invite someone by hand.

    The asker, people who were asked before and people who have answered are barred. An anonymous asker isn't.
    """
    rows = read_as(
        _CaseRow,
        """
        MATCH (post:Post {id: $id})
        WHERE {{post is still waiting}}
        RETURN post.audience AS audience,
               coalesce(post.is_anonymous, false) AS is_anonymous,
               coalesce(post.ring, 1) AS ring,
               COUNT { (:Post) } AS posts,
               [(post)-[:ABOUT]->(skill:Skill)
                   | {slug: skill.slug, posts: COUNT { (skill)<-[:ABOUT]-() }}] AS skills,
               [(post)-[:ABOUT]->(:Skill)-[:RELATED|BROADER]-(near:Skill)
                   WHERE post.ring > 1
                   | {slug: near.slug, posts: COUNT { (near)<-[:ABOUT]-() }}] AS near,
               [(post)<-[:ASKED]-(asker:Person) WHERE NOT post.is_anonymous | {
                   unit: [(asker)-[:WORKS_IN]->(unit:Unit) | unit.slug][0],
                   office: asker.office,
                   zone: asker.time_zone,
                   circles: [(asker)-[:MEMBER_OF]->(circle:Community) | circle.id]}][0] AS workplace,
               [(post)<-[:ASKED]-(asker:Person) WHERE NOT post.is_anonymous | asker.id]
                   + [(post)<-[:ANSWERS]-(:Answer)<-[:GAVE]-(helper:Person) WHERE NOT {{helper is the anonymous asker}}
                       | helper.id]
                   + [(post)<-[:FOR]-(:Suggestion)-[:PROPOSES]->(asked:Person) | asked.id] AS barred,
               COUNT {
                   MATCH (post)<-[:FOR]-(ask:Suggestion)
                   WHERE ask.state IN ['asked', 'accepted']
               } AS live_asks,
               EXISTS {
                   MATCH (post)<-[:FOR]-(ask:Suggestion)
                   WHERE ask.state IN ['asked', 'accepted'] AND ask.via = 'newcomer'
               } AS has_newcomer
        """,
        id=id,
    )
    if not rows:
        return None
    row = rows[0]
    own = {skill.slug: rarity(skill.posts, of=row.posts) for skill in row.skills}
    near = {skill.slug: NEAR_SHARE * rarity(skill.posts, of=row.posts) for skill in row.near}
    return Case(
        question=id,
        audience=row.audience,
        is_anonymous=row.is_anonymous,
        skills=near | own,
        barred=row.barred,
        live_asks=row.live_asks,
        own=frozenset(own),
        ring=row.ring,
        has_newcomer=row.has_newcomer,
        workplace=row.workplace or NOWHERE,
    )


def unmatched() -> tuple[QuestionId, ...]:
    """Return the questions that are waiting to be matched, oldest first, at most 200."""
    rows = read(
        """
        MATCH (question:Question)
        WHERE question.unmatched_key < $key
        RETURN question.id AS id
        ORDER BY question.unmatched_key
        LIMIT $limit
        """,
        # This includes questions that a host with a fast clock has dated in the future.
        key=clock.FAR_FUTURE,
        limit=QUESTIONS_PER_SWEEP,
    )
    return tuple(row["id"] for row in rows)


def by_skills(case: Case) -> dict[PersonId, float]:
    """Return the people with the most evidence on the question's skills, with its sum. Rare skills weigh more.

    At most a hundred people, and as many more as are barred.
    """
    rows = read(
        """
        UNWIND $skills AS wanted
        // By node, without its label and id: a hot skill has thousands of knowers, and most need not be read.
        MATCH (:Skill {slug: wanted.slug})<-[knows:KNOWS]-(person)
        WHERE {{knows is shown}}
        WITH person, sum(knows.weight * wanted.rarity) AS tag
        ORDER BY tag DESC
        LIMIT $limit
        RETURN person.id AS person, tag
        """,
        skills=[{"slug": slug, "rarity": rarity} for slug, rarity in case.skills.items()],
        audiences=case.audiences,
        limit=PEOPLE_BY_SKILL + len(case.barred),
    )
    return {row["person"]: row["tag"] for row in rows}


def able(sums: Mapping[PersonId, Parts], case: Case) -> tuple[Candidate, ...]:
    """Return those of these people who may see the question and can be asked about it now, with their evidence.

    People are left out if they are barred, away or don't take asks, if they hide one of the question's own skills, and
    if they have as many open asks as they allow.
    """
    now = clock.now()
    rows = read_as(
        _AblePerson,
        """
        UNWIND $people AS id
        MATCH (person:Person {id: id})
        WHERE person.state = 'active'
          AND coalesce(person.takes_asks, true)
          AND {{person is present}}
          AND NOT ($is_anonymous AND EXISTS { (person)<-[:REPORTS_TO]-(:Person) })
          // People who hide a skill are not asked about it, not even because their words are like the question.
          AND NOT EXISTS {
              MATCH (person)-[hidden:STANDS_IN]->(skill:Skill)
              WHERE hidden.hidden AND skill.slug IN $skills
          }
          AND ($audience = $everyone OR EXISTS { (person)-[:MEMBER_OF]->(:Community {id: $audience}) })
          AND COUNT {
              MATCH (person)<-[:PROPOSES]-(ask:Suggestion)
              WHERE ask.open_key IS NOT NULL
          } < coalesce(person.ask_limit, $default_limit)
        RETURN person.id AS person,
               coalesce(person.activity, 0.0) AS activity,
               // A whole number, since the driver takes a quarter of a millisecond for each moment.
               coalesce(person.last_active_at, person.joined_at).epochMillis AS last_active_at,
               COUNT {
                   MATCH (person)<-[:PROPOSES]-(ask:Suggestion)
                   WHERE ask.made_at > datetime($load_since)
               } AS recent_asks,
               COUNT {
                   MATCH (person)<-[:PROPOSES]-(ask:Suggestion)
                   WHERE ask.open_key IS NOT NULL
               } AS open_asks,
               {
                   unit: [(person)-[:WORKS_IN]->(unit:Unit) | unit.slug][0],
                   office: person.office,
                   zone: person.time_zone,
                   circles: [(person)-[:MEMBER_OF]->(circle:Community) WHERE circle.id IN $circles | circle.id]
               } AS workplace
        """,
        people=sorted(sums.keys() - case.barred),
        skills=sorted(case.own),
        now=now.isoformat(),
        load_since=(now - LOAD_PERIOD).isoformat(),
        audience=case.audience,
        is_anonymous=case.is_anonymous,
        everyone=EVERYONE,
        default_limit=DEFAULT_ASK_LIMIT,
        circles=list(case.workplace.circles),
    )
    return tuple(
        Candidate(
            person=row.person,
            evidence=replace(sums[row.person], active=row.activity),
            idle=now - (row.last_active_at or clock.EPOCH),
            recent_asks=row.recent_asks,
            near=shared(row.workplace, case.workplace, at=now),
            open_asks=row.open_asks,
        )
        for row in rows
    )
