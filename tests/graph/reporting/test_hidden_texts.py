"""Hidden texts: three people who have been right before report an answer, and nobody reads it until a coach has."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from graph import clock, viewers
from graph.communities import communities, memberships
from graph.errors import Invalid, NotFound, Refusal
from graph.ids import AnswerId, WithdrawalId
from graph.moderation import audit
from graph.notifications import inbox, notifications
from graph.posts import answers, questions, tips
from graph.reporting import hidden_texts, reports
from graph.viewers import Viewer
from graph.withdrawal import appeals, erasure, restoration, rules, withdrawals
from tests import company as stories
from tests.company import Company, question, text
from tests.graph.reporting.reporters import proven, report


@pytest.fixture
def readers(company: Company) -> tuple[Viewer, ...]:
    """Three platform engineers who each reported something that Margaret withdrew."""
    return tuple(proven(company, stories.join(name)) for name in ("Barbara", "Edsger", "Frances"))


@pytest.fixture
def answer(company: Company) -> AnswerId:
    """An answer of Linus's to the platform engineers, whose coach is Margaret."""
    return answers.give(company.platform_question, text("Only fools ask this."), by=company.linus)


@pytest.fixture
def hidden(readers: tuple[Viewer, ...], answer: AnswerId) -> WithdrawalId:
    report(answer, *readers)
    act = hidden_texts.hide(answer)
    assert act
    return act.id


def is_there(company: Company, id: str) -> bool:
    shown = questions.show(company.platform_question, viewer=company.margaret)
    return id in [answer.id for answer in shown.answers]


def test_three_people_who_were_right_before_hide_a_text(
    company: Company, readers: tuple[Viewer, ...], answer: AnswerId
) -> None:
    for one in readers[:2]:
        report(answer, one)
        assert (hidden_texts.hide(answer), is_there(company, answer)) == (None, True)
    report(answer, readers[2])
    assert hidden_texts.due() == (answer,)
    assert hidden_texts.hide(answer)
    assert (hidden_texts.hide(answer), hidden_texts.due(), is_there(company, answer)) == (None, (), False)


def test_a_crowd_that_was_never_right_hides_nothing(company: Company, answer: AnswerId) -> None:
    for number in range(12):
        memberships.join(company.platform, by=(id := stories.join(f"Crowd{number}")))
        memberships.admit(company.platform, id, by=company.margaret.id)
        report(answer, viewers.get(id))
    assert (hidden_texts.hide(answer), hidden_texts.due(), is_there(company, answer)) == (None, (), True)


def test_who_is_often_wrong_does_not_count(company: Company, readers: tuple[Viewer, ...], answer: AnswerId) -> None:
    report(answer, *readers[:2], proven(company, stories.join("Crier"), wrong=2))
    assert hidden_texts.hide(answer) is None


def test_what_a_coach_left_is_not_hidden_again(company: Company, readers: tuple[Viewer, ...], answer: AnswerId) -> None:
    report(answer, company.ada)
    reports.decline(answer, by=company.margaret)
    report(answer, *readers)
    assert (hidden_texts.hide(answer), is_there(company, answer)) == (None, True)


def test_coaches_of_its_community_find_it_and_nobody_else(
    company: Company, readers: tuple[Viewer, ...], hidden: WithdrawalId
) -> None:
    [found] = hidden_texts.waiting(viewer=company.margaret)
    assert (found.id, found.text, len(found.told), found.severity) == (hidden, "Only fools ask this.", 3, 3)
    assert (found.community and found.community.slug, found.kind) == (company.platform, "answer")
    for other in (company.ada, company.linus, company.tim, *readers):
        assert hidden_texts.waiting(viewer=other) == ()
        with pytest.raises(NotFound):
            hidden_texts.put_back(hidden, by=other)
        with pytest.raises(NotFound):
            hidden_texts.withdraw(hidden, "Rude.", by=other)
    # It isn't among the reports of texts that can be read.
    assert reports.waiting(viewer=company.margaret) == ()


def test_its_author_is_told_and_reads_what_they_wrote(company: Company, hidden: WithdrawalId) -> None:
    assert told(company.linus, hidden) == ["hidden"]
    seen = appeals.get(hidden, viewer=company.linus)
    assert (seen.state, seen.text, seen.may_appeal) == ("hidden", "Only fools ask this.", False)
    # There is nothing to appeal against yet.
    appeals.appeal(hidden, "Why?", by=company.linus)
    assert appeals.get(hidden, viewer=company.linus).appeal == ""


def test_a_coach_puts_it_back_once(
    company: Company, readers: tuple[Viewer, ...], answer: AnswerId, hidden: WithdrawalId
) -> None:
    decided = hidden_texts.put_back(hidden, by=company.margaret)
    assert decided
    assert len(decided.reports) == 3
    assert is_there(company, answer)
    assert told(company.linus, hidden) == ["put_back"]
    assert [heard(one, decided.reports) for one in readers] == [["declined"]] * 3
    with pytest.raises(Refusal):
        hidden_texts.put_back(hidden, by=company.margaret)
    assert "put_back" in recorded(company)


