"""Merging two skills while someone looks for a mentor, or has one, for both: nothing of it is lost, or doubled."""

import pytest

from graph import driver, viewers
from graph.ids import SkillSlug
from graph.mentoring import goals, replies, requests, turns
from graph.mentorships import mentorships
from graph.merging import merges
from graph.posts import questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question
from tests.graph.mentoring.learning import KAFKA, aim, pair, teach
from tests.graph.merging.test_merges import dump

APACHE = SkillSlug("apache-kafka")


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin in whose company Ada and Tim teach two skills that Linus wants to learn."""
    questions.ask(question("Which client?", "apache kafka"), by=company.tim.id)
    for skill in (KAFKA, APACHE):
        teach(company.ada, company.tim, skill=skill, places=3)
        aim(company.linus, skill=skill)
    return viewers.get(stories.join("Barbara", is_admin=True))


def request(company: Company, skill: SkillSlug, *mentors: Viewer) -> None:
    goal = next(one.id for one in goals.mine(viewer=company.linus) if one.skill.slug == skill)
    requests.send(goal, [one.id for one in mentors], "Teach me.", by=company.linus)


def asked(company: Company) -> list[tuple[str, str]]:
    return [(one.skill.slug, one.state) for one in requests.mine(viewer=company.linus)]


def test_a_request_goes_on_for_the_goal_that_is_kept(company: Company, barbara: Viewer) -> None:
    request(company, APACHE, company.ada, company.tim)
    merges.merge(APACHE, KAFKA, by=barbara)
    assert asked(company) == [("kafka", "open")]
    assert turns.release() == ()
    [wanted] = replies.waiting(viewer=company.ada)
    assert wanted.skill.slug == "kafka"


def test_a_mentorship_goes_on_and_serves_the_goal_that_is_kept(company: Company, barbara: Viewer) -> None:
    id = pair(company.linus, company.ada, skill=APACHE)
    merges.merge(APACHE, KAFKA, by=barbara)
    [goal] = goals.mine(viewer=company.linus)
    rows = driver.read("MATCH (:Mentorship {id: $id})-[:SERVES]->(goal:Goal) RETURN goal.id AS goal", id=id)
    assert [row["goal"] for row in rows] == [goal.id]
    assert [skill.slug for skill in mentorships.get(id, viewer=company.linus).skills] == ["kafka"]


@pytest.mark.parametrize(("lost", "kept"), [(APACHE, KAFKA), (KAFKA, APACHE)])
def test_undoing_the_merge_brings_everything_back(
    company: Company, barbara: Viewer, lost: SkillSlug, kept: SkillSlug
) -> None:
    pair(company.linus, company.ada, skill=KAFKA)
    request(company, APACHE, company.tim, company.ada)
    before = dump()
    merges.undo(merges.merge(lost, kept, by=barbara), by=barbara)
    assert dump() == before


def test_two_open_requests_do_not_become_two_for_one_goal(company: Company, barbara: Viewer) -> None:
    request(company, APACHE, company.ada)
    request(company, KAFKA, company.tim)
    merges.merge(APACHE, KAFKA, by=barbara)
    assert asked(company) == [("kafka", "open")]
    for id in turns.release():
        turns.ask_next(id)
    # Ada no longer needs to reply.
    assert replies.waiting(viewer=company.ada) == ()
    assert len(replies.waiting(viewer=company.tim)) == 1


def test_what_is_declined_between_stays_declined_after_the_undoing(company: Company, barbara: Viewer) -> None:
    request(company, APACHE, company.ada)
    merged = merges.merge(APACHE, KAFKA, by=barbara)
    turns.ask_next(replies.decline(replies.waiting(viewer=company.ada)[0].id, by=company.ada))
    merges.undo(merged, by=barbara)
    assert asked(company) == [("apache-kafka", "ended")]
