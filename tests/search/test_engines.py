"""The promises of every engine. Each engine is queried directly, without meaning or mixing."""

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from search import analysis, index
from search.documents import Document
from search.engines import Engine, Found, Wanted
from search.filters import AGES, FACETS, NO_FILTERS, Field, Filters, cutoffs
from tests.search.posts import document

MANY = 3_000

# Whoosh names its files at random. Hypothesis would repeat the names in each example, hence `random.seed()` below.


@pytest.fixture
def empty(engine: str) -> Engine:
    """An index with nothing in it."""
    index.put("posts", ())
    return index.reader("posts")


def words(typed: str, **more: tuple[str, ...]) -> Wanted:
    return Wanted(terms=analysis.terms(typed), **more)


def find(asked: Engine, wanted: Wanted, *audiences: str, limit: int = 20, offset: int = 0, **marks: object) -> Found:
    filters = Filters(**marks)  # pyright: ignore[reportArgumentType]
    return asked.find(wanted, audiences=audiences or ("everyone",), filters=filters, limit=limit, offset=offset)


def keys(asked: Engine, wanted: Wanted, *audiences: str, **more: object) -> list[str]:
    return [hit.key for hit in find(asked, wanted, *audiences, **more).hits]  # pyright: ignore[reportArgumentType]


def test_nothing_is_found_in_an_empty_index(empty: Engine) -> None:
    found = find(empty, words("kafka"))
    assert (found.hits, found.total, found.ages) == ((), 0, dict.fromkeys(AGES, 0))
    assert (set(found.facets), empty.size(), empty.contents()) == (set(FACETS), 0, {})


@pytest.mark.usefixtures("engine")
def test_a_site_that_is_new_finds_nothing_and_nothing_fails() -> None:
    new = index.reader("posts")
    assert (keys(new, words("kafka")), new.size(), new.contents()) == ([], 0, {})
    index.clear("posts")
    index.remove("posts", ["1"])
    assert index.reader("posts").size() == 0


def test_what_is_put_is_found_at_once_and_what_is_put_again_is_replaced(empty: Engine) -> None:
    empty.put([document("1", "Kafka"), document("2", "Kafka")])
    empty.put([document("1", "Tax", kind="tip"), document("3", "Tax")])
    assert (keys(empty, words("kafka")), sorted(keys(empty, words("tax")))) == (["2"], ["1", "3"])
    assert (empty.size(), find(empty, words("tax")).counts) == (3, {"tip": 1, "question": 1})


def test_of_two_with_the_same_key_the_later_counts(empty: Engine) -> None:
    empty.put([document("1", "Kafka"), document("1", "Tax")])
    assert (keys(empty, words("kafka")), keys(empty, words("tax")), empty.size()) == ([], ["1"], 1)


def test_what_is_removed_is_gone_and_may_come_back(empty: Engine) -> None:
    empty.put([document("1", "Kafka"), document("2", "Kafka")])
    for _ in range(2):
        empty.remove(["1", "unknown"])
        empty.remove([])
    assert (keys(empty, words("kafka")), empty.size()) == (["2"], 1)
    empty.put([document("1", "Kafka")])
    assert sorted(keys(empty, words("kafka"))) == ["1", "2"]


def test_an_index_tells_what_it_holds_as_it_was_written_last(empty: Engine) -> None:
    first, second = document("1", "Kafka"), document("2", "Kafka")
    empty.fill([first, second])
    empty.put([replace(first, states=("answered",)), document("3", "Tax")])
    empty.remove(["3"])
    written = replace(first, states=("answered",))
    assert len({first.digest, written.digest, second.digest}) == 3
    assert empty.contents() == {"1": written.digest, "2": second.digest}


def test_many_documents_are_all_there_and_can_be_paged_through(empty: Engine) -> None:
    empty.fill(document(str(number), f"Kafka {number}", "lag " * (number % 7)) for number in range(MANY))
    assert (empty.size(), find(empty, words("kafka")).total, len(empty.contents())) == (MANY, MANY, MANY)
    pages = [keys(empty, words("kafka"), limit=700, offset=start) for start in range(0, MANY + 700, 700)]
    assert len({key for page in pages for key in page}) == sum(map(len, pages)) == MANY
    assert keys(empty, words("kafka"), limit=10, offset=1_000_000) == []


def test_any_of_the_words_finds_and_more_of_them_rank_higher(empty: Engine) -> None:
    empty.put([document("1", "Kafka lag"), document("2", "Kafka rebalances"), document("3", "Polish tax")])
    assert keys(empty, words("kafka rebalance")) == ["2", "1"]


