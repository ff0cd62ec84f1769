"""The log of searches, on both engines: counted, forgotten, and not linked to anyone."""

from datetime import timedelta

import pytest

from graph import clock, driver
from graph.errors import Forbidden
from graph.finding import searches
from graph.ids import PersonId
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company


@pytest.fixture
def admin(company: Company) -> Viewer:
    return Viewer(id=stories.join("Barbara", is_admin=True), audiences=("everyone",))


PEOPLE = [PersonId(name) for name in ("ada", "grace", "linus", "tim")]


def search(words: str, people: int = 3, *, opened: int = 0) -> None:
    """Let this many people search, and `opened` of them open a result afterwards."""
    for number, person in enumerate(PEOPLE[:people]):
        searches.note(words, results=7, is_opened=False, is_again=False, by=person)
        if number < opened:
            searches.note(words, results=7, is_opened=True, is_again=True, by=person)


def test_what_nobody_opens_is_counted(admin: Viewer):
    search("Kafka  tiered storage", 4, opened=1)
    assert searches.in_vain(viewer=admin) == (
        searches.Searched(words="kafka tiered storage", people=4, times=4, opened=1, results=7),
    )


def test_what_is_rare_or_mostly_opened_is_not_shown(admin: Viewer):
    search("is grace leaving", 2)
    search("lag", 4, opened=2)
    search("tiered storage", 3)
    assert [one.words for one in searches.in_vain(viewer=admin)] == ["tiered storage"]


def test_who_searches_again_and_again_is_one_person(admin: Viewer):
    for _ in range(3):
        search("is grace leaving", 2)
    assert searches.in_vain(viewer=admin) == ()
    search("is grace leaving", 3)
    [found] = searches.in_vain(viewer=admin)
    assert (found.people, found.times) == (3, 9)


def test_what_is_kept_does_not_tell_what_else_somebody_looked_for(admin: Viewer):
    for words in ("lag", "leaving", "lag"):
        search(words, 1)
    kept = driver.read("MATCH (search:Search) RETURN search.marks AS marks")
    [one], [other] = (row["marks"] for row in kept)
    assert one != other


def test_days_are_counted_together_and_after_90_forgotten(admin: Viewer, monkeypatch: pytest.MonkeyPatch):
    search("lag", 2)
    later = clock.now() + timedelta(days=80)
    monkeypatch.setattr(clock, "now", lambda: later)
    searches.note("lag", results=7, is_opened=False, is_again=False, by=PEOPLE[2])
    [found] = searches.in_vain(viewer=admin)
    assert (found.people, found.times) == (3, 3)
    much_later = later + timedelta(days=11)
    monkeypatch.setattr(clock, "now", lambda: much_later)
    assert searches.in_vain(viewer=admin) == ()
    searches.forget()
    assert driver.read("MATCH (search:Search) RETURN search.times AS times") == [{"times": 1}]


def test_only_admins_see_it(company: Company):
    for person in (company.grace, company.margaret, company.tim):
        with pytest.raises(Forbidden):
            searches.in_vain(viewer=person)


def test_neither_who_nor_the_time_is_kept(admin: Viewer):
    search("lag")
    [row] = driver.read("MATCH (search:Search) RETURN search {.*} AS kept, COUNT { (search)--() } AS ties")
    assert set(row["kept"]) == {"key", "words", "day", "times", "opened", "results", "marks"}
    assert row["ties"] == 0
    assert not set(row["kept"]["marks"]) & set(PEOPLE)
