"""An index after a crash, and during a rebuild, with processes that are really killed."""

import random
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from search import index, query
from search.documents import Document
from search.engines import folders, opensearch
from tests.search.posts import document

pytestmark = pytest.mark.slow

ROUNDS = 2
AT_ONCE = 4
WRITTEN = 40

BEGINNING = """
import os, signal, sys
from pathlib import Path
from search import index
from tests.search.posts import document
"""

WRITING_ON_AND_ON = """
for number in range(1_000):
    index.put("posts", [document(sys.argv[1] + str(number), "Kafka")])
    print(sys.argv[1] + str(number), flush=True)
"""

KILLED_WHILE_BUILDING = """
def documents():
    for number in range(1_000):
        yield document(str(number), "Kafka")
    os.kill(os.getpid(), signal.SIGKILL)

index.rebuild("posts", documents())
"""

KILLED_WHILE_SWAPPING = """
index.rebuild("posts", [document("2", "Kafka")], late=lambda: os.kill(os.getpid(), signal.SIGKILL))
"""

WRITING_ONE = """
index.put("posts", [document(sys.argv[1], "Kafka")])
"""

POSTING = """
with Path(sys.argv[1]).open("a") as graph:
    for number in range(int(sys.argv[2])):
        print(number, file=graph, flush=True)
        index.put("posts", [document(str(number), "Kafka")])
"""


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    """Start a process of our own, which inherits the settings that say where the index is."""
    command = [sys.executable, "-c", BEGINNING + program, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path.cwd())


def complete(program: str, *arguments: str) -> int:
    with start(program, *arguments) as running:
        return running.wait()


@pytest.mark.usefixtures("engine")
def test_a_writer_killed_at_any_moment_leaves_everything_that_it_had_written() -> None:
    acknowledged = set[str]()
    for number in range(ROUNDS):
        with start(WRITING_ON_AND_ON, f"{number}-") as writer:
            assert writer.stdout
            acknowledged |= {writer.stdout.readline().strip() for _ in range(3)}
            time.sleep(random.random() / 20)
            writer.kill()
            acknowledged |= {line.strip() for line in writer.stdout}
        assert set(index.contents("posts")) >= acknowledged
    index.put("posts", [document("after", "Kafka")])
    assert query.find("kafka", audiences=["everyone"]).total == len(index.contents("posts")) > len(acknowledged)


def test_a_killed_rebuild_leaves_the_old_index_and_the_next_one_clears_up(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "READ_SECONDS", 0)
    index.put("posts", [document("1", "Kafka")])
    assert complete(KILLED_WHILE_BUILDING) == -signal.SIGKILL
    assert (keys(), len(places())) == (["1"], 2)
    index.rebuild("posts", [document("3", "Kafka")])
    # The previous one stays for readers that are still using it.
    assert (keys(), len(places())) == (["3"], 2)
    index.clear("posts")
    assert (keys(), len(places())) == (["3"], 1)


@pytest.mark.usefixtures("engine")
def test_a_rebuild_killed_while_others_wait_lets_them_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opensearch, "BLOCKED_SECONDS", 1)
    index.put("posts", [document("1", "Kafka")])
    assert complete(KILLED_WHILE_SWAPPING) == -signal.SIGKILL
    assert keys() == ["1"]
    index.put("posts", [document("3", "Kafka")])
    assert keys() == ["1", "3"]


@pytest.mark.usefixtures("engine")
def test_a_swap_that_fails_lets_others_write_at_once() -> None:
    index.put("posts", [document("1", "Kafka")])
    with pytest.raises(ZeroDivisionError):
        index.rebuild("posts", [document("2", "Kafka")], late=lambda: ([], [str(1 // 0)]))
    index.put("posts", [document("3", "Kafka")])
    assert (keys(), len(places())) == (["1", "3"], 1)


@pytest.mark.usefixtures("engine")
def test_who_opens_an_empty_index_at_the_same_time_as_others_writes_to_the_same() -> None:
    writers = [start(WRITING_ONE, str(number)) for number in range(AT_ONCE)]
    for writer in writers:
        with writer:
            assert writer.wait() == 0
    assert keys() == [str(number) for number in range(AT_ONCE)]


@pytest.mark.usefixtures("engine")
def test_rebuilds_while_posts_arrive_lose_none(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    graph.touch()
    with start(POSTING, str(graph), str(WRITTEN)) as writer:
        while writer.poll() is None:
            index.rebuild("posts", posted(graph), late=lambda: (posted(graph), ()))
        assert writer.returncode == 0
    assert sorted(keys(), key=int) == [str(number) for number in range(WRITTEN)]


def posted(graph: Path) -> Iterator[Document]:
    """Yield what has been posted so far."""
    yield from [document(number, "Kafka") for number in graph.read_text().split()]


def keys() -> list[str]:
    return sorted(hit.key for hit in query.find("kafka", audiences=["everyone"], limit=100).hits)


def places() -> list[str]:
    """Return the names of all indexes of posts, including those that nobody reads."""
    here = index.settings()
    if here.engine != "opensearch":
        return [one.name for one in (here.folder / index.edition() / "posts").iterdir() if one.is_dir()]
    server, _, prefix = here.url.rpartition("/")
    with urllib.request.urlopen(f"{server}/_cat/indices/{prefix}-posts-*?h=index") as answer:
        return answer.read().decode().split()
