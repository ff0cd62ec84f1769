"""Search gives nothing away that the reader may not see: it says the same whether that exists or not.

Only the order may differ, because it depends on how rare a word is in the whole index.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from search import index, meaning, query, suggestions
from search.documents import Document, Kind
from search.engines import whoosh
from search.filters import Filters
from tests.search.posts import document

pytestmark = pytest.mark.slow

OPEN, HIDDEN = "everyone", ("platform", "merger")
# Many of them begin alike or are spelled almost alike, and some mean nearly the same.
WORDS = ("kafka", "kanban", "karma", "kernel", "queue", "query", "broker", "breaker", "certificate", "certify", "tax")
MISSPELT = ("kafak", "kanbna", "brokre", "kernle")
KINDS: tuple[Kind, ...] = ("question", "tip", "link", "video", "person", "skill", "community")
AGES = (timedelta(hours=2), timedelta(days=3), timedelta(days=40), timedelta(days=800))

words = some.lists(some.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
things = some.builds(
    Document,
    key=some.uuids().map(str),
    kind=some.sampled_from(KINDS),
    title=words,
    body=words,
    skills=some.just(("Streaming",)),
    audience=some.sampled_from((OPEN, *HIDDEN)),
    at=some.sampled_from(AGES).map(lambda age: datetime.now(UTC) - age),
    slugs=some.lists(some.sampled_from(WORDS[:3]), max_size=2, unique=True).map(tuple),
    community=some.sampled_from(("", *HIDDEN)),
    author=some.sampled_from(("", "ada", "linus")),
    states=some.lists(some.sampled_from(("accepted", "unanswered", "outdated")), max_size=2, unique=True).map(tuple),
    traits=some.lists(some.sampled_from(("code", "video")), max_size=1).map(tuple),
)
boxes = some.tuples(
    some.one_of(words, words.map('"{}"'.format), some.tuples(words, some.sampled_from(WORDS)).map(" -".join)),
    some.sampled_from(
        (
            Filters(),
            Filters(marks={"type": ("question", "tip")}),
            Filters(marks={"skill": ("kafka",), "by": ("ada",)}),
            Filters(marks={"in": ("platform",), "is": ("accepted",)}),
            Filters(since=int((datetime.now(UTC) - AGES[2]).timestamp())),
        )
    ),
)


@pytest.fixture(params=["none", "static"])
def build(
    request: pytest.FixtureRequest, engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, Iterable[Document]], None]:
    """Return a function that fills the index of a company with exactly these documents, and lets it be searched."""
    monkeypatch.setenv("GUILDHALL_SEARCH_MEANING", request.param)
    # A limit that only large companies reach is reached here too.
    monkeypatch.setattr(whoosh, "MOST_ALIKE", 2)

    def build(name: str, documents: Iterable[Document]) -> None:
        monkeypatch.setenv("GUILDHALL_DATA_DIR", str(tmp_path / name))
        latest = {one.key: one for one in documents}
        index.rebuild("posts", latest.values())
        meaning.put("posts", latest.values())
        meaning.remove("posts", meaning.keys("posts") - set(latest))
        meaning.fill(seconds=9)

    return build


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    everything=some.lists(things, min_size=1, max_size=24),
    mine=some.sets(some.sampled_from(HIDDEN)),
    asked=some.lists(boxes, min_size=1, max_size=4),
)
def test_what_is_closed_changes_nothing_that_others_are_told(
    build: Callable[[str, Iterable[Document]], None],
    everything: list[Document],
    mine: set[str],
    asked: list[tuple[str, Filters]],
) -> None:
    audiences = (OPEN, *sorted(mine))
    build("whole", everything)
    said = answers(asked, audiences)
    build("visible", [one for one in everything if one.audience in audiences])
    assert said == answers(asked, audiences)


def answers(asked: list[tuple[str, Filters]], audiences: tuple[str, ...]) -> list[object]:
    """Return everything that search says in reply, without the order of the hits."""
    found = [query.find(box, audiences=audiences, filters=filters, limit=50) for box, filters in asked]
    typed = [word[:length] for word in WORDS for length in (2, 4)]
    return [
        [({hit.key for hit in one.hits}, one.total, one.facets, one.ages) for one in found],
        [{hit.key for hit in suggestions.begun(one, kinds=KINDS, audiences=audiences, limit=50)} for one in typed],
        [{hit.key for hit in suggestions.alike(one, kinds=KINDS, audiences=audiences, limit=50)} for one in MISSPELT],
        [suggestions.is_known(one, audiences=audiences) for one in WORDS],
    ]


@pytest.mark.usefixtures("engine")
def test_words_of_closed_titles_do_not_push_out_those_of_open_ones() -> None:
    closed = [document(str(number), f"ka{number:03}", audience="merger") for number in range(whoosh.MOST_ALIKE + 1)]
    index.rebuild("posts", [*closed, document("open", "Kazoo")])
    assert [hit.key for hit in suggestions.begun("ka", kinds=KINDS, audiences=(OPEN,), limit=9)] == ["open"]


@pytest.mark.usefixtures("engine")
def test_what_means_the_same_in_a_closed_community_does_not_push_out_what_is_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GUILDHALL_SEARCH_MEANING", "static")
    closed = [document(str(number), "Doctor and physician", audience="merger") for number in range(query.MIXED + 1)]
    everything = [*closed, document("open", "Hospital physicians")]
    index.rebuild("posts", everything)
    meaning.put("posts", everything)
    meaning.fill(seconds=9)
    found = query.find("doctor", audiences=(OPEN,))
    assert ([hit.key for hit in found.hits], found.total) == (["open"], 1)


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("model", ["none", "static"])
def test_closed_evidence_takes_no_vote_from_open_evidence(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUILDHALL_SEARCH_MEANING", model)
    everything = [document("closed", "Kafka lag", audience="merger"), document("open", "Kafka", "and more")]
    index.put("evidence", everything)
    meaning.put("evidence", everything)
    meaning.fill(seconds=9)
    assert [vote.key for vote in query.vote("Kafka lag", audiences=(OPEN,), limit=1)] == ["open"]
    assert {vote.key for vote in query.vote("Kafka lag", limit=2)} == {"closed", "open"}
