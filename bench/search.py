"""How good are the results? `python -m bench.search FOLDER --out RUN` (protocol and bars: docs/search.md).

FOLDER has BEIR's layout. Its documents are posted as tips and indexed like every post. Once all vectors are computed,
its queries are sent to `search.query`. The run is written in TREC's format, for an independent scorer.
"""

import json
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from graph import driver
from graph.imports import posts
from graph.imports.posts import ImportedPost
from graph.prose import Prose
from graph.upkeep import migrations
from graph.viewers import EVERYONE
from search import meaning, query
from search.settings import ENGINES, MEANINGS
from tests.engines import arcadedb
from webapp.importers import conversion
from workers.finding import indexing

POSTED_AT = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 200
RANKED = 100


@click.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Where the run is written.")
@click.option("--engine", type=click.Choice(ENGINES), default="whoosh", show_default=True)
@click.option("--meaning", "model", type=click.Choice(MEANINGS), default="static", show_default=True)
@click.option("--vectors", type=click.Path(path_type=Path), help="A file that keeps them for the next run.")
def main(folder: Path, out: Path, engine: str, model: str, vectors: Path | None) -> None:
    """Post a collection, ask its queries, and write what was found."""
    os.environ |= {"GUILDHALL_SEARCH_ENGINE": engine, "GUILDHALL_SEARCH_MEANING": model}
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["GUILDHALL_DATA_DIR"] = scratch
        graph = arcadedb.start(Path(scratch))
        try:
            driver.connect(graph.settings)
            driver.wait(60)
            migrations.apply()
            post(folder)
            compute(vectors)
            ask(folder, out)
        finally:
            driver.close()
            graph.stop()


def post(folder: Path) -> None:
    """Post every document and index it."""
    begun = time.perf_counter()
    count = 0
    for batch in conversion.batches(_lines(folder / "corpus.jsonl"), BATCH):
        posts.add_tips([_tip(line) for line in batch], at=POSTED_AT)
        count += len(batch)
    click.echo(f"{count:,} posted in {time.perf_counter() - begun:.1f} s")
    begun = time.perf_counter()
    indexing.rebuild(lambda _count: None)
    click.echo(f"indexed in {time.perf_counter() - begun:.1f} s")


def compute(kept: Path | None) -> None:
    """Compute the vectors of all texts, except those left by an earlier run."""
    begun = time.perf_counter()
    if kept and kept.exists():
        with sqlite3.connect(meaning.place()) as table:
            table.execute("ATTACH ? AS kept", (str(kept),))
            table.execute(
                "INSERT OR REPLACE INTO texts SELECT * FROM kept.texts WHERE digest IN (SELECT digest FROM texts)"
            )
    count = meaning.waiting()
    while meaning.fill(seconds=60):
        click.echo(f"{meaning.waiting():,} texts wait for their vectors")
    click.echo(f"{count:,} vectors in {time.perf_counter() - begun:.1f} s")
    if kept:
        kept.unlink(missing_ok=True)
        with sqlite3.connect(meaning.place()) as table:
            table.execute("VACUUM INTO ?", (str(kept),))


def ask(folder: Path, out: Path) -> None:
    """Send every query and write the run; print how long an answer takes."""
    names = {posts.keys.id_of(line["_id"]): line["_id"] for line in _lines(folder / "corpus.jsonl")}
    milliseconds: list[float] = []
    with out.open("w") as run:
        for line in _lines(folder / "queries.jsonl"):
            begun = time.perf_counter()
            found = query.find(line["text"], audiences=[EVERYONE], limit=RANKED)
            milliseconds.append((time.perf_counter() - begun) * 1000)
            for rank, hit in enumerate(found.hits, start=1):
                run.write(f"{line['_id']} Q0 {names[hit.key]} {rank} {RANKED - rank} guildhall\n")
    milliseconds.sort()
    p50, p95 = milliseconds[len(milliseconds) // 2], milliseconds[int(len(milliseconds) * 0.95)]
    click.echo(f"{len(milliseconds):,} queries, p50 {p50:.1f} ms, p95 {p95:.1f} ms")


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open() as lines:
        for line in lines:
            yield json.loads(line)


def _tip(line: dict[str, str]) -> ImportedPost:
    return ImportedPost(
        key=line["_id"],
        title=line.get("title", ""),
        body=Prose(markdown=line["text"], html=""),
        author=None,
        skills=(),
        score=0,
        posted_at=POSTED_AT,
    )


if __name__ == "__main__":
    main()
