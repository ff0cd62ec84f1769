"""Searches without results, from the results page to the list of needs and the searchers' home pages."""

from collections.abc import Callable

import pytest

from graph import driver
from graph.demand import me_too, needs, writing_requests
from graph.expertise import evidence
from graph.finding import searches
from graph.posts import tips
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser
from workers.demand import needs as tasks
from workers.finding import indexing

SignIn = Callable[[Viewer], Browser]


def look(as_: SignIn, *people: Viewer, words: str = "kafka tiered storage", **more: str) -> None:
    """Let these people search without results."""
    for person in people:
        assert as_(person).send("/searches", q=words, results="0", **more).status_code == 204


@pytest.fixture
def need(company: Company, as_: SignIn) -> needs.Need:
    """The need of Linus, Tim and Margaret, who searched without results."""
    evidence.weigh(company.kafka_answer)
    look(as_, company.linus, company.tim, company.margaret)
    return needs.listed(viewer=company.grace)[0]


def test_results_say_how_the_search_went(company: Company, as_: SignIn):
    indexing.rebuild(lambda _done: None)
    page = as_(company.tim).get("/search?q=kafka+lag+type:question").text
    assert "<search-notes>" in page
    assert 'name="q" value="kafka lag"' in page
    assert "<search-notes>" not in as_(company.tim).get("/search?q=type:question").text


def test_searches_that_find_nothing_become_a_need(company: Company, as_: SignIn, need: needs.Need):
    assert (need.skill.slug, need.people) == ("kafka", 3)
    page = as_(company.grace).get("/needs").text
    assert "3 people looked for it" in page
    assert not [name for name in ("Linus", "Tim", "Margaret") if name in page.split("<main", 1)[1]]


def test_a_search_is_not_in_vain_once_something_was_opened_or_answered(company: Company, as_: SignIn):
    look(as_, company.linus, company.tim, company.ada, answered="on")
    assert needs.listed(viewer=company.grace) == ()
    look(as_, company.linus, company.tim, company.ada)
    look(as_, company.tim, again="on", opened="on")
    assert needs.listed(viewer=company.grace) == ()


def test_the_list_is_one_click_from_home_for_those_who_may_see_it(company: Company, as_: SignIn):
    assert 'href="/needs"' in as_(company.grace).get("/").text
    assert 'href="/needs"' in as_(company.margaret).get("/").text
    assert 'href="/needs"' not in as_(company.linus).get("/").text
    assert as_(company.linus).get("/needs").status_code == 403
    assert "No unmet needs" in as_(company.grace).get("/needs").text


def test_an_expert_is_asked_with_one_click_and_finds_it_in_the_inbox(company: Company, as_: SignIn, need: needs.Need):
    page = as_(company.grace).send(f"/needs/{need.id}/writing-requests").text
    assert "Ada has been asked to write about this." in page
    assert "1 unread" in as_(company.ada).get("/").text
    inbox = as_(company.ada).get("/inbox").text
    assert "Writing requests" in inbox
    assert "/tips/new?skills=kafka" in inbox
    assert "Nobody who knows about this" in as_(company.grace).send(f"/needs/{need.id}/writing-requests").text


def test_who_passes_on_it_is_asked_no_more(company: Company, as_: SignIn, need: needs.Need):
    writing_requests.ask(need.id)
    [one] = writing_requests.inbox(viewer=company.ada)
    assert "Writing requests" not in as_(company.ada).send(f"/writing-requests/{one.id}/refusal").text
    assert as_(company.tim).send(f"/writing-requests/{one.id}/refusal").status_code == 404
    tasks.ask_next(need.id)
    assert [person.name for person in needs.listed(viewer=company.grace)[0].asked] == []


def test_who_looked_for_it_is_told_at_home(company: Company, as_: SignIn, need: needs.Need):
    draft = tips.TipDraft(title="Tiered storage", body=stories.text("So."), skills=("kafka",), community=None)
    tip = tips.post(draft, by=company.ada.id)
    assert "Posted since then:" in as_(company.grace).get("/needs").text
    as_(company.grace).send(f"/needs/{need.id}/remedy", post=tip)
    assert "What you were looking for is now here" in as_(company.tim).get("/").text
    assert "What you were looking for" not in as_(company.ada).get("/").text
    assert "What you were looking for" not in as_(company.tim).send(f"/needs/{need.id}/seen").text


