"""How does the cost of search grow with the site? `python -m bench.sizes` (measurements and bars: docs/search.md).

Made-up posts (bench/writing.py) go through the graph into both local engines, with static vectors, and into SQLite's
FTS5. A reader's page is requested from each, in a separate process. `--size 10000` measures only one size, `--write`
updates the table and the chart in docs/.
"""

import multiprocessing
import os
import random
import re
import sqlite3
import tempfile
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TypeVar

import click

from bench import chart, writing
from bench.asking import WARMING, Asked, Times, ask, boxes
from graph import driver
from graph.ids import SkillSlug
from graph.imports import keys, posts, replies, skills
from graph.imports.posts import ImportedPost
from graph.imports.replies import ImportedAnswer
from graph.imports.skills import ImportedSkill
from graph.people import accounts, invitations
from graph.people.invitations import Registration
from graph.prose import Prose
from graph.upkeep import migrations
from graph.viewers import EVERYONE
from search import index, meaning
from search.documents import Document
from tests.engines import Running, arcadedb
from workers.finding import entries

Thing = TypeVar("Thing")

DOCS = Path(__file__).parents[1] / "docs"
CHART = DOCS / "pictures" / "speed-by-size.svg"
SIZES = (10_000, 25_000, 100_000)
ENGINES = ("whoosh", "tantivy")
COLUMNS = (
    *("posts", "engine", "page, p50 / p95 ms", "the search in it", "FTS5 alone", "times FTS5 (p50)"),
    *("MB per 100,000", "indexed in"),
)
QUERIES = 240
SEED = 20_261_125

BATCH = 400
BEGIN, YEARS = datetime(2024, 11, 25, tzinfo=UTC), 2
SKILLS = 300
# Every tenth post is in a community that this reader may not see, and every second has an answer that helped.
CLOSED, ANSWERED = 10, 2


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One size in one engine, with the seconds that indexing took without the vectors."""

    size: int
    engine: str
    indexed: float
    asked: Asked


@click.command()
@click.option("--size", "sizes", type=int, multiple=True, help="So many posts; several times for several sizes.")
@click.option("--write", is_flag=True, help="Keep the table and the chart in docs/.")
def main(sizes: tuple[int, ...], write: bool) -> None:
    """Grow a site, and ask at each size."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="guildhall-sizes-") as scratch:
        folder = Path(scratch)
        os.environ["GUILDHALL_DATA_DIR"], os.environ["GUILDHALL_SECRET_KEY"] = (
            scratch,
            "a secret that only this measuring knows",
        )
        os.environ["GUILDHALL_QUEUE_URL"], os.environ["GUILDHALL_SEARCH_MEANING"] = "redis://127.0.0.1:1/0", "static"
        graph = arcadedb.start(folder)
        try:
            driver.connect(graph.settings)
            driver.wait(60)
            migrations.apply()
            measured = grow(folder, graph, sorted(sizes or SIZES))
        finally:
            driver.close()
            graph.stop()
    table = _table(measured, f"{load:.1f} at the beginning, {os.getloadavg()[0]:.1f} at the end")
    click.echo(table)
    if write:
        keep(measured, table)


def grow(folder: Path, graph: Running, sizes: Sequence[int]) -> list[Measured]:
    """Post up to each size, index it, and ask."""
    session = _sign_in()
    words = writing.texts(max(sizes), seed=SEED)
    measured, documents, titles = list[Measured](), list[Document](), list[str]()
    _add_skills()
    for size in sizes:
        added = list(islice(words, size - len(documents)))
        with _said(f"{size:,} posts"):
            documents += _posted(added, first=len(documents), of=max(sizes))
        with _said("vectors"):
            meaning.put("posts", documents[-len(added) :])
            while meaning.fill(seconds=60):
                pass
        _tabled(folder / "posts.sqlite", documents[-len(added) :])
        titles += [text.title for text in added]
        typed = boxes(titles, WARMING + QUERIES, seed=size)
        for engine in ENGINES:
            os.environ["GUILDHALL_SEARCH_ENGINE"] = engine
            with _said(f"indexed by {engine}") as took:
                index.rebuild("posts", documents)
            asked = _apart(folder, engine, graph, session, typed)
            measured.append(Measured(size=size, engine=engine, indexed=took(), asked=asked))
            click.echo(_row(measured[-1]))
    return measured


