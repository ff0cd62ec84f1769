"""Pinned posts: Margaret pins what every platform engineer should read first."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from graph import driver
from graph.communities import communities, memberships, pins
from graph.editing import moves
from graph.errors import Conflict, NotFound, Refusal
from graph.ids import PostId
from graph.moderation import audit
from graph.posts import questions
from graph.viewers import Viewer
from graph.withdrawal import restoration, rules, withdrawals
from tests.company import Company, question


def titles(company: Company, viewer: Viewer) -> list[str]:
    place = communities.show(company.platform, viewer=company.margaret).id
    return [card.title for card in pins.listed(place, viewer=viewer)]


def ask(company: Company, title: str) -> PostId:
    place = communities.show(company.platform, viewer=company.margaret).id
    return questions.ask(question(title, "kafka", community=place), by=company.ada.id)


def test_the_last_one_pinned_comes_first_for_all_who_may_read_it(company: Company) -> None:
    for title in ("How to page", "How to sleep"):
        pins.pin(ask(company, title), by=company.margaret)
    assert titles(company, company.linus) == ["How to sleep", "How to page"]
    assert titles(company, company.tim) == []


def test_only_its_coaches_pin_and_unpin(company: Company) -> None:
    pins.pin(company.platform_question, by=company.margaret)
    for other in (company.ada, company.grace, company.tim):
        with pytest.raises(NotFound):
            pins.pin(company.platform_question, by=other)
        with pytest.raises(NotFound):
            pins.unpin(company.platform_question, by=other)
    with pytest.raises(NotFound):
        pins.pin(company.kafka_tip, by=company.margaret)
    assert len(titles(company, company.ada)) == 1


def test_twice_changes_nothing_and_the_audit_log_records_it_once(company: Company) -> None:
    for act in (pins.pin, pins.pin, pins.unpin, pins.unpin):
        act(company.platform_question, by=company.margaret)
    assert titles(company, company.ada) == []
    entries = audit.listed(viewer=company.margaret).entries
    assert [one.act for one in entries if one.act in ("pinned", "unpinned")] == ["unpinned", "pinned"]


def test_a_fourth_is_refused_also_at_the_same_moment(company: Company) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    posts = [ask(company, f"Question {number}") for number in range(5)]
    with ThreadPoolExecutor(5) as pool:
        done = list(pool.map(lambda post: pinned(post, company.ada), posts))
    assert (sum(done), len(titles(company, company.ada))) == (3, 3)
    with pytest.raises(Conflict, match="Unpin one of them first"):
        pins.pin(posts[done.index(False)], by=company.margaret)


def test_what_is_moved_elsewhere_is_no_longer_pinned_there(company: Company) -> None:
    post = ask(company, "Anyone?")
    pins.pin(post, by=company.margaret)
    moves.move(post, to=None, by=company.ada)
    assert titles(company, company.ada) == []
    # It takes nobody's place.
    for number in range(3):
        pins.pin(ask(company, f"Question {number}"), by=company.margaret)
    assert len(titles(company, company.ada)) == 3


def test_what_is_withdrawn_is_pinned_again_when_it_is_back(company: Company) -> None:
    post = ask(company, "Anyone?")
    pins.pin(post, by=company.margaret)
    act = withdrawals.withdraw(rules.outlook(post, viewer=company.ada), by=company.ada)
    assert titles(company, company.linus) == []
    restoration.undo(act, by=company.ada)
    assert titles(company, company.linus) == ["Anyone?"]
    assert driver.read("MATCH (:Community)-[pins:PINS]->(:Post) RETURN count(pins) AS pins")[0]["pins"] == 1


def pinned(post: PostId, by: Viewer) -> bool:
    try:
        pins.pin(post, by=by)
    except Refusal:
        return False
    return True