def test_a_word_in_the_title_counts_more_than_in_the_text_and_a_rare_one_more_than_a_common_one(empty: Engine) -> None:
    empty.put([document("1", "Streams", "kafka too"), document("2", "Kafka", "streams too"), document("3", "Kafka")])
    assert keys(empty, words("streams"))[0] == "1"
    assert keys(empty, words("kafka streams"))[0] == "1"
    assert find(empty, words("streams")).hits[0].score > find(empty, words("kafka")).hits[0].score > 0


@pytest.mark.parametrize("typed", ["busqueda", "búsqueda", "BÚSQUEDA", "bu\u0301squeda"])
def test_accents_make_no_difference_however_they_are_written(empty: Engine, typed: str) -> None:
    empty.put([document("1", "Búsqueda"), document("2", "Busqueda"), document("3", "Kafka")])
    assert set(keys(empty, words(typed))) == {"1", "2"}
    assert set(keys(empty, Wanted(terms={}, beginnings=("busq",)))) == {"1", "2"}


@pytest.mark.parametrize(("typed", "found"), [("Wie erneuere ich ein Zertifikat?", ["1"]), ("Zertifikate", ["1"])])
def test_a_text_of_another_language_is_found_by_its_own_stems_and_by_a_word_alone(
    empty: Engine, typed: str, found: list[str]
) -> None:
    empty.put(
        [document("1", "Server", "Die Zertifikate der Server laufen nach einem Jahr ab."), document("2", "Kafka")]
    )
    assert keys(empty, words(typed)) == found


def test_a_heavier_word_decides(empty: Engine) -> None:
    empty.put([document("1", "Kafka"), document("2", "Tax")])
    assert keys(empty, Wanted(terms={"kafka": 1.0, "tax": 0.5})) == ["1", "2"]
    assert keys(empty, Wanted(terms={"kafka": 0.5, "tax": 1.0})) == ["2", "1"]


def test_the_words_of_a_skill_find_what_is_about_it(empty: Engine) -> None:
    empty.put([replace(document("1", "It lags"), skills=("Apache Kafka",)), document("2", "It lags")])
    assert keys(empty, words("kafka")) == ["1"]


def test_a_phrase_must_stand_there_in_its_order(empty: Engine) -> None:
    empty.put([document("1", "The consumer group lags"), document("2", "A group of consumers"), document("3", "Tax")])
    for phrase in ("consumer group", "group"):
        wanted = words("consumer group", phrases=(analysis.phrase(phrase),))
        assert set(keys(empty, wanted)) == ({"1"} if " " in phrase else {"1", "2"})
    assert keys(empty, words("tax", phrases=(("consum", "group"),))) == []


def test_a_word_that_must_not_be_there_excludes(empty: Engine) -> None:
    empty.put(
        [document("1", "Kafka on Windows"), document("2", "Kafka", "on Linux"), document("3", "Kafka", "Windows")]
    )
    assert keys(empty, words("kafka", without=analysis.phrase("windows"))) == ["2"]


def test_a_beginning_finds_titles_and_is_added_to_the_words(empty: Engine) -> None:
    empty.put(
        [document("1", "Consumer lag"), document("2", "Consumer latency", "lag"), document("3", "Tax", "consumer")]
    )
    assert set(keys(empty, Wanted(terms={}, beginnings=("cons",)))) == {"1", "2"}
    assert keys(empty, Wanted(terms={"lag": 1.0}, beginnings=("lag",)))[0] == "1"
    assert keys(empty, Wanted(terms={}, beginnings=("consx",))) == []


@pytest.mark.parametrize("typed", ["kafak", "kafke", "kafka", "kakfa", "kafkaa", "kfka"])
def test_one_slip_still_finds_a_word_of_a_title(empty: Engine, typed: str) -> None:
    empty.put([document("1", "Kafka lag"), document("2", "Polish tax", "kafka")])
    assert keys(empty, Wanted(terms={}, misspelt=(typed,))) == ["1"]


def test_nobody_learns_of_what_is_for_others(empty: Engine) -> None:
    empty.put([document("1", "Zanzibar merger", audience="platform"), document("2", "Kafka")])
    for wanted in (words("merger"), Wanted(terms={}, beginnings=("zan",)), Wanted(terms={}, misspelt=("zanzibra",))):
        assert (keys(empty, wanted), keys(empty, wanted, "platform")) == ([], ["1"])
    nobody = empty.find(words("kafka"), audiences=(), filters=NO_FILTERS, limit=5, offset=0)
    everybody = empty.find(words("kafka merger"), audiences=None, filters=NO_FILTERS, limit=5, offset=0)
    assert (nobody.total, everybody.total) == (0, 2)


