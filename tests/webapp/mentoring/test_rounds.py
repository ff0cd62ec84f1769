"""Mentoring rounds on their pages: a coach runs one, members join it, and nobody else learns who seeks."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from graph import clock, driver, viewers
from graph.ids import MentoringRoundId
from graph.people import people, profiles
from graph.rounds import members, previews, rounds
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.graph.rounds import cohort
from tests.webapp.client import Browser
from workers.mentoring import round_previews

As = Callable[[Viewer], Browser]

TERMS = {"way": "stable", "hours_apart": "9", "weeks": "12"}


@pytest.fixture
def spring(company: Company) -> MentoringRoundId:
    """A round in which Ada teaches Kafka, and Linus and Edsger learn it."""
    id = cohort.begin(company)
    cohort.teach(id, company.ada, "Kafka")
    cohort.learn(id, company.linus, "Kafka")
    cohort.learn(id, cohort.newcomer(company, "Edsger"), "Kafka", level=3)
    return id


def days(*, first: int = 0, last: int = 7) -> dict[str, str]:
    today = clock.now().date()
    return {
        "opens_on": (today + timedelta(days=first)).isoformat(),
        "closes_on": (today + timedelta(days=last)).isoformat(),
    }


def previewed(company: Company, id: MentoringRoundId) -> None:
    """Let Margaret close a round, and a worker make its preview."""
    rounds.close(id, by=company.margaret)
    round_previews.make(id)


def at(id: MentoringRoundId, part: str = "") -> str:
    return f"/mentoring/rounds/{id}{part}"


def test_a_coach_starts_a_round_from_the_page_of_her_community(as_: As, company: Company) -> None:
    margaret = as_(company.margaret)
    assert f"/mentoring/rounds?community={company.platform}" in margaret.get(f"/communities/{company.platform}").text
    listed = margaret.get(f"/mentoring/rounds?community={company.platform}").text
    assert "No mentoring rounds yet" in listed
    assert "Start a round" in listed
    assert margaret.get(f"/mentoring/rounds/new?community={company.platform}").status_code == 200
    page = margaret.send("/mentoring/rounds", community=company.platform, name="Spring", **days(), **TERMS)
    assert page.status_code == 200
    assert "Spring" in page.text
    assert "Make a preview" in page.text
    assert "Spring" in as_(company.ada).get(f"/mentoring/rounds?community={company.platform}").text


@pytest.mark.parametrize("name", ["ada", "tim"])
def test_others_cannot_start_one(as_: As, company: Company, name: str) -> None:
    browser = as_(getattr(company, name))
    assert "Start a round" not in browser.get(f"/mentoring/rounds?community={company.platform}").text
    assert browser.get(f"/mentoring/rounds/new?community={company.platform}").status_code == 403
    page = browser.send("/mentoring/rounds", community=company.platform, name="Mine", **days(), **TERMS)
    assert page.status_code == 403


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "N" * 500),
        ("opens_on", "soon"),
        ("closes_on", ""),
        ("closes_on", "2020-01-01"),
        ("closes_on", "9999-12-31"),
        ("way", "luck"),
        ("hours_apart", "many"),
        ("weeks", "0"),
    ],
)
def test_what_cannot_be_taken_comes_back_with_a_sentence(as_: As, company: Company, field: str, typed: str) -> None:
    form = {"community": company.platform, "name": "Spring", **days(), **TERMS, field: typed}
    page = as_(company.margaret).send("/mentoring/rounds", **form)
    assert page.status_code == 422
    assert 'class="error"' in page.text
    assert 'value="Spring"' in page.text or field == "name"
    assert rounds.listed(viewer=company.margaret) == ()


def test_everything_that_is_wrong_is_said_at_once(as_: As, company: Company) -> None:
    form = {"community": company.platform, "name": "", **days(), **TERMS, "closes_on": "", "weeks": "0"}
    page = as_(company.margaret).send("/mentoring/rounds", **form)
    for field in ("name", "closes_on", "weeks"):
        assert f'id="{field}-error"' in page.text


def test_a_form_sent_twice_starts_one_round(as_: As, company: Company) -> None:
    margaret = as_(company.margaret)
    for _ in range(2):
        margaret.send("/mentoring/rounds", community=company.platform, name="Spring", once="w", **days(), **TERMS)
    assert len(rounds.listed(viewer=company.margaret)) == 1


def test_a_member_joins_changes_and_leaves(as_: As, company: Company, spring: MentoringRoundId) -> None:
    linus = as_(company.linus)
    page = linus.get(at(spring)).text
    assert "for this round only. Nobody else does: not other members, not your manager." in page
    assert "kafka, level 4" in page
    [goal] = members.own(spring, viewer=company.linus).goals
    assert f'value="{goal}" checked' in page
    assert "Leave the round" in linus.send(at(spring, "/membership"), learns="on", goals=goal, places="1").text
    page = linus.send(at(spring, "/membership"), member="0").text
    assert "You have left the round." in page
    assert "Take part" in page


@pytest.mark.parametrize(
    "form", [{}, {"learns": "on"}, {"learns": "on", "goals": "other"}, {"teaches": "on", "places": "1"}]
)
def test_a_wrong_choice_comes_back_with_a_sentence(
    as_: As, company: Company, spring: MentoringRoundId, form: dict[str, str]
) -> None:
    page = as_(company.linus).send(at(spring, "/membership"), **{"places": "1", **form})
    assert page.status_code == 422
    assert 'class="error"' in page.text
    assert members.own(spring, viewer=company.linus).learns


def test_a_mentor_may_not_offer_more_places_than_the_terms(as_: As, company: Company, spring: MentoringRoundId) -> None:
    page = as_(company.ada).send(at(spring, "/membership"), teaches="on", places="3")
    assert page.status_code == 422
    assert 'value="3"' in page.text


def test_a_round_that_is_not_open_says_when_it_is(as_: As, company: Company, spring: MentoringRoundId) -> None:
    later = cohort.begin(company, name="Autumn", opens_in=9)
    assert "You can join from" in as_(company.ada).get(at(later)).text
    rounds.close(spring, by=company.margaret)
    assert "when a coach has published the pairs" in as_(company.ada).get(at(spring)).text
    assert "This round is closed." in as_(company.margaret).get(at(spring)).text
    form = {"teaches": "on", "places": "1"}
    assert as_(company.ada).send(at(spring, "/membership"), **form).status_code == 409


@pytest.mark.parametrize("name", ["tim", "grace", "barbara"])
def test_people_outside_find_nothing(as_: As, company: Company, spring: MentoringRoundId, name: str) -> None:
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    browser = as_(barbara if name == "barbara" else getattr(company, name))
    assert "Spring" not in browser.get("/mentoring/rounds").text
    for part in ("", "/members", "/preview", "/table.csv"):
        assert browser.get(at(spring, part)).status_code == 404
    for part in (
        "/membership",
        "/preview",
        "/terms",
        "/window",
        "/closing",
        "/publication",
        f"/locks/{company.linus.id}",
    ):
        assert browser.send(at(spring, part), **days(), **TERMS, teaches="on", places="1").status_code == 404


def test_members_see_only_themselves(as_: As, company: Company, spring: MentoringRoundId) -> None:
    previewed(company, spring)
    ada = as_(company.ada)
    page = ada.get(at(spring)).text
    assert "Linus" not in page
    assert "Edsger" not in page
    assert "Preview" not in page
    for part in ("/members", "/preview", "/table.csv"):
        assert ada.get(at(spring, part)).status_code == 403
    for part in ("/preview", "/terms", "/window", "/closing", "/publication", f"/locks/{company.linus.id}"):
        assert ada.send(at(spring, part), **days(), **TERMS).status_code == 403


def test_nothing_else_tells_that_someone_seeks(as_: As, company: Company, spring: MentoringRoundId) -> None:
    """A manager and a member follow the pages on which it could show."""
    for viewer in (company.grace, company.ada):
        browser = as_(viewer)
        for path in (
            f"/people/{company.linus.id}",
            "/mentoring",
            "/mentoring/rounds",
            f"/communities/{company.platform}",
        ):
            assert "level 4" not in browser.get(path).text
            assert at(spring, "/members") not in browser.get(path).text


def test_a_coach_sees_who_joined_and_leaves_someone_out(as_: As, company: Company, spring: MentoringRoundId) -> None:
    margaret = as_(company.margaret)
    page = margaret.get(at(spring, "/members")).text
    assert all(name in page for name in ("Ada", "Linus", "Edsger", "kafka, level 4", "kafka, level 3"))
    page = margaret.send(at(spring, f"/members/{company.linus.id}"), pair="0").text
    assert "Left out" in page
    assert "Left out" not in margaret.send(at(spring, f"/members/{company.linus.id}"), pair="1").text


def test_a_preview_shows_reasons_and_what_would_help(as_: As, company: Company, spring: MentoringRoundId) -> None:
    for one, zone in ((company.ada, "Europe/Helsinki"), (company.linus, "Europe/Berlin")):
        profiles.describe(one.id, replace(profiles.get(one.id), time_zone=zone))
    people.work_in(company.ada.id, "Backend")
    margaret = as_(company.margaret)
    page = margaret.send(at(spring, "/preview")).text
    assert "The pairs are being worked out…" in page
    assert f'hx-get="{at(spring, "/preview")}' in page
    round_previews.make(spring)
    page = margaret.get(at(spring)).text
    assert all(words in page for words in ("3 levels ahead in kafka", "1 hour apart", "other unit", "fits by"))
    assert "Ada would fit but has no place left. Ask Ada to take one more learner." in page
    assert "You can publish the pairs once the round is closed." in page
    assert f'hx-get="{at(spring, "/preview")}' not in page
    assert "<html" not in margaret.get(at(spring, "/preview")).text


def test_a_coach_locks_and_unlocks_a_pair(as_: As, company: Company, spring: MentoringRoundId) -> None:
    round_previews.make(spring)
    margaret = as_(company.margaret)
    [pair] = previews.pairs(spring, are_paired=True, viewer=company.margaret)
    assert "Locked" in margaret.send(at(spring, f"/locks/{pair.learner.id}"), lock="1").text
    assert "Locked" not in margaret.send(at(spring, f"/locks/{pair.learner.id}"), lock="0").text
    assert margaret.send(at(spring, f"/locks/{company.tim.id}"), lock="1").status_code == 404


def test_new_rules_give_a_new_preview(as_: As, company: Company, spring: MentoringRoundId) -> None:
    margaret = as_(company.margaret)
    page = margaret.send(at(spring, "/terms"), **{**TERMS, "other_unit": "on"})
    assert "The pairs are being worked out…" in page.text
    round_previews.make(spring)
    page = margaret.get(at(spring)).text
    assert "Ada would fit but works in the same unit." in page
    assert "Pair with Ada" in page
    refused = margaret.send(at(spring, "/terms"), **{**TERMS, "weeks": "900"})
    assert refused.status_code == 422
    assert 'value="900"' in refused.text


def test_a_coach_closes_a_round_and_opens_it_again(as_: As, company: Company, spring: MentoringRoundId) -> None:
    margaret = as_(company.margaret)
    assert "Close now" not in margaret.send(at(spring, "/closing")).text
    refused = margaret.send(at(spring, "/window"), opens_on="2020-01-01", closes_on="2020-01-02")
    assert refused.status_code == 422
    assert 'value="2020-01-02"' in refused.text
    assert "Close now" in margaret.send(at(spring, "/window"), **days(last=20)).text


def publish(as_: As, company: Company, id: MentoringRoundId) -> TestResponse:
    previewed(company, id)
    return as_(company.margaret).send(at(id, "/publication"), publish="1")


def test_pairs_are_published_and_seen_by_the_two(as_: As, company: Company, spring: MentoringRoundId) -> None:
    assert "1 mentorship began." in publish(as_, company, spring).text
    [pair] = previews.pairs(spring, are_paired=True, viewer=company.margaret)
    edsger = next(one for one in members.joined(spring, page=1, viewer=company.margaret) if one.person.name == "Edsger")
    learner, other = (
        (company.linus, viewers.get(edsger.person.id))
        if pair.learner.name == "Linus"
        else (viewers.get(edsger.person.id), company.linus)
    )
    assert "Ada mentors you" in as_(learner).get(at(spring)).text
    page = as_(other).get(at(spring)).text
    assert "You weren&#39;t paired with anyone this time." in page or "You weren't paired" in page
    assert "Ada mentors" not in page
    assert f"You mentor {pair.learner.name}" in as_(company.ada).get(at(spring)).text
    assert "You didn't take part" in as_(company.margaret).get(at(spring)).text.replace("&#39;", "'")


def test_publishing_is_undone(as_: As, company: Company, spring: MentoringRoundId) -> None:
    assert "Undo publishing" in publish(as_, company, spring).text
    margaret = as_(company.margaret)
    assert "The pairs are taken back." in margaret.send(at(spring, "/publication"), publish="0").text
    assert driver.read("MATCH (one:Mentorship) RETURN one.id AS id") == []
    assert "Publish 1 pair" in margaret.get(at(spring)).text


def test_once_two_meet_it_cannot_be_undone(as_: As, company: Company, spring: MentoringRoundId) -> None:
    publish(as_, company, spring)
    driver.write("MATCH (one:Mentorship) CREATE (:MentoringSession {id: 's', state: 'agreed'})-[:OF]->(one)")
    margaret = as_(company.margaret)
    assert "Undo publishing" not in margaret.get(at(spring)).text
    assert margaret.send(at(spring, "/publication"), publish="0").status_code == 409


def test_an_old_preview_is_not_published(as_: As, company: Company, spring: MentoringRoundId) -> None:
    previewed(company, spring)
    members.leave(spring, by=company.linus)
    margaret = as_(company.margaret)
    page = margaret.get(at(spring)).text
    assert "Something has changed since this preview was made." in page
    assert "Publish" not in page.replace("Publishing", "")
    assert margaret.send(at(spring, "/publication"), publish="1").status_code == 409


def test_the_table_of_a_round_runs_nothing(as_: As, company: Company, spring: MentoringRoundId) -> None:
    profiles.describe(company.ada.id, replace(profiles.get(company.ada.id), name="=HYPERLINK(1)"))
    previewed(company, spring)
    table = as_(company.margaret).get(at(spring, "/table.csv"))
    assert table.content_type == "text/csv; charset=utf-8"
    first, pair, alone = csv.reader(io.StringIO(table.text))
    assert first == ["Learner", "Mentor", "Fit", "Locked", "Because"]
    assert {pair[0], alone[0]} == {"Linus", "Edsger"}
    assert pair[1] == "'=HYPERLINK(1)"
    assert "ahead in kafka" in pair[4]
    assert (alone[1], alone[2]) == ("", "")