def keep(measured: Sequence[Measured], table: str) -> None:
    """Write the chart, and write the table between its marks in docs/search.md."""
    sizes = sorted({one.size for one in measured})
    lines = {
        f"{engine.title()} {share}": (
            f"s{place}{dashed}",
            [getattr(one.asked.page, share) for one in measured if one.engine == engine],
        )
        for place, engine in enumerate(ENGINES)
        for share, dashed in (("p50", ""), ("p95", " dashed"))
    }
    fts = [one.asked.sqlite.p50 for one in measured if one.engine == ENGINES[-1]]
    title = "Milliseconds for a page of results, by posts on the site"
    CHART.write_text(chart.svg(title, sizes, lines | {"FTS5 alone, p50": ("s2", fts)}, unit="ms"))
    page = DOCS / "search.md"
    shown = f"![{title}](pictures/{CHART.name})\n\n{table}"
    begin, end = "<!-- written by bench.sizes -->", "<!-- until here -->"
    page.write_text(re.sub(f"{begin}.*?{end}", lambda _: f"{begin}\n{shown}\n{end}", page.read_text(), flags=re.DOTALL))


def _sign_in() -> str:
    newcomer = Registration(name="Bench", email="bench@example.com", password_hash="not a hash")
    return accounts.open_session(invitations.accept(invitations.invite(is_admin=False), newcomer), browser="bench")


def _add_skills() -> None:
    """Add skills named by words that occur in posts, so that searches name some of them."""
    skills.add([ImportedSkill(slug=SkillSlug(name), name=name, summary="") for name in _skills()], at=BEGIN)


@cache
def _skills() -> list[str]:
    words = dict.fromkeys(word for text in writing.texts(2_000, seed=SEED) for word in text.title.lower().split())
    return [word for word in words if len(word) > 3][:SKILLS]


def _posted(texts: Sequence[writing.Text], *, first: int, of: int) -> list[Document]:
    """Post these texts, and return them as documents for the index."""
    dice = random.Random(first)
    asked = [_question(text, first + number, of, dice) for number, text in enumerate(texts)]
    given = [_answer(one, text) for one, text in zip(asked[::ANSWERED], texts[::ANSWERED], strict=True)]
    for batch in _batches(asked):
        posts.add_questions(batch, at=BEGIN, match_since=datetime.now(UTC))
    for batch in _batches(given):
        replies.answer(batch)
    if not first:
        skills.show_to_readers()
    return list(entries.documents(("question",), [keys.id_of(one.key) for one in asked]))


def _question(text: writing.Text, number: int, of: int, dice: random.Random) -> ImportedPost:
    names = _skills()
    return ImportedPost(
        key=f"bench:question:{number}",
        title=text.title,
        body=Prose(markdown=text.body, html=""),
        author=None,
        skills=tuple({SkillSlug(names[int(SKILLS ** dice.random()) - 1]) for _ in range(2)}),
        score=0,
        posted_at=BEGIN + timedelta(days=365 * YEARS) * (number / of),
        audience="closed" if number % CLOSED == 0 else EVERYONE,
    )


def _answer(question: ImportedPost, text: writing.Text) -> ImportedAnswer:
    return ImportedAnswer(
        key=question.key.replace("question", "answer"),
        question=question.key,
        body=Prose(markdown=text.body[::-1][:200], html=""),
        author=None,
        score=0,
        given_at=question.posted_at,
        accepted_at=question.posted_at,
    )


def _tabled(path: Path, documents: Iterable[Document]) -> None:
    """Put the same texts into SQLite, with the same stems as ours."""
    with sqlite3.connect(path) as table:
        table.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS posts USING fts5(key UNINDEXED, title, body, tokenize='porter')"
        )
        rows = ((one.key, one.title, " ".join((*one.skills, one.body))) for one in documents)
        table.executemany("INSERT INTO posts VALUES (?, ?, ?)", rows)
    table.close()


def _apart(folder: Path, engine: str, graph: Running, session: str, typed: list[str]) -> Asked:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(ask, folder, engine, graph.settings, session, typed).result()


@contextmanager
def _said(what: str) -> Generator[Callable[[], float]]:
    begun = time.perf_counter()
    took = [0.0]
    yield lambda: took[0]
    took[0] = time.perf_counter() - begun
    click.echo(f"{what}: {took[0]:.1f} s")


def _table(measured: Sequence[Measured], load: str) -> str:
    head = "|".join(("", *COLUMNS, ""))
    rows = "\n".join(map(_row, measured))
    said = f"Measured on {datetime.now(UTC):%d %B %Y} on {os.cpu_count()} cores; load {load}."
    return f"{head}\n|{'---|' * len(COLUMNS)}\n{rows}\n\n{said}"


def _row(one: Measured) -> str:
    asked, megabytes = one.asked, one.asked.megabytes * 100_000 / one.size
    times = f"{asked.search.p50 / asked.sqlite.p50:.1f}"
    shown = (_both(asked.page), _both(asked.search), _both(asked.sqlite), times, f"{megabytes:.0f}")
    return "| " + " | ".join((f"{one.size:,}", one.engine, *shown, f"{one.indexed:.0f} s")) + " |"


def _both(times: Times) -> str:
    return f"{times.p50:.1f} / {times.p95:.1f}"


def _batches(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    for begin in range(0, len(things), BATCH):
        yield things[begin : begin + BATCH]


if __name__ == "__main__":
    main()
