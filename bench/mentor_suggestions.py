"""How long does it take to suggest mentors for the goal of one learner, in a company of 10,000 people?

`python -m bench.mentor_suggestions` fills a graph with made-up people, questions and answers, as bench/experts.py does.
Units, managers, offices, languages and hours are made up too, and so is who teaches what: three in ten people teach one
to three skills, mostly popular ones. It measures in one process, from the goal to the reasons, for learners who mostly
want popular skills, and for the skill that most people teach. Filling takes minutes: `--folder PLACE` keeps the graph.
"""

import random
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from bench import experts
from graph import driver, viewers
from graph.expertise import stated_levels
from graph.ids import PersonId, SkillSlug
from graph.mentoring import goals
from graph.pairing import mentors

SEED = 20_261_130
WARM_UP = 100
BAR_P50_MILLISECONDS = 100

UNITS, TEAM, BATCH = 60, 9, 200
TEACHING_SHARE, MOST_TAUGHT = 0.3, 3
# Pareto's law, as for posts: most people teach and want a few skills.
SKEW = 1.1
OFFICES = {
    "Berlin": ("Europe/Berlin", ["de", "en"]),
    "Warsaw": ("Europe/Warsaw", ["pl", "en"]),
    "Bengaluru": ("Asia/Kolkata", ["en", "hi"]),
    "Austin": ("America/Chicago", ["en", "es"]),
    "Lyon": ("Europe/Paris", ["fr"]),
}


@click.command()
@click.option("--people", default=10_000, show_default=True)
@click.option("--questions", "asked", default=20_000, show_default=True)
@click.option("--answers", "given", default=40_000, show_default=True)
@click.option("--times", default=200, show_default=True, help="How many learners look for a mentor.")
@click.option("--folder", type=click.Path(path_type=Path), help="Keep the graph there, and use it if it is there.")
def main(people: int, asked: int, given: int, times: int, folder: Path | None) -> None:
    """Fill a graph, unless it is there already, and measure."""
    sizes = {"people": people, "questions": asked, "answers": given}
    with experts.filled(folder, [word for name, number in sizes.items() for word in (f"--{name}", str(number))]):
        dice = random.Random(SEED)
        ids = [PersonId(row["id"]) for row in driver.read("MATCH (p:Person) RETURN p.id AS id ORDER BY id")]
        skills = [SkillSlug(row["slug"]) for row in driver.read("MATCH (s:Skill) RETURN s.slug AS slug ORDER BY slug")]
        if not driver.read("MATCH (person:Person) WHERE person.work_begins = '09:00' RETURN person.id AS id LIMIT 1"):
            _move_in(ids, skills, dice)
        _measure(ids, skills, dice, times)


def _measure(ids: Sequence[PersonId], skills: Sequence[SkillSlug], dice: random.Random, times: int) -> None:
    taught = driver.read(
        """
        MATCH (skill:Skill)
        RETURN skill.slug AS slug, COUNT { MATCH (skill)<-[tie:STANDS_IN]-() WHERE tie.teaches } AS teachers
        ORDER BY teachers DESC
        """
    )
    click.echo(f"{len(ids):,} people; {taught[0]['teachers']:,} teach the most popular of {len(skills)} skills,")
    click.echo(f"{taught[len(taught) // 2]['teachers']:,} teach one in the middle")
    found = _looked_for([(dice.choice(ids), _skewed(skills, dice)) for _ in range(WARM_UP + times)], "mentors")
    click.echo(f"  bar {BAR_P50_MILLISECONDS} ms at the median: {'met' if found <= BAR_P50_MILLISECONDS else 'missed'}")
    _looked_for([(dice.choice(ids), taught[0]["slug"]) for _ in range(WARM_UP + times)], "most popular")


def _looked_for(wanted: Sequence[tuple[PersonId, SkillSlug]], name: str) -> float:
    """Let these people look for a mentor in a skill each, and return the median in milliseconds."""
    able = [(viewer, skill) for id, skill in wanted if goals.next_level(skill, viewer=(viewer := viewers.get(id)))]
    seeking = [(goals.seek(skill, by=viewer), viewer) for viewer, skill in able]
    took = [experts.timed(partial(mentors.suggest, goal, viewer=viewer)) for goal, viewer in seeking]
    return experts.say(name, took[WARM_UP:])


def _move_in(ids: Sequence[PersonId], skills: Sequence[SkillSlug], dice: random.Random) -> None:
    """Give everyone a place in the company, and let some of them teach."""
    rows = [_employee(ids, place, skills, dice) for place in range(len(ids))]
    with click.progressbar(range(0, len(rows), BATCH), label="Company") as bar:
        for begin in bar:
            _hire(rows[begin : begin + BATCH])
            stated_levels.carry(ids[begin : begin + BATCH])


def _employee(
    ids: Sequence[PersonId], place: int, skills: Sequence[SkillSlug], dice: random.Random
) -> dict[str, object]:
    office = dice.choice(list(OFFICES))
    zone, languages = OFFICES[office]
    teaches = dice.randint(1, MOST_TAUGHT) if dice.random() < TEACHING_SHARE else 0
    return {
        "id": ids[place],
        "said": {
            "office": office,
            "time_zone": zone,
            "languages": languages,
            "work_begins": "09:00",
            "work_ends": "17:30",
        },
        "unit": f"unit-{place * UNITS // len(ids)}",
        "manager": ids[place // TEAM] if place else None,
        "taught": [
            {"slug": slug, "level": dice.randint(2, 5)} for slug in {_skewed(skills, dice) for _ in range(teaches)}
        ],
    }


def _hire(rows: Sequence[dict[str, object]]) -> None:
    driver.write(
        """
        UNWIND $rows AS row
        MATCH (person:Person {id: row.id})
        SET person += row.said
        MERGE (unit:Unit {slug: row.unit})
        SET unit.name = row.unit
        MERGE (person)-[:WORKS_IN]->(unit)
        """,
        rows=rows,
    )
    driver.write(
        """
        UNWIND $rows AS row
        MATCH (person:Person {id: row.id})
        MATCH (manager:Person {id: row.manager})
        MERGE (person)-[:REPORTS_TO]->(manager)
        """,
        rows=[row for row in rows if row["manager"]],
    )
    driver.write(
        """
        UNWIND $rows AS row
        UNWIND row.taught AS one
        MATCH (person:Person {id: row.id})
        MATCH (skill:Skill {slug: one.slug})
        MERGE (person)-[standing:STANDS_IN]->(skill)
        SET standing.teaches = true, standing.self_level = one.level
        """,
        rows=rows,
    )


def _skewed(skills: Sequence[SkillSlug], dice: random.Random) -> SkillSlug:
    return skills[int((dice.paretovariate(SKEW) - 1) * len(skills) / 20) % len(skills)]


if __name__ == "__main__":
    main()
