"""Does a web process hold more and more memory, the longer the site is used?

`python -m bench.memory` fills a site, lets it be read, searched and written in for an hour at a steady rate, and prints
what each web process holds every five minutes. The first half fills its caches. From then on it must be flat.
"""

import random
import time

import click
import psutil

from bench.pages import Choose, Request, answer, content, load, query
from bench.site import Site, running

BAR_MEGABYTES = 350
# What may be added in the second half: pieces of memory that the interpreter keeps for later.
BAR_GROWTH_MEGABYTES = 10
STEP_MINUTES = 5
# Of twenty requests, one posts an answer.
PER_ANSWER = 20

PAGES = ("/", "/questions", "/tips", "/people", "/skills", "/skill-map", "/communities", "/inbox", "/experts")


@click.command()
@click.option("--minutes", default=60, show_default=True)
@click.option("--rate", default=15.0, show_default=True, help="Requests a second.")
@click.option("--questions", default=10_000, show_default=True)
@click.option("--answers", default=20_000, show_default=True)
@click.option("--port", default=8197, show_default=True)
def main(minutes: int, rate: float, questions: int, answers: int, port: int) -> None:
    """Print a line every five minutes, and whether the bars are met."""
    with running(port=port, questions=questions, answers=answers) as site:
        choose = _reader(site, *content(site))
        held: list[list[float]] = []
        errors = 0
        for minute in range(STEP_MINUTES, minutes + 1, STEP_MINUTES):
            tally, served = load(site, choose, STEP_MINUTES * 60, rate=rate)
            errors += tally.errors
            held.append(_megabytes(site))
            each = "   ".join(f"{size:5.0f} MB" for size in held[-1])
            click.echo(f"{minute:3} min   {each}   {served:5.1f}/s   errors {tally.errors}")
        most = max(max(sizes) for sizes in held)
        growth = max(held[-1]) - max(held[(len(held) - 1) // 2])
        bars = f"bars {BAR_MEGABYTES} and {BAR_GROWTH_MEGABYTES}"
        click.echo(f"most {most:.0f} MB, {growth:+.0f} MB in the second half ({bars})")
        raise SystemExit(errors > 0 or most > BAR_MEGABYTES or growth > BAR_GROWTH_MEGABYTES)


def _reader(site: Site, ids: list[str], words: list[str]) -> Choose:
    """Return how to choose the next request: every kind of page, each with something else on it, and some answers."""

    def choose(dice: random.Random) -> Request:
        if not dice.randrange(PER_ANSWER):
            return answer(site, dice, ids)
        path = dice.choice((f"/questions/{dice.choice(ids)}", f"/search?q={query(dice, words)}", dice.choice(PAGES)))
        return Request(path=path)

    return choose


def _megabytes(site: Site) -> list[float]:
    """Return what each web process holds, shared memory included, largest first."""
    time.sleep(1)
    web = [one for one in site.launcher.children(recursive=True) if _is_web(one)]
    return sorted((one.memory_info().rss / 1_000_000 for one in web), reverse=True)


def _is_web(process: psutil.Process) -> bool:
    return any("gunicorn" in word for word in process.cmdline())


if __name__ == "__main__":
    main()
