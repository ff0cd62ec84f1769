"""Margaret takes a passage out of what Linus wrote. Who may, what the authors hear, and what happens twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from graph import viewers
from graph.editing import drafts, edits, revisions
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import PostId, QuestionId
from graph.moderation import audit
from graph.notifications import inbox, notifications
from graph.posts import citations, comments, links, questions, texts
from graph.posts.links import LinkDraft
from graph.redaction import passages
from graph.redaction.passages import MARK
from graph.withdrawal import appeals, rules
from tests import company as stories
from tests.company import Company, text
from tests.graph.redaction import blotting
from tests.graph.redaction.blotting import SAID, SECRET


@pytest.fixture
def question(company: Company) -> QuestionId:
    return blotting.ask(company)


def test_a_mark_stands_in_its_place(company: Company, question: QuestionId) -> None:
    blotting.redact(question, by=company.margaret)
    shown = questions.show(question, viewer=company.ada)
    assert shown.post.html == f"<p>The password is {MARK}, they say.</p>"
    assert texts.get(question, viewer=company.ada).body == f"The password is {MARK}, they say."


def test_its_coaches_may_and_nobody_else(company: Company, question: QuestionId) -> None:
    admin = viewers.get(stories.join("Barbara", is_admin=True))
    for other in (company.linus, company.ada, company.tim, admin):
        with pytest.raises(NotFound if other in (company.tim, admin) else Forbidden):
            blotting.redact(question, by=other)
    assert SECRET in texts.get(question, viewer=company.ada).body


def test_an_admin_may_where_there_is_no_community(company: Company) -> None:
    admin = viewers.get(stories.join("Barbara", is_admin=True))
    blotting.redact(company.kafka_answer, by=admin, passage="max.poll.records")
    assert texts.get(PostId(company.kafka_answer), viewer=company.tim).body.startswith(f"Raise {MARK} and")
    with pytest.raises(Forbidden):
        blotting.redact(company.kafka_answer, by=company.margaret, passage="rebalances")


def test_the_second_time_it_is_not_there_any_more(company: Company, question: QuestionId) -> None:
    blotting.redact(question, by=company.margaret)
    with pytest.raises(Invalid, match="not any more"):
        blotting.redact(question, by=company.margaret)
    assert [one.act for one in audit.listed(viewer=company.margaret).entries].count("redacted") == 1


def test_of_two_at_once_one_wins(company: Company, question: QuestionId) -> None:
    def redact(_: int) -> bool:
        try:
            return bool(blotting.redact(question, by=company.margaret))
        except (Invalid, Conflict):
            return False

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(redact, range(2))) == [False, True]
    assert [one.act for one in audit.listed(viewer=company.margaret).entries].count("redacted") == 1


def test_the_log_has_the_reason_and_neither_passage_nor_text(company: Company, question: QuestionId) -> None:
    blotting.redact(question, by=company.margaret)
    [entry] = [one for one in audit.listed(viewer=company.margaret).entries if one.act == "redacted"]
    assert entry.reason == "It held a secret, such as a password or a key. Change it."
    assert (entry.person, entry.question, entry.by and entry.by.name) == (None, None, "Margaret")


def test_a_reason_with_the_passage_in_it_is_refused(company: Company, question: QuestionId) -> None:
    for words, reason in (("It was SWORDFISH.", "secret"), ("x" * 501, "secret"), (" ", "other"), ("Yes.", "bored")):
        with pytest.raises(Invalid):
            blotting.redact(question, by=company.margaret, passage="swordfish", words=words, reason=reason)
    assert SECRET in texts.get(question, viewer=company.ada).body


@pytest.mark.parametrize("passage", ["", "sw", "x" * 50_001, "removed", "marlin"])
def test_what_is_too_short_or_elsewhere_is_refused(company: Company, question: QuestionId, passage: str) -> None:
    with pytest.raises(Invalid):
        blotting.redact(question, by=company.margaret, passage=passage)


def test_each_author_reads_why_for_their_own_text(company: Company, question: QuestionId) -> None:
    comments.make(question, text(SAID), by=company.ada)
    comments.make(question, text("Oh."), by=company.margaret)
    for id in blotting.redact(question, by=company.margaret).notices:
        notifications.note_takedown(id)
    for author, kind in ((company.linus, "question"), (company.ada, "comment")):
        [line] = [one for one in inbox.page("all", viewer=author).lines if one.what == "redacted"]
        assert (line.outcome, line.words.startswith("It held a secret")) == (kind, True)


def test_the_notice_says_why_and_offers_no_appeal(company: Company, question: QuestionId) -> None:
    [notice] = blotting.redact(question, by=company.margaret).notices
    shown = appeals.get(notice, viewer=company.linus)
    assert (shown.state, shown.text, shown.may_appeal) == ("redacted", None, False)
    with pytest.raises(NotFound):
        appeals.get(notice, viewer=company.ada)
    with pytest.raises(Conflict):
        appeals.appeal(notice, "It was none.", by=company.linus)


def test_an_edit_that_was_begun_before_does_not_bring_it_back_unnoticed(company: Company, question: QuestionId) -> None:
    begun = blotting.edit(question, f"{SAID} More.", by=company.linus)
    blotting.redact(question, by=company.margaret)
    with pytest.raises(Conflict):
        edits.make(begun, by=company.linus)
    history = revisions.of(question, viewer=company.ada)
    assert [(one.summary, one.by and one.by.name) for one in history.revisions] == [
        ("A passage was removed", None), ("", "Linus")
    ]  # fmt: skip


def test_what_the_passage_cited_is_no_longer_cited(company: Company, question: QuestionId) -> None:
    address = f"/tips/{company.kafka_tip}"
    comments.make(question, text("Hm."), by=company.ada)
    edits.make(blotting.edit(question, f"See {address}.", by=company.linus), by=company.linus)
    citations.note([question])
    assert "citations" in rules.outlook(company.kafka_tip, viewer=company.ada).additions
    blotting.redact(question, by=company.margaret, passage=address)
    citations.note([question])
    assert "citations" not in rules.outlook(company.kafka_tip, viewer=company.ada).additions


def test_the_preview_counts_what_the_coach_sees(company: Company, question: QuestionId) -> None:
    blotting.spread(question, company)
    found = passages.places(passages.typed(SECRET), of=question, viewer=company.margaret)
    assert (found.texts, found.revisions, found.suggestions, found.reports, found.remarks) == (4, 4, 2, 2, 2)
    assert (found.pending, found.collections, found.total) == (1, 0, 15)


def test_drafts_alone_tell_nothing(company: Company, question: QuestionId) -> None:
    drafts.save(f"answer-{question}", {"body": "marlin"}, by=company.ada, seen=drafts.NONE_SEEN)
    with pytest.raises(Invalid, match="isn't there"):
        blotting.redact(question, by=company.margaret, passage="marlin")


def test_a_link_is_withdrawn_instead_if_it_is_in_the_address(company: Company) -> None:
    admin = viewers.get(stories.join("Barbara", is_admin=True))
    draft = LinkDraft(title="Door", body=text(""), skills=("tls",), community=None, url="https://example.org/?key=abc")
    link = links.share(draft, by=company.ada.id)
    with pytest.raises(Conflict, match="address"):
        blotting.redact(link, by=admin, passage="key=abc")
