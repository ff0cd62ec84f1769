"""Who knows this and that: several skills at once, the rarer weighing more, with the reasons.

The formula is the expert finder's with the skills as the question: .65 own evidence, .15 evidence in neighbour skills
and .2 activity, each a share of what all candidates have, times availability (graph/matching/experts.py). Own
evidence alone decides who is a candidate: a hot skill has thousands of knowers, and so has each of its neighbours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from graph import clock
from graph.driver import Row, having, read
from graph.expertise import inferred_levels
from graph.expertise.inferred_levels import NOVICE
from graph.expertise.stated_levels import Source
from graph.finding import finder_reasons
from graph.finding.criteria import Wanted
from graph.finding.finder_reasons import Reason
from graph.ids import PersonId, SkillSlug
from graph.matching import candidates, experts
from graph.people.profiles import HELP_HOURS
from graph.viewers import Viewer

PARTS = {"own": 0.65, "near": 0.15, "active": 0.2}
# An estimate of what it takes to answer one ask.
HOURS_PER_ASK = 0.5
# More than a hundred, in case some have left or want not to be found.
LOOKED_AT = 130
CONSIDERED = 100
SHOWN = 20


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
    near = {one.slug: one.rarity for one in wanted.weights if one.is_near}
    rows = _candidates(wanted, viewer)
    nearby = _nearby([row["id"] for row in rows], near, viewer) if near else {}
    people = [having(row, near=nearby.get(row["id"], 0.0)) for row in rows]
    totals = {part: sum(row[part] for row in people) or inf for part in PARTS}
    best = sorted(people, key=lambda row: (-_score(row, totals), -row["fitting"], row["id"]))[:SHOWN]
    own = {row["id"]: row["own"] for row in best}
    shown, reasons = _details(list(own), wanted, viewer), finder_reasons.of(own, wanted, viewer=viewer)
    return tuple(_found(row | shown[row["id"]], reasons[row["id"]]) for row in best)


def _score(row: Row, totals: dict[str, float]) -> float:
    fit = sum(weight * row[part] / totals[part] for part, weight in PARTS.items())
    idle = clock.now() - clock.moment(row["last_active_at"] or 0)
    return fit * experts.availability(idle, recent_asks=row["recent_asks"])


def _candidates(wanted: Wanted, viewer: Viewer) -> list[Row]:
    """Return the hundred strongest who are to be shown at all; looking further down as long as too many are not."""
    limit = LOOKED_AT
    while True:
        strongest = _strongest(wanted, viewer, limit)
        rows = _to_be_shown(strongest)
        if len(rows) >= CONSIDERED or len(strongest) < limit:
            return rows[:CONSIDERED]
        limit *= 10


def _strongest(wanted: Wanted, viewer: Viewer, limit: int) -> list[Row]:
    own = [one for one in wanted.weights if not one.is_near]
    now = clock.now()
    return read(
        """
        UNWIND range(0, size($skills) - 1) AS place
        MATCH (skill:Skill {slug: $skills[place]})
        WITH place, skill, CASE WHEN $level > $novice AND skill.marks[$level - 2] > $least
                                THEN skill.marks[$level - 2] ELSE $least END AS least
        // By node, without its label: of thousands, most people need not be read.
        MATCH (skill)<-[knows:KNOWS]-(person)
        WHERE knows.audience IN $audiences AND knows.hidden IS NULL
        WITH person, place, least, sum(knows.weight) AS weight, max(knows.level) AS stated
        WITH person, weight * $rarities[place] AS worth, coalesce(stated, 0) AS stated,
             $level = $novice OR CASE WHEN stated IS NULL THEN weight >= least ELSE stated >= $level END AS fits
        WITH person,
             sum(CASE WHEN fits THEN worth ELSE 0.0 END) AS own,
             sum(CASE WHEN fits THEN 1 ELSE 0 END) AS fitting,
             sum(stated) AS stated
        WHERE fitting > 0 AND ($level = $novice OR fitting = size($skills))
          AND ($office = '' OR toLower(coalesce(person.office, '')) = $office)
          AND ($language = '' OR ANY(one IN coalesce(person.languages, []) WHERE toLower(one) = $language))
          AND ($unit = '' OR EXISTS { (person)-[:WORKS_IN]->(unit:Unit) WHERE unit.slug = $unit })
          AND ($hours = 0 OR coalesce(person.takes_asks, true)
               AND (person.away_until IS NULL OR person.away_until <= datetime($now))
               AND coalesce(person.help_hours, $help_hours) - $per_ask * COUNT {
                   MATCH (person)<-[:PROPOSES]-(ask:Suggestion)
                   WHERE ask.open_key IS NOT NULL
               } >= $hours)
        WITH person, own, fitting, own + stated AS strength
        ORDER BY strength DESC
        LIMIT $limit
        RETURN person.id AS id, own, fitting
        """,
        skills=[one.slug for one in own],
        rarities=[one.rarity for one in own],
        level=wanted.level,
        novice=NOVICE,
        least=inferred_levels.least_weight(wanted.level, now=now),
        unit=wanted.unit,
        office=wanted.office.lower(),
        language=wanted.language.lower(),
        hours=wanted.hours,
        help_hours=HELP_HOURS,
        per_ask=HOURS_PER_ASK,
        audiences=viewer.audiences,
        now=now.isoformat(),
        limit=limit,
    )


def _to_be_shown(people: Sequence[Row]) -> list[Row]:
    """Return these people, as far as they are still here and want to be found, with what else decides."""
    now = clock.now()
    rows = read(
        """
        UNWIND $people AS id
        MATCH (person:Person {id: id})
        WHERE person.state = 'active' AND coalesce(person.is_listed, true)
        RETURN id,
               coalesce(person.activity, 0.0) AS active,
               coalesce(person.last_active_at, person.joined_at).epochMillis AS last_active_at,
               CASE WHEN person.away_until > datetime($now) OR NOT coalesce(person.takes_asks, true) THEN 0.0
                    ELSE coalesce(person.help_hours, $help_hours) END AS hours,
               [(person)<-[:PROPOSES]-(ask:Suggestion)
                   WHERE ask.open_key IS NOT NULL OR ask.made_at > datetime($load_since)
                   | {is_open: ask.open_key IS NOT NULL, is_recent: ask.made_at > datetime($load_since)}] AS asks
        """,
        people=[row["id"] for row in people],
        help_hours=HELP_HOURS,
        now=now.isoformat(),
        load_since=(now - candidates.LOAD_PERIOD).isoformat(),
    )
    of = {row["id"]: row for row in rows}
    return [_with_load(row | of[row["id"]]) for row in people if row["id"] in of]


def _with_load(row: Row) -> Row:
    open_asks = sum(1 for ask in row["asks"] if ask["is_open"])
    return having(
        row,
        free_hours=max(row["hours"] - HOURS_PER_ASK * open_asks, 0.0),
        recent_asks=sum(1 for ask in row["asks"] if ask["is_recent"]),
    )


def _nearby(people: Sequence[PersonId], near: Mapping[SkillSlug, float], viewer: Viewer) -> dict[PersonId, float]:
    """Return what these people's evidence in the neighbour skills is worth."""
    rows = read(
        """
        UNWIND $people AS id
        MATCH (:Person {id: id})-[knows:KNOWS]->(skill:Skill)
        WHERE skill.slug IN $near AND knows.audience IN $audiences AND knows.hidden IS NULL
        RETURN id, collect({skill: skill.slug, weight: knows.weight}) AS known
        """,
        people=list(people),
        near=list(near),
        audiences=viewer.audiences,
    )
    return {row["id"]: sum(one["weight"] * near[one["skill"]] for one in row["known"]) for row in rows}


