"""Saved searches, on both engines: kept by one person, and run with that person's permissions."""

import pytest

from graph import driver
from graph.errors import Conflict, Invalid, NotFound
from graph.finding import saved_searches
from graph.finding.saved_searches import SearchDraft
from graph.viewers import Viewer
from tests.company import Company


def keep(text: str, by: Viewer) -> None:
    draft = SearchDraft(text=text, words=text, synonyms=("K8s",), marks=("skill:kafka",))
    saved_searches.save(draft, by=by.id)


def test_a_search_is_kept_once_and_by_one_person(company: Company):
    for text in ("Kafka lag", "kafka lag"):
        keep(text, company.tim)
    keep("tax", company.tim)
    assert [one.text for one in saved_searches.listed(viewer=company.tim)] == ["tax", "Kafka lag"]
    assert saved_searches.listed(viewer=company.ada) == ()


def test_what_is_new_is_counted_with_the_eyes_of_now(company: Company):
    keep("kafka", company.tim)
    [due] = saved_searches.due()
    assert (due.keeper, due.words, due.synonyms, due.marks) == (company.tim.id, "kafka", ("K8s",), ("skill:kafka",))
    saved_searches.found(due.id, [company.kafka_tip, company.platform_question], since=due.since)
    assert [one.new for one in saved_searches.listed(viewer=company.tim)] == [1]
    assert saved_searches.see(due.id, by=company.tim.id) == "kafka"
    assert [one.new for one in saved_searches.listed(viewer=company.tim)] == [0]


def test_who_looked_meanwhile_is_not_told_again(company: Company):
    keep("kafka", company.tim)
    [due] = saved_searches.due()
    saved_searches.see(due.id, by=company.tim.id)
    saved_searches.found(due.id, [company.kafka_tip], since=due.since)
    assert [one.new for one in saved_searches.listed(viewer=company.tim)] == [0]
    [due] = saved_searches.due()
    saved_searches.found(due.id, [company.kafka_tip], since=due.since)
    assert [one.new for one in saved_searches.listed(viewer=company.tim)] == [1]


def test_nobody_else_opens_changes_or_removes_it(company: Company):
    keep("kafka", company.tim)
    [due] = saved_searches.due()
    with pytest.raises(NotFound):
        saved_searches.see(due.id, by=company.ada.id)
    with pytest.raises(NotFound):
        saved_searches.alert(due.id, is_wanted=False, by=company.ada.id)
    saved_searches.remove(due.id, by=company.ada.id)
    assert saved_searches.listed(viewer=company.tim)
    saved_searches.remove(due.id, by=company.tim.id)
    assert saved_searches.listed(viewer=company.tim) == ()


def test_without_an_alert_or_a_keeper_nothing_is_looked_for(company: Company):
    keep("kafka", company.tim)
    keep("kafka", company.linus)
    mine = saved_searches.listed(viewer=company.tim)[0].id
    for _ in range(2):
        saved_searches.alert(mine, is_wanted=False, by=company.tim.id)
    driver.write("MATCH (person:Person {id: $id}) SET person.state = 'left'", id=company.linus.id)
    assert saved_searches.due() == ()
    for _ in range(2):
        saved_searches.remove(mine, by=company.tim.id)
    assert saved_searches.listed(viewer=company.tim) == ()


def test_nothing_too_much_and_too_many_are_refused(company: Company):
    for text in ("  ", "x" * 301):
        with pytest.raises(Invalid):
            keep(text, company.tim)
    for number in range(saved_searches.MOST):
        keep(f"kafka {number}", company.tim)
    with pytest.raises(Conflict):
        keep("one more", company.tim)
    keep("kafka 1", company.tim)
