"""Appeals: Margaret withdrew what Linus wrote. He asks Ada, who coaches too, to look again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from graph import clock, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.errors import Conflict, Invalid, NotFound, Refusal
from graph.ids import AnswerId, WithdrawalId
from graph.moderation import audit
from graph.notifications import inbox, notifications
from graph.posts import answers, questions, tips
from graph.reporting import reports
from graph.reporting.reports import ReportDraft
from graph.reviewing import queue
from graph.viewers import Viewer
from graph.withdrawal import appeals, erasure, restoration, rules, withdrawals
from tests import company as stories
from tests.company import Company, question, text

WORDS = "It names no customer, only a product."


@pytest.fixture
def answer(company: Company) -> AnswerId:
    """An answer of Linus's to the platform engineers, whose coaches are Margaret and Ada."""
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    return answers.give(company.platform_question, text("Ask Contoso."), by=company.linus)


@pytest.fixture
def taken(company: Company, answer: AnswerId) -> WithdrawalId:
    return take_down(answer, by=company.margaret)


def take_down(id: str, *, by: Viewer) -> WithdrawalId:
    outlook = rules.outlook(id, viewer=by)  # pyright: ignore[reportArgumentType]
    return withdrawals.withdraw(outlook, reason="It names a customer.", by=by)


def told(who: Viewer, id: WithdrawalId) -> list[tuple[str | None, str]]:
    notifications.note_takedown(id)
    return [(line.what, line.words) for line in inbox.page("all", viewer=who).lines if line.kind == "changed"]


def waits_for(*people: Viewer) -> list[bool]:
    return [bool(appeals.waiting(viewer=one)) for one in people]


def test_its_author_reads_why_and_what_they_wrote(company: Company, taken: WithdrawalId) -> None:
    seen = appeals.get(taken, viewer=company.linus)
    assert (seen.kind, seen.reason, seen.text, seen.may_appeal) == (
        "answer",
        "It names a customer.",
        "Ask Contoso.",
        True,
    )
    for other in (company.margaret, company.ada, company.tim):
        with pytest.raises(NotFound):
            appeals.get(taken, viewer=other)
        with pytest.raises(NotFound):
            appeals.appeal(taken, WORDS, by=other)


def test_another_coach_looks_again_and_never_the_same(company: Company, taken: WithdrawalId) -> None:
    for _ in range(2):
        appeals.appeal(taken, WORDS, by=company.linus)
    appeals.appeal(taken, "Please!", by=company.linus)
    [found] = appeals.waiting(viewer=company.ada)
    assert (found.text, found.words, found.reason) == ("Ask Contoso.", WORDS, "It names a customer.")
    assert "Linus" not in repr(found)
    assert waits_for(company.margaret, company.linus, company.tim, company.grace) == [False] * 4
    assert [one.kind for one in queue.waiting(viewer=company.ada)] == ["appeal"]
    for other in (company.margaret, company.linus, company.tim):
        with pytest.raises(NotFound):
            appeals.grant(taken, by=other)
        with pytest.raises(NotFound):
            appeals.refuse(taken, "No.", by=other)


def test_what_is_granted_is_back_as_it_was(company: Company, taken: WithdrawalId, answer: AnswerId) -> None:
    appeals.appeal(taken, WORDS, by=company.linus)
    back = appeals.grant(taken, by=company.ada)
    assert back is not None
    [found] = [one for one in questions.show(company.platform_question, viewer=company.ada).answers if one.id == answer]
    assert found.author is not None
    assert found.author.name == "Linus"
    assert told(company.linus, taken)[0][0] == "put_back"
    assert appeals.get(taken, viewer=company.linus).state == "put_back"
    assert waits_for(company.ada) == [False]
    acts = [(one.act, one.by and one.by.name) for one in audit.listed(viewer=company.margaret).entries]
    assert acts[0] == ("put_back", "Ada")


def test_what_is_refused_stays_with_an_answer(company: Company, taken: WithdrawalId) -> None:
    appeals.appeal(taken, WORDS, by=company.linus)
    for missing in (" ", "x" * 501):
        with pytest.raises(Invalid):
            appeals.refuse(taken, missing, by=company.ada)
    appeals.refuse(taken, "Contoso is a customer.", by=company.ada)
    assert told(company.linus, taken) == [("stays", "Contoso is a customer.")]
    seen = appeals.get(taken, viewer=company.linus)
    assert (seen.appeal_state, seen.answer, seen.may_appeal) == ("refused", "Contoso is a customer.", False)
    with pytest.raises(NotFound):
        appeals.grant(taken, by=company.ada)
    appeals.appeal(taken, "Once more!", by=company.linus)
    assert waits_for(company.ada) == [False]


