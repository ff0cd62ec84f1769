"""Incomplete and misspelt words, on every engine."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from search import index, suggestions
from tests.search.posts import document

EVERYONE = ["everyone"]
KINDS = ["question", "skill"]
pytestmark = pytest.mark.usefixtures("engine")


def begun(typed: str, audiences: list[str] | None = None) -> list[str]:
    hits = suggestions.begun(typed, kinds=KINDS, audiences=audiences or EVERYONE, limit=5)
    return [hit.key for hit in hits]


def alike(word: str, audiences: list[str] | None = None) -> list[str]:
    return [hit.key for hit in suggestions.alike(word, kinds=KINDS, audiences=audiences or EVERYONE, limit=5)]


def test_the_last_word_may_have_only_begun() -> None:
    index.put("posts", [document("1", "Rebalancing consumers"), document("2", "Consumer lag"), document("3", "Tax")])
    assert begun("consumer la")[0] == "2"
    assert begun("rebal") == begun("REBAL") == ["1"]
    assert set(begun("cons")) == {"1", "2"}
    assert begun("c") == begun("") == []


def test_a_word_that_is_whole_is_found_in_any_form() -> None:
    index.put("posts", [document("1", "Rotating certificates")])
    assert begun("rotate ") == ["1"]
    assert begun("rotat") == ["1"]


def test_only_kinds_that_were_asked_for_come() -> None:
    index.put("posts", [document("1", "Kafka", kind="tip"), document("2", "Kafka", kind="skill")])
    assert begun("kaf") == ["2"]


@pytest.mark.parametrize("typed", ["kafak", "kafke", "kafka", "kakfa", "kafkaa"])
def test_one_slip_still_finds_the_word(typed: str) -> None:
    index.put("posts", [document("1", "Kafka lag"), document("2", "Polish tax")])
    assert alike(typed) == ["1"]


def test_a_long_word_may_have_two_slips() -> None:
    index.put("posts", [document("1", "Kubernetes"), document("2", "Kanban")])
    assert alike("kubernets") == alike("kubarnetis") == ["1"]


def test_a_word_that_has_only_begun_is_like_the_whole() -> None:
    index.put("posts", [document("1", "PostgreSQL"), document("2", "Signposts")])
    assert alike("postgres") == alike("postg") == ["1"]


def test_what_is_closed_is_neither_begun_nor_alike_nor_known() -> None:
    index.put("posts", [document("1", "Zanzibar", "merger", audience="platform")])
    assert begun("zan") == alike("zanzibra") == []
    assert begun("zan", ["platform"]) == alike("zanzibra", ["platform"]) == ["1"]
    assert not suggestions.is_known("merger", audiences=EVERYONE)
    assert suggestions.is_known("merger", audiences=["platform"])


@pytest.fixture
def one_post() -> None:
    index.put("posts", [document("1", "Kafka (lag) [v2] a.b*")])


@pytest.mark.usefixtures("one_post")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.text(max_size=60))
def test_no_input_fails(typed: str) -> None:
    begun(typed)
    alike(typed)
    suggestions.is_known(typed, audiences=EVERYONE)
