"""Leftovers of former engines and formats in the data folder, removed once nobody reads them, and not before."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from search import editions, index, meaning, query
from search.editions import KEPT_SECONDS
from tests.search.posts import document

LOCAL = ("whoosh", "tantivy")

READING = """
from search import index, query
print(query.find("kafka", audiences=["everyone"]).total, flush=True)
input()
print(query.find("kafka", audiences=["everyone"]).total, flush=True)
"""


@pytest.fixture(params=LOCAL)
def former(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The engine that was used before the present one, with a post in its index."""
    monkeypatch.setenv("GUILDHALL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("GUILDHALL_SEARCH_ENGINE", request.param)
    index.put("posts", [document("1", "Kafka")])
    return request.param


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder with all indexes."""
    return tmp_path / "index"


def turn_to_the_other(former: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUILDHALL_SEARCH_ENGINE", next(one for one in LOCAL if one != former))
    index.put("posts", [document("1", "Kafka")])
    editions.hold.cache_clear()


def let_time_pass(folder: Path) -> None:
    """Make everything in a folder too old for anyone to go back to."""
    then = time.time() - KEPT_SECONDS - 60
    for one in folder.rglob("*"):
        os.utime(one, (then, then))


def test_the_index_of_a_former_engine_goes_once_nobody_would_go_back(
    former: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_to_the_other(former, monkeypatch)
    assert index.clear_former(kept=()) == ()
    let_time_pass(folder)
    assert index.clear_former(kept=()) == (f"{former}-{index.FORMAT}",)
    assert not list(folder.glob(f"{former}-*"))
    assert query.find("kafka", audiences=["everyone"]).total == 1
    assert index.clear_former(kept=()) == ()


def test_what_another_process_still_reads_stays(former: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = [sys.executable, "-c", READING]
    with subprocess.Popen(command, cwd=Path.cwd(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout
        assert reader.stdout.readline() == "1\n"
        turn_to_the_other(former, monkeypatch)
        let_time_pass(folder)
        assert index.clear_former(kept=()) == ()
        assert reader.communicate("\n")[0] == "1\n"
    let_time_pass(folder)
    assert f"{former}-{index.FORMAT}" in index.clear_former(kept=())


def test_the_vectors_of_a_former_format_go_and_those_of_now_stay(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUILDHALL_DATA_DIR", str(tmp_path))
    meaning.put("posts", [document("1", "Kafka")])
    for name in ("meaning-0.sqlite", "meaning-0.sqlite-wal", "meaning-0.turn", "notes.txt"):
        (folder / name).touch()
    let_time_pass(folder)
    assert index.clear_former(kept=[meaning.place().stem]) == ("meaning-0",)
    assert not list(folder.glob("meaning-0*"))
    assert (folder / "notes.txt").exists()
    assert meaning.keys("posts") == {"1"}


@pytest.mark.parametrize("engine", LOCAL)
def test_a_search_may_end_in_the_index_that_was_swapped_and_a_minute_later_that_goes(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUILDHALL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("GUILDHALL_SEARCH_ENGINE", engine)
    index.put("posts", [document("1", "Kafka")])
    assert query.find("kafka", audiences=["everyone"]).total == 1
    held = index.reader("posts")
    index.rebuild("posts", [document("2", "Kafka")])
    index.clear("posts")
    assert held.size() == 1
    let_time_pass(tmp_path / "index")
    index.clear("posts")
    assert sum(one.is_dir() for one in (tmp_path / "index" / index.edition() / "posts").iterdir()) == 1
    assert [hit.key for hit in query.find("kafka", audiences=["everyone"]).hits] == ["2"]