def test_filters_alone_find_the_newest_first(empty: Engine) -> None:
    empty.put([aged("old", 9), aged("new", 1), aged("middle", 5)])
    assert keys(empty, Wanted(terms={})) == ["new", "middle", "old"]
    assert keys(empty, Wanted(terms={}), limit=1, offset=1) == ["middle"]


def test_a_hit_says_what_it_is_and_how_its_readers_found_it(empty: Engine) -> None:
    warned = replace(aged("1", 3), kind="tip", states=("works", "dangerous"))
    empty.put([warned])
    [hit] = find(empty, words("kafka")).hits
    assert (hit.kind, hit.at, hit.standing) == ("tip", warned.moment, -1)


def test_a_span_of_time_includes_its_beginning_and_not_its_end(empty: Engine) -> None:
    one = aged("1", 3)
    empty.put([one])
    for since, until, found in ((0, 1, True), (1, 2, False), (-1, 0, False), (None, 1, True), (0, None, True)):
        span = {"since": since, "until": until}
        moments = {end: one.moment + shift for end, shift in span.items() if shift is not None}
        assert bool(find(empty, words("kafka"), **moments).total) is found


THINGS = some.builds(
    lambda audience, slugs, state, days, community, title: replace(
        aged("", days),
        title=title,
        audience=audience,
        slugs=tuple(slugs),
        states=(state,),
        community=community,
    ),
    some.sampled_from(["everyone", "platform", "merger"]),
    some.sets(some.sampled_from(["kafka", "tls", "c++", "tax-law"])),
    some.sampled_from(["unanswered", "answered"]),
    some.integers(0, 800),
    some.sampled_from(["", "one", "two"]),
    some.sampled_from(["Kafka lag", "Kafka on Windows", "Tax"]),
)
CHOSEN = some.fixed_dictionaries(
    {},
    optional={
        "skill": some.sampled_from([("kafka",), ("kafka", "c++"), ("nothing",)]),
        "is": some.sampled_from([("answered",), ("unanswered", "answered")]),
        "in": some.sampled_from([("one",), ("one", "two")]),
    },
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    things=some.lists(THINGS, min_size=1, max_size=10),
    mine=some.sets(some.sampled_from(["everyone", "platform", "merger"])),
    marks=CHOSEN,
    typed=some.sampled_from(["kafka", "", "tax lag"]),
)
def test_hits_facets_and_ages_are_those_of_a_site_without_the_hidden(
    empty: Engine, things: list[Document], mine: set[str], marks: dict[Field, tuple[str, ...]], typed: str
) -> None:
    random.seed()
    posts = [replace(one, key=str(number)) for number, one in enumerate(things)]
    empty.remove([str(number) for number in range(len(posts), 10)])
    empty.put(posts)
    filters = Filters(marks=marks)
    found = empty.find(words(typed), audiences=mine, filters=filters, limit=50, offset=0)
    seen = [one for one in posts if one.audience in mine and filters.admit(one.written_marks, one.moment)]
    meant = [one for one in seen if not typed or set(typed.split()) & set(one.title.lower().split())]
    assert {hit.key for hit in found.hits} == {one.key for one in meant}
    assert found.total == len(meant)
    for name in FACETS:
        values = [value for one in meant for value in one.marks[name]]
        assert found.facets[name] == {value: values.count(value) for value in values}
    assert found.ages == {age: sum(one.moment >= start for one in meant) for age, start in cutoffs().items()}


ODD = some.one_of(some.text(max_size=60), some.sampled_from(["", " ", "*", "a:b", "\0", "(", "[x TO", "\\", "é" * 300]))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=ODD, typed=ODD)
def test_no_input_fails(empty: Engine, title: str, typed: str) -> None:
    random.seed()
    empty.put([document("1", title, typed), document("2", "Kafka (lag) [v2] a.b*")])
    stems = analysis.phrase(typed)
    wanted = words(typed, phrases=(stems,) if stems else (), without=stems[:1], beginnings=stems, misspelt=stems)
    find(empty, wanted, typed, marks={"skill": (typed,), "is": (title,)})
    find(empty, words(typed, beginnings=stems, misspelt=stems), limit=0)
    assert empty.size() == 2


def aged(key: str, days: int) -> Document:
    """Return a post about Kafka's lag that is this many days and an hour old."""
    moment = cutoffs()["1d"] + 86_400 - days * 86_400 - 3_600
    return replace(
        document(key, "Kafka lag"), at=document("", "").at.fromtimestamp(moment, tz=document("", "").at.tzinfo)
    )
