"""Thanks: who is thanked for what, who sees it, and what it counts for; on both engines."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from graph import clock, driver
from graph.errors import Forbidden, Invalid, NotFound
from graph.expertise import abilities, evidence, thanks, thanks_evidence
from graph.freshness import freshness
from graph.ids import ThanksId
from graph.notifications import inbox, notifications, personal
from graph.posts import answers, questions
from graph.settings import Settings
from graph.viewers import Viewer
from graph.withdrawal import restoration, rules, withdrawals
from tests import company as stories
from tests.company import Company

NOON = datetime(2026, 11, 15, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """The middle of a month, in which the clock hardly moves."""
    ticks = count()
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(milliseconds=next(ticks)))


def for_answer(company: Company, words: str = "You saved my day.") -> ThanksId:
    return thanks.give(company.ada.id, words, on=company.kafka_answer, by=company.linus)


def seen(person: Viewer, viewer: Viewer) -> list[str]:
    return [one.words for one in thanks.to(person.id, viewer=viewer)]


def worth(company: Company) -> float:
    """Return what thanks counts for in Ada's evidence on Kafka, as a share of an answer of today."""
    rows = driver.read(
        "MATCH (:Person {id: $id})-[tie:SHOWED]->(proof:Proof) WHERE proof.kind = 'thanks' AND 'kafka' IN tie.counted"
        " RETURN sum(tie.weight) AS weight",
        id=company.ada.id,
    )
    known = abilities.find(company.ada.id, "kafka", viewer=company.ada)
    assert (known.weight if known else 0.0) == pytest.approx(rows[0]["weight"])
    return rows[0]["weight"]


def test_ada_is_thanked_for_her_answer(company: Company):
    for_answer(company)
    [one] = thanks.to(company.ada.id, viewer=company.ada)
    assert (one.by.name, one.words, one.post) == ("Linus", "You saved my day.", company.kafka_question)


def test_once_for_each_thing_and_the_words_can_change(company: Company):
    first = for_answer(company)
    assert for_answer(company, "Twice!") == first
    assert seen(company.ada, company.ada) == ["Twice!"]
    thanks.give(company.ada.id, "For lunch.", by=company.linus)
    thanks.give(company.ada.id, "For a great lunch.", by=company.linus)
    assert sorted(seen(company.ada, company.ada)) == ["For a great lunch.", "Twice!"]


def test_nobody_else_sees_it_unless_ada_allows_it_and_she_can_hide_each(company: Company):
    id = for_answer(company)
    assert seen(company.ada, company.grace) == []
    thanks.show_to("everyone", by=company.ada.id)
    assert seen(company.ada, company.grace) == ["You saved my day."]
    thanks.hide(id, is_hidden=True, by=company.ada.id)
    assert (seen(company.ada, company.grace), len(seen(company.ada, company.ada))) == ([], 1)
    thanks.hide(id, is_hidden=False, by=company.ada.id)
    assert len(seen(company.ada, company.grace)) == 1


def test_thanks_in_a_closed_community_is_for_its_members(company: Company):
    answer = answers.give(company.platform_question, stories.text("With cron."), by=company.ada)
    thanks.give(company.ada.id, "The vault is safe.", on=answer, by=company.linus)
    thanks.show_to("everyone", by=company.ada.id)
    assert (len(seen(company.ada, company.margaret)), seen(company.ada, company.tim)) == (1, [])
    for on in (answer, company.platform_question):
        with pytest.raises(NotFound):
            thanks.give(company.ada.id, on=on, by=company.tim)


def test_it_can_be_taken_back_with_its_words(company: Company):
    id = for_answer(company)
    for _ in range(2):
        assert thanks.withdraw(id, by=company.linus.id) == company.kafka_answer
    assert seen(company.ada, company.ada) == []
    assert driver.read("MATCH (t:Thanks) WHERE t.words CONTAINS 'saved' RETURN t.id AS id") == []


def test_only_the_two_people_decide_about_it(company: Company):
    id = for_answer(company)
    for somebody in (company.ada, company.grace):
        with pytest.raises(NotFound):
            thanks.withdraw(id, by=somebody.id)
    for somebody in (company.linus, company.grace):
        with pytest.raises(NotFound):
            thanks.hide(id, is_hidden=True, by=somebody.id)


def test_nobody_thanks_themselves_or_for_what_others_wrote(company: Company):
    with pytest.raises(Forbidden, match="yourself"):
        thanks.give(company.ada.id, on=company.kafka_answer, by=company.ada)
    with pytest.raises(NotFound):
        thanks.give(company.grace.id, on=company.kafka_answer, by=company.linus)


def test_people_who_left_or_do_not_want_it_are_not_thanked(company: Company):
    thanks.show_to("off", by=company.ada.id)
    with pytest.raises(Forbidden, match="prefers not to be thanked"):
        for_answer(company)
    driver.write("MATCH (ada:Person {id: $id}) SET ada.state = 'left'", id=company.ada.id)
    with pytest.raises(Forbidden, match="has left"):
        for_answer(company)


def test_words_have_at_most_300_characters(company: Company):
    with pytest.raises(Invalid) as refused:
        for_answer(company, "x" * 301)
    assert "300 characters" in refused.value.problems["words"]
    with pytest.raises(Invalid):
        thanks.show_to("the press", by=company.ada.id)


@pytest.fixture
def without_thanks(graph: Settings, company: Company) -> Iterator[None]:
    """A site on which people can't thank each other, after Linus did."""
    for_answer(company)
    driver.connect(replace(graph, thanks=False))
    yield
    driver.connect(graph)


