"""A replay finds exactly what the site's own index would have found at that time."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from search import index, query
from search.documents import Document
from search.replay import Replay

pytestmark = pytest.mark.slow

TEXTS = {
    "lag": ("Why is my Kafka consumer slow?", "Look at the consumer lag first, then at the partitions of the topic."),
    "tls": ("How do I renew a certificate?", "With cert-manager; it renews the certificate by itself."),
    "tea": ("Who makes tea?", "I do, at four."),
}


def document(key: str) -> Document:
    title, body = TEXTS[key]
    return Document(
        key=key,
        kind="answer",
        title=title,
        body=body,
        skills=("kafka",),
        audience="everyone",
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize("question", ["consumer lag of Kafka", "renew certificates", "kafka", "", "?!"])
def test_it_finds_what_the_index_finds(question: str, engine: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GUILDHALL_SEARCH_MEANING", "none")
    index.put("evidence", map(document, TEXTS))
    replay = Replay()
    replay.put(map(document, TEXTS))
    found = {vote.key: vote.words for vote in query.vote(question)}
    assert {vote.key: vote.words for vote in replay.vote(question)} == pytest.approx(found, rel=0.35)


def test_meaning_is_found_as_in_the_index(engine: str):
    replay = Replay()
    replay.put(map(document, TEXTS))
    [near] = [vote for vote in replay.vote("certificate authority") if vote.key == "tls"]
    assert near.cosine > 0.35


def test_what_may_not_be_seen_has_no_vote(engine: str):
    replay = Replay()
    replay.put([document("lag"), replace(document("tls"), audience="platform")])
    assert {vote.key for vote in replay.vote("renew certificates", audiences=["everyone"])} <= {"lag"}
    assert "tls" in {vote.key for vote in replay.vote("renew certificates", audiences=["everyone", "platform"])}


def test_nothing_is_found_before_it_was_written(engine: str):
    replay = Replay()
    assert replay.vote("Kafka") == ()
    replay.put([document("tls")])
    assert "lag" not in {vote.key for vote in replay.vote("Kafka consumer lag")}
