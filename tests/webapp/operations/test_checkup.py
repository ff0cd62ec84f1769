"""What the doctor says about the file store."""

from pathlib import Path

import pytest

from search import index
from tests.engines import mail
from tests.search.posts import document
from webapp.limits import refusals
from webapp.operations import checkup
from webapp.operations.checkup import Finding


def test_a_store_that_can_be_written_to_is_fine(data_folder: Path) -> None:
    found = checkup.files()
    assert found.advice is None
    assert str(data_folder / "files") in found.fact


@pytest.mark.usefixtures("data_folder")
def test_a_store_that_cannot_be_written_to_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUILDHALL_FILES_URL", "file:///proc/nowhere")
    assert "file:///proc/nowhere" in str(checkup.files().advice)


@pytest.mark.usefixtures("data_folder")
@pytest.mark.parametrize(
    ("engine", "found", "is_advised"), [("whoosh", 2, False), ("whoosh", 3, True), ("tantivy", 3, False)]
)
def test_with_many_posts_the_quicker_engine_is_advised(
    monkeypatch: pytest.MonkeyPatch, engine: str, found: int, is_advised: bool
) -> None:
    monkeypatch.setattr(checkup, "MANY_FOR_WHOOSH", 3)
    monkeypatch.setenv("GUILDHALL_SEARCH_ENGINE", engine)
    index.rebuild("posts", [document(str(number), "Kafka") for number in range(found)])
    index.rebuild("evidence", [])
    seen = checkup.words()
    assert ("faster" in seen.fact) is is_advised
    assert seen.advice is None


@pytest.mark.usefixtures("data_folder")
def test_a_search_server_that_is_away_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUILDHALL_SEARCH_ENGINE", "opensearch")
    monkeypatch.setenv("GUILDHALL_SEARCH_URL", "http://ada:secret@127.0.0.1:9")
    seen = checkup.words()
    assert seen.fact == "OpenSearch isn't responding."
    assert "GUILDHALL_SEARCH_URL" in str(seen.advice)


def test_without_mail_nothing_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GUILDHALL_MAIL_URL", raising=False)
    assert checkup.letters().advice is None


def test_a_mail_server_is_asked_whether_it_takes_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    with mail.running() as box:
        for name, value in box.environment.items():
            monkeypatch.setenv(name, value)
        assert checkup.letters() == Finding(subject="mail", fact=f"127.0.0.1:{box.port} accepts it")
    away = checkup.letters()
    assert f"127.0.0.1:{box.port} doesn't accept mail" in away.fact
    assert "GUILDHALL_MAIL_URL" in str(away.advice)


def test_people_who_ran_into_a_limit_are_named(queue: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUILDHALL_QUEUE_URL", queue)
    for _ in range(3):
        refusals.note("search", "someone who searches", store=refusals.opened(queue))
    seen = checkup.limits()
    assert "search 3 times by person someone who searches" in seen.fact
    assert seen.advice is None
