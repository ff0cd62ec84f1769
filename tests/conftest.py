"""Real engines for every story: both graph engines for `tests/graph`, the first of them for the rest."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from graph import driver
from graph.notifications import recipients
from graph.settings import Settings
from graph.upkeep import migrations
from tests import snapshot
from tests.company import Company, found_company, with_ids
from tests.engines import Running, arcadedb, neo4j
from tests.snapshot import Snapshot

# How long an example takes depends on how busy the machine is, and says nothing about the code.
settings.register_profile("stories", deadline=None)
settings.load_profile("stories")

ON_NEO4J = re.compile(r"\[neo4j[-\]]")

ENGINES = {"arcadedb": arcadedb.start, "neo4j": neo4j.start}


def pytest_addoption(parser: pytest.Parser) -> None:
    # The graph behaves the same on both engines, so `make check` runs on both.
    both = ",".join(ENGINES)
    parser.addoption("--engines", default=both, help=f"graph engines that tests/graph runs on: {both} or one of them")


def pytest_report_header(config: pytest.Config) -> str:
    return f"graph engines: {', '.join(chosen_engines(config))}"


def chosen_engines(config: pytest.Config) -> list[str]:
    """Return the engines of this run; the stories that need only one use the first."""
    chosen = config.getoption("engines").split(",")
    if unknown := set(chosen) - ENGINES.keys():
        raise pytest.UsageError(f"There is no engine called {', '.join(unknown)}.")
    return chosen


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "graph_engine" in metafunc.fixturenames:
        engines = chosen_engines(metafunc.config)
        all_of_them = "tests/graph/" in metafunc.module.__file__
        metafunc.parametrize("graph_engine", engines if all_of_them else engines[:1], indirect=True, scope="session")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the stories on Neo4j, which take longest, and then with files that go through the whole site.

    These lie above the rooms. So no process is left with a long file at the end.
    """
    items.sort(key=lambda item: (not ON_NEO4J.search(item.nodeid), len(item.path.parts)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    return _Together(config, log)


class _Together(LoadScopeScheduling):
    """Keeps a file's stories in one process, and all of Neo4j's: it plans each statement once, for up to seconds."""

    def _split_scope(self, nodeid: str) -> str:
        return "neo4j" if ON_NEO4J.search(nodeid) else nodeid.partition("::")[0]


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Running]]:
    """The engines started so far, by name. Each starts once in a run."""
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
def graph(graph_engine: Settings, request: pytest.FixtureRequest) -> Settings:
    """An empty graph."""
    if not driver.uses(graph_engine):
        driver.connect(graph_engine)
    # The company replaces everything that was there before, in one transaction.
    if "company" not in request.fixturenames:
        driver.write(snapshot.WIPE)
    return graph_engine


@pytest.fixture(scope="session")
def founded() -> dict[Settings, tuple[Company, Snapshot]]:
    """The company and a copy of its graph, for each engine. It is founded once in a run."""
    return {}


@pytest.fixture
def company(graph: Settings, founded: dict[Settings, tuple[Company, Snapshot]]) -> Company:
    """Ada, Grace, Linus, Margaret and Tim, and what they have written so far."""
    if graph not in founded:
        driver.write(snapshot.WIPE)
        founded[graph] = (found_company(), snapshot.take())
    company, kept = founded[graph]
    return with_ids(company, kept.restore())


@pytest.fixture
def by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has quiet hours: for stories of what is sent at once, which are told at night too."""
    monkeypatch.setattr(recipients, "QUIET_FROM", recipients.QUIET_UNTIL)


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder for the site."""
    monkeypatch.setenv("GUILDHALL_DATA_DIR", str(tmp_path))
    return tmp_path
