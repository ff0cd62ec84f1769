"""The site reports texts with a word that must not circulate, and coaches decide as about any report."""

import pytest

from graph.ids import PostId, WordId
from graph.reporting import hidden_texts, reports, word_reports
from graph.words import words
from graph.words.words import WordDraft
from tests.company import Company


@pytest.fixture
def falcon(company: Company) -> WordId:
    words.put([WordDraft(text="falcon", action="report")], community=company.platform, by=company.margaret)
    return words.everything()[0].id


def test_a_coach_sees_which_word_it_is(company: Company, falcon: WordId) -> None:
    word_reports.report(company.platform_question, [falcon])
    word_reports.report(company.platform_question, [falcon])
    [found] = reports.waiting(viewer=company.margaret)
    assert [(one.reason, one.words) for one in found.told] == [("word", "falcon")]


def test_a_decision_stands_and_counts_for_the_word(company: Company, falcon: WordId) -> None:
    word_reports.report(company.platform_question, [falcon])
    reports.decline(company.platform_question, by=company.margaret)
    word_reports.report(company.platform_question, [falcon])
    assert reports.waiting(viewer=company.margaret) == ()


def test_words_never_hide_a_text(company: Company) -> None:
    drafts = [WordDraft(text=f"falcon{number}", action="report") for number in range(4)]
    words.put(drafts, community=company.platform, by=company.margaret)
    word_reports.report(company.platform_question, [one.id for one in words.everything()])
    assert hidden_texts.hide(company.platform_question) is None
    assert hidden_texts.due() == ()


def test_a_text_that_is_gone_is_not_reported(company: Company, falcon: WordId) -> None:
    word_reports.report(PostId("gone"), [falcon])
    assert reports.waiting(viewer=company.margaret) == ()
