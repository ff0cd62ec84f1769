"""Filters and facets, on every engine: they narrow, they count, and they reveal nothing hidden."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from graph import clock
from search import index, meaning, operators, query
from search.documents import Document
from search.filters import FACETS, Field, Filters, cutoffs
from tests.search.posts import document

EVERYONE = ["everyone"]
pytestmark = pytest.mark.usefixtures("engine")


def post(key: str, *slugs: str, days: int = 400, audience: str = "everyone", **more: object) -> Document:
    at = clock.now() - timedelta(days=days, hours=1)
    return replace(document(key, "Kafka lag", audience=audience), slugs=slugs, at=at, **more)


def put(*documents: Document) -> None:
    index.rebuild("posts", documents)
    meaning.put("posts", documents)
    meaning.remove("posts", meaning.keys("posts") - {one.key for one in documents})
    meaning.fill(seconds=9)


def found(words: str = "", **marks: tuple[str, ...]) -> set[str]:
    filters = Filters(marks=marks)
    return {hit.key for hit in query.find(words, audiences=EVERYONE, filters=filters).hits}


def test_two_skills_narrow_and_two_people_widen() -> None:
    put(post("1", "kafka", "tls", author="ada"), post("2", "kafka", author="tim"), post("3", "tls", author="eve"))
    for words in ("", "kafka"):
        assert found(words, skill=("kafka", "tls")) == {"1"}
        assert found(words, by=("ada", "tim")) == {"1", "2"}
        assert found(words, skill=("tls",), by=("eve", "tim")) == {"3"}
        assert found(words, skill=("nothing",)) == set()


def test_filters_alone_find_the_newest_first() -> None:
    put(post("old", "kafka", days=9), post("new", "kafka", days=1), post("other", days=0))
    filters = Filters(marks={"skill": ("kafka",)})
    assert [hit.key for hit in query.find("", audiences=EVERYONE, filters=filters).hits] == ["new", "old"]


def test_no_words_and_no_filter_find_nothing() -> None:
    put(post("1"))
    assert query.find("", audiences=EVERYONE) == query.NOTHING


@pytest.mark.parametrize(("typed", "keys"), [("<1w", {"new"}), (">1y", {"old"}), ("<2y", {"new", "old"})])
def test_an_age_narrows(typed: str, keys: set[str]) -> None:
    put(post("new", days=2), post("old", days=400))
    span = operators.span(operators.Operator(name="created", value=typed, text=""))
    assert span
    for words in ("", "kafka"):
        filters = Filters(since=span[0], until=span[1])
        assert {hit.key for hit in query.find(words, audiences=EVERYONE, filters=filters).hits} == keys


def test_what_is_chosen_still_says_what_else_could_be() -> None:
    put(post("1", states=("unanswered",)), post("2", states=("answered",)), post("3", states=("answered", "accepted")))
    answered = query.find("kafka", audiences=EVERYONE, filters=Filters(marks={"is": ("answered",)}))
    assert answered.total == 2
    assert answered.facets["is"] == {"unanswered": 1, "answered": 2, "accepted": 1}
    assert answered.facets["type"] == {"question": 2}
    assert answered.ages == {"1d": 0, "1w": 0, "1m": 0, "1y": 0}


def test_an_accepted_answer_and_being_new_decide_between_equals() -> None:
    put(post("old"), post("new", days=1), post("accepted", days=1, states=("accepted",)))
    assert [hit.key for hit in query.find("kafka", audiences=EVERYONE).hits] == ["accepted", "new", "old"]


def test_a_replaced_document_is_counted_once_and_as_it_is_now() -> None:
    put(post("1", "tls"), post("2", "tls"))
    index.put("posts", [post("1", "kafka")])
    index.remove("posts", ["2"])
    meaning.remove("posts", ["2"])
    everything = query.find("", audiences=EVERYONE, filters=Filters(marks={"type": ("question",)}))
    assert (everything.total, everything.facets["skill"]) == (1, {"kafka": 1})


THINGS = some.builds(
    lambda audience, slugs, states, days, community: (audience, tuple(slugs), (states,), days, community),
    some.sampled_from(["everyone", "platform", "merger"]),
    some.sets(some.sampled_from(["kafka", "tls", "tax"])),
    some.sampled_from(["unanswered", "answered"]),
    some.integers(0, 800),
    some.sampled_from(["", "one", "two"]),
)
CHOSEN = some.fixed_dictionaries(
    {},
    optional={
        "skill": some.sampled_from([("kafka",), ("kafka", "tls")]),
        "is": some.sampled_from([("answered",), ("unanswered", "answered")]),
        "in": some.sampled_from([("one",), ("one", "two")]),
    },
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    things=some.lists(THINGS, min_size=1, max_size=10),
    mine=some.sets(some.sampled_from(["everyone", "platform", "merger"])),
    marks=CHOSEN,
    words=some.sampled_from(["kafka", ""]),
)
def test_facets_totals_and_ages_are_those_of_a_site_without_the_hidden(
    things: list[tuple[str, tuple[str, ...], tuple[str, ...], int, str]],
    mine: set[str],
    marks: dict[Field, tuple[str, ...]],
    words: str,
) -> None:
    posts = [
        post(str(n), *slugs, days=days, audience=audience, states=states, community=community)
        for n, (audience, slugs, states, days, community) in enumerate(things)
    ]
    filters = Filters(marks={"type": ("question",), **marks})
    put(*posts)
    seen = query.find(words, audiences=mine, filters=filters, limit=50)
    wanted = [one for one in posts if one.audience in mine and filters.admit(one.written_marks, one.moment)]
    assert {hit.key for hit in seen.hits} == {one.key for one in wanted}
    assert seen.total == len(wanted)
    for name in FACETS:
        relaxed = filters if name == "skill" else filters.without(name)
        counted = [one for one in posts if one.audience in mine and relaxed.admit(one.written_marks, one.moment)]
        values = [value for one in counted for value in one.marks[name]]
        assert seen.facets[name] == {value: values.count(value) for value in values}
    assert seen.ages == {age: sum(one.moment >= start for one in wanted) for age, start in cutoffs().items()}
