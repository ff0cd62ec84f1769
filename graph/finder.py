"""Who knows this and that: several skills at once, the rarer weighing more, with the reasons.

The formula is the expert finder's with the skills as the question: .65 own evidence, .15 evidence in neighbour skills
and .2 activity, each a share of what all candidates have, times availability (graph/experts.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import inf

from graph import clock, decay, experts, levels
from graph.clock import EPOCH
from graph.driver import Row, read
from graph.ids import PersonId, PostId, SkillSlug
from graph.levels import LEAST_WEIGHTS
from graph.profiles import HELP_HOURS
from graph.standings import Source
from graph.viewers import Viewer
from graph.wanted import Wanted

PARTS = {"own": 0.65, "near": 0.15, "active": 0.2}
# An estimate of what it takes to answer one ask.
HOURS_PER_ASK = 0.5
CONSIDERED = 100
SHOWN = 20
REASONS_SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A post or answer that speaks for somebody; `share` is what it makes up of their own fit, between 0 and 1."""

    evidence: str
    post: PostId
    title: str
    share: float


@dataclass(frozen=True, kw_only=True)
class Known:
    """One of the skills that were looked for, at the level that leads."""

    slug: SkillSlug
    name: str
    level: int
    source: Source


@dataclass(frozen=True, kw_only=True)
class Found:
    """Somebody who fits. The order of a list is by fit for what was looked for; there is no other number of it."""

    id: PersonId
    name: str
    headline: str
    unit: str
    office: str
    languages: tuple[str, ...]
    free_hours: float
    known: tuple[Known, ...]
    reasons: tuple[Reason, ...]


def find(wanted: Wanted, *, viewer: Viewer) -> tuple[Found, ...]:
    """Return who fits best, at most twenty, those who know more of the wanted skills and the rarer ones first."""
    rows = _candidates(wanted, viewer)
    totals = {part: sum(row[part] for row in rows) or inf for part in PARTS}
    ordered = sorted(rows, key=lambda row: (-_score(row, totals), -len(row["known"]), row["name"]))[:SHOWN]
    reasons = _reasons([row["id"] for row in ordered], wanted, viewer)
    return tuple(_found(row, reasons[row["id"]]) for row in ordered)


def _score(row: Row, totals: dict[str, float]) -> float:
    fit = sum(weight * row[part] / totals[part] for part, weight in PARTS.items())
    idle = max((clock.now() - (row["last_active_at"] or EPOCH)) / timedelta(days=1), 0)
    gone = experts.AVAILABILITY_OF_THE_LONG_GONE
    return fit * (gone + (1 - gone) * 2 ** (-idle / experts.IDLE_HALF_LIFE_DAYS))


