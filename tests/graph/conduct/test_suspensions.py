"""Suspension: Barbara, an admin, keeps Ada out of the site until a day. What Ada wrote stays."""

from datetime import timedelta

import pytest

from graph import clock, driver, viewers
from graph.asking import deadlines, referrals
from graph.conduct import moderation, suspensions
from graph.conduct.suspensions import SuspensionDraft
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.feed import feed_addresses
from graph.matching import experts
from graph.mentoring import offers
from graph.moderation import audit
from graph.people import accounts, employment, roles
from graph.posts import questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question
from tests.graph.asking.test_asks import asked, only_ask

DAY = timedelta(days=1)


def draft(*, lasts: timedelta = DAY) -> SuspensionDraft:
    return SuspensionDraft(reason="rude", words="You threatened someone.", ends_at=clock.now() + lasts)


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    moment = clock.now() + by
    monkeypatch.setattr(clock, "now", lambda: moment)


def is_out(who: Viewer) -> bool:
    """Tell whether someone who signs in now sees why they are suspended, and nothing else."""
    found = accounts.signed_in(stories.signed_in(who))
    return found is not None and found.is_suspended


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin."""
    return viewers.get(stories.join("Barbara", is_admin=True))


def test_they_are_signed_out_and_kept_out_until_it_ends(
    company: Company, barbara: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stories.signed_in(company.ada)
    suspensions.suspend(company.ada.id, draft(), by=barbara)
    assert accounts.signed_in(before) is None
    assert is_out(company.ada)
    assert not is_out(company.linus)
    later(monkeypatch, DAY)
    assert not is_out(company.ada)
    assert suspensions.mine(viewer=company.ada)[0].is_over


def test_only_admins_may_and_nobody_themselves(company: Company, barbara: Viewer) -> None:
    for other in (company.margaret, company.grace, company.linus, company.ada):
        with pytest.raises((NotFound, Conflict)):
            suspensions.suspend(company.ada.id, draft(), by=other)
    with pytest.raises(Conflict, match="yourself"):
        suspensions.suspend(barbara.id, draft(), by=barbara)
    assert not is_out(company.ada)
    assert suspensions.of(company.ada.id, viewer=company.margaret) == ()


def test_one_admin_always_stays(company: Company, barbara: Viewer) -> None:
    edsger = viewers.get(stories.join("Edsger", is_admin=True))
    suspensions.suspend(edsger.id, draft(), by=barbara)
    with pytest.raises(NotFound):
        suspensions.suspend(barbara.id, draft(), by=edsger)
    for act in (roles.unmake_admin, employment.leave):
        with pytest.raises(Forbidden):
            act(barbara.id, by=edsger.id)


def test_another_one_takes_its_place(company: Company, barbara: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    suspensions.suspend(company.ada.id, draft(lasts=9 * DAY), by=barbara)
    shorter = suspensions.suspend(company.ada.id, draft(), by=barbara)
    assert [one.id for one in suspensions.mine(viewer=company.ada) if not one.is_over] == [shorter]
    later(monkeypatch, DAY)
    assert not is_out(company.ada)


def test_it_can_be_ended_early_once_and_the_log_says_so(company: Company, barbara: Viewer) -> None:
    id = suspensions.suspend(company.ada.id, draft(), by=barbara)
    for other in (company.margaret, company.ada, company.tim):
        with pytest.raises(NotFound):
            suspensions.lift(id, by=other)
    assert suspensions.lift(id, by=barbara) == company.ada.id
    with pytest.raises(NotFound):
        suspensions.lift(id, by=barbara)
    assert not is_out(company.ada)
    assert [entry.act for entry in audit.listed(viewer=barbara).entries][:2] == ["lifted_suspension", "suspended"]
    assert not audit.listed(viewer=company.margaret).entries


def test_asks_of_them_move_on_and_none_are_sent(company: Company, barbara: Viewer) -> None:
    here = asked(company)
    assert only_ask(company).question == here
    suspensions.suspend(company.ada.id, draft(), by=barbara)
    assert deadlines.release(company.ada.id) == (here,)
    assert company.ada.id not in [one.person.id for one in experts.suggest(here, ())]
    with pytest.raises(Invalid, match="Ada"):
        referrals.invite(here, "Ada", by=company.linus)


def test_their_texts_stay_and_their_feeds_are_closed(company: Company, barbara: Viewer) -> None:
    token = feed_addresses.renew(by=company.ada.id, secret="s")
    id = questions.ask(question("May I?"), by=company.ada.id)
    suspensions.suspend(company.ada.id, draft(), by=barbara)
    assert questions.show(id, viewer=company.linus).post.title == "May I?"
    with pytest.raises(NotFound):
        feed_addresses.owner(token, secret="s")


def test_they_are_not_offered_as_a_mentor(company: Company, barbara: Viewer) -> None:
    driver.write(
        "MATCH (me:Person {id: $id}), (skill:Skill {slug: 'kafka'})"
        " MERGE (me)-[tie:STANDS_IN]->(skill) SET tie.teaches = true",
        id=company.ada.id,
    )
    suspensions.suspend(company.ada.id, draft(), by=barbara)
    found = offers.find(company.ada.id, viewer=company.linus)
    assert found is None or not found.may_ask


def test_the_page_of_their_conduct_shows_it_to_admins_alone(company: Company, barbara: Viewer) -> None:
    suspensions.suspend(company.linus.id, draft(), by=barbara)
    [seen] = moderation.of(company.linus.id, viewer=barbara).suspensions
    assert (seen.by and seen.by.name, seen.words) == ("Barbara", "You threatened someone.")
    assert moderation.of(company.linus.id, viewer=company.margaret).suspensions == ()
    assert suspensions.mine(viewer=company.linus)[0].by is None


@pytest.mark.parametrize("lasts", [timedelta(0), -DAY, timedelta(days=367)])
def test_it_ends_within_a_year(lasts: timedelta) -> None:
    with pytest.raises(Invalid, match="at most a year"):
        draft(lasts=lasts)


def test_without_reason_words_and_end_there_is_none() -> None:
    with pytest.raises(Invalid) as refusal:
        SuspensionDraft(reason="", words="", ends_at=None)
    assert refusal.value.problems.keys() == {"reason", "words", "until"}
