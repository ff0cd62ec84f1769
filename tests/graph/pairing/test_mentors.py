"""Mentors for Linus, who wants to get better at Kafka: who can be asked, in which order, and what is against them."""

from collections.abc import Callable
from dataclasses import astuple, replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as any_of

from graph import clock, driver, viewers
from graph.errors import NotFound
from graph.expertise import stated_levels
from graph.ids import GoalId, MentorshipId, PersonId, new_id
from graph.mentoring import fit, goals, offers, replies, requests
from graph.mentoring.offers import Offer
from graph.mentorships import feedback
from graph.mentorships.feedback import Feedback
from graph.pairing import avoided, mentors
from graph.pairing.mentors import Against
from graph.people import employment, people, profiles
from graph.settings import MentorWeights, Settings
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.graph.mentoring.learning import KAFKA, aim, teach


def named(goal: GoalId, viewer: Viewer) -> list[str]:
    return [one.name for one in mentors.suggest(goal, viewer=viewer)]


def describe(viewer: Viewer, **said: object) -> None:
    profiles.describe(viewer.id, replace(profiles.get(viewer.id), **said))


def away(company: Company) -> None:
    describe(company.ada, away_until=date.today() + timedelta(days=9))


def unlisted(company: Company) -> None:
    describe(company.ada, is_listed=False)


def gone(company: Company) -> None:
    employment.leave(company.ada.id, by=stories.join("Admin", is_admin=True))


def no_longer_teaching(company: Company) -> None:
    stated_levels.set_interest(KAFKA, wants=False, teaches=False, by=company.ada)


def hiding(company: Company) -> None:
    stated_levels.show_to(KAFKA, "managers", by=company.ada.id)


def not_ahead(company: Company) -> None:
    stated_levels.state(KAFKA, 1, by=company.ada)


def managing(company: Company) -> None:
    people.report_to(company.grace.id, company.ada.id)


def managed(company: Company) -> None:
    people.report_to(company.ada.id, company.linus.id)


def of_other_words(company: Company) -> None:
    describe(company.ada, languages=("pl",))
    describe(company.linus, languages=("fi",))


def far_away(company: Company) -> None:
    describe(company.ada, time_zone="Pacific/Honolulu")
    describe(company.linus, time_zone="Europe/Berlin")


def paused(company: Company) -> None:
    offers.set_terms(Offer(is_paused=True), by=company.ada)


def for_their_unit(company: Company) -> None:
    offers.set_terms(Offer(asked_by="unit"), by=company.ada)


def full(company: Company) -> None:
    goal = aim(company.tim, level=2)
    requests.send(goal, (company.ada.id,), "Teach me.", by=company.tim)
    [waiting] = replies.waiting(viewer=company.ada)
    replies.accept(waiting.id, replies.Agreement(), by=company.ada)


@pytest.mark.parametrize(
    "happens",
    [
        away, unlisted, gone, no_longer_teaching, hiding, not_ahead, managing, managed, of_other_words, far_away,
        paused, for_their_unit, full,
    ],
)  # fmt: skip
def test_someone_who_cannot_be_a_mentor_is_not_suggested(company: Company, happens: Callable[[Company], None]) -> None:
    teach(company.ada)
    goal = aim(company.linus)
    assert named(goal, company.linus) == ["Ada"]
    happens(company)
    assert named(goal, viewers.get(company.linus.id)) == []
    assert mentors.able(goal, viewer=company.linus) == ()


def test_nobody_is_their_own_mentor(company: Company) -> None:
    stated_levels.set_interest(KAFKA, wants=True, teaches=True, by=company.linus)
    assert named(aim(company.linus), company.linus) == []


def test_colleagues_of_a_community_or_unit_are_suggested_where_that_is_asked(company: Company) -> None:
    teach(company.ada)
    goal = aim(company.linus)
    offers.set_terms(Offer(asked_by="communities"), by=company.ada)
    assert named(goal, company.linus) == ["Ada"]
    offers.set_terms(Offer(asked_by="unit"), by=company.ada)
    for one in (company.ada, company.linus):
        people.work_in(one.id, "Trading")
    assert named(goal, company.linus) == ["Ada"]


