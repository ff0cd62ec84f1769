"""Drafts of people's posts."""

import pytest

from graph import clock
from graph.editing import drafts
from graph.editing.drafts import MOST_CHARACTERS, MOST_DRAFTS, NONE_SEEN
from graph.errors import Conflict, Invalid, NotFound
from graph.media import files
from graph.media.files import FileDraft
from graph.posts import questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company

TYPED = {"title": "Why?", "body": "I wonder.", "skills": "Kafka", "anonymous": "on", "csrf_token": "secret"}


def saved(by: Viewer, form: str = "question", *, seen: int = NONE_SEEN, instead: bool = False, **typed: str) -> int:
    return drafts.save(form, typed or TYPED, by=by, seen=seen, instead=instead)


def test_what_was_typed_is_there_again(company: Company) -> None:
    saved(company.linus)
    draft = drafts.find("question", viewer=company.linus)
    assert draft
    assert draft.typed == {"title": "Why?", "body": "I wonder.", "skills": "Kafka", "anonymous": "on"}
    assert (draft.making, draft.title) == ("question", "Why?")


def test_nobody_else_sees_it(company: Company) -> None:
    saved(company.linus)
    assert drafts.find("question", viewer=company.linus)
    assert drafts.find("question", viewer=company.ada) is None
    assert drafts.kept(company.ada) == ()


def test_each_form_keeps_one_and_the_latest_comes_first(company: Company) -> None:
    first = saved(company.linus)
    saved(company.linus, "tip", body="`wc -l` counts")
    saved(company.linus, seen=first, title="Why not?")
    assert [draft.title for draft in drafts.kept(company.linus)] == ["Why not?", "wc -l counts"]


def test_a_second_window_does_not_overwrite_the_first(company: Company) -> None:
    saved(company.linus)
    with pytest.raises(Conflict, match="saved in another window"):
        saved(company.linus, title="Something else")
    saved(company.linus, title="Something else", instead=True)
    assert [draft.title for draft in drafts.kept(company.linus)] == ["Something else"]


def test_a_window_that_lags_behind_does_not_bring_a_posted_draft_back(company: Company) -> None:
    state = saved(company.linus)
    drafts.discard("question", by=company.linus.id)
    with pytest.raises(Conflict, match="posted or discarded"):
        saved(company.linus, seen=state, title="Too late")
    assert drafts.kept(company.linus) == ()


def test_discarding_twice_changes_nothing(company: Company) -> None:
    saved(company.linus)
    saved(company.ada)
    for _ in range(2):
        drafts.discard("question", by=company.linus.id)
    assert drafts.find("question", viewer=company.linus) is None
    assert drafts.find("question", viewer=company.ada)


def test_a_form_that_was_emptied_has_no_draft(company: Company) -> None:
    state = saved(company.linus)
    assert drafts.find("question", viewer=company.linus)
    assert saved(company.linus, seen=state, title="  ", anonymous="on") == NONE_SEEN
    assert drafts.kept(company.linus) == ()


def test_an_empty_form_in_a_second_window_discards_nothing(company: Company) -> None:
    saved(company.linus)
    saved(company.linus, title=" ")
    assert drafts.find("question", viewer=company.linus)


def test_an_answer_is_drafted_for_each_question(company: Company) -> None:
    saved(company.linus, f"answer-{company.kafka_question}", body="Look at the lag.")
    (draft,) = drafts.kept(company.linus)
    assert (draft.about, draft.title) == (company.kafka_question, "Why does my Kafka consumer lag?")


def test_nobody_drafts_an_answer_to_what_is_closed_to_them(company: Company) -> None:
    with pytest.raises(NotFound):
        saved(company.tim, f"answer-{company.platform_question}", body="Look at the lag.")


def test_who_left_the_community_keeps_the_words_but_not_the_title(company: Company) -> None:
    saved(company.ada, f"answer-{company.platform_question}", body="With care.")
    outside = Viewer(id=company.ada.id, audiences=("everyone",))
    assert [draft.title for draft in drafts.kept(outside)] == ["With care."]


def test_an_edit_is_drafted_for_each_post_and_each_answer(company: Company) -> None:
    saved(company.ada, f"edit-{company.kafka_tip}", title="See the lag", body="At a glance.", made_of="1")
    saved(company.ada, f"edit-{company.kafka_answer}", body="Raise it.", made_of="1")
    answer, tip = drafts.kept(company.ada)
    assert (answer.making, answer.about, answer.title) == (
        "edit",
        company.kafka_answer,
        "Why does my Kafka consumer lag?",
    )
    assert (tip.title, tip.typed["made_of"]) == ("See the lag", "1")


def test_nobody_drafts_an_edit_of_what_is_closed_to_them(company: Company) -> None:
    with pytest.raises(NotFound):
        saved(company.tim, f"edit-{company.platform_question}", body="Mine.")


def test_an_edit_of_what_is_closed_by_now_waits_until_it_is_open_again(company: Company) -> None:
    saved(company.ada, f"edit-{company.platform_question}", title="How do we rotate?", body="Mine.")
    assert drafts.kept(Viewer(id=company.ada.id, audiences=("everyone",))) == ()
    assert [draft.title for draft in drafts.kept(company.ada)] == ["How do we rotate?"]


@pytest.mark.parametrize("form", ["poem", "question-bcdf2345ghjk", "answer", "edit", ""])
def test_there_are_no_other_forms(company: Company, form: str) -> None:
    with pytest.raises(NotFound):
        saved(company.linus, form)


def test_too_long_a_text_is_not_kept(company: Company) -> None:
    with pytest.raises(Invalid):
        saved(company.linus, body="x" * (MOST_CHARACTERS + 1))


def test_one_draft_too_many_is_refused_and_the_others_can_still_be_saved(company: Company) -> None:
    asked = [questions.ask(stories.question(f"Why {n}?"), by=company.ada.id) for n in range(MOST_DRAFTS + 1)]
    states = [saved(company.linus, f"answer-{id}", body="So.") for id in asked[:-1]]
    with pytest.raises(Invalid):
        saved(company.linus, f"answer-{asked[-1]}", body="So.")
    assert saved(company.linus, f"answer-{asked[0]}", seen=states[0], body="Thus.")


def test_a_picture_in_a_draft_is_not_tidied_away(company: Company) -> None:
    picture = FileDraft(hash="h", name="a.png", media_type="image/png", bytes=1, width=1, height=1)
    kept, lost = (files.upload(picture, by=company.linus.id) for _ in range(2))
    saved(company.linus, body=f"![a](/files/{kept})")
    files.note_use(now=clock.now())
    assert {orphan.id for orphan in files.unused(before=clock.now())} == {lost}
