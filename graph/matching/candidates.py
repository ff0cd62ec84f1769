"""Who could be asked about a question: what speaks for them (graph/matching/scores.py), whether they can be asked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from graph import clock
from graph.driver import Row, read
from graph.ids import PersonId, QuestionId, SkillSlug
from graph.matching.nearness import NOWHERE, Place, place, shared
from graph.matching.scores import Candidate, Evidence, Parts, Vote, rarity, weighed
from graph.viewers import EVERYONE

# Beyond so many people, or so many pieces of evidence of one person, nothing reaches the suggestions any more.
PEOPLE_BY_SKILL = 100
EVIDENCE_PER_PERSON = 20

# What evidence on a broader, narrower or related skill counts beside evidence on the question's own.
NEAR_SHARE = 0.5

QUESTIONS_PER_SWEEP = 200

DEFAULT_ASK_LIMIT = 5
LOAD_PERIOD = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A question as the matching sees it. `barred` are people who must not or need not be asked about it.

    `skills` says how much evidence on each counts: from the second ring on not only its `own`, but near ones too.
    `place` is where the asker stands; unknown for an anonymous one, whom the nearness of those asked would give away.
    """

    question: QuestionId
    audience: str
    skills: Mapping[SkillSlug, float]
    barred: frozenset[PersonId]
    live_asks: int
    own: frozenset[SkillSlug] = frozenset()
    ring: int = 1
    has_newcomer: bool = False
    place: Place = NOWHERE

    @property
    def audiences(self) -> list[str]:
        """What every reader of the question may open: only such evidence counts, so that no reason gives away more."""
        return list({EVERYONE, self.audience})


def words(id: QuestionId) -> str:
    """Return a question's own words: title, skills and body. Empty if it is gone."""
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
    """Return the question's case, or `None` if it is gone or settled, or if somebody has answered it.

    Whoever was asked before the answer may still add to it; a decline or silence takes nobody else's time. If it does
    not help, a reader asks somebody by hand.

    Asked again are neither those who were asked before nor those who have answered already; an anonymous asker's
    superiors, up to the top, are left out too.
    """
    rows = read(
        """
        MATCH (question:Post {id: $id})
        WHERE question.open_key IS NOT NULL AND question.unanswered_key IS NOT NULL
        RETURN question.audience AS audience,
               coalesce(question.ring, 1) AS ring,
               COUNT { (:Post) } AS posts,
               [(question)-[:ABOUT]->(skill:Skill)
                   | {slug: skill.slug, posts: COUNT { (skill)<-[:ABOUT]-() }}] AS skills,
               [(question)-[:ABOUT]->(:Skill)-[:RELATED|BROADER]-(near:Skill)
                   WHERE question.ring > 1
                   | {slug: near.slug, posts: COUNT { (near)<-[:ABOUT]-() }}] AS near,
               [(question)<-[:ASKED]-(asker:Person) WHERE NOT question.is_anonymous | {
                   unit: [(asker)-[:WORKS_IN]->(unit:Unit) | unit.slug][0],
                   office: asker.office,
                   zone: asker.time_zone,
                   circles: [(asker)-[:MEMBER_OF]->(circle:Community) | circle.id]}][0] AS place,
               [(question)<-[:ASKED]-(asker:Person) | asker.id]
                   + [(question)<-[:ANSWERS]-(:Answer)<-[:GAVE]-(helper:Person) | helper.id]
                   + [(question)<-[:ASKED]-(:Person)-[:REPORTS_TO*1..30]->(superior:Person)
                       WHERE question.is_anonymous | superior.id]
                   + [(question)<-[:FOR]-(:Suggestion)-[:PROPOSES]->(asked:Person) | asked.id] AS barred,
               COUNT {
                   MATCH (question)<-[:FOR]-(ask:Suggestion)
                   WHERE ask.state IN ['asked', 'accepted']
               } AS live_asks,
               EXISTS {
                   MATCH (question)<-[:FOR]-(ask:Suggestion)
                   WHERE ask.state IN ['asked', 'accepted'] AND ask.via = 'newcomer'
               } AS has_newcomer
        """,
        id=id,
    )
    if not rows:
        return None
    row = rows[0]
    own = {skill["slug"]: rarity(skill["posts"], of=row["posts"]) for skill in row["skills"]}
    near = {skill["slug"]: NEAR_SHARE * rarity(skill["posts"], of=row["posts"]) for skill in row["near"]}
    return Case(
        question=id,
        audience=row["audience"],
        skills=near | own,
        barred=frozenset(row["barred"]),
        live_asks=row["live_asks"],
        own=frozenset(own),
        ring=row["ring"],
        has_newcomer=row["has_newcomer"],
        place=place(row["place"]),
    )


def unmatched() -> tuple[QuestionId, ...]:
    """Return the oldest questions for which nobody has looked for experts yet, at most two hundred."""
    rows = read(
        """
        MATCH (question:Question)
        WHERE question.unmatched_key < $key
        RETURN question.id AS id
        ORDER BY question.unmatched_key
        LIMIT $limit
        """,
        # Also those that a clock ahead of ours has dated into the future.
        key=clock.FAR_FUTURE,
        limit=QUESTIONS_PER_SWEEP,
    )
    return tuple(row["id"] for row in rows)


