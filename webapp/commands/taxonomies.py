"""`guildhall import esco` and `guildhall import taxonomy`: names for skills from published lists."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import click

from graph import driver
from graph.ids import ConceptId, slug
from graph.imports.taxonomies import Taxonomy
from graph.skills import taxonomy_branches, taxonomy_skills
from graph.upkeep import migrations
from webapp.commands.bars import bar
from webapp.importers import esco, word_lists
from webapp.importers.dump import Broken, Progress
from webapp.importers.report import Report
from webapp.operations import data_folder, stores
from workers.finding import indexing

WAIT_SECONDS = 60
EVER = datetime(1970, 1, 1, tzinfo=UTC)

BRANCH = click.option(
    "--branch", "wanted", multiple=True, help="Create skills from the branch of this name. Can be repeated."
)


class Source(Protocol):
    """A taxonomy that can be read."""

    taxonomy: Taxonomy

    @property
    def bytes(self) -> int: ...
    def load(self, progress: Progress) -> None: ...


@click.command("esco")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--language", default="en", show_default=True, help="The language, as in the file names.")
@click.option("--version", default="", help="The edition, such as 1.1.1, to show in the credits.")
@BRANCH
def european(folder: Path, language: str, version: str, wanted: tuple[str, ...]) -> None:
    """Import ESCO, the European list of skills, from the folder that contains skills_en.csv.

    Its names help people find skills that have other names here. Only branches that an admin chooses become skills,
    here or on the page /taxonomy. You can import it again at any time, including another edition.
    """
    _bring_in("esco", lambda report: esco.Folder(folder, language=language, version=version, report=report), wanted)


@click.command("taxonomy")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", required=True, help="The name of the taxonomy, such as O*NET.")
@click.option("--version", default="", help="The edition.")
@click.option("--licence", default="", help="The licence that it is used under.")
@click.option("--attribution", default="", help="The attribution that its licence asks for.")
@click.option("--url", default="", help="The address that it comes from.")
@BRANCH
def table(
    file: Path, name: str, version: str, licence: str, attribution: str, url: str, wanted: tuple[str, ...]
) -> None:
    """Import a table of skills: name, and optionally aliases, broader, related (separated by | or ;), description.

    Columns are separated by commas or tabs. O*NET's list of technology skills can be read as it is.
    """
    said = Taxonomy(name=slug(name), title=name, version=version, licence=licence, attribution=attribution, url=url)
    _bring_in(said.name, lambda report: word_lists.Table(file, said, report=report), wanted)


def _bring_in(name: str, opened: Callable[[Report], Source], wanted: tuple[str, ...]) -> None:
    with stores.opened():
        driver.wait(WAIT_SECONDS)
        migrations.apply()
        begun = time.monotonic()
        with Report(data_folder.path(os.environ) / "imports" / f"taxonomy-{name}.txt") as report:
            _read(opened, report)
        for line in report.lines():
            click.echo(f"  {line}")
        click.echo(f"  invalid rows are listed in {report.path}. It took {time.monotonic() - begun:.0f} s")
        for branch in [_branch(one) for one in wanted]:
            taxonomy_branches.choose(branch)
        _settle()


def _read(opened: Callable[[Report], Source], report: Report) -> None:
    try:
        source = opened(report)
    except Broken as problem:
        raise click.ClickException(str(problem)) from problem
    with bar("Reading", source.bytes) as progress:
        source.load(progress)


def _branch(name: str) -> ConceptId:
    found = taxonomy_branches.named(name)
    if not found:
        known = ", ".join(branch.name for branch in taxonomy_branches.top())
        raise click.ClickException(f"There is no branch {name!r}. The top branches are {known}. See also /taxonomy.")
    return found[0]


def _settle() -> None:
    """Link existing skills to the taxonomy, make the skills of chosen branches, and add them to the search index."""
    taxonomy_skills.link(since=EVER)
    # This also makes the skills that a newer edition adds to a branch that was chosen before.
    for branch in taxonomy_skills.chosen():
        taxonomy_skills.apply(branch)
    indexing.sweep()
