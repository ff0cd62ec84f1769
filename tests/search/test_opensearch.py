"""Cases that only a server has: it dies by itself, is shared, and has an address with a password in it."""

from pathlib import Path

import pytest

from search import index
from search.settings import Settings
from settings import Misconfigured
from tests.engines import opensearch
from tests.search.posts import document

pytestmark = pytest.mark.slow


@pytest.fixture
def shared(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of the server that all tests use, without a prefix."""
    monkeypatch.setenv("GUILDHALL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("GUILDHALL_SEARCH_ENGINE", "opensearch")
    monkeypatch.setenv("GUILDHALL_SEARCH_URL", server)
    return server


def test_what_was_written_survives_the_death_of_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUILDHALL_SEARCH_ENGINE", "opensearch")
    running = opensearch.start(tmp_path)
    monkeypatch.setenv("GUILDHALL_SEARCH_URL", running.url)
    index.put("posts", [document("1", "Kafka")])
    index.rebuild("posts", [document("2", "Kafka")])
    index.put("posts", [document("3", "Kafka")])
    running.process.kill()
    running.process.wait()
    running = opensearch.start(tmp_path)
    monkeypatch.setenv("GUILDHALL_SEARCH_URL", running.url)
    assert set(index.contents("posts")) == {"2", "3"}
    running.stop()


def test_two_sites_on_one_server_do_not_see_each_other(
    place: str, shared: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("berlin", "tokyo"):
        monkeypatch.setenv("GUILDHALL_SEARCH_URL", f"{place}-{name}")
        index.put("posts", [document(name, "Kafka")])
        assert list(index.contents("posts")) == [name]


def test_a_server_says_what_it_is_and_nothing_of_how_we_sign_in(shared: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUILDHALL_SEARCH_URL", shared.replace("//", "//ada:secret@"))
    assert index.server("posts") == f"OpenSearch 3.8.0 at {shared}"
    assert "secret" not in repr(index.settings())


@pytest.mark.parametrize(
    "url", ["", "host:9200", "ftp://ada:secret@host", "https://ada:secret@host/a/b", "http://h/UP"]
)
def test_an_address_that_cannot_work_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(Misconfigured, match="GUILDHALL_SEARCH_URL should look like") as refused:
        Settings.from_env({"GUILDHALL_SEARCH_ENGINE": "opensearch", "GUILDHALL_SEARCH_URL": url})
    assert "secret" not in str(refused.value)
