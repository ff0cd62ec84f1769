"""Suggested edits: who decides, who is credited, and what happens if the text has changed since."""

import pytest

from graph.editing import edits, revisions, suggested_edits
from graph.editing.edits import Edit
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import SuggestedEditId
from graph.posts import answers, questions, texts
from graph.viewers import Viewer
from tests.company import Company, question, text


def edit(id: str, words: str, *, by: Viewer, summary: str = "A typo") -> Edit:
    now = texts.get(id, viewer=by)
    return Edit(of=now, title=now.title, body=text(words), skills=now.skills, is_cheat_sheet=False, summary=summary)


def suggest(id: str, words: str, *, by: Viewer) -> SuggestedEditId:
    return suggested_edits.suggest(edit(id, words, by=by), by=by)


def accept(id: SuggestedEditId, *, by: Viewer) -> None:
    suggestion = suggested_edits.show(id, viewer=by)
    suggested_edits.accept(suggestion, texts.get(suggestion.text, viewer=by), by=by)


def test_an_accepted_suggestion_credits_both(company: Company) -> None:
    suggested = suggest(company.kafka_tip, "Without the typo.", by=company.tim)
    assert [one.id for one in suggested_edits.waiting(viewer=company.ada)] == [suggested]
    accept(suggested, by=company.ada)
    newest = revisions.of(company.kafka_tip, viewer=company.grace).revisions[0]
    names = [person.name for person in (newest.by, newest.accepted_by) if person]
    assert (newest.body, names) == ("Without the typo.", ["Tim", "Ada"])
    assert suggested_edits.waiting(viewer=company.ada) == ()
    assert [one.state for one in suggested_edits.mine(viewer=company.tim)] == ["accepted"]


def test_a_coach_decides_about_what_stands_in_the_community(company: Company) -> None:
    suggested = suggest(company.platform_question, "Clearer.", by=company.linus)
    assert [one.id for one in suggested_edits.waiting(viewer=company.margaret)] == [suggested]
    accept(suggested, by=company.margaret)
    assert texts.get(company.platform_question, viewer=company.ada).body == "Clearer."


def test_who_suggested_it_reads_why_it_was_declined(company: Company) -> None:
    suggested = suggest(company.kafka_answer, "Else.", by=company.tim)
    seen, now = suggested_edits.show(suggested, viewer=company.ada), texts.get(company.kafka_answer, viewer=company.ada)
    for reason in ("", "R" * 301):
        with pytest.raises(Invalid):
            suggested_edits.decline(seen, now, reason, by=company.ada)
    for _ in range(2):
        suggested_edits.decline(seen, now, "It was right before.", by=company.ada)
    (mine,) = suggested_edits.mine(viewer=company.tim)
    assert (mine.state, mine.reason) == ("declined", "It was right before.")
    with pytest.raises(Conflict):
        accept(suggested, by=company.ada)


def test_only_its_maker_and_those_who_decide_see_it(company: Company) -> None:
    suggested = suggest(company.kafka_tip, "Else.", by=company.tim)
    assert suggested_edits.show(suggested, viewer=company.tim).is_mine
    with pytest.raises(NotFound):
        suggested_edits.show(suggested, viewer=company.grace)
    with pytest.raises(Forbidden):
        accept(suggested, by=company.tim)


def test_nothing_is_suggested_for_what_one_may_not_see(company: Company) -> None:
    secret = edit(company.platform_question, "Else.", by=company.ada)
    with pytest.raises(NotFound):
        suggested_edits.suggest(secret, by=company.tim)


@pytest.mark.parametrize(
    ("words", "summary"), [("Else.", " "), ("`kafka-consumer-groups --describe` shows it.", "Same")]
)
def test_a_suggestion_changes_something_and_says_why(company: Company, words: str, summary: str) -> None:
    with pytest.raises(Invalid):
        suggested_edits.suggest(edit(company.kafka_tip, words, by=company.tim, summary=summary), by=company.tim)


def test_a_text_that_moved_on_after_it_was_looked_at_is_left_alone(company: Company) -> None:
    suggested = suggest(company.kafka_tip, "Tim's.", by=company.tim)
    seen, now = suggested_edits.show(suggested, viewer=company.ada), texts.get(company.kafka_tip, viewer=company.ada)
    edits.make(edit(company.kafka_tip, "Ada's.", by=company.ada), by=company.ada)
    with pytest.raises(Conflict):
        suggested_edits.accept(seen, now, by=company.ada)
    accept(suggested, by=company.ada)
    assert texts.get(company.kafka_tip, viewer=company.ada).body == "Tim's."


def test_an_anonymous_asker_suggests_and_decides_without_a_name(company: Company) -> None:
    asked = questions.ask(question("Am I alone?", "kafka", is_anonymous=True), by=company.linus.id)
    accept(suggest(asked, "Better words.", by=company.tim), by=company.linus)
    newest = revisions.of(asked, viewer=company.tim).revisions[0]
    assert (newest.is_suggested, newest.accepted_by) == (True, None)


def test_an_anonymous_askers_suggestion_for_an_answer_names_nobody(company: Company) -> None:
    asked = questions.ask(question("Am I alone?", "kafka", is_anonymous=True), by=company.linus.id)
    given = answers.give(asked, text("You are not."), by=company.ada)
    suggested = suggest(given, "You are not alone.", by=company.linus)
    seen = suggested_edits.show(suggested, viewer=company.ada)
    assert (seen.by, seen.is_askers) == (None, True)
    accept(suggested, by=company.ada)
    newest = revisions.of(given, viewer=company.ada).revisions[0]
    assert (newest.by, newest.is_askers) == (None, True)
