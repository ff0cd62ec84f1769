"""Lists of words: who keeps which, and what the audit log says about it."""

import pytest

from graph import viewers
from graph.errors import Forbidden, Invalid, NotFound
from graph.moderation import audit
from graph.viewers import Viewer
from graph.words import words
from graph.words.words import WordDraft
from tests import company as stories
from tests.company import Company


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """She runs the site."""
    return viewers.get(stories.join("Barbara", is_admin=True))


def test_a_coach_keeps_the_list_of_her_community(company: Company) -> None:
    words.put([WordDraft(text="Falcon", note="Say F.")], community=company.platform, by=company.margaret)
    [word] = words.listed(viewer=company.margaret)
    assert (word.text, word.action, word.note, word.community and word.community.slug) == (
        "Falcon",
        "block",
        "Say F.",
        company.platform,
    )


def test_an_admin_keeps_the_list_of_the_site_which_coaches_read(company: Company, barbara: Viewer) -> None:
    words.put([WordDraft(text="falcon")], community="", by=barbara)
    assert [one.text for one in words.listed(viewer=company.margaret)] == ["falcon"]
    with pytest.raises(Forbidden):
        words.put([WordDraft(text="eagle")], community="", by=company.margaret)


def test_not_even_admins_read_or_change_the_list_of_a_community(company: Company, barbara: Viewer) -> None:
    words.put([WordDraft(text="falcon")], community=company.platform, by=company.margaret)
    assert words.listed(viewer=barbara) == ()
    with pytest.raises(Forbidden):
        words.put([WordDraft(text="eagle")], community=company.platform, by=barbara)


def test_nobody_else_reads_or_changes_a_list(company: Company) -> None:
    for somebody in (company.ada, company.tim):
        with pytest.raises(Forbidden):
            words.listed(viewer=somebody)
        with pytest.raises(Forbidden):
            words.put([WordDraft(text="falcon")], community=company.platform, by=somebody)


def test_the_same_word_again_changes_what_happens(company: Company) -> None:
    before = words.version()
    for action in ("block", "hold"):
        words.put([WordDraft(text="Falcon", action=action)], community=company.platform, by=company.margaret)
    assert [one.action for one in words.listed(viewer=company.margaret)] == ["hold"]
    assert words.version() != before


def test_a_word_can_be_put_instead_of_another(company: Company) -> None:
    words.put([WordDraft(text="falcon")], community=company.platform, by=company.margaret)
    [old] = words.listed(viewer=company.margaret)
    words.put([WordDraft(text="eagle")], community=company.platform, by=company.margaret, instead_of=old.id)
    assert [one.text for one in words.listed(viewer=company.margaret)] == ["eagle"]


def test_a_word_is_taken_off_once(company: Company, barbara: Viewer) -> None:
    words.put([WordDraft(text="falcon")], community=company.platform, by=company.margaret)
    [word] = words.listed(viewer=company.margaret)
    with pytest.raises(NotFound):
        words.remove(word.id, by=barbara)
    words.remove(word.id, by=company.margaret)
    assert words.everything() == ()
    with pytest.raises(NotFound):
        words.remove(word.id, by=company.margaret)


def test_the_audit_log_says_who_changed_a_list(company: Company) -> None:
    words.put([WordDraft(text="falcon")], community=company.platform, by=company.margaret)
    words.remove(words.listed(viewer=company.margaret)[0].id, by=company.margaret)
    words.put([WordDraft(text="one"), WordDraft(text="two")], community=company.platform, by=company.margaret)
    entries = audit.listed(viewer=company.margaret).entries[:3]
    said = [("imported_words", "2"), ("removed_word", "falcon"), ("added_word", "falcon: block")]
    assert [(one.act, one.reason) for one in entries] == said


def test_a_list_has_an_end(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST", 1)
    words.put([WordDraft(text="falcon")], community=company.platform, by=company.margaret)
    with pytest.raises(Invalid, match="at most"):
        words.put([WordDraft(text="eagle")], community=company.platform, by=company.margaret)


@pytest.mark.parametrize(
    ("field", "draft"),
    [
        ("text", {"text": " -"}),
        ("text", {"text": "x" * 101}),
        ("text", {"text": "(a", "kind": "pattern"}),
        ("text", {"text": "a*", "kind": "pattern"}),
        ("text", {"text": r"(a)\1", "kind": "pattern"}),
        ("kind", {"text": "falcon", "kind": "bird"}),
        ("action", {"text": "falcon", "action": "shoot"}),
        ("replacement", {"text": "falcon", "replacement": "F"}),
        ("note", {"text": "falcon", "note": "x" * 301}),
    ],
)
def test_what_can_not_be_on_a_list(field: str, draft: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        WordDraft(**draft)
    assert field in refused.value.problems
