"""Who is asked in a month, and are the questions answered? Compares the site's way of asking with simpler ways.

`python -m bench.routing` fills a made-up company with a year of history on the embedded engine and simulates four weeks
of questions and one more week, with its own clock (bench/month.py). Only the choice of people to ask differs: each way
has the same questions and the same people, who decide by the same random numbers. A seed always gives the same results.
"""

import random
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from unittest import mock

import click

from bench import month, simulated
from bench.month import Arrival, Month
from bench.workforce import BEGIN, Workforce
from graph import driver
from graph.ids import QuestionId
from graph.matching import by_community, candidates, experts, proofs, scores
from graph.matching.experts import Suggestion
from graph.matching.scores import Vote
from graph.upkeep import migrations
from workers.finding import indexing

SEED = 20_261_125
ANSWERED_WITHIN_HOURS = 7 * 24
FIVE = 5
HEAD = f"{'':16} answered  accepted  hours   asks  people   Gini  five busiest  most"

Way = Callable[..., tuple[Suggestion, ...]]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Figures of a month. Shares are of 1. `gini` is 0 if all are asked equally, 1 if one person is asked all."""

    asks: int
    people: int
    gini: float
    five_busiest: float
    most: int
    answered: float
    accepted: float
    hours: float


def site(id: QuestionId, votes: Iterable[Vote], **_: object) -> tuple[Suggestion, ...]:
    """Ask as the site does."""
    return _SITE(id, votes)


def five_best(id: QuestionId, votes: Iterable[Vote], **_: object) -> tuple[Suggestion, ...]:
    """Ask the five people with the best scores, no matter what they were asked before and where they are."""
    return _best(id, votes, experts.EXPERTS_PER_QUESTION)


def best(id: QuestionId, votes: Iterable[Vote], **_: object) -> tuple[Suggestion, ...]:
    """Always ask the best person, and the next best only after a decline or silence."""
    return _best(id, votes, 1)


def _best(id: QuestionId, votes: Iterable[Vote], most: int) -> tuple[Suggestion, ...]:
    case = candidates.case(id)
    if not case or case.live_asks >= most:
        return ()
    alike = (*proofs.by_likeness(votes, case), *by_community.evidence(case))
    people = candidates.able(scores.sums(candidates.by_skills(case), alike), case)
    first = experts.rank(people, price=0)[: most - case.live_asks]
    pieces = (*alike, *proofs.strongest([one.person for one in first], case))
    return tuple(one for one in experts.explain(first, people, pieces) if one.reasons)


# Bound before the name is patched with another way of asking.
_SITE = experts.suggest
WAYS: dict[str, Way] = {"the site": site, "always the best": best, "the five best": five_best}


@click.command()
@click.option("--seed", default=SEED, show_default=True, help="Another number makes another company and another month.")
def main(seed: int) -> None:
    """Simulate a month once for each way of asking, and compare."""
    company = Workforce(seed)
    arrivals = month.arrivals(company, random.Random(seed))
    click.echo(f"{len(company.colleagues)} people, {len(arrivals)} questions in {month.DAYS_OF_QUESTIONS} days")
    with tempfile.TemporaryDirectory(prefix="guildhall-bench-") as place:
        start = Path(place) / "start"
        with simulated.site(start, lambda: BEGIN, seed=SEED):
            migrations.apply()
            company.move_in()
            indexing.rebuild(lambda _: None)
        click.echo(HEAD)
        lived = {name: _said(name, _lived(way, start, company, arrivals)) for name, way in WAYS.items()}
    ours, top = lived["the site"], lived["always the best"]
    click.echo(f"Gini below always asking the best: {'met' if ours.gini < top.gini else 'missed'}")
    click.echo(f"answered share not lower: {'met' if ours.answered >= top.answered else 'missed'}")


def _lived(way: Way, start: Path, company: Workforce, arrivals: Sequence[Arrival]) -> Figures:
    folder = start.with_name("month")
    shutil.copytree(start, folder)
    lived = Month(company=company, arrivals=arrivals)
    with simulated.site(folder, lambda: lived.now, seed=SEED), mock.patch.object(experts, "suggest", way):
        lived.live()
        figures = _figures(lived)
    shutil.rmtree(folder)
    return figures


def _figures(lived: Month) -> Figures:
    rows = driver.read("MATCH (ask:Suggestion)-[:PROPOSES]->(person:Person) RETURN person.id AS id, count(ask) AS asks")
    of = {row["id"]: row["asks"] for row in rows}
    asks = sorted(of.get(one.id, 0) for one in lived.company.colleagues)
    waits = [(at - lived.asked[id].at) / timedelta(hours=1) for id, at in lived.answered.items()]
    return Figures(
        asks=sum(asks),
        people=sum(1 for number in asks if number),
        gini=gini(asks),
        five_busiest=sum(asks[-FIVE:]) / sum(asks),
        most=asks[-1],
        answered=sum(1 for wait in waits if wait <= ANSWERED_WITHIN_HOURS) / len(lived.asked),
        accepted=len(lived.accepted) / len(lived.asked),
        hours=median(waits),
    )


def gini(amounts: Iterable[int]) -> float:
    """Return how unevenly something is spread: 0 if everyone has the same, near 1 if one person has everything."""
    ordered = sorted(amounts)
    ranked = sum((2 * place - len(ordered) - 1) * amount for place, amount in enumerate(ordered, start=1))
    return ranked / (len(ordered) * sum(ordered))


def _said(name: str, one: Figures) -> Figures:
    click.echo(
        f"{name:16} {one.answered:8.1%}  {one.accepted:8.1%}  {one.hours:5.1f}  {one.asks:5}  {one.people:6}"
        f"  {one.gini:5.3f}  {one.five_busiest:12.1%}  {one.most:4}"
    )
    return one


if __name__ == "__main__":
    main()
