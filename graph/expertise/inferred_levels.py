"""Levels from 1 to 5 inferred from evidence: the lower of the levels by weight and by comparison with other people.

docs/decisions/0010-levels.md says why.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from graph import decay
from graph.driver import read, write
from graph.viewers import EVERYONE

# The weight that evidence must have today for levels 2, 3, 4 and 5. A new answer without votes weighs 1.
LEAST_WEIGHTS = (1, 3, 8, 20)
# The share of people with evidence in the skill that someone must stand above, for levels 2, 3, 4 and 5.
LEAST_SHARES = (0.2, 0.5, 0.8, 0.95)

NOVICE = 1
SKILLS_PER_READ = 50


def inferred(weight: float, *, marks: Sequence[float] | None, now: datetime) -> int:
    """Return the level for a stored weight of evidence. If the skill has no `marks`, only the weight decides."""
    # Rounded, so that evidence from a moment ago does not miss a level because it has aged since.
    today = round(weight / decay.freshness(now), 3)
    by_weight = 1 + bisect_right(LEAST_WEIGHTS, today)
    return min(by_weight, 1 + bisect_right(marks, weight)) if marks else by_weight


def least_weight(level: int, *, now: datetime) -> float:
    """Return the lowest stored weight for this level, leaving aside the comparison with other people."""
    # Half a thousandth less, because `inferred` rounds to thousandths.
    return (LEAST_WEIGHTS[level - 2] - 0.0005) * decay.freshness(now) if level > NOVICE else 0.0


def mark() -> None:
    """Store on each skill the weights that reach `LEAST_SHARES`, from evidence that everyone may see."""
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
        rows=[{"slug": row["slug"], "marks": marks_of(sorted(row["weights"]))} for row in rows],
    )


def marks_of(weights: Sequence[float]) -> list[float]:
    """Return the weight that reaches each share, given sorted weights. A single person reaches every share."""
    return [weights[min(int(len(weights) * share), len(weights) - 1)] for share in LEAST_SHARES]
