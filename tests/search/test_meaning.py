"""What is found by its meaning, though it shares no word with what was typed."""

from pathlib import Path

import pytest

from search import index, meaning, query, vectors
from search.documents import Document
from search.index import Name
from search.meaning import Store
from tests.search.posts import document

EVERYONE = ["everyone"]
WIFI = document("wifi", "Wireless network fails on the notebook", "The laptop has no internet connection.")
TAX = document("tax", "Polish tax on company cars", "Which rate applies?")


@pytest.fixture(params=sorted(vectors.MODELS), autouse=True)
def model(request: pytest.FixtureRequest, engine: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("GUILDHALL_SEARCH_MEANING", request.param)
    return request.param


def put(*documents: Document, name: Name = "posts") -> None:
    index.put(name, documents)
    meaning.put(name, documents)


def near(words: str, audiences: list[str] | None = EVERYONE) -> list[str]:
    return [one.key for one in meaning.nearest("posts", words, audiences=audiences, limit=10)]


def test_other_words_of_the_same_meaning_find_it() -> None:
    put(WIFI, TAX)
    assert near("computer offline, no internet")[:1] == ["wifi"]
    assert query.find("computer offline, no wlan", audiences=EVERYONE).hits[0].key == "wifi"


def test_what_is_found_by_words_and_by_meaning_is_found_once() -> None:
    put(WIFI, TAX)
    found = query.find("notebook internet", audiences=EVERYONE)
    keys = [hit.key for hit in found.hits]
    assert len(keys) == len(set(keys)) == found.total


def test_what_may_not_be_seen_is_not_near_and_not_counted() -> None:
    put(document("wifi", WIFI.title, WIFI.body, audience="platform"))
    assert near("laptop without internet") == []
    assert near("laptop without internet", ["everyone", "platform"]) == ["wifi"]
    assert near("laptop without internet", None) == ["wifi"]
    assert query.find("laptop without internet", audiences=EVERYONE).total == 0


def test_whoever_quotes_means_the_words() -> None:
    put(WIFI)
    assert query.find('"laptop offline"', audiences=EVERYONE).total == 0
    assert query.find("laptop -notebook", audiences=EVERYONE).total == 0


def test_a_post_that_moves_to_a_closed_community_is_no_longer_near() -> None:
    put(WIFI)
    put(document("wifi", WIFI.title, WIFI.body, audience="platform"))
    assert near("laptop without internet") == []


def test_what_was_removed_is_gone_and_may_come_back() -> None:
    put(WIFI)
    meaning.remove("posts", ["wifi", "never was"])
    assert near("laptop without internet") == []
    put(WIFI)
    assert near("laptop without internet") == ["wifi"]


def test_only_what_is_kept_stays() -> None:
    put(WIFI, TAX)
    meaning.keep("posts", ["tax"])
    assert near("tax on a car") == ["tax"]
    assert "wifi" not in near("laptop without internet")


def test_a_text_that_says_the_same_is_not_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    put(WIFI)
    model = vectors.model()
    assert model
    computed: list[str] = []
    passages = model.passages
    monkeypatch.setattr(model, "passages", lambda texts: computed.extend(texts) or passages(texts))
    put(WIFI, TAX)
    assert len(computed) == 1


def test_two_processes_see_what_each_other_wrote(tmp_path: Path) -> None:
    model = vectors.model()
    assert model
    one, other = (Store(tmp_path / "shared.sqlite", model) for _ in range(2))
    one.put([WIFI])
    assert [found.key for found in other.nearest("laptop offline", audiences=EVERYONE, limit=9)] == ["wifi"]
    other.remove(["wifi"])
    assert one.nearest("laptop offline", audiences=EVERYONE, limit=9) == ()


def test_the_two_indexes_do_not_mix() -> None:
    put(WIFI, name="evidence")
    assert near("laptop without internet") == []


def test_nonsense_is_near_to_nothing() -> None:
    put(WIFI, TAX)
    assert query.find("qqqq zzzz xxxx", audiences=EVERYONE).total == 0


def test_without_a_model_words_alone_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUILDHALL_SEARCH_MEANING", "none")
    put(WIFI)
    assert near("laptop") == []
    assert query.find("notebook", audiences=EVERYONE).total == 1