def _candidates(wanted: Wanted, viewer: Viewer) -> list[Row]:
    now = clock.now()
    return read(
        """
        UNWIND $skills AS wanted
        MATCH (skill:Skill {slug: wanted.slug})<-[knows:KNOWS]-(person:Person)
        WHERE knows.audience IN $audiences AND knows.hidden IS NULL
        WITH person, skill, wanted, sum(knows.weight) AS weight,
             max(knows.level) AS stated, max(knows.source) AS source
        WITH person, skill, wanted, weight, stated, source,
             CASE WHEN wanted.is_near OR $level = 1 THEN 1 ELSE coalesce(stated, CASE
                 WHEN size([mark IN coalesce(skill.marks, []) WHERE mark > weight])
                      > size([least IN $least WHERE least > weight])
                 THEN 1 + size([mark IN skill.marks WHERE mark <= weight])
                 ELSE 1 + size([least IN $least WHERE least <= weight]) END) END AS level
        WITH person,
             sum(CASE WHEN wanted.is_near OR level < $level THEN 0.0 ELSE weight * wanted.rarity END) AS own,
             sum(CASE WHEN wanted.is_near THEN weight * wanted.rarity ELSE 0.0 END) AS near,
             sum(CASE WHEN wanted.is_near OR level < $level THEN 0 ELSE 1 END) AS fitting,
             sum(CASE WHEN wanted.is_near THEN 0 ELSE coalesce(stated, 0) END) AS stated
        WHERE fitting > 0 AND ($level = 1 OR fitting = $all)
        WITH person, own, near, stated
        WHERE person.state = 'active' AND coalesce(person.is_listed, true)
          AND ($office = '' OR toLower(coalesce(person.office, '')) = $office)
          AND ($language = '' OR ANY(one IN coalesce(person.languages, []) WHERE toLower(one) = $language))
          AND ($unit = '' OR EXISTS { (person)-[:WORKS_IN]->(unit:Unit) WHERE unit.slug = $unit })
          AND ($hours = 0 OR coalesce(person.takes_asks, true) AND coalesce(person.help_hours, $help_hours) >= $hours)
        WITH person, own, near, stated
        ORDER BY own + near / 4 + stated DESC
        LIMIT $considered
        WITH person, own, near,
             CASE WHEN person.away_until > datetime($now) OR NOT coalesce(person.takes_asks, true) THEN 0.0
                  ELSE coalesce(person.help_hours, $help_hours) - $per_ask * COUNT {
                      MATCH (person)<-[:PROPOSES]-(ask:Suggestion)
                      WHERE ask.open_key IS NOT NULL
                  } END AS free_hours
        WHERE $hours = 0 OR free_hours >= $hours
        RETURN person.id AS id,
               person.name AS name,
               coalesce(person.headline, '') AS headline,
               coalesce([(person)-[:WORKS_IN]->(unit:Unit) | unit.name][0], '') AS unit,
               coalesce(person.office, '') AS office,
               coalesce(person.languages, []) AS languages,
               coalesce(person.activity, 0.0) AS active,
               coalesce(person.last_active_at, person.joined_at) AS last_active_at,
               own,
               near,
               CASE WHEN free_hours > 0 THEN free_hours ELSE 0.0 END AS free_hours,
               [(person)-[knows:KNOWS]->(skill:Skill)
                   WHERE skill.slug IN $slugs AND knows.hidden IS NULL AND knows.audience IN $audiences
                   | {slug: skill.slug, name: skill.name, weight: knows.weight, marks: skill.marks,
                      level: knows.level, source: knows.source}] AS known
        """,
        skills=[vars(one) for one in wanted.weights],
        slugs=list(wanted.slugs),
        all=len(wanted.slugs),
        level=wanted.level,
        least=[least * decay.freshness(now) for least in LEAST_WEIGHTS],
        unit=wanted.unit,
        office=wanted.office.lower(),
        language=wanted.language.lower(),
        hours=wanted.hours,
        help_hours=HELP_HOURS,
        per_ask=HOURS_PER_ASK,
        considered=CONSIDERED,
        audiences=viewer.audiences,
        now=now.isoformat(),
    )


def _reasons(people: Sequence[PersonId], wanted: Wanted, viewer: Viewer) -> dict[PersonId, list[Row]]:
    rows = read(
        """
        UNWIND $people AS id
        MATCH (person:Person {id: id})
        RETURN person.id AS id, COLLECT {
            MATCH (person)-[:GAVE|POSTED]->(proof)
            WHERE proof.weight IS NOT NULL AND ANY(slug IN proof.counted WHERE slug IN $slugs)
            WITH proof
            ORDER BY proof.weight DESC
            LIMIT $limit
            OPTIONAL MATCH (proof)-[:ANSWERS]->(about:Post)
            WITH proof, coalesce(about, proof) AS post
            WHERE post.audience IN $audiences
            RETURN {evidence: proof.id, post: post.id, title: post.title, weight: proof.weight,
                    skills: proof.counted} AS reason
        } AS reasons
        """,
        people=list(people),
        slugs=list(wanted.slugs),
        audiences=viewer.audiences,
        limit=3 * REASONS_SHOWN,
    )
    rarity = {one.slug: one.rarity for one in wanted.weights if not one.is_near}
    return {
        row["id"]: [
            one | {"worth": one["weight"] * sum(rarity.get(slug, 0) for slug in one["skills"])}
            for one in row["reasons"]
        ]
        for row in rows
    }


def _found(row: Row, reasons: Sequence[Row]) -> Found:
    best = sorted(reasons, key=lambda one: (-one["worth"], one["evidence"]))[:REASONS_SHOWN]
    fields = ("id", "name", "headline", "unit", "office", "free_hours")
    return Found(
        languages=tuple(row["languages"]),
        known=tuple(_known(row["known"])),
        reasons=tuple(
            Reason(
                evidence=one["evidence"], post=one["post"], title=one["title"], share=min(one["worth"] / row["own"], 1)
            )
            for one in best
            if row["own"]
        ),
        **{name: row[name] for name in fields},
    )


def _known(rows: Sequence[Row]) -> list[Known]:
    """Make one of the rows for each audience of a skill: what is stated leads, else what all that is visible shows."""
    found = list[Known]()
    for slug in sorted({row["slug"] for row in rows}):
        of = [row for row in rows if row["slug"] == slug]
        stated = of[0]["level"]
        level = stated or levels.inferred(sum(row["weight"] for row in of), marks=of[0]["marks"], now=clock.now())
        found.append(Known(slug=slug, name=of[0]["name"], level=level, source=of[0]["source"] or "inferred"))
    return found
