"""How soon does somebody hear of an answer, and what do open pages cost that ask whether there is something new?

`python -m bench.telling` starts a site with a mail server, lets a colleague answer questions, and measures the time
from the press of the button to the line in the asker's inbox, and to the letter in their mailbox while they aren't
online. Then it asks for the count in the header as open pages do, and says what 500 of them take of one processor.
"""

import http.client
import os
import re
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from urllib.parse import urlencode, urlsplit

import click
import psutil

from bench.pages import Tally
from bench.site import Site, join, running
from graph import driver
from graph.settings import Settings
from tests.engines import mail as server
from tests.engines.mail import Letterbox
from webapp.operations import stores

BAR_INBOX_MILLISECONDS = 2_000
BAR_MAIL_MILLISECONDS = 60_000

OPEN_PAGES = 500
# How often a page asks: webapp/templates/components/frame/menus.html.
ASKS_EVERY_SECONDS = 30

WARM_UP_ANSWERS = 10
PAUSE_SECONDS = 0.05
GIVE_UP_SECONDS = 120
# Nobody is online, and it is never night, so that a letter is due at once.
AWAY = "MATCH (session:Session) SET session.used_at = null"
AWAKE = (
    "MATCH (person:Person) WHERE person.email IS NOT NULL SET person.quiet_from = '00:00', person.quiet_until = '00:00'"
)
FORGET = "MATCH (one:Notification) REMOVE one.mailed_at"


@dataclass(frozen=True, kw_only=True)
class Post:
    """A page of a question that somebody asked, and the word in its title."""

    path: str
    word: str


@click.command()
@click.option("--port", default=8196, show_default=True)
@click.option("--questions", default=2_000, show_default=True)
@click.option("--answers", default=20, show_default=True, help="How many to measure, for the inbox and for mail each.")
def main(port: int, questions: int, answers: int) -> None:
    """Print three lines, and whether the bars are met."""
    with (
        server.running() as box,
        _environment(box.environment | {"GUILDHALL_ADDRESS": f"http://127.0.0.1:{port}"}),
        running(port=port, questions=questions, answers=questions) as site,
        _graph(site),
    ):
        colleague = _colleague(site, box)
        driver.write(AWAKE)
        for number in range(WARM_UP_ANSWERS):
            _until_told(site, colleague, f"warm{number}")
        inbox = _tally(answers, lambda number: _until_told(site, colleague, f"inbox{number}"))
        letters = _tally(answers, lambda number: _until_mailed(site, colleague, f"mail{number}", box))
        share = _cost_of_asking(site)
    click.echo(f"inbox   p50 {inbox.quantile(0.5):6.0f} ms   p95 {inbox.quantile(0.95):6.0f} ms")
    click.echo(f"mail    p50 {letters.quantile(0.5):6.0f} ms   p95 {letters.quantile(0.95):6.0f} ms")
    click.echo(f"{OPEN_PAGES} open pages take {share:.0%} of one processor")
    is_soon = inbox.quantile(0.95) <= BAR_INBOX_MILLISECONDS and letters.quantile(0.95) <= BAR_MAIL_MILLISECONDS
    click.echo("All bars are met." if is_soon else "Some bars are NOT met.")


def _tally(count: int, measure: Callable[[int], float]) -> Tally:
    tally = Tally()
    tally.milliseconds.extend(measure(number) for number in range(count))
    return tally


def _until_told(site: Site, colleague: Site, word: str) -> float:
    """Return how many milliseconds it takes until an answer is in the asker's inbox."""
    begun = _answer(colleague, _question(site, word))
    return _wait(begun, lambda: word in _request(site, "GET", "/inbox")[2])


def _until_mailed(site: Site, colleague: Site, word: str, box: Letterbox) -> float:
    """Return how many milliseconds it takes until an answer is in the asker's mailbox."""
    question = _question(site, word)
    driver.write(AWAY)
    driver.write(FORGET)
    begun = _answer(colleague, question)
    return _wait(begun, lambda: any(word in said for said in box.to("bench")))


def _wait(begun: float, is_there: Callable[[], bool]) -> float:
    while not is_there():
        if time.perf_counter() - begun > GIVE_UP_SECONDS:
            raise RuntimeError(f"Nothing came within {GIVE_UP_SECONDS} seconds.")
        time.sleep(PAUSE_SECONDS)
    return (time.perf_counter() - begun) * 1000


def _question(site: Site, word: str) -> Post:
    status, path, page = _request(site, "POST", "/questions", {"title": f"Why does {word} lag?", "body": "It lags."})
    if status != 303:
        raise RuntimeError(f"The question was answered with {status}: {page[:400]}")
    return Post(path=path.partition("?")[0], word=word)


def _answer(colleague: Site, question: Post) -> float:
    """Answer a question, and return when the button was pressed."""
    begun = time.perf_counter()
    status, _, page = _request(colleague, "POST", f"{question.path}/answers", {"body": "Look at the log."})
    if status != 303:
        raise RuntimeError(f"The answer was answered with {status}: {page[:400]}")
    return begun


def _cost_of_asking(site: Site) -> float:
    """Return the share of one processor that all programs of the site take while open pages ask for the count."""
    connection = site.connect()
    for _ in range(OPEN_PAGES):
        _request(site, "GET", "/inbox/count", connection=connection)
    before, begun = _seconds(site), time.perf_counter()
    for _ in range(OPEN_PAGES):
        _request(site, "GET", "/inbox/count", connection=connection)
    took = time.perf_counter() - begun
    # Beside this, the site does what it does when nobody asks.
    idle_before = _seconds(site)
    time.sleep(took)
    idle = _seconds(site) - idle_before
    return max(idle_before - before - idle, 0.0) / ASKS_EVERY_SECONDS


def _seconds(site: Site) -> float:
    programs = [site.launcher, *site.launcher.children(recursive=True)]
    return sum(sum(program.cpu_times()[:2]) for program in programs if program.status() != psutil.STATUS_ZOMBIE)


def _colleague(site: Site, box: Letterbox) -> Site:
    """Invite a colleague, let them join with the link in their letter, and return the site as they see it."""
    _request(site, "POST", "/invitations", {"email": "colleague@example.com"})
    _wait(time.perf_counter(), lambda: bool(box.to("colleague")))
    found = re.search(r"https?://\S+?(/invitations/\S+)", box.to("colleague")[0])
    if not found:
        raise RuntimeError("The letter has no link.")
    cookie, token = join(found[1], site.port, name="Colleague", email="colleague@example.com")
    return replace(site, cookie=cookie, token=token)


def _request(
    site: Site,
    method: str,
    path: str,
    fields: Mapping[str, str] | None = None,
    connection: http.client.HTTPConnection | None = None,
) -> tuple[int, str, str]:
    """Return the status, the redirect address, and the page."""
    connection = connection or site.connect()
    form = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
    body = urlencode({**fields, "csrf_token": site.token}) if fields else None
    connection.request(method, path, body, {"Cookie": site.cookie, **form})
    answer = connection.getresponse()
    return answer.status, urlsplit(answer.headers.get("Location", "")).path, answer.read().decode()


@contextmanager
def _environment(chosen: Mapping[str, str]) -> Generator[None]:
    before = dict(os.environ)
    os.environ.update(chosen)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _graph(site: Site) -> Generator[None]:
    """Connect to the site's own graph for the length of the block."""
    with _environment(stores.running(site.folder, {})):
        driver.connect(Settings.from_env(os.environ))
        try:
            yield
        finally:
            driver.close()


if __name__ == "__main__":
    main()
