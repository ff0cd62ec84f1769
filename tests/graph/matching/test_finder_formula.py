"""For any number of people, the finder returns exactly the people and order of its written formula."""

import random
from collections import defaultdict

import pytest

from graph import clock, driver
from graph.expertise import inferred_levels
from graph.finding import criteria, finder
from graph.finding.criteria import Wanted
from graph.ids import PersonId
from graph.settings import Settings
from graph.viewers import Viewer

SKILLS = ("kafka", "tls", "sql", "tax")
AUDIENCES = ("everyone", "club", "other club")
PEOPLE = 30
READER = Viewer(id=PersonId("reader"), audiences=("everyone", "club"))

Tie = dict[str, object]


@pytest.fixture(params=range(3))
def dice(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(request.param)


@pytest.fixture
def ties(graph: Settings, dice: random.Random) -> list[Tie]:
    """Thirty people who know four skills: some in closed communities, some by their own word, some hidden."""
    today = inferred_levels.decay.freshness(clock.now())
    made: list[Tie] = [
        {
            "person": f"{number:02}",
            "skill": skill,
            "audience": audience,
            "weight": dice.uniform(0.1, 12) * today,
            "hidden": dice.random() < 0.1 or None,
            "level": dice.choice((None, None, None, 2, 4)) if audience == "everyone" else None,
        }
        for number in range(PEOPLE)
        for skill in SKILLS
        for audience in AUDIENCES
        if dice.random() < 0.5
    ]
    driver.write(
        """
        UNWIND range(0, $people - 1) AS number
        CREATE (:Person {id: right('0' + toString(number), 2), name: toString(number), state: 'active',
                         activity: toFloat(number), last_active_at: datetime($now)})
        """,
        people=PEOPLE,
        now=clock.now().isoformat(),
    )
    driver.write(
        """
        UNWIND $skills AS slug
        CREATE (skill:Skill {slug: slug, name: slug, audiences: ['everyone'], marks: $marks})
        WITH skill, slug
        UNWIND CASE slug WHEN 'kafka' THEN [1, 2, 3] WHEN 'tls' THEN [1] ELSE [] END AS post
        CREATE (:Post {id: slug + toString(post)})-[:ABOUT]->(skill)
        """,
        skills=list(SKILLS),
        marks=[0.5 * today, 2 * today, 9 * today, 11 * today],
    )
    driver.write("MATCH (a:Skill {slug: 'tax'}) MATCH (b:Skill {slug: 'sql'}) CREATE (a)-[:RELATED]->(b)")
    driver.write(
        """
        UNWIND $ties AS tie
        MATCH (person:Person {id: tie.person})
        MATCH (skill:Skill {slug: tie.skill})
        CREATE (person)-[knows:KNOWS {audience: tie.audience, weight: tie.weight, evidence: 1}]->(skill)
        SET knows.hidden = tie.hidden, knows.level = tie.level
        """,
        ties=made,
    )
    return made


def by_the_word(ties: list[Tie], asked: Wanted) -> list[str]:
    """Return the people found by the formula that graph/finding/finder.py describes, computed step by step."""
    marks = driver.read("MATCH (skill:Skill) RETURN skill.marks AS marks LIMIT 1")[0]["marks"]
    weight, stated = defaultdict[tuple[str, str], float](float), dict[tuple[str, str], int]()
    for tie in ties:
        if tie["audience"] in READER.audiences and not tie["hidden"]:
            weight[tie["person"], tie["skill"]] += tie["weight"]
            if tie["level"]:
                stated[tie["person"], tie["skill"]] = tie["level"]
    rarity = {one.slug: one.rarity for one in asked.weights}
    near = {one.slug for one in asked.weights if one.is_near}
    parts = dict[str, dict[str, float]]()
    for person in sorted({person for person, _ in weight}):
        fits = {
            skill
            for skill in asked.slugs
            if (person, skill) in weight
            and asked.level
            <= (
                stated.get((person, skill))
                or inferred_levels.inferred(weight[person, skill], marks=marks, now=clock.now())
            )
        }
        if fits and (asked.level == 1 or len(fits) == len(asked.slugs)):
            parts[person] = {
                "own": sum(weight[person, skill] * rarity[skill] for skill in fits),
                "near": sum(weight[person, skill] * rarity[skill] for skill in near if (person, skill) in weight),
                "active": float(person),
            }
    totals = {part: sum(of[part] for of in parts.values()) or 1 for part in finder.PARTS}
    scores = {
        person: sum(share * of[part] / totals[part] for part, share in finder.PARTS.items())
        for person, of in parts.items()
    }
    return sorted(scores, key=lambda person: -scores[person])[: finder.SHOWN]


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_the_page_holds_whom_the_formula_names(ties: list[Tie], dice: random.Random, level: int) -> None:
    for number in (1, 2, 3):
        names = dice.sample(SKILLS, number)
        asked = Wanted(weights=criteria.weights(names, viewer=READER), level=level)
        assert [one.id for one in finder.find(asked, viewer=READER)] == by_the_word(ties, asked), names
