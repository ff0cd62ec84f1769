"""What came of a mentorship: Linus says his level, and what he has written since is counted for him and Ada."""

import pytest

from graph.errors import Invalid
from graph.ids import MentorshipId
from graph.mentoring import goals, taught
from graph.mentorships import feedback, impact, mentorships
from graph.mentorships.feedback import Feedback
from graph.posts import answers, questions, tips
from graph.viewers import Viewer
from tests.company import Company, question, text
from tests.graph.mentoring import learning
from tests.graph.mentoring.learning import KAFKA, met, pair


def over(company: Company, *, level: int | None = None) -> MentorshipId:
    """End a mentorship in which Ada and Linus have met, and let Linus say the level that he has now."""
    id = met(company.linus, company.ada)
    mentorships.end(id, by=company.linus)
    feedback.give(id, Feedback(helped="yes", level=level), by=company.linus)
    return id


def share(viewer: Viewer, with_whom: str) -> None:
    [goal] = goals.mine(viewer=viewer)
    goals.change(goal.id, goals.GoalDraft(level=3, shared_with=with_whom), by=viewer)


def tip(title: str) -> tips.TipDraft:
    return tips.TipDraft(title=title, body=text("Like this."), skills=("kafka",), community=None)


def test_the_level_now_stands_beside_the_feedback(company: Company) -> None:
    id = over(company, level=3)
    assert impact.of(id, viewer=company.linus).level_now == 3
    assert feedback.mine(id, viewer=company.linus) == Feedback(helped="yes", level=3)


@pytest.mark.parametrize("level", [0, 6])
def test_a_level_that_does_not_exist_is_refused(level: int) -> None:
    with pytest.raises(Invalid, match="from 1 to 5"):
        Feedback(helped="yes", level=level)


def test_a_mentor_says_no_level(company: Company) -> None:
    id = over(company)
    feedback.give(id, Feedback(helped="yes", level=5), by=company.ada)
    assert feedback.mine(id, viewer=company.ada) == Feedback(helped="yes")
    assert impact.of(id, viewer=company.linus).level_now is None


@pytest.mark.parametrize(("shared_with", "seen"), [("mentors", 3), ("manager", 3), ("nobody", None)])
def test_the_mentor_sees_the_level_only_if_the_goal_is_shared(
    company: Company, shared_with: str, seen: int | None
) -> None:
    id = over(company, level=3)
    share(company.linus, shared_with)
    assert impact.of(id, viewer=company.ada).level_now == seen
    assert impact.of(id, viewer=company.linus).level_now == 3


@pytest.mark.parametrize(("level", "offered"), [(2, 0), (3, 1), (4, 1), (None, 0)])
def test_reaching_the_goal_is_offered_at_its_level(company: Company, level: int | None, offered: int) -> None:
    id = over(company, level=level)
    assert len(impact.of(id, viewer=company.linus).within_reach) == offered


def test_what_the_learner_has_written_since_is_counted(company: Company) -> None:
    tips.post(tip("Before we met"), by=company.linus.id)
    id = over(company)
    answers.give(company.kafka_question, text("Look at the rebalances."), by=company.linus)
    tips.post(tip("Rebalance less"), by=company.linus.id)
    questions.ask(question("What is a broker?", "kafka"), by=company.linus.id)
    for viewer in (company.linus, company.ada):
        found = impact.of(id, viewer=viewer)
        assert [one.title for one in found.answered] == ["Why does my Kafka consumer lag?"]
        assert [one.title for one in found.posted] == ["Rebalance less"]


def test_what_the_mentor_may_not_open_or_who_asks_without_a_name_is_not_counted(company: Company) -> None:
    learning.teach(company.tim)
    id = pair(company.linus, company.tim)
    mentorships.end(id, by=company.linus)
    answers.give(company.platform_question, text("With a script."), by=company.linus)
    secret = questions.ask(question("Am I slow?", "kafka", is_anonymous=True), by=company.linus.id)
    answers.give(secret, text("I found it myself."), by=company.linus)
    assert impact.of(id, viewer=company.tim).answered == ()
    assert [one.post for one in impact.of(id, viewer=company.linus).answered] == [company.platform_question]


def test_teaching_someone_else_is_counted(company: Company) -> None:
    id = over(company)
    other = met(company.tim, company.linus)
    mentorships.end(other, by=company.tim)
    feedback.give(other, Feedback(helped="yes"), by=company.tim)
    taught.count(other)
    assert impact.of(id, viewer=company.linus).taught == 1
    assert impact.of(id, viewer=company.ada).taught == 1


def test_nobody_else_learns_what_came_of_it_and_nobody_while_it_runs(company: Company) -> None:
    id = met(company.linus, company.ada)
    assert impact.of(id, viewer=company.linus) is None
    mentorships.end(id, by=company.linus)
    for other in (company.grace, company.margaret, company.tim):
        assert impact.of(id, viewer=other) is None
        assert impact.helped(viewer=other) is None


def test_a_mentor_sees_whom_they_helped_for_themselves(company: Company) -> None:
    over(company, level=3)
    [goal] = goals.mine(viewer=company.linus)
    goals.end(goal.id, "reached", by=company.linus)
    answers.give(company.kafka_question, text("Look at the rebalances."), by=company.linus)
    found = impact.helped(viewer=company.ada)
    assert (found.mentorships, found.reached) == (1, 1)
    assert [(skill.slug, number) for skill, number in found.answered] == [(KAFKA, 1)]
    assert impact.helped(viewer=company.linus) is None


def test_a_goal_that_is_not_shared_is_not_said_to_be_reached(company: Company) -> None:
    over(company)
    share(company.linus, "nobody")
    [goal] = goals.mine(viewer=company.linus)
    goals.end(goal.id, "reached", by=company.linus)
    assert impact.helped(viewer=company.ada).reached == 0


def test_people_who_never_met_have_helped_nobody(company: Company) -> None:
    mentorships.end(pair(company.linus, company.ada), by=company.ada)
    assert impact.helped(viewer=company.ada) is None
