"""How many posts a second are imported from a dump? `python -m bench.importing FOLDER [--times 10]`.

The dump is multiplied first, because the first seconds say little about an import that takes hours.
"""

import shutil
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from contextlib import nullcontext
from pathlib import Path

import click

from graph import driver
from graph.expertise import evidence
from graph.upkeep import migrations
from tests.engines import arcadedb
from webapp.importers import conversion
from webapp.importers.loading import Loading
from webapp.importers.report import Report

STEP = 1_000_000
NUMBERS = ("Id", "ParentId", "AcceptedAnswerId", "PostId", "RelatedPostId")


@click.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--times", default=10, help="How many copies of the dump's posts to import.")
def main(folder: Path, times: int) -> None:
    """Import a dump, several times as large, into an embedded engine of its own, and say how long it took."""
    with tempfile.TemporaryDirectory() as scratch:
        large = Path(scratch) / "dump"
        multiply(folder, large, times=times)
        engine = arcadedb.start(_made(Path(scratch) / "graph"))
        try:
            driver.connect(engine.settings)
            driver.wait(60)
            migrations.apply()
            measure(large, Path(scratch))
        finally:
            driver.close()
            engine.stop()


def measure(folder: Path, scratch: Path) -> None:
    """Import a folder and print each part's time."""
    with Report(scratch / "report.txt") as report, conversion.pool() as pool:
        begun = time.perf_counter()
        Loading(
            folder,
            name="bench.example",
            report=report,
            watch=lambda _label, _size: nullcontext(lambda _: None),
            pool=pool,
        ).run(as_if_today=False)
        took = time.perf_counter() - begun
    posts, added = report.added["question"] + report.added["answer"], sum(report.added.values())
    click.echo(f"{posts:,} posts among {added:,} things in {took:.1f} s: {posts / took:,.0f} posts a second")
    begun = time.perf_counter()
    evidence.recount()
    click.echo(f"evidence weighed in {time.perf_counter() - begun:.1f} s")


def multiply(folder: Path, into: Path, *, times: int) -> None:
    """Write a dump with this many copies of every post; people and tags stay as they are."""
    into.mkdir()
    for name in ("Users.xml", "Tags.xml"):
        shutil.copy(folder / name, into / name)
    root = ElementTree.parse(folder / "Posts.xml").getroot()
    with (into / "Posts.xml").open("wb") as file:
        for copy in range(times):
            for row in root:
                ElementTree.ElementTree(_shifted(row, copy * STEP)).write(file, encoding="utf-8")
                file.write(b"\n")


def _shifted(row: ElementTree.Element, by: int) -> ElementTree.Element:
    numbers = {name: str(int(row.attrib[name]) + by) for name in NUMBERS if name in row.attrib}
    return ElementTree.Element("row", {**row.attrib, **numbers})


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    main()