def _details(people: Sequence[PersonId], wanted: Wanted, viewer: Viewer) -> dict[PersonId, Row]:
    rows = read(
        """
        UNWIND $people AS id
        MATCH (person:Person {id: id})
        RETURN id,
               person.name AS name,
               coalesce(person.headline, '') AS headline,
               coalesce([(person)-[:WORKS_IN]->(unit:Unit) | unit.name][0], '') AS unit,
               coalesce(person.office, '') AS office,
               coalesce(person.languages, []) AS languages,
               [(person)-[knows:KNOWS]->(skill:Skill)
                   WHERE skill.slug IN $slugs AND knows.hidden IS NULL AND knows.audience IN $audiences
                   | {slug: skill.slug, name: skill.name, weight: knows.weight, marks: skill.marks,
                      level: knows.level, source: knows.source}] AS known
        """,
        people=list(people),
        slugs=list(wanted.slugs),
        audiences=viewer.audiences,
    )
    return {row["id"]: row for row in rows}


def _found(row: Row, reasons: tuple[Reason, ...]) -> Found:
    fields = ("id", "name", "headline", "unit", "office", "free_hours")
    return Found(
        languages=tuple(row["languages"]),
        known=tuple(_known(row["known"])),
        reasons=reasons,
        **{name: row[name] for name in fields},
    )


def _known(rows: Sequence[Row]) -> list[Known]:
    """Make one of the rows for each audience of a skill: what is stated leads, else what all that is visible shows."""
    found = list[Known]()
    for slug in sorted({row["slug"] for row in rows}):
        of = [row for row in rows if row["slug"] == slug]
        stated = of[0]["level"]
        level = stated or inferred_levels.inferred(
            sum(row["weight"] for row in of), marks=of[0]["marks"], now=clock.now()
        )
        found.append(Known(slug=slug, name=of[0]["name"], level=level, source=of[0]["source"] or "inferred"))
    return found
