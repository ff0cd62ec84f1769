"""The page of mentors for a goal: why this one, whom to ask first, and whom not to suggest."""

import re
from collections.abc import Callable
from typing import get_args

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from graph import driver
from graph.expertise import evidence, stated_levels
from graph.ids import GoalId, SkillSlug
from graph.mentoring import goals, offers, replies, requests
from graph.mentoring.offers import Offer
from graph.mentorships.working_time import Shared
from graph.pairing import avoided, suggested
from graph.pairing.mentor_reasons import Reason, ReasonKind
from graph.pairing.mentors import Against, AgainstKind
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.mentoring.learning import aim, teach
from tests.webapp.client import Browser
from webapp.assets.icons import icon

Sign = Callable[[Viewer], Browser]


@pytest.fixture
def goal(company: Company) -> GoalId:
    """Linus wants to get better at Kafka, and Ada and Tim teach it."""
    evidence.weigh(company.kafka_answer)
    teach(company.ada)
    teach(company.tim, level=2)
    return aim(company.linus)


def post(browser: Browser, path: str, **fields: str | list[str]) -> TestResponse:
    return browser.post(path, data={"csrf_token": browser.token(), **fields})


def test_who_could_help_and_why(as_: Sign, company: Company, goal: GoalId) -> None:
    page = as_(company.linus).get(f"/goals/{goal}/mentors").text
    for words in ("Answered a question on kafka", "Says they are at level 2", "3 levels ahead of you", " of 0.50"):
        assert words in page
    assert page.index(f"/people/{company.ada.id}") < page.index(f"/people/{company.tim.id}")


def test_every_kind_of_reason_has_words_and_a_drawing(site: Flask) -> None:
    with site.test_request_context():
        why = site.jinja_env.get_template("components/mentor_reasons.html").module
        for kind in get_args(ReasonKind):
            reason = Reason(kind=kind, number=2, share=0.5, hours=Shared(begins="09:00", ends="12:00"))
            assert icon(str(why.drawing(reason)).strip())
            assert str(why.words(reason, "kafka")).strip()
        for against in get_args(AgainstKind):
            assert str(why.against(Against(kind=against, number=2))).strip()


def test_others_find_nothing(as_: Sign, company: Company, goal: GoalId) -> None:
    for other in (company.grace, company.ada, company.tim, company.margaret):
        browser = as_(other)
        assert browser.get(f"/goals/{goal}/mentors").status_code == 404
        assert post(browser, f"/goals/{goal}/request", mentors=company.ada.id, why="Me too.").status_code == 404
        assert post(browser, f"/goals/{goal}/avoided", person=company.linus.id, until="later").status_code == 404
    assert avoided.of(goal, viewer=company.linus) == ()


def test_up_to_three_are_asked_in_order(as_: Sign, company: Company, goal: GoalId) -> None:
    browser = as_(company.linus)
    named = [company.tim.id, "", company.ada.id]
    assert post(browser, f"/goals/{goal}/request", mentors=named, why="We run it from spring.").status_code == 303
    [request] = requests.mine(viewer=company.linus)
    assert [one.mentor.name for one in request.asked] == ["Tim", "Ada"]
    page = browser.get(f"/goals/{goal}/mentors").text
    assert "You have asked for a mentor" in page
    assert "First choice" not in page


def test_a_form_that_lacks_something_says_so_and_keeps_the_rest(as_: Sign, company: Company, goal: GoalId) -> None:
    browser = as_(company.linus)
    page = post(browser, f"/goals/{goal}/request", mentors=[company.tim.id, "", ""], why=" ")
    assert page.status_code == 422
    assert f'<option value="{company.tim.id}" selected' in page.text
    page = post(browser, f"/goals/{goal}/request", mentors=["", "", ""], why="Because of spring.")
    assert page.status_code == 422
    assert 'value="Because of spring."' in page.text


def test_someone_who_was_looked_for_is_the_first_choice(as_: Sign, company: Company, goal: GoalId) -> None:
    page = as_(company.linus).get(f"/goals/{goal}/mentors?mentor={company.tim.id}").text
    assert f'<option value="{company.tim.id}" selected' in page
    page = as_(company.linus).get(f"/goals/{goal}/mentors").text
    assert f'<option value="{company.ada.id}" selected' in page


@pytest.mark.parametrize("because", ["paused", "manager", "nothing", "never"])
def test_someone_who_cannot_be_asked_is_named_without_a_reason(
    as_: Sign, company: Company, goal: GoalId, because: str
) -> None:
    who = {"paused": company.ada, "manager": company.grace, "nothing": company.margaret, "never": company.ada}[because]
    offers.set_terms(Offer(is_paused=because == "paused"), by=who)
    if because == "never":
        avoided.never(company.linus.id, by=company.ada)
    page = as_(company.linus).get(f"/goals/{goal}/mentors?mentor={who.id}").text
    name = {company.ada: "Ada", company.grace: "Grace", company.margaret: "Margaret"}[who]
    assert f"{name} can't take a mentee for this now." in page


def test_a_mentor_who_is_nobody_and_oneself_is_passed_over(as_: Sign, company: Company, goal: GoalId) -> None:
    for strange in ("nobody", company.linus.id, "'\""):
        page = as_(company.linus).get(f"/goals/{goal}/mentors", query_string={"mentor": strange})
        assert page.status_code == 200
        assert "take a mentee for this now" not in page.text


