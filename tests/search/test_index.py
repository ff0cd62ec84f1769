"""Keeping the index: changing it, rebuilding it, and recovering after a crash."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from search import index, query
from search.documents import Document
from search.settings import Settings
from settings import Misconfigured
from tests.search.posts import document


@pytest.mark.usefixtures("engine")
def test_putting_a_document_again_replaces_it() -> None:
    index.put("posts", [document("1", "Kafka"), document("2", "Kafka")])
    assert sorted(keys("kafka")) == ["1", "2"]
    index.put("posts", [document("1", "Tax")])
    assert (keys("kafka"), keys("tax")) == (["2"], ["1"])


@pytest.mark.usefixtures("engine")
def test_a_removed_document_is_gone_and_removing_it_twice_is_fine() -> None:
    index.put("posts", [document("1", "Kafka"), document("2", "Kafka")])
    assert sorted(keys("kafka")) == ["1", "2"]
    for _ in range(2):
        index.remove("posts", ["1"])
    assert keys("kafka") == ["2"]


@pytest.mark.usefixtures("engine")
def test_the_two_indexes_do_not_mix() -> None:
    index.put("evidence", [document("1", "Kafka")])
    assert [vote.key for vote in query.vote("kafka")] == ["1"]
    assert keys("kafka") == []


@pytest.mark.usefixtures("engine")
def test_readers_find_everything_while_the_index_is_rebuilt() -> None:
    index.put("posts", [document("1", "Kafka")])

    def all_documents() -> Iterator[Document]:
        yield document("1", "Kafka")
        assert keys("kafka") == ["1"]
        yield document("2", "Kafka")

    index.rebuild("posts", all_documents())
    assert sorted(keys("kafka")) == ["1", "2"]


@pytest.mark.usefixtures("engine")
def test_what_changes_during_a_rebuild_is_in_the_new_index() -> None:
    def all_documents() -> Iterator[Document]:
        yield document("1", "Kafka")
        index.put("posts", [document("2", "Kafka")])

    index.rebuild("posts", all_documents(), late=lambda: ([document("2", "Kafka")], ()))
    assert sorted(keys("kafka")) == ["1", "2"]


@pytest.mark.usefixtures("engine")
def test_a_rebuild_that_fails_leaves_the_index_as_it_was() -> None:
    index.put("posts", [document("1", "Kafka")])

    def broken() -> Iterator[Document]:
        yield document("2", "Kafka")
        raise RuntimeError("The graph went away.")

    with pytest.raises(RuntimeError):
        index.rebuild("posts", broken())
    assert keys("kafka") == ["1"]


KILLED_WHILE_WRITING = """
import os, signal
from search import index
from tests.search.posts import document

def documents():
    yield document("2", "Kafka")
    os.kill(os.getpid(), signal.SIGKILL)

index.put("posts", documents())
"""


@pytest.mark.usefixtures("engine")
def test_a_writer_killed_amid_its_work_leaves_a_readable_index_that_can_be_written_to() -> None:
    index.put("posts", [document("1", "Kafka")])
    killed = subprocess.run([sys.executable, "-c", KILLED_WHILE_WRITING], check=False, cwd=Path.cwd())
    assert killed.returncode == -9
    assert keys("kafka") == ["1"]
    index.put("posts", [document("3", "Kafka")])
    assert sorted(keys("kafka")) == ["1", "3"]


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(Misconfigured, match="GUILDHALL_SEARCH_ENGINE"):
        Settings.from_env({"GUILDHALL_SEARCH_ENGINE": "lucene"})


def keys(words: str) -> list[str]:
    return [hit.key for hit in query.find(words, audiences=["everyone"]).hits]
