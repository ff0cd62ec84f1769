"""What docs/operation.md says about backups: its commands copy a site that is stopped, and bring it back."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph import driver
from tests import engines
from tests.engines import arcadedb, neo4j
from tests.engines.neo4j import JAVA

ROOT = Path(__file__).parents[2]
BACKUPS = (ROOT / "docs" / "operation.md").read_text().partition("\n## Backups\n")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"```sh\n(.*?)```", BACKUPS, re.DOTALL)
# Copying and restoring, with the embedded engine and with Neo4j.
COPY, RESTORE, DUMP, LOAD = BLOCKS
PATIENCE_SECONDS = 120


@pytest.fixture(autouse=True)
def _no_engine_stays_chosen() -> Iterator[None]:
    yield
    driver.close()


def shell(commands: str, *, folder: Path) -> None:
    today = f"{datetime.now(UTC).astimezone():%F}"
    command = ("sh", "-euc", commands)
    subprocess.run(command, cwd=folder, env={"DAY": today, "PATH": "/usr/bin:/bin"}, check=True)


def note(engine: engines.Running, words: str) -> None:
    """Write something into a graph."""
    driver.connect(engine.settings)
    driver.wait(PATIENCE_SECONDS)
    driver.write("CREATE (note:Note {words: $words})", words=words)


def notes(engine: engines.Running) -> list[str]:
    """Return what is in a graph, and stop its engine."""
    driver.connect(engine.settings)
    driver.wait(PATIENCE_SECONDS)
    found = sorted(row["words"] for row in driver.read("MATCH (note:Note) RETURN note.words AS words"))
    engine.stop()
    return found


def test_a_copy_of_the_data_folder_brings_back_what_was_in_it(tmp_path: Path) -> None:
    graph, file = tmp_path / "data" / "graph", tmp_path / "data" / "files" / "ab" / "abc"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"A picture")
    graph.mkdir()
    engine = arcadedb.start(graph)
    note(engine, "before")
    engine.stop()
    shell(COPY, folder=tmp_path)
    engine = arcadedb.start(graph)
    note(engine, "after")
    engine.stop()
    shutil.rmtree(tmp_path / "data")
    shell(RESTORE, folder=tmp_path)
    assert file.read_bytes() == b"A picture"
    assert notes(arcadedb.start(graph)) == ["before"]


@pytest.mark.slow
def test_a_dump_of_neo4j_brings_back_what_was_in_it(tmp_path: Path) -> None:
    engine = neo4j.start(tmp_path)
    note(engine, "before")
    engine.stop()
    dump = tmp_path / "graph.dump"
    administer(DUMP, folder=tmp_path, output=dump)
    engine = neo4j.start(tmp_path)
    note(engine, "after")
    engine.stop()
    administer(LOAD, folder=tmp_path, input=dump)
    assert notes(neo4j.start(tmp_path)) == ["before"]


def administer(commands: str, *, folder: Path, output: Path | None = None, input: Path | None = None) -> None:
    """Run neo4j-admin as the commands do, without the container around it."""
    [given] = re.findall(r"--entrypoint neo4j-admin neo4j ([^|\n]+?)(?: \||\n)", commands)
    command = (*JAVA, "org.neo4j.server.startup.Neo4jAdminCommand", *given.split())
    with (output or Path("/dev/null")).open("wb") as written, (input or Path("/dev/null")).open("rb") as sent:
        env = {"NEO4J_HOME": str(folder), "PATH": "/usr/bin:/bin"}
        subprocess.run(command, cwd=folder, env=env, stdin=sent, stdout=written, check=True)
