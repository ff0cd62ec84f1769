"""Reactions to posts: which are counted, who is asked, and how they affect evidence and freshness."""

import pytest

from graph import cards
from graph.driver import read
from graph.errors import Forbidden, Invalid
from graph.expertise import evidence
from graph.freshness import checks, freshness, reactions
from graph.ids import AnswerId
from graph.matching import question_history
from graph.posts import answers, questions, sidebar, texts, votes
from graph.viewers import Viewer
from tests.company import Company, question, text


def weight(id: str) -> float:
    return read("MATCH (a:Answer {id: $id}) RETURN a.weight AS weight", id=id)[0]["weight"]


def counted(company: Company, viewer: Viewer) -> tuple[int, int]:
    (card,) = cards.cards([company.kafka_question], viewer=viewer)
    return card.works, card.dangerous


def test_a_reaction_is_counted_once_changed_and_taken_back(company: Company) -> None:
    for _ in range(2):
        reactions.react(company.kafka_answer, "works", by=company.tim)
    reactions.react(company.kafka_answer, "works", by=company.grace)
    assert counted(company, company.linus) == (2, 0)
    reactions.react(company.kafka_answer, "dangerous", "It deletes the topic.", by=company.tim)
    assert counted(company, company.linus) == (1, 1)
    reactions.react(company.kafka_answer, "none", by=company.tim)
    assert counted(company, company.linus) == (1, 0)


@pytest.mark.parametrize("comment", ["", "  ", "C" * 501])
def test_a_warning_says_why(company: Company, comment: str) -> None:
    for kind in ("outdated", "dangerous"):
        with pytest.raises(Invalid):
            reactions.react(company.kafka_answer, kind, comment, by=company.tim)


def test_nobody_reacts_to_their_own_to_questions_or_to_what_they_may_not_see(company: Company) -> None:
    secret = answers.give(company.platform_question, text("With the vault."), by=company.ada)
    for on, viewer in (
        (company.kafka_answer, company.ada),
        (company.kafka_question, company.tim),
        (secret, company.tim),
    ):
        with pytest.raises(Forbidden):
            reactions.react(on, "works", by=viewer)


def test_works_for_me_weighs_as_much_as_a_vote(company: Company) -> None:
    other = answers.give(company.kafka_question, text("Look elsewhere."), by=company.linus)
    reactions.react(company.kafka_answer, "works", by=company.tim)
    votes.cast(other, 1, by=company.tim)
    for answer in (company.kafka_answer, other):
        evidence.weigh(answer)
    assert weight(company.kafka_answer) == pytest.approx(weight(other), rel=1e-4)
    assert {proof.score for proof in question_history.proofs() if proof.question} == {1}


def test_an_outdated_tip_is_a_doubt(company: Company) -> None:
    assert reactions.react(company.kafka_tip, "outdated", "It has another name.", by=company.tim).is_doubt
    assert cards.cards([company.kafka_tip], viewer=company.tim)[0].freshness == "outdated"
    assert [one.reason for one in checks.waiting(viewer=company.ada)] == ["It has another name."]


def test_an_outdated_accepted_answer_makes_its_question_outdated(company: Company) -> None:
    assert not reactions.react(company.kafka_answer, "outdated", "Renamed.", by=company.tim).is_doubt
    answers.accept(AnswerId(company.kafka_answer), by=company.grace.id)
    assert reactions.react(company.kafka_answer, "outdated", "Renamed.", by=company.tim).is_doubt
    assert freshness.outdated([company.kafka_question]) == (company.kafka_question,)


def test_who_wrote_what_is_dangerous_is_asked_until_it_is_settled(company: Company) -> None:
    reactions.react(company.kafka_answer, "dangerous", "It deletes the topic.", by=company.tim)
    assert [one.why for one in checks.waiting(viewer=company.ada)] == ["answer"]
    with pytest.raises(Forbidden):
        reactions.settle(texts.get(company.kafka_answer, viewer=company.tim), by=company.tim)
    for _ in range(2):
        reactions.settle(texts.get(company.kafka_answer, viewer=company.ada), by=company.ada)
    assert counted(company, company.tim) == (0, 0)
    assert checks.waiting(viewer=company.ada) == ()


def test_a_coach_is_asked_about_a_dangerous_answer_in_the_community(company: Company) -> None:
    given = answers.give(company.platform_question, text("chmod 777."), by=company.linus)
    reactions.react(given, "dangerous", "Everybody could read the keys.", by=company.ada)
    assert [one.why for one in checks.waiting(viewer=company.margaret)] == ["coach"]


def test_an_anonymous_askers_reaction_names_nobody_else(company: Company) -> None:
    asked = questions.ask(question("Am I alone?", "kafka", is_anonymous=True), by=company.linus.id)
    given = answers.give(asked, text("You are not."), by=company.ada)
    reactions.react(given, "dangerous", "It went wrong here.", by=company.linus)
    for viewer in (company.ada, company.grace, company.margaret, company.tim):
        (one,) = sidebar.of(asked, viewer=viewer).status[given].reactions
        assert (one.by, one.is_mine) == (None, False)
    (mine,) = sidebar.of(asked, viewer=company.linus).status[given].reactions
    assert mine.is_mine
