"""Asking, listing and showing questions."""

from dataclasses import replace

import pytest

from graph.errors import Forbidden, Invalid, NotFound
from graph.expertise import abilities, evidence
from graph.posts import answers, comments, questions
from tests.company import Company, question, text


def test_a_question_appears_at_the_top_of_the_newest(company: Company) -> None:
    asked = questions.ask(question("What is a consumer group?", "kafka"), by=company.linus.id)
    assert questions.listed("newest", viewer=company.tim).cards[0].id == asked


def test_a_question_without_a_title_or_text_is_sent_back_with_a_sentence_for_each() -> None:
    with pytest.raises(Invalid) as refused:
        questions.QuestionDraft(title=" ", body=text(""), skills=(), community=None, is_anonymous=False)
    assert set(refused.value.problems) == {"title", "body"}


def test_a_long_title_is_sent_back() -> None:
    with pytest.raises(Invalid, match="at most 150"):
        question("x" * 151)


def test_a_stranger_cannot_ask_in_a_private_community(company: Company) -> None:
    draft = question(
        "May I?", community=questions.show(company.platform_question, viewer=company.ada).post.community.id
    )
    with pytest.raises(Forbidden):
        questions.ask(draft, by=company.tim.id)


def test_a_stranger_never_sees_a_private_communitys_question(company: Company) -> None:
    with pytest.raises(NotFound):
        questions.show(company.platform_question, viewer=company.tim)
    assert company.platform_question not in ids(company.tim, "newest")
    assert company.platform_question in ids(company.ada, "newest")


def test_unanswered_lists_what_has_no_answer(company: Company) -> None:
    assert ids(company.ada, "unanswered") == [company.platform_question]


def test_an_accepted_question_is_no_longer_open(company: Company) -> None:
    assert company.kafka_question in ids(company.grace, "open")
    answers.accept(company.kafka_answer, by=company.grace.id)
    assert company.kafka_question not in ids(company.grace, "open")


def test_lists_go_on_where_they_stopped_and_show_each_question_once(company: Company) -> None:
    for number in range(45):
        questions.ask(question(f"Question {number}?"), by=company.linus.id)
    seen, before = [], None
    while before is None or before > 0:
        page = questions.listed("newest", viewer=company.tim, **({"before": before} if before else {}))
        seen += [card.id for card in page.cards]
        before = page.older or 0
    assert len(seen) == len(set(seen)) == 46


def test_skills_are_found_by_any_spelling_and_made_once(company: Company) -> None:
    asked = questions.ask(question("Is it fast?", "KAFKA", " kafka ", "New Thing"), by=company.linus.id)
    shown = questions.show(asked, viewer=company.tim)
    assert [(tag.slug, tag.name) for tag in shown.post.skills] == [("kafka", "kafka"), ("new-thing", "New Thing")]


def test_the_accepted_answer_stands_first(company: Company) -> None:
    second = answers.give(company.kafka_question, text("Restart it."), by=company.linus)
    answers.accept(second, by=company.grace.id)
    shown = questions.show(company.kafka_question, viewer=company.tim)
    assert [answer.id for answer in shown.answers] == [second, company.kafka_answer]


def test_nobody_but_the_asker_learns_who_asked_anonymously(company: Company) -> None:
    asked = questions.ask(question("Am I alone?", is_anonymous=True), by=company.linus.id)
    comments.make(asked, text("I mean it."), by=company.linus)
    answers.give(asked, text("Found it myself."), by=company.linus)
    for reader in (company.ada, company.grace, company.margaret, company.tim):
        page = str(questions.show(asked, viewer=reader))
        assert "I mean it." in page
        assert "Found it myself." in page
        assert "Linus" not in page
        assert company.linus.id not in page
        assert company.linus.id not in str(questions.listed("newest", viewer=reader).cards[0])
    assert questions.show(asked, viewer=company.linus).post.author.name == "Linus"


def ids(viewer, name) -> list[str]:
    return [card.id for card in questions.listed(name, viewer=viewer).cards]


def test_a_question_is_asked_with_its_answer_and_nobody_else_needs_to(company: Company) -> None:
    draft = replace(question("How do I read a flame graph?", "perf"), own_answer=text("Wide is slow."))
    asked = questions.ask(draft, by=company.linus.id)
    (answer,) = questions.show(asked, viewer=company.tim).answers
    assert (answer.author.name, answer.html, answer.is_accepted) == ("Linus", "<p>Wide is slow.</p>", False)
    assert asked not in [card.id for card in questions.listed("unanswered", viewer=company.tim).cards]
    assert questions.is_matched(asked, viewer=company.tim)
    evidence.weigh(answer.id)
    assert [known.name for known in abilities.of(company.linus.id, viewer=company.tim)] == ["perf"]


def test_an_anonymous_askers_own_answer_is_anonymous_too(company: Company) -> None:
    draft = replace(question("A silly one?", "perf", is_anonymous=True), own_answer=text("It was the cache."))
    asked = questions.ask(draft, by=company.linus.id)
    (answer,) = questions.show(asked, viewer=company.tim).answers
    assert (answer.author, answer.is_askers) == (None, True)
    evidence.weigh(answer.id)
    assert abilities.of(company.linus.id, viewer=company.tim) == ()


def test_an_own_answer_that_is_too_long_keeps_the_question_from_being_asked() -> None:
    with pytest.raises(Invalid) as refusal:
        replace(question("Why?"), own_answer=text("x" * 50_001))
    assert list(refusal.value.problems) == ["own_answer"]
