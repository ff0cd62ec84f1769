"""How long does a coach wait for the health of a community with 10,000 posts, and an admin for that of the site?

`python -m bench.health` fills a graph with 10,000 questions of two years and 20,000 answers by 2,000 people in twelve
units. All questions are in one public community. It measures both pages as they leave the site, in one process.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from bench import experts, review, simulated
from graph import driver, viewers
from graph.communities import communities, health, month_tallies, months
from graph.communities.communities import CommunityDraft
from graph.ids import PersonId
from graph.viewers import Viewer
from webapp.site import create_app

UNITS = 12
WARM_UP, TIMES = 10, 50
BAR_MILLISECONDS = 150


@click.command()
@click.option("--questions", "asked", default=10_000, show_default=True)
@click.option("--kept", type=click.Path(path_type=Path, file_okay=False), default=None)
def main(asked: int, kept: Path | None) -> None:
    """Fill a graph and measure."""
    sizes = ("--people", "2000", "--questions", str(asked), "--answers", str(asked * 2))
    with experts.filled(kept, sizes):
        slug, coach = _fill()
        driver.write("MATCH (tally:MonthTally) DETACH DELETE tally")
        for due in month_tallies.due():
            click.echo(f"counting: {experts.timed(partial(month_tallies.count, due)) / 1000:.1f} s")
        newest, browser = months.newest(), simulated.opened(create_app(), coach)
        for length in (3, 24):
            span = months.ending(newest, length)
            months_asked = f"from={months.name(span.first)}&until={months.name(span.last)}"
            _measure(f"{length} months: graph", partial(health.of_community, slug, span, viewer=coach))
            _measure(
                f"{length} months: page",
                partial(review.open_page, browser, f"/communities/{slug}/health?{months_asked}"),
            )
            _measure(f"{length} months: site", partial(review.open_page, browser, f"/site/health?{months_asked}"))
        _measure("own bridges", partial(review.open_page, browser, "/bridges"))


def _fill() -> tuple[str, Viewer]:
    """Put all questions into one community and all people into units. Return it, and an admin who coaches it."""
    admin = PersonId(driver.read("MATCH (person:Person) RETURN person.id AS id ORDER BY id LIMIT 1")[0]["id"])
    driver.write("MATCH (person:Person {id: $id}) SET person.is_admin = true", id=admin)
    found = driver.read("MATCH (place:Community {slug: 'measured'}) RETURN place.slug AS slug")
    if found:
        return "measured", viewers.get(admin)
    slug = communities.found(CommunityDraft(name="Measured", purpose="To measure.", visibility="public"), by=admin)
    driver.write(
        "UNWIND range(1, $units) AS number CREATE (:Unit {slug: 'unit-' + number, name: 'Unit ' + number})", units=UNITS
    )
    people = driver.read("MATCH (person:Person) RETURN person.id AS id ORDER BY id")
    driver.write(
        """
        UNWIND $rows AS row
        MATCH (person:Person {id: row.id})
        MATCH (unit:Unit {slug: row.unit})
        MERGE (person)-[:WORKS_IN]->(unit)
        """,
        rows=[{"id": row["id"], "unit": f"unit-{number % UNITS + 1}"} for number, row in enumerate(people)],
    )
    posts = driver.read("MATCH (post:Post) RETURN post.id AS id ORDER BY id")
    for start in range(0, len(posts), 1_000):
        driver.write(
            """
            MATCH (place:Community {slug: $slug})
            UNWIND $ids AS id
            MATCH (post:Post {id: id})
            MERGE (post)-[:IN]->(place)
            """,
            slug=slug,
            ids=[row["id"] for row in posts[start : start + 1_000]],
        )
    return slug, viewers.get(admin)


def _measure(name: str, work: Callable[[], object]) -> None:
    took = [experts.timed(work) for _ in range(WARM_UP + TIMES)]
    found = experts.say(name, took[WARM_UP:])
    click.echo(f"  bar {BAR_MILLISECONDS} ms at the median: {'met' if found <= BAR_MILLISECONDS else 'missed'}")


if __name__ == "__main__":
    main()