def test_a_need_is_closed_by_a_post_about_it_only(company: Company, as_: SignIn, need: needs.Need):
    for post in (company.platform_question, company.kafka_tip, "nothing"):
        assert as_(company.grace).send(f"/needs/{need.id}/remedy", post=post).status_code == 404


def test_dismissing_takes_it_off_the_list(company: Company, as_: SignIn, need: needs.Need):
    assert "No unmet needs" in as_(company.grace).send(f"/needs/{need.id}/dismissal").text
    assert as_(company.grace).send(f"/needs/{need.id}/dismissal").status_code == 404
    assert as_(company.linus).send(f"/needs/{need.id}/dismissal").status_code == 403


def test_having_the_same_question_is_one_click_and_so_is_taking_it_back(company: Company, as_: SignIn):
    there = f"/questions/{company.kafka_question}"
    tim = as_(company.tim)
    assert "1 other person has this question" in tim.send(f"{there}/me-too", me_too="1").text
    assert "1 other person has this question" in as_(company.grace).get(there).text
    assert "I have this question too" not in as_(company.grace).get(there).text
    assert "has this question" not in tim.send(f"{there}/me-too", me_too="0").text
    assert as_(company.grace).send(f"{there}/me-too", me_too="1").status_code == 403
    assert as_(company.tim).send(f"/questions/{company.platform_question}/me-too", me_too="1").status_code == 403


def test_htmx_gets_the_button_alone(company: Company, as_: SignIn):
    tim = as_(company.tim)
    data = {"csrf_token": tim.token(), "me_too": "1"}
    part = tim.post(f"/questions/{company.kafka_question}/me-too", data=data, headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert 'aria-pressed="true"' in part.text


def test_a_question_that_waits_for_three_days_is_noted_by_the_sweep(company: Company):
    driver.write(
        "MATCH (q:Post {id: $id}) SET q.unanswered_key = q.unanswered_key - $days",
        id=company.platform_question,
        days=4 * 86_400 * 1_000_000,
    )
    tasks.sweep()
    tasks.sweep()
    found = driver.read(
        "MATCH (wish:Wish)-[:FOR]->(:Need)-[:OF]->(s:Skill) RETURN s.slug AS slug, wish.source AS source"
    )
    assert {(row["slug"], row["source"]) for row in found} == {("kafka", "question"), ("tls", "question")}
    assert len(found) == 2


def test_the_tasks_may_be_repeated(company: Company, need: needs.Need):
    writing_requests.ask(need.id)
    draft = tips.TipDraft(title="Tiered storage", body=stories.text("So."), skills=("kafka",), community=None)
    tip = tips.post(draft, by=company.ada.id)
    me_too.add(company.kafka_question, by=company.tim)
    for _ in range(2):
        tasks.meet(tip)
        tasks.settle(company.kafka_answer)
        tasks.ask_next(need.id)
    assert [met.post.id for met in needs.on_home(viewer=company.tim).met] == [tip]


def test_admins_see_what_is_searched_for(company: Company, as_: SignIn):
    barbara = Viewer(id=stories.join("Barbara", is_admin=True), audiences=("everyone",))
    assert "Nothing in the search log" in as_(barbara).get("/searches").text
    for person in (company.tim, company.ada, company.linus):
        searches.note("tiered storage", results=4, is_opened=False, is_again=False, by=person.id)
    assert "tiered storage" in as_(barbara).get("/searches").text
    assert as_(company.grace).get("/searches").status_code == 403


@pytest.mark.parametrize(
    ("q", "results"), [("", "0"), ("kafka", ""), ("kafka", "-3"), ("kafka", "x" * 500), ("x" * 9_000, "1")]
)
def test_odd_notes_never_fail(company: Company, as_: SignIn, q: str, results: str):
    assert as_(company.tim).send("/searches", q=q, results=results).status_code == 204