def test_two_coaches_at_once_decide_once(company: Company, taken: WithdrawalId) -> None:
    memberships.admit(company.platform, company.grace.id, by=company.margaret.id)
    memberships.make_coach(company.platform, company.grace.id, by=company.margaret.id)
    appeals.appeal(taken, WORDS, by=company.linus)

    def decide(who: Viewer) -> bool:
        try:
            if who == company.ada:
                appeals.grant(taken, by=who)
            else:
                appeals.refuse(taken, "No.", by=who)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(decide, (company.ada, company.grace))) == [False, True]
    state = appeals.get(taken, viewer=company.linus).appeal_state
    entries = [one.act for one in audit.listed(viewer=company.margaret).entries]
    assert entries.count("put_back") + entries.count("refused_appeal") == 1
    assert (state == "granted") == ("put_back" in entries)


def test_it_is_kept_for_thirty_days(company: Company, taken: WithdrawalId, monkeypatch: pytest.MonkeyPatch) -> None:
    start = clock.now()
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(days=29))
    assert erasure.due() == ()
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(days=31))
    assert erasure.due() == (taken,)
    erasure.erase(taken)
    seen = appeals.get(taken, viewer=company.linus)
    assert (seen.text, seen.may_appeal) == (None, False)
    with pytest.raises(Conflict, match="thirty days"):
        appeals.appeal(taken, WORDS, by=company.linus)


def test_what_an_author_withdrew_still_goes_after_ten_minutes(
    company: Company, answer: AnswerId, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = withdrawals.withdraw(rules.outlook(answer, viewer=company.linus), by=company.linus)
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert erasure.due() == (own,)


def test_where_nobody_else_could_decide_that_is_said(company: Company) -> None:
    alone = answers.give(company.platform_question, text("Ask Contoso."), by=company.linus)
    taken = take_down(alone, by=company.margaret)
    with pytest.raises(Conflict, match="no other coach"):
        appeals.appeal(taken, WORDS, by=company.linus)
    # An admin who doesn't belong to the private community learns nothing of it.
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    with pytest.raises(Conflict, match="no other coach"):
        appeals.appeal(taken, WORDS, by=company.linus)
    memberships.admit(company.platform, barbara.id, by=company.margaret.id)
    appeals.appeal(taken, WORDS, by=company.linus)
    assert waits_for(barbara, company.ada) == [True, False]


def test_outside_closed_communities_admins_look_again(company: Company) -> None:
    barbara, donald = (viewers.get(stories.join(name, is_admin=True)) for name in ("Barbara", "Donald"))
    slug = communities.found(CommunityDraft(name="Readers", purpose="Books.", visibility="public"), by=company.tim.id)
    place = communities.show(slug, viewer=company.tim).id
    draft = tips.TipDraft(title="Read on", body=text("So."), skills=("kafka",), community=place)
    tip = tips.post(draft, by=company.linus.id)
    taken = take_down(tip, by=barbara)
    assert told(company.linus, taken) == [("taken_down", "It names a customer.")]
    appeals.appeal(taken, WORDS, by=company.linus)
    assert waits_for(donald, company.tim, barbara, company.margaret) == [True, True, False, False]


def test_reports_of_what_is_back_were_wrong(company: Company, answer: AnswerId) -> None:
    reports.report(answer, ReportDraft(reason="private"), by=company.ada)
    taken = take_down(answer, by=company.margaret)
    assert len(reports.uphold(taken)) == 1
    memberships.admit(company.platform, company.grace.id, by=company.margaret.id)
    memberships.make_coach(company.platform, company.grace.id, by=company.margaret.id)
    appeals.appeal(taken, WORDS, by=company.linus)
    appeals.grant(taken, by=company.grace)
    assert [len(reports.overturn(answer)) for _ in range(2)] == [1, 0]


def test_what_was_on_something_that_is_gone_does_not_come_back(company: Company, taken: WithdrawalId) -> None:
    appeals.appeal(taken, WORDS, by=company.linus)
    take_down(company.platform_question, by=company.margaret)
    with pytest.raises(Conflict, match="withdrawn too"):
        appeals.grant(taken, by=company.ada)
    assert waits_for(company.ada) == [True]


def test_what_was_granted_comes_back_although_a_process_died(
    company: Company, taken: WithdrawalId, answer: AnswerId, monkeypatch: pytest.MonkeyPatch
) -> None:
    appeals.appeal(taken, WORDS, by=company.linus)
    with monkeypatch.context() as patched:
        patched.setattr(restoration, "put_back", lambda _id: None)
        appeals.grant(taken, by=company.ada)
    assert appeals.unfinished() == (taken,)
    for _ in range(2):
        restoration.put_back(taken)
    assert appeals.unfinished() == ()
    assert answer in [one.id for one in questions.show(company.platform_question, viewer=company.ada).answers]


def test_whoever_asked_without_a_name_can_decide_about_their_own(company: Company) -> None:
    [community] = set(company.ada.audiences) - {"everyone"}
    asked = questions.ask(question("May I sleep?", "kafka", community=community, is_anonymous=True), by=company.ada.id)
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    taken = take_down(asked, by=company.margaret)
    appeals.appeal(taken, WORDS, by=company.ada)
    assert waits_for(company.ada) == [True]
