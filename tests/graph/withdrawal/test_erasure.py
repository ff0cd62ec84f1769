"""Stories about what is left of a text ten minutes after it was withdrawn: nothing."""

from datetime import timedelta

import pytest

from graph import clock, driver
from graph.editing import drafts, edits
from graph.editing.edits import Edit
from graph.errors import NotFound
from graph.ids import PostId, WithdrawalId
from graph.media import files
from graph.media.files import FileDraft
from graph.posts import answers, comments, texts
from graph.viewers import Viewer
from graph.withdrawal import erasure, restoration, rules, withdrawals
from tests import company as stories
from tests.company import Company

SECRET = "the password is swordfish"


def withdraw(id: str, by: Viewer) -> WithdrawalId:
    return withdrawals.withdraw(rules.outlook(PostId(id), viewer=by), by=by)


def ten_minutes_pass() -> None:
    driver.write("MATCH (act:Withdrawal) SET act.at_key = act.at_key - 600000001")


def words() -> str:
    """Return everything that the graph holds."""
    return repr(driver.read("MATCH (n) RETURN properties(n) AS properties"))


def test_nothing_is_due_for_ten_minutes(company: Company):
    withdraw(company.kafka_answer, company.ada)
    assert erasure.due() == ()


def test_every_version_and_draft_of_a_text_is_erased(company: Company):
    answer = answers.give(company.kafka_question, stories.text(SECRET), by=company.tim)
    text = texts.get(answer, viewer=company.tim)
    edit = Edit(of=text, title="", body=stories.text(SECRET + "!"), skills=(), is_cheat_sheet=False, summary="")
    edits.make(edit, by=company.tim)
    comments.make(answer, stories.text(SECRET + "?"), by=company.tim)
    drafts.save(f"edit-{answer}", {"body": SECRET}, by=company.tim, seen=drafts.NONE_SEEN)
    act = withdraw(answer, company.tim)
    assert SECRET in words()
    ten_minutes_pass()
    assert erasure.due() == (act,)
    erasure.erase(act)
    assert SECRET not in words()
    assert erasure.due() == ()


def test_what_is_erased_cannot_come_back(company: Company):
    act = withdraw(company.kafka_answer, company.ada)
    ten_minutes_pass()
    with pytest.raises(NotFound):
        restoration.undo(act, by=company.ada)
    erasure.erase(act)
    with pytest.raises(NotFound):
        restoration.undo(act, by=company.ada)


def test_a_file_that_only_the_text_used_is_given_up_and_another_is_kept(company: Company):
    draft = FileDraft(hash="h", name="a.png", media_type="image/png", bytes=1, width=1, height=1)
    own, shared = (files.upload(draft, by=company.tim.id) for _ in range(2))
    for words in (f"/files/{own} /files/{shared}", f"/files/{shared}"):
        answer = answers.give(company.kafka_question, stories.text(words), by=company.tim)
        files.show_in_post(answer)
    first = rules.outlook(company.kafka_question, viewer=company.tim)
    assert first.counts
    given = driver.read("MATCH (a:Answer) WHERE a.body CONTAINS $file RETURN a.id AS id", file=own)
    act = withdraw(given[0]["id"], company.tim)
    with pytest.raises(NotFound):
        files.get(own, viewer=company.ada)
    ten_minutes_pass()
    assert [file.id for file in erasure.erase(act)] == [own]
    assert files.get(shared, viewer=company.ada)


def test_the_ids_are_forgotten_after_two_days(company: Company):
    act = withdraw(company.kafka_answer, company.ada)
    erasure.erase(act)
    assert company.kafka_answer in words()
    erasure.forget_ids(before=clock.now() + timedelta(seconds=1))
    assert company.kafka_answer not in words()


def test_where_a_name_was_removed_the_graph_forgets_who_it_was(company: Company):
    act = withdraw(company.kafka_question, company.grace)
    erasure.erase(act)
    ties = driver.read(
        "MATCH (:Person {id: $id})-[tie]-(thing) WHERE NOT thing:Person RETURN type(tie) AS type", id=company.grace.id
    )
    assert ties == []
