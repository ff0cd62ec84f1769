"""What people can find, and what stays hidden from them."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import index, query
from search.engines import TookTooLong
from search.filters import AGES, FACETS
from tests.search.posts import document

EVERYONE = ["everyone"]


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("meaning", ["none", "static"])
def test_between_equals_what_helped_comes_first_and_what_is_warned_of_last(
    meaning: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUILDHALL_SEARCH_MEANING", meaning)
    states = {"plain": (), "outdated": ("outdated",), "works": ("works",), "dangerous": ("dangerous",)}
    index.put("posts", [replace(document(key, "Kafka lag"), states=said) for key, said in states.items()])
    assert keys("kafka lag") == ["works", "plain", "outdated", "dangerous"]


@pytest.mark.usefixtures("engine")
def test_a_warning_never_outweighs_the_words() -> None:
    warned = replace(document("1", "Kafka consumer lag"), states=("dangerous",))
    index.put("posts", [warned, document("2", "Kafka"), document("3", "Something else")])
    assert keys("kafka consumer lag")[0] == "1"


@pytest.mark.usefixtures("engine")
def test_words_are_found_in_any_form() -> None:
    index.put("posts", [document("1", "Rotating certificates")])
    assert keys("rotate certificate") == ["1"]


@pytest.mark.usefixtures("engine")
def test_a_phrase_in_quotes_must_stand_there_as_typed() -> None:
    index.put("posts", [document("1", "The consumer group lags"), document("2", "A group of consumers")])
    assert keys('"consumer group"') == ["1"]


@pytest.mark.usefixtures("engine")
def test_a_word_with_a_minus_must_not_be_there() -> None:
    index.put("posts", [document("1", "Kafka on Windows"), document("2", "Kafka on Linux")])
    assert keys("kafka -windows") == ["2"]


@pytest.mark.usefixtures("engine")
def test_words_that_every_question_has_count_only_when_alone() -> None:
    index.put("posts", [document("1", "How to do it"), document("2", "Kafka")])
    assert keys("how to kafka") == ["2"]
    assert keys("how to") == ["1"]


@pytest.mark.usefixtures("engine")
def test_kinds_can_be_chosen_and_are_counted() -> None:
    index.put(
        "posts", [document("1", "Kafka"), document("2", "Kafka Ada", kind="person"), document("3", "Kafka", kind="tip")]
    )
    found = query.find("kafka", audiences=EVERYONE, kinds=["person"])
    assert [hit.key for hit in found.hits] == ["2"]
    assert (found.total, found.counts) == (1, {"question": 1, "person": 1, "tip": 1})


@pytest.mark.usefixtures("engine")
def test_pages_follow_each_other_without_gap_or_repeat() -> None:
    index.put("posts", [document(str(number), f"Kafka {'lag ' * number}") for number in range(30)])
    pages = [query.find("kafka lag", audiences=EVERYONE, limit=10, offset=start).hits for start in (0, 10, 20, 30)]
    assert len({hit.key for page in pages for hit in page}) == sum(len(page) for page in pages) == 30


@pytest.mark.usefixtures("engine")
def test_a_reader_without_any_audience_finds_nothing() -> None:
    index.put("posts", [document("1", "Kafka")])
    assert keys("kafka") == ["1"]
    assert query.find("kafka", audiences=[]) == query.Results(
        hits=(), total=0, facets={name: {} for name in FACETS}, ages=dict.fromkeys(AGES, 0)
    )
    assert query.find("kafka", audiences=["nobody's"]).total == 0


@pytest.mark.usefixtures("engine")
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_no_input_fails(words: str) -> None:
    query.find(words, audiences=EVERYONE)
    query.vote(words)


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("box", ['"a"' * 800, '"a b" ' * 500, "-a -b " * 400, '"' + "a " * 1500 + '"', "kafka " * 400])
def test_nobody_keeps_the_search_busy_with_many_quotes_or_exclusions(box: str) -> None:
    index.put("posts", [document(str(number), "a b c kafka") for number in range(300)])
    wanted = query.wanted(box)
    assert len(wanted.phrases) <= query.MOST_PHRASES
    assert len(wanted.without) <= query.MOST_LEFT_OUT
    query.find(box, audiences=EVERYONE)


@pytest.mark.usefixtures("engine")
def test_a_search_ends_at_its_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    index.put("posts", [document("1", "Kafka")])
    monkeypatch.setattr(query, "SECONDS", -1)
    with pytest.raises(TookTooLong):
        query.find("kafka", audiences=EVERYONE)


@pytest.mark.usefixtures("engine")
def test_a_page_of_text_is_a_question_too() -> None:
    index.put("posts", [document("1", "Kafka")])
    assert keys("kafka " * 10_000) == ["1"]


@pytest.mark.usefixtures("engine")
def test_evidence_votes_for_what_speaks_of_the_same_things() -> None:
    index.put("evidence", [document("a", "Kafka lag", "max.poll.records"), document("b", "Polish tax")])
    assert [vote.key for vote in query.vote("Why does Kafka lag?")] == ["a"]


def keys(words: str) -> list[str]:
    return [hit.key for hit in query.find(words, audiences=EVERYONE).hits]
