"""Real engines for every story: both graph engines for `tests/graph`, the embedded one for the rest."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from graph import driver
from graph.settings import Settings
from graph.upkeep import migrations
from tests.company import Company, found_company
from tests.engines import Running, arcadedb, neo4j

# How long an example takes says how busy the machine is, and nothing about what it shows.
settings.register_profile("stories", deadline=None)
settings.load_profile("stories")

ENGINES = {"arcadedb": arcadedb.start, "neo4j": neo4j.start}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    # What the graph promises, it promises on both engines: none may be left out.
    if "graph_engine" in metafunc.fixturenames:
        both = "tests/graph/" in metafunc.module.__file__
        metafunc.parametrize("graph_engine", list(ENGINES) if both else ["arcadedb"], indirect=True, scope="session")


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Running]]:
    """The engines that were started so far, each once for the whole run."""
    running: dict[str, Running] = {}
    yield running
    driver.close()
    for engine in running.values():
        engine.stop()


@pytest.fixture(scope="session")
def graph_engine(
    request: pytest.FixtureRequest, started: dict[str, Running], tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """An engine with the schema in it."""
    name = request.param
    if name not in started:
        started[name] = ENGINES[name](tmp_path_factory.mktemp(name))
        driver.connect(started[name].settings)
        driver.wait(60)
        migrations.apply()
    return started[name].settings


@pytest.fixture
def graph(graph_engine: Settings) -> Settings:
    """An empty graph."""
    driver.connect(graph_engine)
    # The schema and the record of what was applied stay.
    driver.write("MATCH (node) WHERE NOT node:Migration DETACH DELETE node")
    return graph_engine


@pytest.fixture
def company(graph: Settings) -> Company:
    """Ada, Grace, Linus, Margaret and Tim, and what they have written so far."""
    return found_company()


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder that the site takes for its own."""
    monkeypatch.setenv("GUILDHALL_DATA_DIR", str(tmp_path))
    return tmp_path
