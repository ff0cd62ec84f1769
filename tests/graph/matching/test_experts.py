"""Choosing whom to ask: the laws of the formula, and the rules about who may be asked, on both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from graph import clock, driver
from graph.asking import asks
from graph.communities import communities
from graph.expertise import evidence
from graph.freshness import verification_evidence
from graph.ids import PersonId, PostId, QuestionId
from graph.matching import experts
from graph.matching.scores import Candidate, Evidence, Parts, Vote
from graph.matching.signals import Signals
from graph.people import people, profiles
from graph.posts import answers, questions
from tests import company as stories
from tests.company import Company

AMOUNT = some.floats(0, 1e6, allow_subnormal=False).map(lambda number: round(number, 3))
CANDIDATES = some.lists(
    some.builds(
        Candidate,
        person=some.text("bcdfg", min_size=6, max_size=6).map(PersonId),
        evidence=some.builds(Parts, tag=AMOUNT, text=AMOUNT, meaning=some.just(0.0), active=AMOUNT),
        idle=some.timedeltas(timedelta(0), timedelta(days=900)),
        recent_asks=some.integers(0, 30),
    ),
    unique_by=lambda candidate: candidate.person,
    max_size=8,
)


@given(CANDIDATES)
def test_the_shares_of_a_score_add_up_and_so_do_all_merits(people: list[Candidate]):
    ranked = experts.rank(people)
    assert all(one.shares.total == pytest.approx(1) for one in ranked)
    merits = sum(one.score / one.availability for one in ranked)
    assert merits <= 1 + 1e-9


@given(CANDIDATES, some.randoms())
def test_the_order_does_not_depend_on_the_order_in_which_people_came(people: list[Candidate], random):
    shuffled = people.copy()
    random.shuffle(shuffled)
    assert [one.person for one in experts.rank(shuffled)] == [one.person for one in experts.rank(people)]


def candidate(name: str, *, tag: float = 1.0, idle_days: float = 0, recent_asks: int = 0) -> Candidate:
    """Return a candidate of whom only this is known."""
    evidence = Parts(tag=tag, text=0.0, meaning=0.0, active=0.0)
    return Candidate(person=PersonId(name), evidence=evidence, idle=timedelta(days=idle_days), recent_asks=recent_asks)


def test_of_equals_the_one_who_was_asked_less_comes_first():
    ranked = experts.rank([candidate("ada", recent_asks=4), candidate("linus")])
    assert [one.person for one in ranked] == ["linus", "ada"]
    assert ranked[0].score / ranked[1].score == pytest.approx(1.4)


def test_who_has_not_been_here_for_two_weeks_counts_little_more_than_half():
    present, absent = experts.rank([candidate("ada"), candidate("linus", idle_days=14)])
    assert absent.score / present.score == pytest.approx(0.55)


def test_an_answer_that_counts_for_skills_and_words_is_one_reason():
    ada = Candidate(
        person=PersonId("ada"),
        evidence=Parts(tag=4.0, text=1.0, meaning=0.0, active=0.0),
        idle=timedelta(0),
        recent_asks=0,
    )
    proofs = [Evidence(id="a", author=ada.person, tag=1.0), Evidence(id="a", author=ada.person, text=1.0)]
    [suggestion] = experts.explain(experts.rank([ada]), [ada], proofs)
    [reason] = suggestion.reasons
    assert reason.share == pytest.approx(suggestion.shares.tag / 4 + suggestion.shares.text)


def ask_about_kafka(company: Company, **details) -> QuestionId:
    """Let Linus ask about a skill that Ada has shown."""
    for proof in (company.kafka_answer, company.kafka_tip):
        evidence.weigh(proof)
    return questions.ask(stories.question("My consumer is slow?", "kafka", **details), by=company.linus.id)


def suggested(question: QuestionId, *votes: Vote) -> list[PersonId]:
    return [one.person for one in experts.suggest(question, votes)]


def test_who_has_answered_in_that_skill_is_suggested_because_of_it(company: Company):
    [suggestion] = experts.suggest(ask_about_kafka(company), [])
    assert suggestion.person == company.ada.id
    assert {reason.evidence for reason in suggestion.reasons} == {company.kafka_answer, company.kafka_tip}
    assert sum(reason.share for reason in suggestion.reasons) == pytest.approx(suggestion.shares.tag)


def test_similar_words_are_enough_without_any_common_skill(company: Company):
    evidence.weigh(company.kafka_answer)
    question = questions.ask(stories.question("Rebalances?"), by=company.linus.id)
    [suggestion] = experts.suggest(question, [Vote(key=company.kafka_answer, words=7.5)])
    assert [reason.part for reason in suggestion.reasons] == ["text"]


def test_who_has_nothing_to_show_as_a_reason_takes_nobodys_place(company: Company):
    for number in range(experts.EXPERTS_PER_QUESTION):
        reader = stories.join(f"reader-{number}")
        verification_evidence.note(company.kafka_tip, by=reader)
    evidence.weigh_post(company.kafka_tip)
    evidence.weigh(company.kafka_answer)
    [row] = driver.read("MATCH (:Person)-[knows:KNOWS]->(:Skill {slug: 'kafka'}) RETURN count(knows) AS people")
    assert row["people"] == experts.EXPERTS_PER_QUESTION + 1
    question = questions.ask(stories.question("Slow?", "kafka"), by=company.linus.id)
    # The readers are nearest to the asker. They would come first and take all five places.
    driver.write("MATCH (p:Person) WHERE p.id <> $ada SET p.office = 'Paris'", ada=company.ada.id)
    assert [one.person for one in experts.suggest(question, [])] == [company.ada.id]


def test_nobody_is_suggested_without_evidence(company: Company):
    assert suggested(questions.ask(stories.question("Where is the coffee?", "coffee"), by=company.linus.id)) == []


def test_the_asker_is_never_suggested(company: Company):
    assert suggested(ask_about_kafka(company)) == [company.ada.id]
    assert suggested(questions.ask(stories.question("And again?", "kafka"), by=company.ada.id)) == []


def test_who_has_answered_already_is_not_asked_to(company: Company):
    question = ask_about_kafka(company)
    assert suggested(question) == [company.ada.id]
    answers.give(question, stories.text("Add partitions."), by=company.ada)
    assert suggested(question) == []


def test_a_question_with_an_accepted_answer_needs_nobody(company: Company):
    question = ask_about_kafka(company)
    assert suggested(question) == [company.ada.id]
    answer = answers.give(question, stories.text("Add partitions."), by=company.tim)
    answers.accept(answer, by=company.linus.id)
    assert suggested(question) == []


@pytest.mark.parametrize(
    ("property", "value"),
    [("takes_asks", False), ("state", "left"), ("ask_limit", 0)],
    ids=["who wants no asks", "who has left", "beyond the own limit"],
)
def test_nobody_is_asked(company: Company, property: str, value: object):
    question = ask_about_kafka(company)
    assert suggested(question) == [company.ada.id]
    driver.write("MATCH (ada:Person {id: $id}) SET ada += $change", id=company.ada.id, change={property: value})
    assert suggested(question) == []


def test_who_is_away_is_asked_again_after_the_return(company: Company, monkeypatch: pytest.MonkeyPatch):
    question = ask_about_kafka(company)
    tomorrow = clock.now() + timedelta(days=1)
    profiles.describe(company.ada.id, replace(profiles.get(company.ada.id), away_until=tomorrow.date()))
    assert suggested(question) == []
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    assert suggested(question) == [company.ada.id]


def test_only_members_are_asked_in_a_closed_community(company: Company):
    question = questions.ask(stories.question("Who restarts the broker?", "kafka"), by=company.linus.id)
    evidence.weigh(answers.give(question, stories.text("I do."), by=company.tim))
    evidence.weigh(company.kafka_tip)
    community = communities.show(company.platform, viewer=company.linus).id
    closed = questions.ask(stories.question("Broker down?", "kafka", community=community), by=company.linus.id)
    assert suggested(closed) == [company.ada.id]
    everyones = questions.ask(stories.question("Broker down?", "kafka"), by=company.linus.id)
    assert set(suggested(everyones)) == {company.ada.id, company.tim.id}


def test_evidence_from_a_closed_community_speaks_for_nobody_outside(company: Company):
    answer = answers.give(company.platform_question, stories.text("With cert-manager."), by=company.margaret)
    evidence.weigh(answer)
    question = questions.ask(stories.question("Who rotates certificates?", "tls"), by=company.tim.id)
    assert suggested(question, Vote(key=answer, words=9.0)) == []
    community = communities.show(company.platform, viewer=company.linus).id
    inside = questions.ask(stories.question("Who rotates them?", "tls", community=community), by=company.linus.id)
    assert suggested(inside) == [company.margaret.id]


def test_no_manager_is_asked_anonymously_and_who_asks_does_not_matter(company: Company):
    people.report_to(company.grace.id, company.margaret.id)
    for knower in (company.grace, company.margaret, company.linus, company.tim):
        evidence.weigh(answers.give(company.kafka_question, stories.text("Look at the lag."), by=knower))
    # Tim reports to nobody, so only a rule that holds for all managers tells nothing about who asked.
    for asker in (company.linus, company.tim):
        question = questions.ask(stories.question("A silly one?", "kafka", is_anonymous=True), by=asker.id)
        assert set(suggested(question)) == {company.linus.id, company.tim.id}
    known = questions.ask(stories.question("Under my name?", "kafka"), by=company.linus.id)
    assert set(suggested(known)) == {company.grace.id, company.margaret.id, company.tim.id}


def test_after_the_asks_were_sent_nobody_else_is_suggested(company: Company):
    question = ask_about_kafka(company)
    asks.send(experts.suggest(question, [], limit=1), about=question)
    evidence.weigh(answers.give(company.kafka_question, stories.text("Look at the lag."), by=company.tim))
    assert experts.suggest(question, [], limit=1) == ()
    assert [one.person for one in experts.suggest(question, [], limit=2)] == [company.tim.id]


def test_what_is_gone_has_no_experts(company: Company):
    assert suggested(QuestionId(PostId("gone"))) == []


def test_an_order_sees_the_evidence_of_those_whom_the_formula_names_and_decides_the_sequence(company: Company):
    for knower in (company.tim, company.margaret):
        evidence.weigh(answers.give(company.kafka_question, stories.text("Look at the lag."), by=knower))
    evidence.weigh(company.kafka_answer)
    id = questions.ask(stories.question("Slow?", "kafka"), by=company.linus.id)
    seen = dict[PersonId, Signals]()

    def margaret_first(ranked, _people, signs):
        seen.update(signs)
        return sorted(ranked, key=lambda one: one.person != company.margaret.id)

    found = experts.suggest(id, [Vote(key=company.kafka_answer, words=2.0)], order=margaret_first)
    assert found[0].person == company.margaret.id
    assert {one.person for one in found} == {company.ada.id, company.tim.id, company.margaret.id} == set(seen)
    assert (seen[company.ada.id].alike, seen[company.ada.id].place, seen[company.tim.id].alike) == (1, 0, 0)
    assert all(one.reasons for one in found)
