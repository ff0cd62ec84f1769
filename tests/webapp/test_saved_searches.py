"""Saved searches on pages: kept with one click, and what is new on home."""

from collections.abc import Callable

from graph import saved_searches, tips
from graph.ids import PostId
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser
from workers import indexing
from workers import saved_searches as tasks

SignIn = Callable[[Viewer], Browser]


def post(title: str, by: Viewer, community: str | None = None) -> PostId:
    draft = tips.TipDraft(title=title, body=stories.text("So."), skills=("kafka",), community=community)
    id = tips.post(draft, by=by.id)
    indexing.index_tip(id)
    return id


def test_a_search_is_kept_with_one_click_and_home_shows_what_is_new(company: Company, as_: SignIn):
    indexing.rebuild(lambda _done: None)
    tim = as_(company.tim)
    assert "Keep this search" in tim.get("/search?q=storage+skill:kafka").text
    assert "storage skill:kafka" in tim.send("/saved-searches", text="storage skill:kafka").text
    tasks.sweep()
    assert "New in your saved searches" not in tim.get("/").text
    post("Tiered storage", company.ada)
    post("Tiered storage in secret", company.ada, company.ada.audiences[1])
    for _ in range(2):
        tasks.sweep()
    assert "Show 1 new post" in tim.get("/").text
    [saved] = saved_searches.listed(viewer=company.tim)
    assert "Tiered storage" in tim.send(f"/saved-searches/{saved.id}/seen").text
    assert "New in your saved searches" not in tim.get("/").text


def test_the_alert_is_switched_off_and_the_search_removed(company: Company, as_: SignIn):
    tim = as_(company.tim)
    tim.send("/saved-searches", text="storage")
    [saved] = saved_searches.listed(viewer=company.tim)
    assert 'aria-pressed="false"' in tim.send(f"/saved-searches/{saved.id}/alert", alert="0").text
    assert as_(company.ada).send(f"/saved-searches/{saved.id}/seen").status_code == 404
    assert "No saved searches yet" in tim.send(f"/saved-searches/{saved.id}/removal").text


def test_nothing_is_kept_of_an_empty_box(company: Company, as_: SignIn):
    assert as_(company.tim).send("/saved-searches", text=" ").status_code == 422
    assert "Keep this search" not in as_(company.tim).get("/search?q=").text
