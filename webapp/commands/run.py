"""`guildhall run`: the whole site, with one command."""

import os
import secrets
import shlex
import string
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from settings import Misconfigured
from webapp.operations import configuration, data_folder, launcher, open_files, serving, stores
from webapp.operations.launcher import Launcher, Program
from workers import valkey as embedded

ROOT = Path(__file__).parents[2]

# A heap for each thread costs every process some ten megabytes and gains nothing here. Libraries get one thread each,
# because requests already run in parallel, and on a busy machine a model with two threads takes ten times as long.
FRUGAL = {
    "MALLOC_ARENA_MAX": "2",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}

# Without the others, people can still read and write, and what should follow is done later.
VITAL = ("web",)

PROBLEMS = (
    Misconfigured,
    data_folder.Taken,
    launcher.GivenUp,
    serving.PortTaken,
    stores.NotStarted,
    embedded.PathTooLong,
    open_files.TooFew,
)


@click.command()
def command() -> None:
    """Start the site with everything it needs. Press Ctrl-C to stop it.

    The graph and the queue are started too, unless the environment names them.
    """
    folder = data_folder.path(os.environ)
    launcher.stop_when_asked()
    try:
        with data_folder.held(folder):
            run(folder)
    except PROBLEMS as problem:
        raise click.ClickException(str(problem)) from problem
    except OSError as error:
        raise click.ClickException(f"Guildhall can't use {error.filename or folder}: {error.strerror}.") from error
    except KeyboardInterrupt:
        click.echo("Stopped.")


def run(folder: Path) -> None:
    """Run the site on a folder that this process holds, until Ctrl-C or until a program can't be restarted."""
    here = serving.Settings.from_env(os.environ)
    open_files.allow_many()
    serving.refuse_if_taken(here)
    needed = stores.prepare(folder, os.environ)
    launch = secrets.token_urlsafe(12)
    environment = {**_environment(needed.environment), serving.LAUNCH: launch}
    configuration.check(environment)
    site = Launcher(environment=environment)
    try:
        _start(site, needed.embedded)
        site.keep(until=lambda: serving.answers(here, launch=launch))
        click.echo(f"\nGuildhall is running at {here.address}\nIts data is in {folder}")
        site.complete((*_guildhall(), "create-admin", "--unless-there-is-one"))
        click.echo("Press Ctrl-C to stop it.\n")
        site.keep(until=lambda: False)
    finally:
        site.stop()


def programs(environment: Mapping[str, str]) -> tuple[Program, ...]:
    """Return the programs in Procfile, in the order of the file."""
    lines = string.Template((ROOT / "Procfile").read_text()).substitute(environment).splitlines()
    named = (line.split(":", 1) for line in lines)
    return tuple(Program(name=name, command=tuple(shlex.split(words)), is_vital=name in VITAL) for name, words in named)


def _start(site: Launcher, embedded: tuple[stores.Store, ...]) -> None:
    for store in embedded:
        process = site.start(Program(name=store.name, command=store.command))
        stores.wait(store, process, meanwhile=site.listen)
    site.complete((*_guildhall(), "migrate"))
    for program in programs(site.environment):
        site.start(program)


def _environment(found: Mapping[str, str]) -> dict[str, str]:
    # The programs that Procfile names are installed next to our Python, and the site's packages are in this folder.
    beside = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    ours = {"PATH": beside, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **FRUGAL}
    return {**os.environ, **found, **ours}


def _guildhall() -> tuple[str, ...]:
    return (sys.executable, "-m", "webapp.commands")
