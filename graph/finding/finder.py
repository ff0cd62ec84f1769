"""Find an expert: people who know several skills at once, with reasons. Rare skills weigh more.

The formula is that of matching (graph/matching/experts.py): 0.65 for evidence in the skills, 0.15 for evidence in
neighbouring skills and 0.2 for activity, each as a share of what all candidates have, times availability. Only evidence
in the skills themselves makes someone a candidate: thousands may know a popular skill, and each of its neighbours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf

from graph import clock
from graph.driver import read
from graph.expertise import inferred_levels
from graph.expertise.inferred_levels import NOVICE
from graph.expertise.stated_levels import LevelSource
from graph.finding import finder_reasons
from graph.finding.criteria import Wanted
from graph.finding.finder_reasons import Reason
from graph.ids import PersonId, SkillSlug
from graph.matching import candidates, experts
from graph.people.profiles import HELP_HOURS
from graph.rows import read_as
from graph.viewers import Viewer

PARTS = {"own": 0.65, "near": 0.15, "active": 0.2}
# An estimate of the time that it takes to answer one ask.
HOURS_PER_ASK = 0.5
# More than a hundred, in case some have left or don't want to be found.
LOOKED_AT = 130
CONSIDERED = 100
SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class KnownSkill:
    """One of the wanted skills, with the leading level and its source."""

    slug: SkillSlug
    name: str
    level: int
    source: LevelSource


@dataclass(frozen=True, kw_only=True)
class _Described:
    id: PersonId
    name: str
    photo: str | None
    pronouns: str
    headline: str
    unit: str
    office: str
    languages: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FoundExpert(_Described):
    """Someone who fits. Lists are in order of fit, which is not shown as a number. `free_hours` are hours a week."""

    free_hours: float
    known: tuple[KnownSkill, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class _Strong:
    id: PersonId
    own: float
    fitting: int


@dataclass(frozen=True, kw_only=True)
class _Ask:
    is_open: bool
    is_recent: bool


@dataclass(frozen=True, kw_only=True)
class _Here:
    id: PersonId
    active: float
    last_active_at: datetime | None
    hours: float
    asks: tuple[_Ask, ...]


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    """Someone who may be shown, with what they are `worth` for each part of the formula."""

    id: PersonId
    fitting: int
    worth: Mapping[str, float]
    last_active_at: datetime | None
    free_hours: float
    recent_asks: int


@dataclass(frozen=True, kw_only=True)
class _Knows:
    """What someone knows about a wanted skill, in one audience."""

    slug: SkillSlug
    name: str
    weight: float
    marks: tuple[float, ...] | None
    level: int | None
    source: LevelSource | None


@dataclass(frozen=True, kw_only=True)
class _Details(_Described):
    known: tuple[_Knows, ...]


def find(wanted: Wanted, *, viewer: Viewer) -> tuple[FoundExpert, ...]:
    """Return the 20 people who fit best. Above level 1 they must have the level in every skill, at level 1 in one."""
    near = {one.slug: one.rarity for one in wanted.weights if one.is_near}
    found = _candidates(wanted, viewer)
    nearby = _nearby([one.id for one in found], near, viewer) if near else {}
    people = [replace(one, worth={**one.worth, "near": nearby.get(one.id, 0.0)}) for one in found]
    totals = {part: sum(one.worth[part] for one in people) or inf for part in PARTS}
    best = sorted(people, key=lambda one: (-_score(one, totals), -one.fitting, one.id))[:SHOWN]
    own = {one.id: one.worth["own"] for one in best}
    shown, reasons = _details(list(own), wanted, viewer), finder_reasons.of(own, wanted, viewer=viewer)
    return tuple(_found(one, shown[one.id], reasons[one.id]) for one in best)


def _score(one: _Candidate, totals: Mapping[str, float]) -> float:
    fit = sum(weight * one.worth[part] / totals[part] for part, weight in PARTS.items())
    idle = clock.now() - (one.last_active_at or clock.EPOCH)
    return fit * experts.availability(idle, recent_asks=one.recent_asks)


def _candidates(wanted: Wanted, viewer: Viewer) -> list[_Candidate]:
    """Return the hundred strongest people who may be shown, reading further down while too many may not."""
    limit = LOOKED_AT
    while True:
        strongest = _strongest(wanted, viewer, limit)
        found = _to_be_shown(strongest)
        if len(found) >= CONSIDERED or len(strongest) < limit:
            return found[:CONSIDERED]
        limit *= 10


def _strongest(wanted: Wanted, viewer: Viewer, limit: int) -> tuple[_Strong, ...]:
    own = [one for one in wanted.weights if not one.is_near]
    now = clock.now()
    return read_as(
        _Strong,
        """
        UNWIND range(0, size($skills) - 1) AS place
        MATCH (skill:Skill {slug: $skills[place]})
        WITH place, skill, CASE WHEN $level > $novice AND skill.marks[$level - 2] > $least
                                THEN skill.marks[$level - 2] ELSE $least END AS least
        // By node, without its label: of thousands, most people need not be read.
        MATCH (skill)<-[knows:KNOWS]-(person)
        WHERE {{knows is shown}}
        WITH person, place, least, sum(knows.weight) AS weight, max(knows.level) AS stated
        WITH person, weight * $rarities[place] AS worth, coalesce(stated, 0) AS stated,
             $level = $novice OR CASE WHEN stated IS NULL THEN weight >= least ELSE stated >= $level END AS fits
        WITH person,
             sum(CASE WHEN fits THEN worth ELSE 0.0 END) AS own,
             sum(CASE WHEN fits THEN 1 ELSE 0 END) AS fitting,
             sum(stated) AS stated
        WHERE fitting > 0 AND ($level = $novice OR fitting = size($skills))
          AND ($office = '' OR toLower(coalesce(person.office, '')) = $office)
          AND (size($languages) = 0 OR ANY(one IN coalesce(person.languages, []) WHERE toLower(one) IN $languages))
          AND ($unit = '' OR EXISTS { (person)-[:WORKS_IN]->(unit:Unit) WHERE unit.slug = $unit })
          AND ($hours = 0 OR coalesce(person.takes_asks, true)
               AND {{person is present}}
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
        languages=list(wanted.languages),
        hours=wanted.hours,
        help_hours=HELP_HOURS,
        per_ask=HOURS_PER_ASK,
        audiences=viewer.audiences,
        now=now.isoformat(),
        limit=limit,
    )


