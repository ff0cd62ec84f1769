"""Editing posts: who may, what is kept of the old text, and two people editing at once."""

import threading
from dataclasses import replace

import pytest

from graph.driver import write
from graph.editing import edits, revisions
from graph.editing.edits import Edit
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.expertise import abilities, evidence, knowers
from graph.posts import questions, roles, texts, tips
from graph.viewers import Viewer
from tests.company import Company, question, text


def edit(id: str, words: str, *, by: Viewer, title: str = "See the lag", named: tuple[str, ...] = ("Kafka",)) -> Edit:
    return Edit(
        of=texts.get(id, viewer=by),
        title=title,
        body=text(words),
        skills=named,
        is_cheat_sheet=False,
        summary="Clearer",
    )


def test_an_author_changes_a_tip_and_the_history_keeps_what_it_said(company: Company) -> None:
    edits.make(edit(company.kafka_tip, "Much clearer.", by=company.ada), by=company.ada)
    now = texts.get(company.kafka_tip, viewer=company.tim)
    assert (now.title, now.body, now.version) == ("See the lag", "Much clearer.", 2)
    history = revisions.of(company.kafka_tip, viewer=company.tim)
    assert [(one.number, one.title, one.by.name) for one in history.revisions if one.by] == [
        (2, "See the lag", "Ada"),
        (1, "See consumer lag at a glance", "Ada"),
    ]
    assert history.revisions[0].at > history.revisions[1].at


def test_an_answer_changes_its_words_and_nothing_of_its_question(company: Company) -> None:
    edits.make(edit(company.kafka_answer, "Better.", by=company.ada, title="", named=()), by=company.ada)
    shown = questions.show(company.kafka_question, viewer=company.tim)
    assert (shown.post.title, shown.answers[0].html) == ("Why does my Kafka consumer lag?", "<p>Better.</p>")
    assert [tag.slug for tag in shown.post.skills] == ["kafka"]
    assert len(revisions.of(company.kafka_answer, viewer=company.tim).revisions) == 2


def test_a_tip_becomes_a_cheat_sheet_and_no_longer_is_one(company: Company) -> None:
    for is_sheet in (True, False):
        change = edit(company.kafka_tip, "Much clearer.", by=company.ada)
        edits.make(replace(change, is_cheat_sheet=is_sheet), by=company.ada)
        assert tips.show(company.kafka_tip, viewer=company.tim).is_cheat_sheet is is_sheet
    history = revisions.of(company.kafka_tip, viewer=company.tim)
    assert [one.is_cheat_sheet for one in history.revisions] == [False, True, False]


def test_nothing_but_a_tip_becomes_a_cheat_sheet(company: Company) -> None:
    for id in (company.kafka_question, company.kafka_answer):
        change = edit(id, "Clearer.", by=company.grace if id == company.kafka_question else company.ada)
        edits.make(replace(change, is_cheat_sheet=True), by=company.ada)
        changed = texts.get(id, viewer=company.tim)
        assert (changed.body, changed.is_cheat_sheet) == ("Clearer.", False)


def test_what_was_never_changed_has_itself_as_its_history(company: Company) -> None:
    (only,) = revisions.of(company.kafka_answer, viewer=company.tim).revisions
    assert (only.number, only.body) == (1, "Raise max.poll.records and look at the rebalances.")


def test_coach_owner_and_admin_may_edit_and_others_may_not(company: Company) -> None:
    edits.make(edit(company.platform_question, "Rotated.", by=company.margaret), by=company.margaret)
    roles.hand_over(company.kafka_tip, company.grace.id, by=company.ada)
    edits.make(edit(company.kafka_tip, "Mine now.", by=company.grace), by=company.grace)
    write("MATCH (person:Person {id: $id}) SET person.is_admin = true", id=company.linus.id)
    edits.make(edit(company.kafka_answer, "Admin was here.", by=company.linus), by=company.linus)
    with pytest.raises(Forbidden):
        edits.make(edit(company.kafka_tip, "Not mine.", by=company.tim), by=company.tim)


def test_what_one_may_not_see_has_neither_text_nor_history(company: Company) -> None:
    with pytest.raises(NotFound):
        texts.get(company.platform_question, viewer=company.tim)
    with pytest.raises(NotFound):
        revisions.of(company.platform_question, viewer=company.tim)


def test_the_second_of_two_who_edit_the_same_version_is_told(company: Company) -> None:
    mine, other = (edit(company.kafka_tip, words, by=company.ada) for words in ("Mine.", "Other."))
    edits.make(mine, by=company.ada)
    with pytest.raises(Conflict):
        edits.make(other, by=company.ada)
    assert texts.get(company.kafka_tip, viewer=company.ada).body == "Mine."


def test_of_eight_who_save_at_the_same_moment_one_wins_and_seven_are_told(company: Company) -> None:
    versions = [edit(company.kafka_tip, f"Version {number}.", by=company.ada) for number in range(8)]
    told: list[Conflict] = []

    def save(one: Edit) -> None:
        try:
            edits.make(one, by=company.ada)
        except Conflict as conflict:
            told.append(conflict)

    threads = [threading.Thread(target=save, args=(one,)) for one in versions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(told), len(revisions.of(company.kafka_tip, viewer=company.ada).revisions)) == (7, 2)


@pytest.mark.parametrize(
    ("field", "long"), [("title", "T" * 151), ("title", ""), ("words", ""), ("words", "W" * 50_001)]
)
def test_an_edit_that_says_nothing_or_too_much_is_refused(company: Company, field: str, long: str) -> None:
    fields = {"words": "Words.", "title": "A title", field: long}
    with pytest.raises(Invalid):
        edit(company.kafka_tip, fields["words"], by=company.ada, title=fields["title"])


def test_other_skills_move_what_its_author_is_known_for(company: Company) -> None:
    evidence.weigh(company.kafka_tip)
    edits.make(edit(company.kafka_tip, "TLS after all.", by=company.ada, named=("Vault",)), by=company.ada)
    evidence.weigh(company.kafka_tip)
    assert {one.slug for one in abilities.of(company.ada.id, viewer=company.tim)} == {"vault"}
    assert [one.evidence for one in knowers.of("vault", viewer=company.tim)] == [1]


def test_a_waiting_question_with_other_skills_is_matched_again(company: Company) -> None:
    waiting = questions.ask(question("Lag?", "kafka"), by=company.grace.id)
    write("MATCH (post:Post) REMOVE post.unmatched_key")
    edits.make(edit(waiting, "Same skills.", by=company.grace, title="Still lag?"), by=company.grace)
    assert questions.is_matched(waiting, viewer=company.grace)
    for id in (waiting, company.kafka_question):
        edits.make(edit(id, "Others.", by=company.grace, named=("Flink",)), by=company.grace)
    assert not questions.is_matched(waiting, viewer=company.grace)
    assert questions.is_matched(company.kafka_question, viewer=company.grace)


def test_the_history_of_an_anonymous_question_names_its_asker_to_nobody_else(company: Company) -> None:
    asked = questions.ask(question("Am I alone?", "kafka", is_anonymous=True), by=company.linus.id)
    edits.make(edit(asked, "Still alone?", by=company.linus), by=company.linus)
    for viewer in (company.ada, company.grace, company.margaret, company.tim):
        history = revisions.of(asked, viewer=viewer)
        assert len(history.revisions) == 2
        assert {(one.by, one.is_askers) for one in history.revisions} == {(None, True)}
    assert {one.by.name for one in revisions.of(asked, viewer=company.linus).revisions if one.by} == {"Linus"}