def test_not_now_and_never_are_silent_and_can_be_undone(as_: Sign, company: Company, goal: GoalId) -> None:
    browser, where = as_(company.linus), f"/goals/{goal}/avoided"
    for person, until in ((company.ada, "later"), (company.tim, "never")):
        assert post(browser, where, person=person.id, until=until).status_code == 303
    page = browser.get(f"/goals/{goal}/mentors").text
    assert "Nobody here can help with this yet" in page
    assert "Suggest again" in page
    post(browser, where, person=company.tim.id, until="now")
    assert "Says they are at level 2" in browser.get(f"/goals/{goal}/mentors").text


def test_a_goal_that_ended_has_no_mentors(as_: Sign, company: Company, goal: GoalId) -> None:
    goals.end(goal, "reached", by=company.linus)
    assert as_(company.linus).get(f"/goals/{goal}/mentors").status_code == 404


def test_seeking_shows_nowhere_to_others(as_: Sign, company: Company, goal: GoalId) -> None:
    """Whom Linus looked at, put off or never wants is on no page of theirs, of his manager or of anyone else."""
    others = [as_(one) for one in (company.ada, company.grace, company.tim)]
    before = [told(one) for one in others]
    avoided.never(company.ada.id, by=company.linus)
    avoided.not_now(company.tim.id, goal, by=company.linus)
    as_(company.linus).get(f"/goals/{goal}/mentors")
    suggested.note(goal)
    assert [told(one) for one in others] == before
    assert goal not in str(before)


def told(browser: Browser) -> list[str]:
    """Return the content of the pages on which it could show, without form tokens and without how long ago it was."""
    pages = ("/", "/inbox", "/mentoring", "/mentoring/offer", "/skills/kafka", "/people", "/experts?skills=kafka")
    contents = [browser.get(page).text.partition("<main")[2] for page in pages]
    passing = r'name="(csrf_token|once)" value="[^"]+"|[\w-]+\.[\w-]{6}\.[\w-]{20,}|<time.*?</time>'
    return [re.sub(passing, "", one) for one in contents]


def test_someone_on_the_other_side_of_the_world_is_not_asked_by_a_form_either(
    as_: Sign, company: Company, goal: GoalId
) -> None:
    for person, zone in ((company.linus, "Europe/London"), (company.tim, "Pacific/Auckland")):
        driver.write("MATCH (one:Person {id: $id}) SET one.time_zone = $zone", id=person.id, zone=zone)
    page = post(as_(company.linus), f"/goals/{goal}/request", mentors=company.tim.id, why="Spring.")
    assert page.status_code == 422
    assert "can&#39;t mentor you for this goal now" in page.text
    assert not requests.mine(viewer=company.linus)


def test_a_mentor_hears_how_many_could_use_them_and_not_who(as_: Sign, company: Company) -> None:
    teach(company.ada)
    for number, seeker in enumerate((company.linus, company.tim, company.margaret)):
        assert ("could use you" in as_(company.ada).get("/mentoring").text) is (number > 2)
        aim(seeker)
    page = as_(company.ada).get("/mentoring").text
    assert "3 people could use you for kafka." in page
    assert "Linus" not in page.partition("<main")[2]


def test_mentors_who_are_new_stand_beside_the_goal(as_: Sign, company: Company, goal: GoalId) -> None:
    suggested.note(goal)
    page = as_(company.linus).get("/mentoring").text
    assert "New this week:" in page
    assert f"/goals/{goal}/mentors?mentor={company.tim.id}" in page
    offers.set_terms(Offer(is_paused=True), by=company.tim)
    assert f"?mentor={company.tim.id}" not in as_(company.linus).get("/mentoring").text


def test_if_nobody_can_help_it_counts_as_a_need_once_they_say_so(as_: Sign, company: Company) -> None:
    alone, browser = aim(company.linus, skill=SkillSlug("tls")), as_(company.linus)
    assert "Count me as someone who needs this" in browser.get(f"/goals/{alone}/mentors").text
    assert post(browser, f"/goals/{alone}/need").headers["Location"] == f"/goals/{alone}/mentors"
    page = browser.get(f"/goals/{alone}/mentors").text
    assert "You are counted among the people who need someone for tls" in page
    assert "Count me as someone who needs this" not in page
    assert post(as_(company.ada), f"/goals/{alone}/need").status_code == 404


def test_while_someone_can_help_nothing_is_counted(as_: Sign, company: Company, goal: GoalId) -> None:
    browser = as_(company.linus)
    assert "Count me as someone who needs this" not in browser.get(f"/goals/{goal}/mentors").text
    assert post(browser, f"/goals/{goal}/need").status_code == 409


def test_further_skills_are_named_on_the_form_and_shown_to_whoever_is_asked(
    as_: Sign, company: Company, goal: GoalId
) -> None:
    stated_levels.add(("Avro",), level=4, wants=False, teaches=True, by=company.ada)
    linus, asks = as_(company.linus), {"mentors": [company.ada.id, "", ""], "why": "Because of spring."}
    page = post(linus, f"/goals/{goal}/request", also="Juggling", **asks)
    assert page.status_code == 422
    assert "There is no skill called Juggling here yet" in page.text
    assert 'value="Juggling"' in page.text
    assert post(linus, f"/goals/{goal}/request", also="Avro", **asks).status_code == 303
    assert "Also about" in linus.get("/mentoring").text
    [wanted] = replies.waiting(viewer=company.ada)
    assert "Avro" in as_(company.ada).get(f"/mentoring/asks/{wanted.id}").text
