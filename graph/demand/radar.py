"""Knowledge risks: for each skill, how much people asked about it recently and how many people know it today.

The least covered skills come first. People are counted up to three and never named. graph/people/oversight.py says who
may look at which groups of people, and graph/skills/coverage.py says who counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from graph import clock
from graph.demand import needs
from graph.driver import Row, read
from graph.errors import Invalid
from graph.ids import SkillSlug
from graph.people import oversight
from graph.people.oversight import MINE
from graph.rows import read_as
from graph.skills import coverage
from graph.skills.coverage import Coverage
from graph.viewers import Viewer

LATELY = timedelta(days=90)
# A limit on the cost for large sites, where this sample represents all of them.
QUESTIONS_LOOKED_AT = 2_000
COVERAGES: tuple[Coverage, ...] = ("none", "thin", "good")


@dataclass(frozen=True, kw_only=True)
class SkillAtRisk:
    """A skill, the demand for it in the last ninety days, and its holders, where three means three or more.

    `seekers` counts the people who could not find it, or is 0 if there are fewer than three.
    """

    slug: SkillSlug
    name: str
    holders: int
    questions: int
    unanswered: int
    seekers: int

    @property
    def coverage(self) -> Coverage:
        return coverage.of(self.holders)

    @property
    def demand(self) -> int:
        return self.questions + self.seekers


@dataclass(frozen=True, kw_only=True)
class _Held:
    slug: SkillSlug
    name: str
    holders: int = 0


def sweep(
    *, viewer: Viewer, within: str = "", community: str | None = None, only: Coverage | None = None
) -> tuple[SkillAtRisk, ...]:
    """Return the skills that someone holds or asks for: the least covered first, then the most asked for.

    `within` counts only holders in a unit (by its slug) or among the viewer's reports (`MINE`). `community` keeps only
    the skills that its posts name. Raises `Forbidden` for most people, `Invalid` for a group that they may not look
    at or that has fewer than five people.
    """
    _refuse_unless_open(within, viewer)
    asked, seekers = _asked(viewer), needs.seekers(viewer=viewer)
    named = _named_in(community, viewer) if community else None
    found = [_skill(row, asked, seekers) for row in _held(within, viewer)]
    kept = [
        skill
        for skill in found
        if (skill.holders or skill.demand) and (named is None or skill.slug in named) and only in (None, skill.coverage)
    ]
    return tuple(sorted(kept, key=lambda one: (COVERAGES.index(one.coverage), -one.demand, one.name.casefold())))


def _refuse_unless_open(within: str, viewer: Viewer) -> None:
    look = oversight.of(viewer=viewer)
    if within == MINE and not look.has_mine:
        raise Invalid(unit=oversight.NO_GROUP)
    if within not in ("", MINE):
        oversight.refuse_unless_yours(within, viewer=viewer)


def _skill(row: _Held, asked: Mapping[SkillSlug, tuple[int, int]], seekers: Mapping[SkillSlug, int]) -> SkillAtRisk:
    questions, unanswered = asked.get(row.slug, (0, 0))
    return SkillAtRisk(
        slug=row.slug,
        name=row.name,
        holders=row.holders,
        questions=questions,
        unanswered=unanswered,
        seekers=seekers.get(row.slug, 0),
    )


def _held(within: str, viewer: Viewer) -> Sequence[_Held]:
    """Return every skill the viewer may know about, and how many of these people hold it, up to three."""
    if not within:
        return _held_by_anybody(viewer)
    held = _held_by_reports(viewer) if within == MINE else _held_in(within, viewer)
    return [replace(one, holders=held.get(one.slug, 0)) for one in _known(viewer)]


def _held_by_anybody(viewer: Viewer) -> tuple[_Held, ...]:
    return read_as(
        _Held,
        """
        MATCH (skill:Skill)
        WHERE {{skill is known}}
        RETURN skill.slug AS slug,
               skill.name AS name,
               size(COLLECT {
                   MATCH (skill)<-[knows:KNOWS]-(person:Person)
                   WHERE {{knows is shown}} AND {{knows is enough}} AND {{person is listed}} AND {{person is in reach}}
                   RETURN DISTINCT person.id AS id
                   LIMIT $enough
               }) AS holders
        """,
        audiences=viewer.audiences,
        enough=coverage.WELL_COVERED,
        **coverage.limits(),
    )


def _known(viewer: Viewer) -> tuple[_Held, ...]:
    return read_as(
        _Held,
        """
        MATCH (skill:Skill)
        WHERE {{skill is known}}
        RETURN skill.slug AS slug, skill.name AS name
        """,
        audiences=viewer.audiences,
    )


def _held_by_reports(viewer: Viewer) -> dict[SkillSlug, int]:
    rows = read(
        """
        MATCH (:Person {id: $viewer})<-[:REPORTS_TO*1..30]-(person:Person)
        WHERE {{person is listed}} AND {{person is in reach}}
        WITH DISTINCT person
        MATCH (person)-[knows:KNOWS]->(skill:Skill)
        WHERE {{knows is shown}} AND {{knows is enough}}
        RETURN skill.slug AS slug, count(DISTINCT person) AS holders
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        **coverage.limits(),
    )
    return _up_to_enough(rows)


def _held_in(unit: str, viewer: Viewer) -> dict[SkillSlug, int]:
    rows = read(
        """
        MATCH (:Unit {slug: $unit})<-[:WORKS_IN]-(person:Person)
        WHERE {{person is listed}} AND {{person is in reach}}
        WITH DISTINCT person
        MATCH (person)-[knows:KNOWS]->(skill:Skill)
        WHERE {{knows is shown}} AND {{knows is enough}}
        RETURN skill.slug AS slug, count(DISTINCT person) AS holders
        """,
        unit=unit,
        audiences=viewer.audiences,
        **coverage.limits(),
    )
    return _up_to_enough(rows)


def _up_to_enough(rows: list[Row]) -> dict[SkillSlug, int]:
    return {row["slug"]: min(row["holders"], coverage.WELL_COVERED) for row in rows}


def _asked(viewer: Viewer) -> dict[SkillSlug, tuple[int, int]]:
    """Return how many recent questions name each skill, and how many of them are unanswered."""
    rows = read(
        """
        MATCH (question:Question)
        WHERE question.asked_key >= $since AND {{question is open}} AND question.retired_at IS NULL
        WITH question,
             [(question)-[:ABOUT]->(skill:Skill) | skill.slug] AS skills,
             CASE WHEN question.unanswered_key IS NULL THEN 0 ELSE 1 END AS is_waiting
        ORDER BY question.asked_key DESC
        LIMIT $looked_at
        UNWIND skills AS slug
        RETURN slug, count(slug) AS questions, sum(is_waiting) AS waiting
        """,
        since=clock.key(clock.now() - LATELY),
        audiences=viewer.audiences,
        looked_at=QUESTIONS_LOOKED_AT,
    )
    return {row["slug"]: (row["questions"], row["waiting"]) for row in rows}


def _named_in(community: str, viewer: Viewer) -> set[SkillSlug]:
    rows = read(
        """
        MATCH (:Community {slug: $community})<-[:IN]-(post:Post)-[:ABOUT]->(skill:Skill)
        WHERE {{post is open}} AND post.retired_at IS NULL
        RETURN DISTINCT skill.slug AS slug
        """,
        community=community,
        audiences=viewer.audiences,
    )
    return {row["slug"] for row in rows}
