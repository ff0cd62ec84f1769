"""Results found by their meaning, even though they share no word with the search."""

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from search import analysis, index, meaning, query, vectors
from search.documents import Document
from search.filters import NO_FILTERS
from search.index import Name
from search.meaning import View
from search.table import Table
from tests.search.posts import document

pytestmark = pytest.mark.slow

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
    meaning.fill(seconds=9)


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


def test_a_person_is_near_by_what_they_say_of_themselves_and_not_by_their_name() -> None:
    put(document("tim", "Tim Wireless", kind="person"), document("ada", "Ada", WIFI.body, kind="person"))
    assert near("laptop without internet") == ["ada"]
    assert "tim" not in near("Tim Wireless")
    assert query.find("wireless", audiences=EVERYONE).hits[0].key == "tim"


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


def test_a_sentence_with_quotes_that_nothing_holds_finds_as_if_it_had_none() -> None:
    put(WIFI, TAX)
    found = query.find('What does "wireless notebook" mean?', audiences=EVERYONE)
    assert (found.hits[0].key, found.is_loosened) == ("wifi", True)
    found = query.find('Which rate of "company cars"?', audiences=EVERYONE)
    assert ([hit.key for hit in found.hits], found.is_loosened) == (["tax"], False)


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


def test_a_new_post_is_found_by_its_words_before_it_has_a_vector() -> None:
    index.put("posts", [WIFI])
    meaning.put("posts", [WIFI])
    assert query.find("notebook", audiences=EVERYONE).total == 1
    assert near("laptop without internet") == []
    assert meaning.waiting() == 1
    assert meaning.fill(seconds=9) == 1
    assert near("laptop without internet") == ["wifi"]
    assert meaning.waiting() == meaning.fill(seconds=9) == 0


def test_a_move_does_not_wait_for_a_vector() -> None:
    put(WIFI)
    meaning.put("posts", [document("wifi", WIFI.title, "Rewritten, and not computed.", audience="platform")])
    assert near("laptop without internet", None) == []
    meaning.put("posts", [document("wifi", WIFI.title, WIFI.body, audience="platform")])
    meaning.fill(seconds=9)
    assert near("laptop without internet") == []
    assert near("laptop without internet", ["platform"]) == ["wifi"]


def test_a_text_in_both_indexes_is_computed_once_and_forgotten_with_the_last_that_says_it() -> None:
    meaning.put("posts", [WIFI])
    meaning.put("evidence", [WIFI])
    assert meaning.waiting() == 1
    meaning.remove("posts", ["wifi"])
    assert meaning.waiting() == 1
    meaning.remove("evidence", ["wifi"])
    assert meaning.waiting() == meaning.fill(seconds=9) == 0


def test_a_text_that_says_the_same_is_not_computed_again() -> None:
    put(WIFI)
    meaning.put("posts", [WIFI, TAX])
    assert meaning.fill(seconds=9) == 1


def test_another_model_has_its_vectors_computed_and_words_serve_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    put(WIFI, TAX)
    for other in sorted(vectors.MODELS, reverse=True):
        monkeypatch.setenv("GUILDHALL_SEARCH_MEANING", other)
        assert query.find("notebook", audiences=EVERYONE).hits[0].key == "wifi"
        meaning.fill(seconds=9)
        assert near("laptop without internet")[:1] == ["wifi"]


def test_what_moved_while_another_model_ruled_is_hidden_by_the_first_too(
    model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(WIFI)
    monkeypatch.setenv("GUILDHALL_SEARCH_MEANING", "none")
    meaning.put("posts", [document("wifi", WIFI.title, WIFI.body, audience="platform")])
    monkeypatch.setenv("GUILDHALL_SEARCH_MEANING", model)
    assert near("laptop without internet") == []
    assert near("laptop without internet", ["platform"]) == ["wifi"]


def test_two_processes_see_what_each_other_wrote(tmp_path: Path) -> None:
    chosen = vectors.model()
    assert chosen
    one, other = (Table(tmp_path / "shared.sqlite") for _ in range(2))
    seen = View(other, "posts", chosen)
    one.put("posts", [(WIFI, meaning.text(WIFI))])
    assert one.fill(chosen, most=9) == 1
    question = chosen.question("laptop")
    assert seen.matrix().compare(question, floor=0).cosines(["wifi"])[0] > 0
    one.remove("posts", ["wifi"])
    assert seen.matrix().compare(question, floor=0).nearest(None, NO_FILTERS, 9) == ()
    assert np.isnan(seen.matrix().compare(question, floor=0).cosines(["wifi"])).all()


def test_the_two_indexes_do_not_mix() -> None:
    put(WIFI, name="evidence")
    assert near("laptop without internet") == []


def test_what_has_no_vector_yet_is_judged_by_its_words() -> None:
    put(document("some", "Notebook", "The screen of a notebook is dark."))
    index.put("posts", [WIFI])
    meaning.put("posts", [WIFI])
    assert query.find("wireless network of a notebook", audiences=EVERYONE).hits[0].key == "wifi"


def test_a_model_of_english_says_nothing_to_a_question_in_german(model: str) -> None:
    share = vectors.share(analysis.language("Wie erneuere ich ein Zertifikat?"))
    assert (share > 0) == (model == "contextual")


def test_a_killed_worker_leaves_what_it_did_and_the_rest_waits() -> None:
    meaning.put("posts", [document(str(number), f"Kafka {number}", "Lag. " * 90) for number in range(900)])
    with subprocess.Popen([sys.executable, "-c", "from search import meaning; meaning.fill(seconds=99)"]) as worker:
        while meaning.waiting() == 900:
            time.sleep(0.01)
        worker.kill()
    left = meaning.waiting()
    compared = meaning.compare("posts", "kafka")
    assert compared
    found = ~np.isnan(compared.cosines(meaning.keys("posts")))
    assert 0 < found.sum() == 900 - left
    assert (meaning.fill(seconds=0.01) > 0) == (left > 0)


def test_nonsense_is_near_to_nothing() -> None:
    put(WIFI, TAX)
    assert query.find("qqqq zzzz xxxx", audiences=EVERYONE).total == 0


def test_without_a_model_words_alone_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUILDHALL_SEARCH_MEANING", "none")
    put(WIFI)
    assert near("laptop") == []
    assert query.find("notebook", audiences=EVERYONE).total == 1
