"""How soon is a new post on its page, and how soon is it found?

`python -m bench.posting` fills a site with 2,000 questions and sends posts of each kind one after the other. It
measures the time from the press of the button to the page that shows the post, and to the first search that finds it.
Before it measures, it posts for 45 seconds, because after a start, an engine spends most of a processor on compiling
itself.
"""

import http.client
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import click

from bench.pages import Tally
from bench.site import Site, running

BAR_VISIBLE_P95_MILLISECONDS = 300
BAR_SEARCHABLE_P95_MILLISECONDS = 5_000

WARM_UP_SECONDS = 45
PAUSE_SECONDS = 0.05
GIVE_UP_SECONDS = 30
BODY = "Look at the **log** first: `journalctl -u name` tells most of it."


@dataclass(frozen=True, kw_only=True)
class Post:
    """The fields to send, the address to send them to, and a word that finds no other post."""

    path: str
    word: str
    fields: dict[str, str]


def _question(word: str) -> Post:
    return Post(
        path="/questions", word=word, fields={"title": f"Why does {word} lag?", "body": BODY, "skills": "Kafka"}
    )


def _tip(word: str) -> Post:
    return Post(path="/tips", word=word, fields={"title": f"See {word} at a glance", "body": BODY, "skills": "Kafka"})


def _sheet(word: str) -> Post:
    return Post(path="/tips", word=word, fields={"title": f"All of {word}", "body": BODY, "cheat_sheet": "on"})


def _link(word: str) -> Post:
    # An address on this machine is refused before any request, so no other site is part of the measurement.
    fields = {"url": f"http://127.0.0.1:9/{word}", "title": f"The book of {word}", "body": BODY, "skills": "Kafka"}
    return Post(path="/links", word=word, fields=fields)


def _video(word: str) -> Post:
    fields = {"url": "https://vimeo.com/76979871", "title": f"A talk on {word}", "body": BODY, "skills": "Kafka"}
    return Post(path="/videos", word=word, fields=fields)


KINDS: dict[str, Callable[[str], Post]] = {
    "question": _question,
    "tip": _tip,
    "cheat sheet": _sheet,
    "link": _link,
    "video": _video,
}


@click.command()
@click.option("--port", default=8197, show_default=True)
@click.option("--questions", default=2_000, show_default=True)
@click.option("--posts", default=20, show_default=True, help="Of each kind.")
def main(port: int, questions: int, posts: int) -> None:
    """Print two lines for each kind, and whether the bars are met."""
    with running(port=port, questions=questions, answers=questions) as site:
        _warm_up(site)
        met = [_measure(site, name, kind, posts) for name, kind in KINDS.items()]
    click.echo("All bars are met." if all(met) else "Some bars are NOT met.")


def _warm_up(site: Site) -> None:
    end = time.monotonic() + WARM_UP_SECONDS
    while time.monotonic() < end:
        for kind in KINDS.values():
            _follow(site, kind(_word()))


def _measure(site: Site, name: str, kind: Callable[[str], Post], posts: int) -> bool:
    visible, searchable = Tally(), Tally()
    for _ in range(posts):
        seen, found = _follow(site, kind(_word()))
        visible.milliseconds.append(seen)
        searchable.milliseconds.append(found)
    for what, tally in (("visible", visible), ("searchable", searchable)):
        click.echo(f"{name:12} {what:10}  p50 {tally.quantile(0.5):6.0f} ms   p95 {tally.quantile(0.95):6.0f} ms")
    is_visible = visible.quantile(0.95) <= BAR_VISIBLE_P95_MILLISECONDS
    return is_visible and searchable.quantile(0.95) <= BAR_SEARCHABLE_P95_MILLISECONDS


def _follow(site: Site, post: Post) -> tuple[float, float]:
    """Return how many milliseconds it takes until a post is on its page, and until a search finds it."""
    connection, begun = site.connect(), time.perf_counter()
    sent = _ask(connection, site, "POST", post.path, urlencode(post.fields | {"csrf_token": site.token}))
    place = sent[1].partition("?")[0]
    if sent[0] != 303 or post.word not in _ask(connection, site, "GET", place)[2]:
        raise RuntimeError(f"{post.path} answered {sent[0]}: {sent[2][:400]}")
    seen = time.perf_counter() - begun
    while f'href="{place}"' not in _ask(connection, site, "GET", f"/search?q={post.word}")[2]:
        if time.perf_counter() - begun > GIVE_UP_SECONDS:
            raise RuntimeError(f"{place} is not found after {GIVE_UP_SECONDS} seconds.")
        time.sleep(PAUSE_SECONDS)
    return seen * 1000, (time.perf_counter() - begun) * 1000


def _ask(
    connection: http.client.HTTPConnection, site: Site, method: str, path: str, body: str | None = None
) -> tuple[int, str, str]:
    """Return the status, the redirect address, and the page."""
    form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    connection.request(method, path, body, {"Cookie": site.cookie, **form})
    answer = connection.getresponse()
    return answer.status, answer.headers.get("Location", ""), answer.read().decode()


def _word() -> str:
    # Only letters, so that it stays one word in the index.
    return "".join(secrets.choice("bcdfghklmnprstvw") for _ in range(12))


if __name__ == "__main__":
    main()
