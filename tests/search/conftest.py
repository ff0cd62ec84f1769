"""An empty index for each test, on every engine."""

import secrets
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.settings import ENGINES
from tests.engines import opensearch


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of an OpenSearch, started once for the whole run."""
    running = opensearch.start(tmp_path_factory.mktemp("opensearch"))
    yield running.url
    running.stop()


@pytest.fixture
def place(server: str) -> Iterator[str]:
    """The URL of an unused prefix on that server. Its indexes are deleted afterwards."""
    url = f"{server}/{secrets.token_hex(4)}"
    yield url
    urllib.request.urlopen(urllib.request.Request(f"{url}-*", method="DELETE")).close()


# These engines need no server.
IN_A_FOLDER = set(ENGINES) - {"opensearch"}


@pytest.fixture(params=[pytest.param(name, marks=() if name in IN_A_FOLDER else pytest.mark.slow) for name in ENGINES])
def engine(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of the engine, with an empty data folder."""
    monkeypatch.setenv("GUILDHALL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("GUILDHALL_SEARCH_ENGINE", request.param)
    if request.param == "opensearch":
        monkeypatch.setenv("GUILDHALL_SEARCH_URL", request.getfixturevalue("place"))
    return request.param
