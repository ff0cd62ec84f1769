"""What a word would do, before it is on a list."""

import pytest

from graph.posts import answers
from graph.words import words
from graph.words.words import WordDraft
from queries.words import trials
from tests.company import Company, text


def test_posts_are_counted_once_with_what_is_on_them(company: Company) -> None:
    for _ in range(2):
        answers.give(company.kafka_question, text("Ask the falc\u043en."), by=company.ada)
    count = trials.count(WordDraft(text="falcon"), community="", viewer=company.ada)
    assert (count.posts, count.looked_at, count.is_whole) == (1, 3, True)
    assert [one.id for one in count.examples] == [company.kafka_question]


def test_a_count_tells_nothing_of_what_someone_may_not_see(company: Company) -> None:
    draft = WordDraft(text="certificates")
    assert trials.count(draft, community="", viewer=company.margaret).posts == 1
    assert trials.count(draft, community="", viewer=company.tim).posts == 0
    assert trials.count(draft, community=company.platform, viewer=company.tim).looked_at == 0


def test_a_long_count_ends(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.words.existing.AT_ONCE", 1)
    monkeypatch.setattr(trials, "COUNT_SECONDS", 0)
    count = trials.count(WordDraft(text="kafka"), community="", viewer=company.ada)
    assert (count.looked_at, count.is_whole) == (1, False)


def test_a_text_is_tried_with_the_list_and_a_draft(company: Company) -> None:
    words.put([WordDraft(text="eagle", action="notify")], community=company.platform, by=company.margaret)
    place = words.lists(viewer=company.margaret).communities[0].id
    draft = WordDraft(text="falcon", action="replace", replacement="F")
    trial = trials.attempt("Falcon or eagle", draft=draft, community=place, viewer=company.margaret)
    assert (trial.outcome, trial.text, [one.typed for one in trial.found]) == (
        "notify",
        "F or eagle",
        ["Falcon", "eagle"],
    )
