"""How many pages a second does the site serve, and how long does a reader wait?

`python -m bench.pages` fills a site with 10,000 questions and 20,000 answers, opens 16 connections for a signed-in
reader and requests random pages. The site, its engines and the readers share this machine. Each page is requested in
two ways: as often as possible, where no reader pauses and each waits for the fifteen others, and as often as the page's
bar says, at random intervals. Before it measures, it reads for 30 seconds, because after a start, an engine spends most
of a processor on compiling itself.
"""

import http.client
import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote_plus, urlencode

import click

from bench.site import Site, running

CONNECTIONS = 16
WARM_UP_SECONDS = 30
SEED = 20_261_124

# Requests per second that each page must reach, and the time within which 95 of 100 must be answered.
BARS = {"question": 200, "newest": 150, "search": 25}
BAR_P95_MILLISECONDS = 150
BAR_ANSWER_P50_MILLISECONDS = 20


@dataclass
class Tally:
    """The responses: milliseconds per request, and the number of wrong responses."""

    milliseconds: list[float] = field(default_factory=list)
    errors: int = 0

    def quantile(self, share: float) -> float:
        return sorted(self.milliseconds)[int(len(self.milliseconds) * share)]


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request of a reader; `answers` is the status that counts as right."""

    path: str
    body: str | None = None
    status: int = 200


Choose = Callable[[random.Random], Request]


@click.command()
@click.option("--questions", default=10_000, show_default=True)
@click.option("--answers", default=20_000, show_default=True)
@click.option("--seconds", default=15, show_default=True, help="How long each page is measured.")
@click.option("--port", default=8765, show_default=True)
def main(questions: int, answers: int, seconds: int, port: int) -> None:
    """Fill a site and measure its pages."""
    with running(port=port, questions=questions, answers=answers) as site:
        ids, words = content(site)
        site.settle()
        click.echo(f"memory of all processes: {site.memory():.0f} MB")
        pages: dict[str, Choose] = {
            "question": lambda dice: Request(path=f"/questions/{dice.choice(ids)}"),
            "newest": lambda _: Request(path="/questions"),
            "search": lambda dice: Request(path=f"/search?q={query(dice, words)}"),
        }
        for name, choose in pages.items():
            say(name, load(site, choose, seconds))
            say(f"{name} at {BARS[name]}/s", load(site, choose, seconds, rate=BARS[name]))
        say("typing", load(site, lambda dice: _begun(dice, words), seconds, connections=1))
        say("answer posted", load(site, lambda dice: answer(site, dice, ids), seconds, connections=1))
        click.echo(f"memory of all processes: {site.memory():.0f} MB")


def _begun(dice: random.Random, words: list[str]) -> Request:
    """Return the request for the list below the search box while someone types a few words."""
    typed = query(dice, words)
    return Request(path=f"/search/suggestions?q={typed[: dice.randint(2, 14)]}")


def load(
    site: Site, choose: Choose, seconds: float, *, connections: int = CONNECTIONS, rate: float | None = None
) -> tuple[Tally, float]:
    """Send requests over this many connections for this long, and return the responses and the rate per second.

    With a rate, all connections together send that many requests a second, at random intervals. A connection that is
    busy sends its request late.
    """
    _run(site, choose, WARM_UP_SECONDS if rate is None else 0, connections, None)
    begun = time.perf_counter()
    tally = _run(site, choose, seconds, connections, rate)
    return tally, len(tally.milliseconds) / (time.perf_counter() - begun)


def say(name: str, measured: tuple[Tally, float]) -> None:
    """Print one line of figures."""
    tally, rate = measured
    click.echo(
        f"{name:18} {rate:7.1f}/s   p50 {tally.quantile(0.5):6.1f} ms   p95 {tally.quantile(0.95):6.1f} ms   "
        f"p99 {tally.quantile(0.99):6.1f} ms   errors {tally.errors}"
    )


def _run(site: Site, choose: Choose, seconds: float, connections: int, rate: float | None) -> Tally:
    tally, end = Tally(), time.monotonic() + seconds
    pause = connections / rate if rate else 0.0
    readers = [
        threading.Thread(target=_read, args=(site, choose, random.Random(SEED + number), end, pause, tally))
        for number in range(connections)
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return tally


def _read(site: Site, choose: Choose, dice: random.Random, end: float, pause: float, tally: Tally) -> None:
    """Send requests until the end, with this average pause in between. Late ones are timed from when they were due."""
    connection, due = site.connect(), time.monotonic() + dice.uniform(0, pause)
    while due < end:
        time.sleep(max(due - time.monotonic(), 0.0))
        wanted = choose(dice)
        begun = due if pause else time.monotonic()
        status = _status(connection, wanted, site.cookie)
        tally.milliseconds.append((time.monotonic() - begun) * 1000)
        tally.errors += status != wanted.status
        due = due + dice.expovariate(1 / pause) if pause else time.monotonic()


def _status(connection: http.client.HTTPConnection, wanted: Request, cookie: str) -> int:
    headers = {"Cookie": cookie} | ({"Content-Type": "application/x-www-form-urlencoded"} if wanted.body else {})
    connection.request("POST" if wanted.body else "GET", wanted.path, wanted.body, headers)
    response = connection.getresponse()
    response.read()
    return response.status


def content(site: Site) -> tuple[list[str], list[str]]:
    """Return the ids of some hundred questions from all parts of the lists, and the words of their titles."""
    connection, path = site.connect(), "/questions"
    ids: list[str] = []
    words: list[str] = []
    for _ in range(60):
        connection.request("GET", path, headers={"Cookie": site.cookie})
        page = connection.getresponse().read().decode()
        ids += re.findall(r'<h2><a href="/questions/(\w+)"', page)
        words += re.findall(r'<h2><a href="/questions/\w+">([^<]+)<', page)
        path = re.findall(r'href="(/questions\?[^"]*before=\d+)"', page)[-1].replace("&amp;", "&")
    return ids, words


def query(dice: random.Random, titles: list[str]) -> str:
    title = dice.choice(titles).split()
    return quote_plus(" ".join(dice.sample(title, min(len(title), dice.randint(2, 4)))))


def answer(site: Site, dice: random.Random, ids: list[str]) -> Request:
    form = {"csrf_token": site.token, "body": "Look at the **log** first: `journalctl -u name` tells most of it."}
    return Request(path=f"/questions/{dice.choice(ids)}/answers", body=urlencode(form), status=303)


if __name__ == "__main__":
    main()
