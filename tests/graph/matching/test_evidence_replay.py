"""A replay knows what the graph knew in the past: its sums in memory equal those in the graph."""

import pytest

from graph import clock, decay
from graph.expertise import evidence
from graph.ids import PersonId
from graph.matching import backtests, candidates, proofs, question_history, scores, signals
from graph.matching.backtests import Ranking
from graph.matching.evidence_replay import Ledger, Load
from graph.matching.scores import Vote
from graph.posts import answers, questions, votes
from tests import company as stories
from tests.company import Company


def lived_through() -> Ledger:
    """Return the ledger after everything that happened so far."""
    ledger = Ledger()
    for question in sorted(question_history.questions(), key=lambda question: question.at):
        ledger.asked(question)
    for proof in sorted(question_history.proofs(), key=lambda proof: proof.at):
        ledger.shown(proof)
        for moment in proof.changes():
            ledger.weigh(proof, at=clock.now() if moment == max(proof.changes()) else moment)
    return ledger


def asked(title: str) -> question_history.PastQuestion:
    return next(question for question in question_history.questions() if question.words.startswith(title))


def test_its_sums_are_those_of_the_graph(company: Company):
    votes.cast(company.kafka_answer, 1, by=company.linus)
    votes.cast(company.kafka_tip, -1, by=company.tim)
    answers.accept(company.kafka_answer, by=company.grace.id)
    evidence.recount()
    id = questions.ask(stories.question("My consumer is slow?", "kafka", "tls"), by=company.linus.id)
    case = candidates.case(id)
    assert case
    like = [Vote(key=company.kafka_answer, words=3.0, cosine=0.9)]
    speaking = scores.sums(candidates.by_skills(case), proofs.by_likeness(like, case))
    [ours] = candidates.able(speaking, case)
    ledger = lived_through()
    [theirs] = ledger.candidates(case, ledger.evidence(like, case), at=clock.now(), members=None)
    assert theirs.person == ours.person == company.ada.id
    assert vars(theirs.evidence) == pytest.approx(vars(ours.evidence))


def test_what_else_it_tells_of_evidence_is_what_the_graph_tells(company: Company):
    answers.give(company.platform_question, stories.text("Not open to all: with cert-manager."), by=company.ada)
    evidence.recount()
    case = candidates.case(questions.ask(stories.question("Slow?", "kafka", "tls"), by=company.linus.id))
    assert case
    ours = signals.read_off([company.ada.id], case)[company.ada.id]
    theirs = lived_through().signs([company.ada.id], case, at=clock.now())[company.ada.id]
    assert ours.pieces == 2
    assert vars(theirs) == pytest.approx(vars(ours) | {"fresh": theirs.fresh}, rel=1e-4)


def test_a_later_vote_does_not_count_yet(company: Company):
    votes.cast(company.kafka_answer, 1, by=company.linus)
    proof = next(one for one in question_history.proofs() if one.key == company.kafka_answer)
    [voted_at] = proof.changes()
    assert proof.weight(voted_at) == decay.weight(votes=0, is_accepted=False, at=proof.at)
    assert proof.weight(clock.now()) == decay.weight(votes=1, is_accepted=False, at=proof.at)


def test_what_was_shown_inside_a_closed_community_counts_only_there(company: Company):
    inside = answers.give(company.platform_question, stories.text("With cert-manager."), by=company.linus)
    case = lived_through().case(asked("Why does my Kafka"))
    ledger = lived_through()
    assert not ledger.evidence([Vote(key=inside, words=5.0)], case)
    assert ledger.candidates(case, (), at=clock.now(), members=None)[0].person == company.ada.id


def test_who_was_asked_lately_is_counted_for_two_weeks(company: Company):
    ledger, load, now = lived_through(), Load(), clock.now()
    people = ledger.candidates(ledger.case(asked("Why does my Kafka")), (), at=now, members=None)
    load.ask([company.ada.id, company.ada.id], at=now)

    def recent(at):
        return load.on(people, at=at)[0].recent_asks

    assert (recent(now), recent(now + candidates.LOAD_PERIOD)) == (2, 0)


def ranking(*ranked: str, best: str) -> Ranking:
    return Ranking(
        question="1",
        at=clock.now(),
        ranked=tuple(PersonId(name) for name in ranked),
        best=frozenset({PersonId(best)} if best else ()),
    )


def test_figures_are_of_the_questions_that_somebody_answered_best():
    figures = backtests.measure(
        [
            ranking("ada", "linus", best="ada"),
            ranking("ada", "linus", best="linus"),
            ranking("ada", best="tim"),
            ranking("ada", best=""),
        ]
    )
    assert (figures.questions, figures.mrr, figures.hit_at_1, figures.hit_at_5) == (3, 0.5, 1 / 3, 2 / 3)
    assert figures.busiest_share == 1


def test_the_figures_of_the_last_time_are_kept(graph):
    assert backtests.latest() is None
    figures = backtests.measure([ranking("ada", best="ada")])
    for _ in range(2):
        backtests.keep(figures, plain=backtests.measure([ranking("tim", best="ada")]))
    latest = backtests.latest()
    assert latest
    assert (latest.figures, latest.plain.mrr) == (figures, 0)