def test_a_coach_withdraws_it_and_its_author_may_appeal_to_another(
    company: Company, readers: tuple[Viewer, ...], answer: AnswerId, hidden: WithdrawalId
) -> None:
    decided = hidden_texts.withdraw(hidden, "Say it kindly.", by=company.margaret)
    assert (decided.act.id, len(decided.reports)) == (hidden, 3)
    assert [heard(one, decided.reports) for one in readers] == [["upheld"]] * 3
    seen = appeals.get(hidden, viewer=company.linus)
    assert (seen.state, seen.reason, seen.may_appeal) == ("taken_down", "Say it kindly.", True)
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    appeals.appeal(hidden, "It was a joke.", by=company.linus)
    assert [len(appeals.waiting(viewer=one)) for one in (company.margaret, company.ada)] == [0, 1]
    assert (recorded(company).count("took_down"), is_there(company, answer)) == (4, False)


def test_its_author_is_told_why(company: Company, hidden: WithdrawalId) -> None:
    for bad in ("", " ", "x" * 501):
        with pytest.raises(Invalid):
            hidden_texts.withdraw(hidden, bad, by=company.margaret)
    assert hidden_texts.waiting(viewer=company.margaret)


def test_a_coach_can_take_a_withdrawal_back_for_ten_minutes(
    company: Company, answer: AnswerId, hidden: WithdrawalId
) -> None:
    hidden_texts.withdraw(hidden, "Rude.", by=company.margaret)
    restoration.undo(hidden, by=company.margaret)
    assert is_there(company, answer)


def test_it_is_kept_for_as_long_as_nobody_has_looked_and_thirty_days_after(
    company: Company, hidden: WithdrawalId, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = clock.now() + timedelta(days=40)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert hidden not in erasure.due()
    hidden_texts.withdraw(hidden, "Rude.", by=company.margaret)
    assert hidden not in erasure.due()
    monkeypatch.setattr(clock, "now", lambda: later + timedelta(days=31))
    assert hidden in erasure.due()


def test_its_reports_stay_open_until_then(company: Company, hidden: WithdrawalId) -> None:
    assert reports.uphold_all_gone() == ()
    [found] = hidden_texts.waiting(viewer=company.margaret)
    assert len(found.told) == 3


def test_of_two_coaches_one_decides(company: Company, hidden: WithdrawalId) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda coach: decides(hidden, coach), (company.margaret, company.ada)))
    assert sorted(done) == [False, True]


def test_a_question_goes_with_everything_on_it_and_comes_back_with_it(
    company: Company, readers: tuple[Viewer, ...], answer: AnswerId
) -> None:
    report(company.platform_question, *readers)
    act = hidden_texts.hide(company.platform_question)
    with pytest.raises(NotFound):
        questions.show(company.platform_question, viewer=company.ada)
    [found] = hidden_texts.waiting(viewer=company.margaret)
    assert (act and act.id, found.kind) == (found.id, "question")
    hidden_texts.put_back(found.id, by=company.margaret)
    assert is_there(company, answer)


def test_outside_communities_admins_decide(company: Company, readers: tuple[Viewer, ...]) -> None:
    barbara = viewers.get(stories.join("Katherine", is_admin=True))
    post = tips.post(
        tips.TipDraft(title="Bad words", body=text("So."), skills=("kafka",), community=None), by=company.tim.id
    )
    report(post, *readers)
    assert hidden_texts.hide(post)
    [found] = hidden_texts.waiting(viewer=barbara)
    assert (found.title, hidden_texts.waiting(viewer=company.margaret)) == ("Bad words", ())


def test_a_coach_decides_about_anonymous_questions_like_any_other(
    company: Company, readers: tuple[Viewer, ...]
) -> None:
    place = communities.show(company.platform, viewer=company.margaret).id
    anonymous = question("Why so rude?", "kafka", is_anonymous=True, community=place)
    asked = questions.ask(anonymous, by=company.margaret.id)
    report(asked, *readers)
    act = hidden_texts.hide(asked)
    assert act
    [found] = hidden_texts.waiting(viewer=company.margaret)
    hidden_texts.put_back(found.id, by=company.margaret)
    assert questions.show(asked, viewer=company.ada).post.title == "Why so rude?"


def test_what_is_withdrawn_by_its_author_first_is_not_hidden(
    company: Company, readers: tuple[Viewer, ...], answer: AnswerId
) -> None:
    report(answer, *readers)
    withdrawals.withdraw(rules.outlook(answer, viewer=company.linus), by=company.linus)
    assert hidden_texts.hide(answer) is None


def test_it_comes_back_although_the_process_died_in_between(
    company: Company, answer: AnswerId, hidden: WithdrawalId, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as dying:
        dying.setattr(restoration, "put_back", lambda _id: None)
        assert hidden_texts.put_back(hidden, by=company.margaret) is None
    assert appeals.unfinished() == (hidden,)
    restoration.put_back(hidden)
    assert is_there(company, answer)
    # Its reports are declined, so it isn't hidden again.
    assert hidden_texts.due() == ()


def told(who: Viewer, id: WithdrawalId) -> list[str | None]:
    notifications.note_takedown(id)
    return [line.what for line in inbox.page("all", viewer=who).lines if line.kind == "changed"][:1]


def heard(who: Viewer, ids: tuple[str, ...]) -> list[str | None]:
    for id in ids:
        notifications.note_reported(id)  # pyright: ignore[reportArgumentType]
    return [line.what for line in inbox.page("all", viewer=who).lines if line.kind == "changed"][:1]


def recorded(company: Company) -> list[str]:
    return [entry.act for entry in audit.listed(viewer=company.margaret).entries]


def decides(id: WithdrawalId, coach: Viewer) -> bool:
    try:
        return bool(hidden_texts.put_back(id, by=coach))
    except Refusal:
        return False
