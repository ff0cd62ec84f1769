"""Tasks that wait for one person, on both engines."""

from datetime import timedelta

from graph import clock
from graph.asking import asks, inbox, referrals
from graph.communities import communities, memberships
from graph.demand import anonymous_demand, needs, writing_requests
from graph.editing import duplicates, suggested_edits
from graph.editing.edits import Edit
from graph.expertise import endorsements, evidence
from graph.feed import waiting
from graph.freshness import checks, freshness
from graph.ids import QuestionId, SkillSlug
from graph.matching import experts
from graph.moderation import unmaskings
from graph.posts import answers, questions, texts
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company

KAFKA = SkillSlug("kafka")


def acts(viewer: Viewer) -> list[tuple[str, str]]:
    """Return each act that waits, and what it is about."""
    return [(one.act, one.post or one.skill or "") for one in waiting.of(viewer=viewer)]


def ask_ada(company: Company) -> QuestionId:
    evidence.weigh(company.kafka_answer)
    question = questions.ask(stories.question("My consumer is slow?", "kafka"), by=company.linus.id)
    asks.send(experts.suggest(question, []), about=question)
    return question


def test_an_answered_question_waits_for_its_askers_decision(company: Company) -> None:
    [one] = waiting.of(viewer=company.grace)
    assert (one.act, one.post, one.kind) == ("accept", company.kafka_question, "question")
    assert abs(clock.now() - one.since) < timedelta(minutes=5)
    answers.accept(company.kafka_answer, by=company.grace.id)
    assert waiting.of(viewer=company.grace) == ()


def test_an_ask_waits_with_the_skills_that_it_is_because_of(company: Company) -> None:
    question = ask_ada(company)
    [one] = waiting.of(viewer=company.ada)
    assert (one.act, one.post, one.skills, one.named_by, one.is_promised) == (
        "answer",
        question,
        ("kafka",),
        None,
        False,
    )
    [ask] = inbox.asks(viewer=company.ada)
    assert (one.key, one.since) == (ask.id, ask.made_at)
    asks.accept(ask.id, by=company.ada.id)
    assert [one.is_promised for one in waiting.of(viewer=company.ada)] == [True]


def test_an_ask_that_was_passed_on_names_the_colleague(company: Company) -> None:
    ask_ada(company)
    [ask] = inbox.asks(viewer=company.ada)
    referrals.pass_on(ask.id, "Tim", by=company.ada)
    assert [(one.act, one.named_by) for one in waiting.of(viewer=company.tim)] == [("answer", "Ada")]
    assert waiting.of(viewer=company.ada) == ()


def test_what_is_not_open_any_more_waits_for_nobody(company: Company) -> None:
    community = communities.show(company.platform, viewer=company.linus).id
    question = questions.ask(stories.question("Who rotates it?", "kafka", community=community), by=company.linus.id)
    referrals.invite(question, "Ada", by=company.linus)
    assert acts(company.ada) == [("answer", question)]
    left = Viewer(id=company.ada.id, audiences=("everyone",))
    assert acts(left) == []


def test_a_check_waits_for_the_person_who_was_asked(company: Company) -> None:
    for id in (company.kafka_answer, company.kafka_tip):
        evidence.weigh(id)
    freshness.doubt(company.kafka_tip, "It has another name.", by=company.grace)
    checks.ask(company.kafka_tip)
    assert ("verify", company.kafka_tip) in acts(company.ada)
    assert ("verify", company.kafka_tip) not in acts(company.linus)


def test_what_others_propose_waits_for_those_who_may_decide(company: Company) -> None:
    tip = texts.get(company.kafka_tip, viewer=company.tim)
    edit = Edit(
        of=tip, title=tip.title, body=stories.text("Shorter."), skills=tip.skills, is_cheat_sheet=False, summary="Typo"
    )
    suggested = suggested_edits.suggest(edit, by=company.tim)
    again = questions.ask(stories.question("Why is my consumer slow?", "kafka"), by=company.linus.id)
    duplicates.propose(again, company.kafka_question, by=company.tim)
    [change] = waiting.of(viewer=company.ada)
    assert (change.act, change.key, change.post) == ("decide_edit", suggested, company.kafka_tip)
    [copy] = waiting.of(viewer=company.linus)
    assert (copy.act, copy.post) == ("decide_duplicate", again)
    assert abs(clock.now() - copy.since) < timedelta(minutes=5)
    assert acts(company.tim) == []


def test_a_request_for_a_name_waits_for_another_coach(company: Company) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    community = communities.show(company.platform, viewer=company.margaret).id
    draft = stories.question("Who broke the cluster?", "kafka", community=community, is_anonymous=True)
    question = questions.ask(draft, by=company.linus.id)
    unmaskings.request(question, "The log holds a password.", by=company.margaret)
    assert acts(company.ada) == [("confirm_name", question)]
    assert acts(company.margaret) == []


def test_skills_to_write_about_and_to_confirm_wait_too(company: Company) -> None:
    evidence.weigh(company.kafka_answer)
    for person in (company.linus, company.tim, company.margaret):
        anonymous_demand.note([KAFKA], "failed", by=person.id)
    writing_requests.ask(needs.listed(viewer=company.grace)[0].id)
    endorsements.ask(company.tim.id, KAFKA, by=company.ada)
    assert acts(company.ada) == [("write", KAFKA)]
    assert [(one.act, one.skill, one.named_by) for one in waiting.of(viewer=company.tim)] == [
        ("confirm_skill", KAFKA, "Ada")
    ]
