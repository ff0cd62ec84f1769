"""An empty index in a folder of its own, on every engine."""

from pathlib import Path

import pytest

from search import index


@pytest.fixture(params=sorted(index.ENGINES))
def engine(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of the engine; the data folder is empty."""
    monkeypatch.setenv("GUILDHALL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("GUILDHALL_SEARCH_ENGINE", request.param)
    return request.param
