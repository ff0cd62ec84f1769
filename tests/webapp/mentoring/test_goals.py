"""Goals on the pages: set in one click or with a form, changed, ended, reopened, and seen by nobody else."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from graph import clock
from graph.expertise import stated_levels
from graph.ids import GoalId, SkillSlug
from graph.mentoring import goals
from graph.mentoring.goals import Goal, GoalDraft
from graph.people import people
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser
from tests.webapp.crawl import crawl

As = Callable[[Viewer], Browser]

KAFKA = SkillSlug("kafka")
WHY = "So that I can leave the help desk."


def only(viewer: Viewer) -> Goal:
    (goal,) = goals.mine(viewer=viewer)
    return goal


def test_a_goal_is_set_with_a_form(as_: As, company: Company) -> None:
    linus, until = as_(company.linus), clock.now().date() + timedelta(days=60)
    form = linus.get("/goals/new?skill=kafka").text
    assert 'value="kafka"' in form
    assert '<option value="2" selected>' in form
    page = linus.send(
        "/goals", skill="kafka,", level="3", why=WHY, until=until.isoformat(), shared_with="manager", then=""
    )
    assert "Your goal is set." in page.text
    assert WHY in page.text
    assert "You, the mentors you ask and your manager see it" in page.text
    set_to = only(company.linus)
    assert (set_to.skill.slug, set_to.level, set_to.until, set_to.shared_with) == (KAFKA, 3, until, "manager")


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("skill", "Basket weaving", "There is no such skill here yet."),
        ("skill", "", "There is no such skill here yet."),
        ("skill", "kafka, tls", "There is no such skill here yet."),
        ("level", "1", "Choose a level from 2 to 5."),
        ("level", "high", "Choose a level from 2 to 5."),
        ("until", "soon", "Enter a date, such as 2027-01-15"),
        ("until", "2001-01-01", "Choose a day that is still to come"),
        ("why", "So " * 200, "Use 500 characters or fewer."),
        ("shared_with", "everyone", "Choose who can see this goal."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(as_: As, company: Company, field: str, typed: str, says: str) -> None:
    sent = {"skill": "kafka", "level": "3", "why": WHY, "until": "", "shared_with": "nobody"} | {field: typed}
    page = as_(company.linus).send("/goals", **sent)
    assert page.status_code == 422
    assert f'href="#{field}"' in page.text
    assert says in page.text
    assert sent["why"].strip() in page.text
    assert goals.mine(viewer=company.linus) == ()


def test_a_goal_that_exists_is_changed_not_set_again(as_: As, company: Company) -> None:
    id = goals.aim("kafka", GoalDraft(level=3, why=WHY), by=company.linus)
    linus = as_(company.linus)
    form = linus.get("/goals/new?skill=Kafka", follow_redirects=True).text
    assert f'action="/goals/{id}"' in form
    assert WHY in form
    assert linus.send(f"/goals/{id}", level="1", why="More").status_code == 422
    assert "Your goal is changed." in linus.send(f"/goals/{id}", level="5", why="More", shared_with="nobody").text
    assert (only(company.linus).level, only(company.linus).why) == (5, "More")


def test_finding_a_mentor_from_a_skill_sets_the_goal_in_the_same_step(as_: As, company: Company) -> None:
    stated_levels.state(KAFKA, 3, by=company.linus)
    linus = as_(company.linus)
    assert "Find a mentor" in linus.get("/skills/kafka").text
    for _ in range(2):
        sent = linus.post("/goals", data={"csrf_token": linus.token(), "skill": "kafka", "then": "mentors"})
        assert (sent.status_code, sent.location) == (303, f"/goals/{only(company.linus).id}/mentors")
    assert only(company.linus).level == 4


def test_nobody_is_mentored_above_the_highest_level(as_: As, company: Company) -> None:
    stated_levels.state(KAFKA, 5, by=company.linus)
    page = as_(company.linus).send("/goals", skill="kafka", then="mentors")
    assert page.status_code == 422
    assert "which is the highest" in page.text


def test_a_mentor_who_was_chosen_first_is_remembered(as_: As, company: Company) -> None:
    stated_levels.set_interest(KAFKA, wants=False, teaches=True, by=company.ada)
    linus = as_(company.linus)
    link = re.search(
        r'href="(/goals/new[^"]*)"[^>]*>[^<]*<svg.*?Ask Ada to mentor you', person := page_of(linus, company)
    )
    assert link, person
    form = linus.get(link[1].replace("&amp;", "&")).text
    assert "You can ask Ada first." in form
    assert 'value="kafka"' in form
    typed = {"skill": "kafka", "level": "3", "mentor": company.ada.id, "then": "mentors"}
    sent = linus.post("/goals", data={"csrf_token": linus.token(), **typed})
    assert sent.location == f"/goals/{only(company.linus).id}/mentors?mentor={company.ada.id}"


def page_of(browser: Browser, company: Company) -> str:
    return browser.get(f"/people/{company.ada.id}").text


def test_people_who_teach_nothing_are_not_asked(as_: As, company: Company) -> None:
    assert "to mentor you" not in page_of(as_(company.linus), company)
    stated_levels.set_interest(KAFKA, wants=False, teaches=True, by=company.ada)
    assert "to mentor you" in page_of(as_(company.linus), company)
    assert "to mentor you" not in page_of(as_(company.ada), company)


def test_what_they_want_to_learn_becomes_a_goal_in_one_click(as_: As, company: Company) -> None:
    stated_levels.set_interest(KAFKA, wants=True, teaches=False, by=company.linus)
    linus = as_(company.linus)
    assert "You want to learn it" in linus.get("/mentoring").text
    page = linus.send("/goals", skill="kafka", level="2")
    assert "Your goal is set." in page.text
    assert "Could become goals" not in page.text
    assert only(company.linus).level == 2


def test_a_goal_is_reached_or_dropped_and_reopened(as_: As, company: Company) -> None:
    id = goals.aim("kafka", GoalDraft(level=3, why=WHY), by=company.linus)
    linus = as_(company.linus)
    for state in ("reached", "open", "dropped", "open"):
        assert "Your goal is changed." in linus.send(f"/goals/{id}/state", state=state).text
        assert only(company.linus).state == state
        assert ("Reopen" in linus.get("/mentoring").text) == (state != "open")
        assert ("Reopen" in linus.get(f"/goals/{id}").text) == (state != "open")
    assert linus.send(f"/goals/{id}/state", state="lost").status_code == 422


def test_an_eleventh_goal_is_refused(as_: As, company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(goals, "MOST_OPEN", 1)
    goals.aim("kafka", GoalDraft(level=3), by=company.linus)
    page = as_(company.linus).send("/goals", skill="tls", level="3", why=WHY)
    assert page.status_code == 422
    assert "Reach or drop one first." in page.text
    assert WHY in page.text


def test_a_foreign_goal_answers_as_one_that_does_not_exist(as_: As, company: Company) -> None:
    id = goals.aim("kafka", GoalDraft(level=3, why=WHY, shared_with="manager"), by=company.linus)
    for viewer in (company.grace, company.ada, company.tim, company.margaret):
        browser = as_(viewer)
        foreign, none = (
            [
                (one.status_code, plain(one.text).replace(goal, ""))
                for one in (
                    browser.get(f"/goals/{goal}"),
                    browser.send(f"/goals/{goal}", level="4"),
                    browser.send(f"/goals/{goal}", level="9"),
                    browser.send(f"/goals/{goal}/state", state="dropped"),
                    browser.send(f"/goals/{goal}/state", state="open"),
                )
            ]
            for goal in (id, GoalId("bcdfghjkmnpq"))
        )
        assert foreign == none
        assert {status for status, _ in foreign} == {404}


@pytest.mark.parametrize("name", ["grace", "ada"])
def test_no_page_of_others_changes_when_someone_sets_goals(as_: As, company: Company, name: str) -> None:
    browser = as_(getattr(company, name))
    before = pages(browser, company)
    assert "/mentoring" in before
    goals.aim("kafka", GoalDraft(level=3, why=WHY, shared_with="nobody"), by=company.linus)
    goals.aim("tls", GoalDraft(level=3, why=WHY, shared_with="mentors"), by=company.linus)
    assert pages(browser, company) == before
    assert WHY in as_(company.linus).get("/mentoring").text


def pages(browser: Browser, company: Company) -> dict[str, str]:
    """Return the text of every page that someone reaches, without what differs each time."""
    found = crawl(browser, f"/people/{company.linus.id}", "/goals/new?skill=kafka", "/mentoring/offer")
    return {path: f"{status} {plain(text)}" for path, (status, text) in found.items() if "/sessions" not in path}


def plain(text: str) -> str:
    return re.sub(r'<input type="hidden" name="(csrf_token|once)"[^>]*>|<time.*?</time>', "", text)


def test_only_the_direct_manager_sees_a_goal_that_is_shared_with_them(as_: As, company: Company) -> None:
    goals.aim("kafka", GoalDraft(level=3, why=WHY, shared_with="manager"), by=company.linus)
    people.report_to(company.grace.id, company.margaret.id)
    assert WHY in as_(company.grace).get("/mentoring").text
    for viewer in (company.ada, company.margaret, company.tim):
        assert WHY not in as_(viewer).get("/mentoring").text
    people.report_to(company.linus.id, company.tim.id)
    assert WHY not in as_(company.grace).get("/mentoring").text
    assert WHY in as_(company.tim).get("/mentoring").text
