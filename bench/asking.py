"""Measures the time and memory that a site's search takes, when used as readers use it, in a separate process."""

import os
import random
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle, takewhile
from pathlib import Path

import psutil
from flask.testing import FlaskClient

from graph import driver
from graph.settings import Settings
from graph.viewers import EVERYONE
from search import analysis, meaning, query

WARMING = 60
# After a start, the graph engine spends most of a processor on compiling itself.
WARM_UP_SECONDS = 20


@dataclass(frozen=True, kw_only=True)
class Times:
    """How long one way of searching takes, in milliseconds."""

    p50: float
    p95: float


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The times for the same queries on the page, in the search behind it, and in SQLite.

    `megabytes` is the memory that the search uses once it has answered.
    """

    page: Times
    search: Times
    sqlite: Times
    megabytes: float


def ask(folder: Path, engine: str, graph: Settings, session: str, boxes: Sequence[str]) -> Asked:
    """Run all queries in a fresh process with empty caches, after warming it up with other queries."""
    os.environ["GUILDHALL_DATA_DIR"], os.environ["GUILDHALL_SEARCH_ENGINE"] = str(folder), engine
    driver.connect(graph)
    meaning.warm()
    before = _megabytes()
    for box in boxes[:WARMING]:
        query.find(box, audiences=[EVERYONE], limit=10)
    held = _megabytes() - before
    reader, words = _reader(session), boxes[WARMING:]
    end = time.monotonic() + WARM_UP_SECONDS
    for box in takewhile(lambda _: time.monotonic() < end, cycle(boxes[:WARMING])):
        _page(reader, box)
    table = sqlite3.connect(f"file:{folder / 'posts.sqlite'}?mode=ro", uri=True)
    return Asked(
        page=_times(lambda box: _page(reader, box), words),
        search=_times(lambda box: query.find(box, audiences=[EVERYONE], limit=10), words),
        sqlite=_times(lambda box: _matches(table, box), words),
        megabytes=held,
    )


def boxes(titles: Sequence[str], count: int, *, seed: int) -> list[str]:
    """Return queries that people may type: mostly one to four words of a title, and sometimes all of it."""
    dice = random.Random(seed)
    typed = list[str]()
    for title in dice.choices(titles, k=count):
        words = title.split()
        taken = len(words) if dice.random() < 0.2 else dice.randint(1, 4)
        begin = dice.randint(0, max(len(words) - taken, 0))
        typed.append(" ".join(words[begin : begin + taken]))
    return typed


def _reader(session: str) -> FlaskClient:
    from webapp.site import create_app

    browser = create_app().test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = session, True
    return browser


def _page(reader: FlaskClient, box: str) -> None:
    response = reader.get("/search", query_string={"q": box})
    if response.status_code != 200:
        raise RuntimeError(f"{response.status_code} for {box!r}")


def _matches(table: sqlite3.Connection, box: str) -> None:
    """Find the ten best matches for any of the telling words, without counts and permissions."""
    words = [word for word in box.lower().split() if word not in analysis.STOP_WORDS] or box.lower().split()
    wanted = " OR ".join(f'"{word}"' for word in words)
    table.execute("SELECT key FROM posts WHERE posts MATCH ? ORDER BY rank LIMIT 10", [wanted]).fetchall()


def _times(look_up: Callable[[str], object], boxes: Sequence[str]) -> Times:
    milliseconds = list[float]()
    for box in boxes:
        begun = time.perf_counter()
        look_up(box)
        milliseconds.append((time.perf_counter() - begun) * 1000)
    milliseconds.sort()
    return Times(p50=milliseconds[len(milliseconds) // 2], p95=milliseconds[int(len(milliseconds) * 0.95)])


def _megabytes() -> float:
    return psutil.Process().memory_full_info().pss / 1_000_000