def test_not_now_lasts_for_a_month_and_for_this_goal(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    teach(company.ada)
    goal = aim(company.linus)
    avoided.not_now(company.ada.id, goal, by=company.linus)
    assert named(goal, company.linus) == []
    later = clock.now() + avoided.NOT_NOW + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert named(goal, company.linus) == ["Ada"]


def test_never_holds_for_both_and_can_be_taken_back(company: Company) -> None:
    teach(company.ada)
    goal = aim(company.linus)
    avoided.never(company.ada.id, by=company.linus)
    assert named(goal, company.linus) == []
    avoided.allow(company.ada.id, goal, by=company.linus)
    avoided.never(company.linus.id, by=company.ada)
    assert named(goal, company.linus) == []


def test_someone_who_declined_is_not_suggested_again_for_this_goal(company: Company) -> None:
    teach(company.ada, company.tim)
    goal = aim(company.linus)
    requests.send(goal, (company.ada.id,), "Teach me.", by=company.linus)
    [waiting] = replies.waiting(viewer=company.ada)
    replies.decline(waiting.id, "time", by=company.ada)
    assert named(goal, company.linus) == ["Tim"]


def test_the_goals_of_others_and_those_that_ended_have_no_mentors(company: Company) -> None:
    teach(company.ada)
    goal = aim(company.linus)
    for stranger in (company.grace, company.ada, company.tim):
        with pytest.raises(NotFound):
            mentors.suggest(goal, viewer=stranger)
    goals.end(goal, "reached", by=company.linus)
    with pytest.raises(NotFound):
        mentors.suggest(goal, viewer=company.linus)


def test_a_skill_that_only_strangers_know_has_no_mentors_for_others(company: Company) -> None:
    teach(company.ada)
    goal = aim(company.linus)
    driver.write("MATCH (skill:Skill {slug: 'kafka'}) SET skill.audiences = ['elsewhere']")
    with pytest.raises(NotFound):
        mentors.suggest(goal, viewer=company.linus)


def test_at_most_five_the_best_first_and_one_who_was_looked_for(company: Company) -> None:
    crowd = [viewers.get(stories.join(name)) for name in ("Anna", "Bert", "Carl", "Dora", "Emil", "Fred")]
    teach(*crowd, level=2)
    teach(crowd[5], level=3)
    goal = aim(company.linus)
    found = mentors.suggest(goal, viewer=company.linus)
    assert found[0].name == "Fred"
    assert len(found) == mentors.PROPOSED
    [missing] = {one.id for one in crowd} - {one.id for one in found}
    assert [one.id for one in mentors.suggest(goal, viewer=company.linus, besides=[missing])][5:] == [missing]


def test_someone_with_more_mentees_or_longer_away_comes_later(company: Company) -> None:
    teach(company.ada, company.tim, level=3)
    goal = aim(company.linus)
    driver.write(
        "MATCH (p:Person {id: $tim}) SET p.last_active_at = datetime($long_ago)",
        tim=company.tim.id,
        long_ago=(clock.now() - timedelta(days=30)).isoformat(),
    )
    assert named(goal, company.linus) == ["Ada", "Tim"]
    offers.set_terms(Offer(places=2), by=company.ada)
    full(replace(company, tim=company.margaret))
    [ada] = [one for one in mentors.suggest(goal, viewer=company.linus) if one.name == "Ada"]
    assert Against(kind="places", number=1) in ada.against


def test_what_is_known_of_a_mentor(company: Company) -> None:
    teach(company.ada, level=3)
    describe(company.ada, time_zone="Europe/Berlin", languages=("de", "en"))
    describe(company.linus, time_zone="Asia/Kolkata", languages=("en", "hi"))
    [ada] = mentors.suggest(aim(company.linus), viewer=company.linus)
    assert (ada.level, ada.source, ada.ahead, ada.languages) == (3, "self", 2, ("en",))
    assert [one.kind for one in ada.against] == ["hours"]
    assert 0 < ada.parts.total <= 1


@pytest.mark.parametrize("said", [1, 2])
def test_feedback_counts_from_three_learners_on(company: Company, said: int) -> None:
    teach(company.ada)
    goal = aim(company.linus)
    _ended(company.ada, *[company.tim, company.grace][:said])
    assert mentors.suggest(goal, viewer=company.linus)[0].parts.feedback == pytest.approx(0.1 * fit.NO_FEEDBACK)
    _ended(company.ada, company.tim)
    assert mentors.suggest(goal, viewer=company.linus)[0].parts.feedback == pytest.approx(0.1 * fit.NO_FEEDBACK)
    _ended(company.ada, company.grace, company.margaret)
    assert mentors.suggest(goal, viewer=company.linus)[0].parts.feedback == pytest.approx(0.1)


def test_the_site_weighs_the_parts_within_bounds(company: Company, graph: Settings) -> None:
    teach(company.ada, level=5)
    goal = aim(company.linus)
    try:
        driver.connect(replace(graph, mentor_weights=MentorWeights(gap=80, ahead=0, hours=0, feedback=0, unit=0)))
        assert astuple(mentors.weights()) == (1, 0, 0, 0, 0)
        assert mentors.suggest(goal, viewer=company.linus)[0].parts.total == 1
    finally:
        driver.connect(graph)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(levels=any_of.lists(any_of.integers(2, 5), min_size=1, max_size=5), data=any_of.data())
def test_one_more_mentor_makes_nobody_worse_and_the_order_of_joining_decides_nothing(
    company: Company, levels: list[int], data: any_of.DataObject
) -> None:
    goal = aim(company.linus)
    crowd = [PersonId(f"m{place}") for place in range(len(levels))]
    driver.write("MATCH (mentor:Person) WHERE mentor.id STARTS WITH 'm' AND size(mentor.id) = 2 DETACH DELETE mentor")
    for place in data.draw(any_of.permutations(range(len(levels)))):
        before = mentors.able(goal, viewer=company.linus)
        _teaching(crowd[place], levels[place])
        after = mentors.able(goal, viewer=company.linus)
        assert [id for id in after if id != crowd[place]] == list(before)
    # To be two levels ahead counts, but less than the gap does.
    expected = sorted(crowd, key=lambda id: (-levels[crowd.index(id)], id))
    assert list(mentors.able(goal, viewer=company.linus)) == expected


def _teaching(id: PersonId, level: int) -> None:
    driver.write(
        """
        MATCH (skill:Skill {slug: 'kafka'})
        CREATE (mentor:Person {id: $id, name: $id, state: 'active', last_active_at: datetime($now)})
        CREATE (mentor)-[:STANDS_IN {teaches: true, level: $level}]->(skill)
        CREATE (mentor)-[knows:KNOWS {audience: 'everyone', level: $level, source: 'self'}]->(skill)
        SET knows.weight = 0.0, knows.evidence = 0
        """,
        id=id,
        level=level,
        now=clock.now().replace(hour=0, minute=0, second=0, microsecond=0).isoformat(),
    )


def _ended(mentor: Viewer, *learners: Viewer) -> None:
    """Let mentorships end of which each of these learners says that it helped."""
    for learner in learners:
        id = MentorshipId(new_id())
        driver.write(
            """
            MATCH (mentor:Person {id: $mentor})
            MATCH (learner:Person {id: $learner})
            CREATE (past:Mentorship {id: $id, state: 'ended'})
            CREATE (mentor)-[:MENTORS_IN]->(past)
            CREATE (learner)-[:LEARNS_IN]->(past)
            """,
            mentor=mentor.id,
            learner=learner.id,
            id=id,
        )
        feedback.give(id, Feedback(helped="yes"), by=learner)
        feedback.give(id, Feedback(helped="no"), by=mentor)
