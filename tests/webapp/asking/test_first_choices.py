"""The form that asks someone first: opened from wherever they are shown, refused with a sentence, nothing lost."""

from collections.abc import Callable

import pytest

from graph import driver
from graph.asking import inbox
from graph.communities import communities
from graph.expertise import evidence
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]

TYPED = {"title": "Which broker?", "body": "I typed for an hour.", "skills": "mqtt"}


@pytest.mark.parametrize(
    ("path", "skills"),
    [
        ("/people/{ada}", ""),
        ("/people", ""),
        ("/experts?skills=kafka", "&amp;skills=kafka"),
        ("/skills/kafka", "&amp;skills=kafka"),
        ("/people/{ada}/skills/kafka", "&amp;skills=kafka"),
    ],
)
def test_everyone_who_is_shown_can_be_asked(as_: As, company: Company, path: str, skills: str) -> None:
    evidence.weigh(company.kafka_answer)
    page = as_(company.linus).get(path.format(ada=company.ada.id)).text
    assert f'href="/questions/new?ask={company.ada.id}{skills}"' in page
    assert f"ask={company.linus.id}" not in page


def test_who_is_followed_can_be_asked_too(as_: As, company: Company) -> None:
    linus = as_(company.linus)
    linus.send(f"/follows/person/{company.ada.id}", follow="1")
    assert f"/questions/new?ask={company.ada.id}" in linus.get("/follows").text


def test_the_form_shows_who_is_asked_first_and_can_leave_them_out(as_: As, company: Company) -> None:
    linus = as_(company.linus)
    page = linus.get(f"/questions/new?ask={company.tim.id}&skills=mqtt").text
    assert f'name="ask" value="{company.tim.id}" checked' in page
    assert "Ask Tim first" in page
    linus.send("/questions", **TYPED)
    assert inbox.asks(viewer=company.tim) == ()
    page = linus.send("/questions", **TYPED, ask=company.tim.id).text
    asked = page.partition('id="asks"')[2].partition("</section>")[0]
    assert "Tim" in asked
    assert "Chosen by Linus, who asks" in asked
    [ask] = inbox.asks(viewer=company.tim)
    assert ask.title == "Which broker?"


def test_the_form_says_at_once_that_tim_takes_no_questions(as_: As, company: Company) -> None:
    driver.write("MATCH (tim:Person {id: $id}) SET tim.takes_asks = false", id=company.tim.id)
    page = as_(company.linus).get(f"/questions/new?ask={company.tim.id}").text
    assert "Tim takes no questions at the moment." in page
    assert f'name="ask" value="{company.tim.id}" aria-describedby' in page


def test_a_refusal_loses_nothing_and_the_next_attempt_asks_the_others(as_: As, company: Company) -> None:
    linus = as_(company.linus)
    community = communities.show(company.platform, viewer=company.linus).id
    page = linus.send("/questions", **TYPED, ask=company.tim.id, community=community, needed_by="today")
    assert page.status_code == 422
    assert "Tim doesn&#39;t have access to the community in which you ask." in page.text
    assert "I typed for an hour." in page.text
    assert '<option value="today" selected>' in page.text
    assert f'value="{company.tim.id}" checked' not in page.text
    assert linus.send("/questions", **TYPED, community=community).status_code == 200


def test_nobody_is_asked_by_an_address_that_leads_nowhere(as_: As, company: Company) -> None:
    assert as_(company.linus).get("/questions/new?ask=nobody").status_code == 404


def test_what_is_needed_today_is_shown_until_it_is_answered(as_: As, company: Company) -> None:
    linus, tim = as_(company.linus), as_(company.tim)
    page = linus.send("/questions", **TYPED, ask=company.tim.id, needed_by="today").text
    assert "Needed today" in page
    assert "Needed today" in tim.get("/inbox").text
    assert "Linus asks you first." in tim.get("/inbox").text


def test_a_hurry_that_does_not_exist_is_sent_back(as_: As, company: Company) -> None:
    page = as_(company.linus).send("/questions", **TYPED, needed_by="yesterday")
    assert page.status_code == 422
    assert "Choose today, this week or no hurry." in page.text
    assert "I typed for an hour." in page.text


def test_a_draft_remembers_who_is_asked_first(as_: As, company: Company) -> None:
    linus = as_(company.linus)
    linus.send("/drafts/question", **TYPED, ask=company.tim.id, needed_by="week")
    page = linus.get("/questions/new").text
    assert f'name="ask" value="{company.tim.id}" checked' in page
    assert '<option value="week" selected>' in page
