"""Rings: who is asked next, when the next ring begins, and when coaches take over, with a stopped clock."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from graph import clock, driver, viewers
from graph.asking import asks, deadlines, inbox, widening
from graph.communities import communities
from graph.communities.communities import CommunityDraft
from graph.expertise import evidence, stated_levels
from graph.ids import PersonId, QuestionId, SkillSlug
from graph.matching import candidates, experts
from graph.posts import answers, questions
from tests import company as stories
from tests.company import Company

Wait = Callable[..., None]


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Wait:
    """Return a function that lets time pass. In between, the clock stands still."""
    now = [clock.now()]

    def let_pass(**time: float) -> None:
        now[0] += timedelta(**time)

    monkeypatch.setattr(clock, "now", lambda: now[0])
    return let_pass


def match(question: QuestionId) -> None:
    """Do what the worker does, without an index."""
    asks.send(experts.suggest(question, []), about=question)
    while widening.pass_empty(question):
        asks.send(experts.suggest(question, []), about=question)


def sweep() -> list[QuestionId]:
    """Do what the worker does every ten minutes, and return the questions that it looked at."""
    found = [*deadlines.release(), *deadlines.expire(), *widening.widen()]
    for question in found:
        match(question)
    return found


def knows(person: PersonId, *skills: str) -> None:
    """Let someone show that they know these skills."""
    question = questions.ask(stories.question(f"About {skills[0]}?", *skills), by=stories.join(f"asker-{skills[0]}"))
    evidence.weigh(answers.give(question, stories.text("Like this."), by=viewers.get(person)))


def link(one: str, relation: str, other: str) -> None:
    """Relate two skills, or put the first below the second."""
    ends = "MATCH (a:Skill {slug: $one}) MATCH (b:Skill {slug: $other})"
    statements = {
        "RELATED": f"{ends} CREATE (a)-[:RELATED {{weight: 1.0}}]->(b)",
        "BROADER": f"{ends} CREATE (a)-[:BROADER]->(b)",
    }
    driver.write(statements[relation], one=one, other=other)


def who(question: QuestionId, company: Company) -> list[str]:
    return [one.person.name for one in widening.asked(question, viewer=company.grace)]


@pytest.fixture
def question(company: Company, wait: Wait) -> QuestionId:
    """Linus asks about Kafka, which Ada knows; Tim knows streaming, which is broader."""
    knows(company.ada.id, "kafka")
    knows(company.tim.id, "streaming")
    link("kafka", "BROADER", "streaming")
    question = questions.ask(stories.question("Slow?", "kafka"), by=company.linus.id)
    match(question)
    return question


def test_first_those_who_know_the_skill_itself_are_asked(company: Company, question: QuestionId):
    assert who(question, company) == ["Ada"]


def test_the_page_says_which_ring_it_is_and_when_it_grows(company: Company, question: QuestionId):
    ring = widening.of_question(question, viewer=company.grace)
    assert (ring.number, ring.is_unsolved) == (1, False)
    assert ring.widens_at == pytest.approx(clock.now() + timedelta(days=3), abs=timedelta(milliseconds=1))


def test_after_three_days_those_are_asked_who_know_broader_skills(company: Company, question: QuestionId, wait: Wait):
    wait(days=2, hours=23)
    assert sweep() == []
    wait(hours=2)
    assert question in sweep()
    assert who(question, company) == ["Tim"]
    [one] = widening.asked(question, viewer=company.grace)
    assert (one.ring, [reason.part for reason in one.reasons]) == (2, ["near"])


def test_a_decline_alone_does_not_widen_the_circle(company: Company, question: QuestionId, wait: Wait):
    [ask] = inbox.asks(viewer=company.ada)
    match(asks.decline(ask.id, by=company.ada.id))
    assert who(question, company) == []
    wait(days=3, minutes=1)
    sweep()
    assert who(question, company) == ["Tim"]


def test_a_ring_without_anybody_is_not_waited_for(company: Company, wait: Wait):
    knows(company.tim.id, "streaming")
    evidence.weigh(company.kafka_tip)
    question = questions.ask(stories.question("Flink?", "flink"), by=company.linus.id)
    link("flink", "RELATED", "streaming")
    match(question)
    assert who(question, company) == ["Tim"]
    assert widening.of_question(question, viewer=company.grace).number == 2


def test_skills_that_are_broader_than_each_other_end(company: Company, question: QuestionId, wait: Wait):
    link("streaming", "BROADER", "kafka")
    link("kafka", "RELATED", "kafka")
    for _ in range(6):
        wait(days=3, minutes=1)
        sweep()
    assert widening.of_question(question, viewer=company.grace).is_unsolved


def test_the_third_ring_are_the_people_of_communities_around_it(company: Company, wait: Wait):
    circle = communities.found(
        CommunityDraft(name="Streams", purpose="All that flows.", visibility="public"), by=company.margaret.id
    )
    community = communities.show(circle, viewer=company.margaret).id
    questions.ask(stories.question("Kafka or not?", "kafka", community=community), by=company.margaret.id)
    tea = questions.ask(stories.question("Who brings tea?", "tea", community=community), by=company.margaret.id)
    evidence.weigh(answers.give(tea, stories.text("I do."), by=company.tim))
    question = questions.ask(stories.question("Slow?", "kafka"), by=company.linus.id)
    match(question)
    [one] = widening.asked(question, viewer=company.grace)
    assert (one.person.name, one.ring, one.reasons[0].part) == ("Tim", 3, "circle")


def test_nobody_is_asked_for_what_they_hide(company: Company, wait: Wait):
    circle = communities.found(
        CommunityDraft(name="Streams", purpose="All that flows.", visibility="public"), by=company.margaret.id
    )
    community = communities.show(circle, viewer=company.margaret).id
    questions.ask(stories.question("Kafka or not?", "kafka", community=community), by=company.margaret.id)
    tea = questions.ask(stories.question("Who brings tea?", "tea", community=community), by=company.margaret.id)
    evidence.weigh(answers.give(tea, stories.text("I do."), by=company.tim))
    stated_levels.show_to(SkillSlug("tea"), "me", by=company.tim.id)
    question = questions.ask(stories.question("Slow?", "kafka"), by=company.linus.id)
    match(question)
    assert who(question, company) == []
    assert inbox.asks(viewer=company.tim) == ()


def test_a_ring_that_grew_waits_for_its_match(company: Company, question: QuestionId, wait: Wait):
    wait(days=3, minutes=1)
    # The worker dies before it asks anyone.
    assert widening.widen() == (question,)
    assert question in candidates.unmatched()
    match(question)
    assert question not in candidates.unmatched()
    assert "Tim" in who(question, company)


def test_a_closed_question_never_leaves_its_community(company: Company, wait: Wait):
    knows(company.tim.id, "tls")
    everyones = questions.ask(stories.question("Who rotates certificates?", "tls"), by=company.linus.id)
    question = company.platform_question
    for one in (everyones, question):
        match(one)
    assert [ask.question for ask in inbox.asks(viewer=company.tim)] == [everyones]
    for _ in range(4):
        wait(days=3, minutes=1)
        sweep()
        assert question not in [ask.question for ask in inbox.asks(viewer=company.tim)]
    [left] = widening.unsolved(viewer=company.margaret)
    assert left.id == question


def test_only_its_coaches_see_what_no_ring_solved(company: Company, wait: Wait):
    match(company.platform_question)
    assert [one.id for one in widening.unsolved(viewer=company.margaret)] == [company.platform_question]
    for somebody in (company.ada, company.linus, company.tim, company.grace):
        assert widening.unsolved(viewer=somebody) == ()


def test_what_belongs_to_no_community_is_the_admins(company: Company, wait: Wait):
    question = questions.ask(stories.question("Where is the coffee?", "coffee"), by=company.linus.id)
    match(question)
    assert widening.unsolved(viewer=company.grace) == ()
    driver.write("MATCH (grace:Person {id: $id}) SET grace.is_admin = true", id=company.grace.id)
    assert [one.id for one in widening.unsolved(viewer=company.grace)] == [question]


def test_an_answer_takes_it_from_the_coaches_and_stops_the_rings(company: Company, question: QuestionId, wait: Wait):
    answers.give(question, stories.text("More partitions."), by=company.margaret)
    assert widening.of_question(question, viewer=company.grace).widens_at is None
    unanswered = questions.ask(stories.question("Still slow?", "kafka"), by=company.linus.id)
    match(unanswered)
    wait(days=30)
    assert widening.widen() == (unanswered,)
    match(company.platform_question)
    assert [one.id for one in widening.unsolved(viewer=company.margaret)] == [company.platform_question]
    answers.give(company.platform_question, stories.text("So."), by=company.linus)
    assert widening.unsolved(viewer=company.margaret) == ()


def test_a_fresh_promise_is_waited_for_and_an_old_one_is_not(company: Company, question: QuestionId, wait: Wait):
    wait(days=2)
    [ask] = inbox.asks(viewer=company.ada)
    asks.accept(ask.id, by=company.ada.id)
    wait(days=2)
    assert widening.widen() == ()
    wait(days=2)
    assert widening.widen() == (question,)


def test_sweeping_twice_changes_nothing(company: Company, question: QuestionId, wait: Wait):
    wait(days=3, minutes=1)
    sweep()
    assert sweep() == []
    assert who(question, company) == ["Tim"]


def test_the_community_decides_how_long_a_ring_waits(company: Company, wait: Wait):
    knows(company.tim.id, "tls")
    question = company.platform_question
    evidence.weigh(answers.give(company.kafka_question, stories.text("So."), by=company.linus))
    match(question)
    week = deadlines.Deadlines(silence_days=7, ring_days=7)
    deadlines.set_days(company.platform, week, by=company.margaret.id)
    wait(days=6)
    assert sweep() == []
    assert widening.of_question(question, viewer=company.ada).number == 1
    wait(days=2)
    assert question in sweep()
    # Nobody fits the wider rings, so it passes through them at once.
    assert widening.of_question(question, viewer=company.ada).number == widening.LAST


def test_a_question_from_the_future_is_matched_and_widened_like_any_other(company: Company, wait: Wait):
    knows(company.ada.id, "kafka")
    wait(days=400)
    question = questions.ask(stories.question("Tomorrow?", "kafka"), by=company.linus.id)
    wait(days=-400)
    assert question in candidates.unmatched()
    match(question)
    assert who(question, company) == ["Ada"]
    wait(days=3, minutes=1)
    assert question in sweep()
    # Nobody fits the wider rings, so it passes through them at once.
    assert widening.of_question(question, viewer=company.grace).number == widening.LAST


def test_who_may_not_see_the_question_sees_no_ring(company: Company, wait: Wait):
    match(company.platform_question)
    assert widening.of_question(company.platform_question, viewer=company.tim).widens_at is None
    assert not widening.of_question(company.platform_question, viewer=company.tim).is_unsolved
