"""Limits for new people: Linus joined today. Once an answer of his has helped, or after a week, they are gone."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from limits import parse
from limits.storage import Storage

from graph import driver
from graph.posts import answers
from graph.viewers import Viewer
from tests.company import Company, text
from tests.webapp.client import Browser
from webapp.limits import refusals, throttle
from webapp.limits.allowances import ALLOWANCES

As = Callable[[Viewer], Browser]


@pytest.fixture(autouse=True)
def small(queue: str, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """Allow new people each kind twice an hour."""
    store = refusals.opened(queue)
    store.reset()
    few = tuple(replace(it, limit=parse("2 per hour")) if it.for_new_people else it for it in ALLOWANCES)
    monkeypatch.setattr(throttle, "ALLOWANCES", few)
    return store


def tips(as_: As, who: Viewer, body: str, *, times: int) -> list[int]:
    browser = as_(who)
    return [browser.send("/tips", title="", body=body).status_code for _ in range(times)]


def test_posts_are_counted_and_not_lost(as_: As, company: Company) -> None:
    linus = as_(company.linus)
    pages = [linus.send("/tips", title="", body="A long story.") for _ in range(3)]
    assert [page.status_code for page in pages] == [422, 422, 429]
    assert "In your first week, you can post" in pages[-1].text
    assert "A long story." in pages[-1].text
    assert int(pages[-1].headers["Retry-After"]) <= 3600


def test_links_and_mentions_are_counted_in_answers_too(as_: As, company: Company) -> None:
    linus, there = as_(company.linus), f"/comments/{company.kafka_question}"
    assert linus.send(there, body="See https://example.com and http://example.org").status_code == 200
    assert "links in an hour" in linus.send(there, body="And https://example.net").text
    assert linus.send(there, body="[@Ada](/people/x), @Tim: write to me@example.com").status_code == 200
    assert "mention people" in linus.send(there, body="@Ada!").text
    assert linus.send(there, body="None of it.").status_code == 200


def test_invitations_to_communities_are_counted(as_: As, company: Company) -> None:
    linus, there = as_(company.linus), f"/communities/{company.platform}/invitations"
    assert [linus.send(there, colleagues="Tim").status_code for _ in range(3)] == [403, 403, 429]


def test_an_answer_that_helped_ends_them(as_: As, company: Company) -> None:
    answers.accept(answers.give(company.kafka_question, text("Yes."), by=company.linus), by=company.grace.id)
    assert tips(as_, company.linus, "Hm.", times=3) == [422, 422, 422]


def test_a_week_ends_them(as_: As, company: Company) -> None:
    driver.write(
        "MATCH (person:Person {id: $id}) SET person.joined_at = datetime('2020-01-01T00:00:00Z')", id=company.linus.id
    )
    assert tips(as_, company.linus, "Hm.", times=3) == [422, 422, 422]


def test_leaders_have_none(as_: As, company: Company) -> None:
    for leader in (company.margaret, company.grace):
        assert tips(as_, leader, "Hm.", times=3) == [422, 422, 422]
