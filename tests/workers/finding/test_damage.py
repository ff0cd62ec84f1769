"""A damaged or missing index is rebuilt from the graph, and nothing else stops meanwhile."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from search import index, progress, query
from search.engines import Damaged
from search.index import LOCAL
from tests.company import Company
from webapp.commands import check_index, reindex
from webapp.operations import checkup
from workers.finding import indexing

pytestmark = pytest.mark.usefixtures("queue")


def overwrite(folder: Path) -> None:
    for file in files(folder):
        file.write_bytes(b"\x00damaged" * 50)


def truncate(folder: Path) -> None:
    for file in files(folder):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def empty(folder: Path) -> None:
    for file in files(folder):
        file.write_bytes(b"")


def remove_some(folder: Path) -> None:
    for file in files(folder):
        if file.suffix in (".seg", ".store", ".term", ".idx"):
            file.unlink()


def remove_the_file_that_names_the_others(folder: Path) -> None:
    for file in files(folder):
        if file.suffix == ".toc" or file.name == "meta.json":
            file.unlink()


def remove_folder(folder: Path) -> None:
    shutil.rmtree(folder)


def misname(folder: Path) -> None:
    (folder.parent / "current").write_bytes(b"\xff\xfe/../..")


DAMAGES = (overwrite, truncate, empty, remove_some, remove_the_file_that_names_the_others, remove_folder, misname)


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and "lock" not in file.name.lower()]


@pytest.fixture(params=LOCAL)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, data_folder: Path) -> str:
    monkeypatch.setenv("GUILDHALL_SEARCH_ENGINE", request.param)
    return request.param


@pytest.fixture(params=DAMAGES)
def damaged(request: pytest.FixtureRequest, engine: str, company: Company) -> Callable[[], None]:
    """Return what damages a complete index, as a process sees it that starts afterwards."""
    indexing.rebuild(lambda _things: None)

    def damage() -> None:
        folder = index.settings().folder / index.edition() / "posts"
        request.param(folder / (folder / "current").read_text())
        index._kept.cache_clear()

    damage()
    return damage


def found() -> int:
    return query.find("consumer lag", audiences=["everyone"]).total


def test_a_search_says_so(damaged: Callable[[], None]):
    with pytest.raises(Damaged):
        found()


def test_the_next_task_rebuilds_it(damaged: Callable[[], None], company: Company):
    indexing.index_tip(company.kafka_tip)
    assert found() == 2
    assert progress.percent() is None


def test_a_request_to_restore_rebuilds_it(damaged: Callable[[], None]):
    indexing.restore()
    assert found() == 2


def test_the_commands_say_what_to_do_and_do_it(damaged: Callable[[], None], monkeypatch: pytest.MonkeyPatch):
    assert "reindex" in (checkup.words().advice or "")
    shown = CliRunner().invoke(check_index.command)
    assert "guildhall reindex" in shown.output
    assert "Traceback" not in shown.output
    done = CliRunner().invoke(reindex.command)
    assert done.exit_code == 0, done.output
    assert checkup.words().advice is None
    assert found() == 2


def test_a_new_format_is_built_by_the_first_sweep(engine: str, company: Company, monkeypatch: pytest.MonkeyPatch):
    indexing.rebuild(lambda _things: None)
    monkeypatch.setattr(index, "FORMAT", index.FORMAT + 1)
    index._kept.cache_clear()
    assert checkup.words().advice
    indexing.sweep()
    assert checkup.words().advice is None
    assert found() == 2


def test_while_a_new_index_is_built_a_search_says_so(engine: str, company: Company):
    progress.note(40)
    with pytest.raises(Damaged):
        found()
    assert checkup.words().fact == "being rebuilt, 40% done"
    progress.end()
    assert found() == 0