def by_skills(case: Case) -> dict[PersonId, float]:
    """Return the hundred people with the most evidence on the question's skills, the rarer weighing more."""
    rows = read(
        """
        UNWIND $skills AS wanted
        // By node, without its label and id: a hot skill has thousands of knowers, and most need not be read.
        MATCH (:Skill {slug: wanted.slug})<-[knows:KNOWS]-(person)
        WHERE knows.audience IN $audiences AND knows.hidden IS NULL
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


def by_likeness(votes: Iterable[Vote], case: Case) -> tuple[Evidence, ...]:
    """Return the evidence behind these votes, as far as every reader of the question may open it."""
    of = {vote.key: vote for vote in votes}
    rows = _answers(of, case)
    # Most votes are answers, and to look for what is not there costs as much as to find it.
    rows += _posts(of.keys() - {row["id"] for row in rows}, case)
    return tuple(weighed(of[row["id"]], author=row["author"], weight=row["weight"]) for row in rows)


def _answers(keys: Collection[str], case: Case) -> list[Row]:
    return read(
        """
        UNWIND $keys AS key
        MATCH (answer:Answer {id: key})
        WHERE answer.weight IS NOT NULL AND answer.counted_in IN $audiences
        MATCH (answer)<-[:GAVE]-(author:Person)
        WHERE NOT EXISTS {
            MATCH (author)-[standing:STANDS_IN]->(skill:Skill)
            WHERE standing.hidden AND skill.slug IN answer.counted
        }
        RETURN key AS id, author.id AS author, answer.weight AS weight
        """,
        keys=list(keys),
        audiences=case.audiences,
    )


def _posts(keys: Collection[str], case: Case) -> list[Row]:
    return read(
        """
        UNWIND $keys AS key
        MATCH (post:Post {id: key})
        WHERE post.weight IS NOT NULL AND post.counted_in IN $audiences
        MATCH (post)<-[:POSTED]-(author:Person)
        WHERE NOT EXISTS {
            MATCH (author)-[standing:STANDS_IN]->(skill:Skill)
            WHERE standing.hidden AND skill.slug IN post.counted
        }
        RETURN key AS id, author.id AS author, post.weight AS weight
        """,
        keys=list(keys),
        audiences=case.audiences,
    )


def able(merits: Mapping[PersonId, Parts], case: Case) -> tuple[Candidate, ...]:
    """Return those with such sums who may see the question and can be asked about it now."""
    now = clock.now()
    rows = read(
        """
        UNWIND $people AS id
        MATCH (person:Person {id: id})
        WHERE person.state = 'active'
          AND coalesce(person.takes_asks, true)
          AND (person.away_until IS NULL OR person.away_until <= datetime($now))
          // Who hides a skill is not asked about it, not even because their words are like the question.
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
               } AS place
        """,
        people=sorted(merits.keys() - case.barred),
        skills=sorted(case.own),
        now=now.isoformat(),
        load_since=(now - LOAD_PERIOD).isoformat(),
        audience=case.audience,
        everyone=EVERYONE,
        default_limit=DEFAULT_ASK_LIMIT,
        circles=list(case.place.circles),
    )
    return tuple(
        Candidate(
            person=row["person"],
            evidence=replace(merits[row["person"]], active=row["activity"]),
            idle=now - clock.moment(row["last_active_at"] or 0),
            recent_asks=row["recent_asks"],
            near=shared(place(row["place"]), case.place, at=now),
            open_asks=row["open_asks"],
        )
        for row in rows
    )


def evidence(people: Collection[PersonId], case: Case) -> tuple[Evidence, ...]:
    """Return what speaks most for these people on the question's skills, at most twenty pieces each."""
    rows = read(
        """
        UNWIND $people AS id
        MATCH (person:Person {id: id})
        WITH person, [(person)-[standing:STANDS_IN]->(skill:Skill) WHERE standing.hidden | skill.slug] AS hidden
        RETURN person.id AS author,
               [(person)-[tie:GAVE|POSTED]->(proof)
                   WHERE tie.weight IS NOT NULL AND tie.counted_in IN $audiences
                     AND ANY(slug IN tie.counted WHERE slug IN $skills AND NOT slug IN hidden)
                   | {id: proof.id, weight: tie.weight,
                      skills: [slug IN tie.counted WHERE slug IN $skills AND NOT slug IN hidden]}] AS proofs
        """,
        people=list(people),
        audiences=case.audiences,
        skills=list(case.skills),
    )
    return tuple(proof for row in rows for proof in _strongest(row, case))


def _strongest(row: Row, case: Case) -> list[Evidence]:
    proofs = [
        Evidence(
            id=proof["id"],
            author=row["author"],
            skills="tag" if case.own & set(proof["skills"]) else "near",
            tag=proof["weight"] * sum(case.skills[skill] for skill in proof["skills"]),
        )
        for proof in row["proofs"]
    ]
    return sorted(proofs, key=lambda proof: (-proof.tag, proof.id))[:EVIDENCE_PER_PERSON]