def _to_be_shown(people: Sequence[_Strong]) -> list[_Candidate]:
    """Return those of these people who are still here and want to be found, with the other numbers that decide."""
    now = clock.now()
    rows = read_as(
        _Here,
        """
        UNWIND $people AS id
        MATCH (person:Person {id: id})
        WHERE {{person is listed}}
        RETURN id,
               coalesce(person.activity, 0.0) AS active,
               coalesce(person.last_active_at, person.joined_at).epochMillis AS last_active_at,
               CASE WHEN NOT {{person is present}} OR NOT coalesce(person.takes_asks, true) THEN 0.0
                    ELSE coalesce(person.help_hours, $help_hours) END AS hours,
               [(person)<-[:PROPOSES]-(ask:Suggestion)
                   WHERE ask.open_key IS NOT NULL OR ask.made_at > datetime($load_since)
                   | {is_open: ask.open_key IS NOT NULL, is_recent: ask.made_at > datetime($load_since)}] AS asks
        """,
        people=[one.id for one in people],
        help_hours=HELP_HOURS,
        now=now.isoformat(),
        load_since=(now - candidates.LOAD_PERIOD).isoformat(),
    )
    of = {row.id: row for row in rows}
    return [_candidate(one, of[one.id]) for one in people if one.id in of]


def _candidate(one: _Strong, here: _Here) -> _Candidate:
    open_asks = sum(ask.is_open for ask in here.asks)
    return _Candidate(
        id=one.id,
        fitting=one.fitting,
        worth={"own": one.own, "active": here.active},
        last_active_at=here.last_active_at,
        free_hours=max(here.hours - HOURS_PER_ASK * open_asks, 0.0),
        recent_asks=sum(ask.is_recent for ask in here.asks),
    )


def _nearby(people: Sequence[PersonId], near: Mapping[SkillSlug, float], viewer: Viewer) -> dict[PersonId, float]:
    """Return what these people's evidence in the neighbouring skills is worth. Rare skills weigh more."""
    rows = read(
        """
        UNWIND $people AS id
        MATCH (:Person {id: id})-[knows:KNOWS]->(skill:Skill)
        WHERE skill.slug IN $near AND {{knows is shown}}
        RETURN id, collect({skill: skill.slug, weight: knows.weight}) AS known
        """,
        people=list(people),
        near=list(near),
        audiences=viewer.audiences,
    )
    return {row["id"]: sum(one["weight"] * near[one["skill"]] for one in row["known"]) for row in rows}


def _details(people: Sequence[PersonId], wanted: Wanted, viewer: Viewer) -> dict[PersonId, _Details]:
    rows = read_as(
        _Details,
        """
        UNWIND $people AS id
        MATCH (person:Person {id: id})
        RETURN id, person.name AS name, person.photo AS photo, coalesce(person.pronouns, '') AS pronouns,
               coalesce([(person)-[:WORKS_IN]->(unit:Unit) | unit.name][0], '') AS unit,
               coalesce(person.headline, '') AS headline, coalesce(person.office, '') AS office,
               coalesce(person.languages, []) AS languages,
               [(person)-[knows:KNOWS]->(skill:Skill) WHERE skill.slug IN $slugs AND {{knows is shown}}
                   | {slug: skill.slug, name: skill.name, weight: knows.weight, marks: skill.marks,
                      level: knows.level, source: knows.source}] AS known
        """,
        people=list(people),
        slugs=list(wanted.slugs),
        audiences=viewer.audiences,
    )
    return {row.id: row for row in rows}


def _found(one: _Candidate, details: _Details, reasons: tuple[Reason, ...]) -> FoundExpert:
    return FoundExpert(
        id=one.id,
        name=details.name,
        photo=details.photo,
        pronouns=details.pronouns,
        headline=details.headline,
        unit=details.unit,
        office=details.office,
        languages=details.languages,
        free_hours=one.free_hours,
        known=tuple(_known(details.known)),
        reasons=reasons,
    )


def _known(rows: Sequence[_Knows]) -> list[KnownSkill]:
    """Merge the rows of each skill, one per audience. A stated level leads, otherwise the evidence decides."""
    found = list[KnownSkill]()
    for slug in sorted({row.slug for row in rows}):
        of = [row for row in rows if row.slug == slug]
        weight = sum(row.weight for row in of)
        level = of[0].level or inferred_levels.inferred(weight, marks=of[0].marks, now=clock.now())
        found.append(KnownSkill(slug=slug, name=of[0].name, level=level, source=of[0].source or "inferred"))
    return found