@pytest.mark.usefixtures("without_thanks")
def test_a_site_can_do_without(company: Company):
    with pytest.raises(NotFound):
        for_answer(company)
    assert (seen(company.ada, company.ada), thanks.is_on()) == ([], False)


def test_an_anonymous_asker_thanks_without_a_name_and_without_a_trace(company: Company):
    question = questions.ask(stories.question("Am I alone?", "kafka", is_anonymous=True), by=company.linus.id)
    answer = answers.give(question, stories.text("No."), by=company.ada)
    id = thanks.give(company.ada.id, "Thank you.", on=answer, by=company.linus)
    [one] = thanks.to(company.ada.id, viewer=company.ada)
    assert (one.by, one.words) == (None, "Thank you.")
    thanks_evidence.count(id)
    assert worth(company) == 0
    driver.write("MATCH (p:Person) SET p.password_hash = 'not a hash'")
    notifications.note(question)
    [line] = [line for line in inbox.page("all", viewer=company.ada).lines if line.kind == "thanked"]
    assert (line.by, line.is_by_asker) == ((), True)


def test_nobody_can_thank_an_anonymous_asker_for_it(company: Company):
    question = questions.ask(stories.question("Am I alone?", "kafka", is_anonymous=True), by=company.linus.id)
    own = answers.give(question, stories.text("No."), by=company.linus)
    for on in (question, own):
        for suspect in (company.linus, company.grace):
            with pytest.raises(NotFound):
                thanks.give(suspect.id, on=on, by=company.ada)


def test_thanks_for_an_answer_counts_a_little_for_its_skills(company: Company):
    thanks_evidence.count(for_answer(company))
    assert worth(company) == pytest.approx(
        0.2 * 2 ** ((clock.now() - evidence.decay.START) / evidence.decay.HALF_LIFE), rel=1e-6
    )
    thanks_evidence.count(thanks.give(company.ada.id, "For lunch.", by=company.linus))
    once = worth(company)
    evidence.recount([company.ada.id])
    assert abilities.find(company.ada.id, "kafka", viewer=company.ada).weight > once


def test_only_the_first_of_a_month_between_two_people_counts(company: Company, monkeypatch: pytest.MonkeyPatch):
    first = for_answer(company)
    thanks_evidence.count(first)
    once = worth(company)
    thanks_evidence.count(thanks.give(company.ada.id, on=company.kafka_tip, by=company.linus))
    assert worth(company) == pytest.approx(once)
    thanks.withdraw(first, by=company.linus.id)
    for _ in range(2):
        thanks_evidence.count(first)
    assert worth(company) == pytest.approx(once)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 15, 12, tzinfo=UTC))
    thanks_evidence.count(for_answer(company))
    assert worth(company) > 1.9 * once


def test_thanks_back_in_the_same_month_does_not_count(company: Company):
    thanks_evidence.count(for_answer(company))
    question = questions.ask(stories.question("Which port?", "kafka"), by=company.ada.id)
    answer = answers.give(question, stories.text("9092."), by=company.linus)
    thanks_evidence.count(thanks.give(company.linus.id, on=answer, by=company.ada))
    assert abilities.find(company.linus.id, "kafka", viewer=company.linus) is None


def test_it_counts_no_longer_when_it_is_taken_back_or_the_post_is_retired(company: Company):
    id = for_answer(company)
    thanks_evidence.count(id)
    freshness.retire(company.kafka_question, by=company.grace)
    evidence.weigh_post(company.kafka_question)
    assert worth(company) == 0
    freshness.bring_back(company.kafka_question, by=company.grace)
    evidence.weigh_post(company.kafka_question)
    evidence.weigh(company.kafka_answer)
    thanks.withdraw(id, by=company.linus.id)
    thanks_evidence.count(id)
    rows = driver.read("MATCH (p:Proof) WHERE p.kind = 'thanks' RETURN p.weight AS weight")
    assert rows == [{"weight": None}]


def test_it_goes_and_comes_back_with_the_answer(company: Company):
    thanks_evidence.count(for_answer(company))
    outlook = rules.outlook(company.kafka_answer, viewer=company.ada)
    gone = withdrawals.withdraw(outlook, by=company.ada)
    assert (seen(company.ada, company.ada), worth(company)) == ([], 0)
    restoration.undo(gone, by=company.ada)
    assert seen(company.ada, company.ada) == ["You saved my day."]


def test_it_is_never_shown_as_evidence(company: Company):
    thanks_evidence.count(for_answer(company))
    assert abilities.one(company.ada.id, "kafka", viewer=company.tim).proofs == ()


def test_people_are_told_once_and_not_of_what_was_taken_back(company: Company):
    driver.write("MATCH (p:Person) SET p.password_hash = 'not a hash'")
    id = thanks.give(company.ada.id, "For lunch.", by=company.linus)
    for _ in range(2):
        notifications.tell(personal.concern(id))
    for_answer(company)
    notifications.note(company.kafka_answer)
    lines = [line for line in inbox.page("all", viewer=company.ada).lines if line.kind == "thanked"]
    assert {(line.post, line.title) for line in lines} == {
        (None, "For lunch."),
        (company.kafka_question, "Why does my Kafka consumer lag?"),
    }
    thanks.withdraw(id, by=company.linus.id)
    assert personal.concern(id) == ()
    assert len([one for one in inbox.page("all", viewer=company.ada).lines if one.kind == "thanked"]) == 1


def test_a_sweep_finds_what_was_said_since(company: Company):
    id = for_answer(company)
    assert thanks_evidence.changed(since=NOON) == (id,)
    assert thanks_evidence.changed(since=NOON + timedelta(minutes=1)) == ()
