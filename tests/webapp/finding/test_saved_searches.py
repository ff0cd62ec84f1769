"""Saved searches on pages: kept with one click, with new results on home."""

from collections.abc import Callable

from graph.finding import saved_searches
from graph.ids import PostId
from graph.posts import tips
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser
from workers.finding import indexing
from workers.finding import saved_searches as tasks

SignIn = Callable[[Viewer], Browser]

COLLECTION = {"name": "On lag", "description": "", "seen_by": "everyone", "automatic": "on"}


def post(title: str, by: Viewer, community: str | None = None) -> PostId:
    draft = tips.TipDraft(title=title, body=stories.text("So."), skills=("kafka",), community=community)
    id = tips.post(draft, by=by.id)
    indexing.index_tip(id)
    return id


def test_a_search_is_kept_with_one_click_and_home_shows_what_is_new(company: Company, as_: SignIn):
    indexing.rebuild(lambda _done: None)
    tim = as_(company.tim)
    assert "Save this search" in tim.get("/search?q=storage+skill:kafka").text
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
    assert "Save this search" not in as_(company.tim).get("/search?q=").text


def test_a_saved_search_becomes_a_collection_that_each_reader_fills_with_their_own_eyes(company: Company, as_: SignIn):
    indexing.rebuild(lambda _done: None)
    ada = as_(company.ada)
    kept = ada.send("/saved-searches", text="lag or certificates").text
    assert "/collections/new?search=lag+or+certificates" in kept
    assert 'value="lag or certificates"' in ada.get("/collections/new?search=lag+or+certificates&automatic=on").text
    page = ada.send("/collections", search="lag or certificates", **COLLECTION)
    assert "rotate the cluster" in page.text
    theirs = as_(company.tim).get(page.request.path).text
    assert "rotate the cluster" not in theirs
    assert "Why does my Kafka consumer lag?" in theirs
    ada.send(page.request.path, search="nothing:like this", **COLLECTION)
    assert "No posts yet" in as_(company.tim).get(page.request.path).text


def test_followers_hear_what_came_into_it_as_far_as_they_may_see(company: Company, as_: SignIn):
    path = as_(company.grace).send("/collections", search="storage", **COLLECTION).request.path
    tim = as_(company.tim)
    tim.send(f"/follows/collection/{path.rpartition('/')[2]}", follow="1")
    post("Tiered storage", company.ada)
    post("Storage in secret", company.ada, company.ada.audiences[1])
    tasks.sweep()
    home = tim.get("/").text
    assert "On lag" in home
    assert "Tiered storage" in home
    assert "Storage in secret" not in home


def test_a_search_that_is_none_comes_back_with_what_was_typed(company: Company, as_: SignIn):
    for text in (" ", "x" * 301):
        page = as_(company.ada).send("/collections", search=text, **COLLECTION)
        assert page.status_code == 422
        assert 'href="#text"' in page.text
        assert 'value="On lag"' in page.text
