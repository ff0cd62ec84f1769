"""Levels from 1 to 5 as evidence shows them; docs/decisions/0010-levels.md says why they are the smaller of two."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from graph import decay
from graph.driver import read, write
from graph.viewers import EVERYONE

# What the evidence must weigh today for the levels 2, 3, 4 and 5: an answer of today without any vote weighs 1.
LEAST_WEIGHTS = (1, 3, 8, 20)
# Which share of those with evidence in the skill must not weigh more.
LEAST_SHARES = (0.2, 0.5, 0.8, 0.95)

NOVICE = 1
SKILLS_PER_READ = 50


def inferred(weight: float, *, marks: Sequence[float] | None, now: datetime) -> int:
    """Return the level that evidence of this stored weight shows. Without marks of the skill only the weight counts."""
    # What was counted a moment ago must not fall short by what it has aged since.
    today = round(weight / decay.freshness(now), 3)
    by_weight = 1 + bisect_right(LEAST_WEIGHTS, today)
    return min(by_weight, 1 + bisect_right(marks, weight)) if marks else by_weight


def least_weight(level: int, *, now: datetime) -> float:
    """Return the stored weight from which on evidence shows this level, as far as its weight decides."""
    # As `inferred` rounds it: a thousandth up or down.
    return (LEAST_WEIGHTS[level - 2] - 0.0005) * decay.freshness(now) if level > NOVICE else 0.0


def mark() -> None:
    """Note on each skill what evidence in it must weigh to stand above those shares of all, from open evidence only."""
    slugs = [row["slug"] for row in read("MATCH (skill:Skill) RETURN skill.slug AS slug")]
    for begin in range(0, len(slugs), SKILLS_PER_READ):
        _mark(slugs[begin : begin + SKILLS_PER_READ])


def _mark(slugs: Sequence[str]) -> None:
    rows = read(
        """
        UNWIND $slugs AS slug
        MATCH (skill:Skill {slug: slug})<-[knows:KNOWS]-(:Person)
        WHERE knows.audience = $everyone AND knows.evidence > 0
        RETURN slug, collect(knows.weight) AS weights
        """,
        slugs=slugs,
        everyone=EVERYONE,
    )
    write(
        """
        UNWIND $rows AS row
        MATCH (skill:Skill {slug: row.slug})
        SET skill.marks = row.marks
        """,
        rows=[{"slug": row["slug"], "marks": _marks(sorted(row["weights"]))} for row in rows],
    )


def _marks(weights: Sequence[float]) -> list[float]:
    """Return for each share the weight of the one who stands there: the only one stands above every share."""
    return [weights[min(int(len(weights) * share), len(weights) - 1)] for share in LEAST_SHARES]
