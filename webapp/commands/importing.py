"""`guildhall import`: brings in the content of another site as people wrote it, with credit to its authors."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import click

from graph import clock, driver
from graph.expertise import evidence
from graph.freshness import reviews
from graph.imports.sites import Import
from graph.upkeep import migrations
from webapp.commands import taxonomies
from webapp.commands.bars import bar
from webapp.importers import conversion, forum, tables
from webapp.importers.cqa_loading import CqaLoading
from webapp.importers.dump import Broken
from webapp.importers.loading import Loading
from webapp.importers.report import Report
from webapp.operations import data_folder, stores
from workers.finding import indexing

WAIT_SECONDS = 60


@click.group()
def command() -> None:
    """Import content from another site."""


@command.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--site", help="The site's host. Default: from the folder's name, such as stackexchange-devops.")
@click.option("--as-if-today", is_flag=True, help="Shift all dates so that the newest post is from today.")
def stackexchange(folder: Path, site: str | None, as_if_today: bool) -> None:
    """Import a Stack Exchange dump from the folder that contains Posts.xml.

    You can stop it and run it again at any time. Content that was imported before stays unchanged.
    """
    if not (folder / "Posts.xml").exists():
        raise click.ClickException(f"{folder} doesn't contain Posts.xml.")
    with stores.opened():
        driver.wait(WAIT_SECONDS)
        migrations.apply()
        load(folder, site=site or host(folder), as_if_today=as_if_today)
        catch_up()


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--site", help="The site's name. Default: from its folder's name.")
def cqa(file: Path, site: str | None) -> None:
    """Import questions with their answers from a file with one JSON object per line, compressed or not.

    Each object has id, title, body, tags, user, ts, accepted and answers. You can run it again at any time.
    """
    with stores.opened():
        driver.wait(WAIT_SECONDS)
        migrations.apply()
        name, begun = site or host(file.absolute().parent), time.monotonic()
        with Report(data_folder.path(os.environ) / "imports" / f"{name}.txt") as report:
            CqaLoading(file, site=name, report=report, watch=bar).run()
        say(report, name=name, seconds=time.monotonic() - begun)
        catch_up()


def load(folder: Path, *, site: str, as_if_today: bool) -> Import:
    """Import a dump into the graph and print the report."""
    begun = time.monotonic()
    with (
        Report(data_folder.path(os.environ) / "imports" / f"{site}.txt") as report,
        conversion.pool() as pool,
    ):
        done = Loading(folder, name=site, report=report, watch=bar, pool=pool).run(as_if_today=as_if_today)
    say(report, name=site, seconds=time.monotonic() - begun)
    return done


def say(report: Report, *, name: str, seconds: float) -> None:
    """Print what an import took and what it left out."""
    posts = report.added["question"] + report.added["answer"]
    click.echo(f"\n{name}, {posts / seconds:,.0f} posts a second:")
    for line in report.lines():
        click.echo(f"  {line}")
    click.echo(f"  invalid rows are listed in {report.path}")


def catch_up() -> None:
    """Weigh all evidence and rebuild the search index."""
    click.echo("Computing expertise")
    evidence.recount()
    reviews.schedule(since=clock.EPOCH)
    click.echo("Building the search index")
    indexing.rebuild(lambda _things: None)


def host(folder: Path) -> str:
    """Return the host name of the site that a folder is named after."""
    name = folder.absolute().name.removeprefix("stackexchange-")
    return name if "." in name else f"{name}.stackexchange.com"


@command.command("csv")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--site", help="The source's name. Default: the file's name.")
def csv_table(file: Path, site: str | None) -> None:
    """Import a table of questions and tips with title and body, and optionally kind, skills, author and date.

    You can stop it and run it again at any time. Content that was imported before stays unchanged.
    """
    try:
        tables.check(file)
    except Broken as problem:
        raise click.ClickException(str(problem)) from problem
    _bring_in(site or file.stem, lambda name, report: tables.load(file, site=name, report=report))


@command.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--site", required=True, help="The forum's host, such as forum.example.com.")
def discourse(folder: Path, site: str) -> None:
    """Import topics of a Discourse forum from a JSON file or a folder of them, as found at /t/NUMBER.json.

    You can stop it and run it again at any time. Content that was imported before stays unchanged.
    """
    if not forum.files(folder):
        raise click.ClickException(f"{folder} doesn't contain JSON files.")
    _bring_in(site, lambda name, report: forum.load(folder, site=name, report=report))


def _bring_in(site: str, work: Callable[[str, Report], None]) -> None:
    with stores.opened():
        driver.wait(WAIT_SECONDS)
        migrations.apply()
        with Report(data_folder.path(os.environ) / "imports" / f"{site}.txt") as report:
            work(site, report)
        for line in report.lines():
            click.echo(f"  {line}")
        click.echo(f"  invalid rows are listed in {report.path}")
        catch_up()


command.add_command(taxonomies.european)
command.add_command(taxonomies.table)
