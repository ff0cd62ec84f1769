"""Trust: what colleagues found helpful lets Ada do more. Barbara, an admin, decides otherwise if she has to."""

from dataclasses import replace

import pytest

from graph import driver, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.conduct import trust
from graph.conduct.trust_levels import TrustLevel
from graph.editing import duplicates, edits, moves, suggested_edits
from graph.editing.edits import Edit
from graph.errors import Forbidden, Invalid, NotFound
from graph.expertise import thanks
from graph.freshness import reactions
from graph.ids import CommunityId
from graph.moderation import audit
from graph.people import accounts
from graph.posts import answers, questions, sidebar, texts
from graph.posts.texts import Text
from graph.reporting import reports
from graph.reporting.reports import ReportDraft
from graph.settings import TrustBounds
from graph.viewers import Viewer
from graph.withdrawal import rules, withdrawals
from tests import company as stories
from tests.company import Company, question, text

QUICK = TrustBounds(known_acts=1, trusted_acts=2, trusted_days=0, steward_acts=3, steward_days=0)


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin."""
    return viewers.get(stories.join("Barbara", is_admin=True))


@pytest.fixture(autouse=True)
def _quickly(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few acts be enough."""
    monkeypatch.setattr(trust, "settings", lambda: replace(driver.settings(), trust=QUICK))


def level(viewer: Viewer) -> TrustLevel:
    trust.weigh()
    return trust.mine(viewer=viewer).level


def bring(viewer: Viewer, to: int, *, by: Viewer) -> None:
    trust.hold(viewer.id, str(to), by=by)


def changed(of: Text) -> Edit:
    return Edit(of=of, title=of.title, body=text("Other."), skills=of.skills, is_cheat_sheet=False, summary="Better.")


def public(name: str, *members: Viewer) -> CommunityId:
    slug = communities.found(CommunityDraft(name=name, purpose="All.", visibility="public"), by=members[0].id)
    for one in members[1:]:
        memberships.join(slug, by=one.id)
    return communities.show(slug, viewer=members[0]).id


def test_what_others_did_counts_each_kind_of_it(company: Company) -> None:
    assert level(company.tim) == TrustLevel.NEW
    thanks.give(company.tim.id, "For lunch.", by=company.grace)
    assert level(company.tim) == TrustLevel.KNOWN
    own = texts.get(company.kafka_tip, viewer=company.tim)
    id = suggested_edits.suggest(changed(own), by=company.tim)
    suggested_edits.accept(
        suggested_edits.show(id, viewer=company.ada), texts.get(company.kafka_tip, viewer=company.ada), by=company.ada
    )
    assert level(company.tim) == TrustLevel.TRUSTED
    reports.report(company.kafka_answer, ReportDraft(reason="spam"), by=company.tim)
    reports.uphold(withdrawals.withdraw(rules.outlook(company.kafka_answer, viewer=company.ada), by=company.ada))
    assert level(company.tim) == TrustLevel.STEWARD
    assert trust.mine(viewer=company.tim).kinds == ("edited", "reported", "thanked")


def test_their_own_acts_lift_nobody(company: Company) -> None:
    mine = questions.ask(question("Am I right?", is_anonymous=True), by=company.tim.id)
    answers.accept(answers.give(mine, text("I am."), by=company.tim), by=company.tim.id)
    reports.report(mine, ReportDraft(reason="spam"), by=company.tim)
    reports.uphold(withdrawals.withdraw(rules.outlook(mine, viewer=company.tim), by=company.tim))
    assert level(company.tim) == TrustLevel.NEW


def test_what_is_taken_back_no_longer_counts_and_twice_counts_once(company: Company) -> None:
    id = thanks.give(company.tim.id, "For lunch.", by=company.grace)
    thanks.give(company.tim.id, "For lunch!", by=company.grace)
    assert (level(company.tim), level(company.tim)) == (TrustLevel.KNOWN, TrustLevel.KNOWN)
    thanks.withdraw(id, by=company.grace.id)
    assert level(company.tim) == TrustLevel.NEW


def test_the_limits_of_the_first_week_end_for_those_who_are_known(company: Company, barbara: Viewer) -> None:
    token = stories.signed_in(company.tim)
    driver.write("MATCH (p:Person {id: $id}) SET p.joined_at = datetime()", id=company.tim.id)
    assert [found.is_new for found in (accounts.signed_in(token),) if found] == [True]
    bring(company.tim, 1, by=barbara)
    assert [found.is_new for found in (accounts.signed_in(token),) if found] == [False]


def test_trusted_people_edit_tips_of_others_and_nothing_else(company: Company, barbara: Viewer) -> None:
    bring(company.tim, 2, by=barbara)
    edits.make(changed(texts.get(company.kafka_tip, viewer=company.tim)), by=company.tim)
    assert "Other." in texts.get(company.kafka_tip, viewer=company.ada).body
    for other in (company.kafka_question, company.kafka_answer):
        assert not texts.get(other, viewer=company.tim).may_edit
    with pytest.raises(Forbidden):
        reactions.settle(texts.get(company.kafka_tip, viewer=company.tim), by=company.tim)
    assert not texts.get(company.kafka_tip, viewer=company.linus).may_edit


def test_trusted_people_close_what_was_asked_before_but_reopen_nothing(company: Company, barbara: Viewer) -> None:
    again = questions.ask(question("Why the lag?"), by=company.linus.id)
    assert not duplicates.propose(again, company.kafka_question, by=company.tim)
    bring(company.tim, 2, by=barbara)
    assert duplicates.propose(again, company.kafka_question, by=company.tim)
    with pytest.raises(Forbidden):
        duplicates.reopen(again, by=company.tim)


def test_stewards_move_posts_between_public_communities_that_they_are_in(company: Company, barbara: Viewer) -> None:
    streams, books, elsewhere = (
        public("Streams", company.ada, company.tim),
        public("Books", company.ada, company.tim),
        public("Elsewhere", company.ada),
    )
    id = questions.ask(question("Where?", community=streams), by=company.linus.id)
    bring(company.tim, 2, by=barbara)
    with pytest.raises(Forbidden):
        moves.move(id, to=books, by=company.tim)
    bring(company.tim, 3, by=barbara)
    for closed in (elsewhere, None):
        with pytest.raises(Forbidden):
            moves.move(id, to=closed, by=company.tim)
    assert moves.move(id, to=books, by=company.tim) == "question"
    with pytest.raises(Forbidden):
        moves.move(company.kafka_question, to=books, by=company.tim)


def test_stewards_see_that_a_post_was_reported_except_their_own(company: Company, barbara: Viewer) -> None:
    mine = questions.ask(question("Mine?"), by=company.tim.id)
    bring(company.tim, 3, by=barbara)
    for id in (company.kafka_tip, mine):
        reports.report(id, ReportDraft(reason="rude"), by=company.linus)
    assert sidebar.of(company.kafka_tip, viewer=company.tim).is_reported
    assert not sidebar.of(mine, viewer=company.tim).is_reported
    assert not sidebar.of(company.kafka_tip, viewer=company.grace).is_reported


def test_an_admin_holds_someone_and_lets_go_of_them(company: Company, barbara: Viewer) -> None:
    for _ in range(2):
        trust.hold(company.tim.id, "3", by=barbara)
    held = trust.mine(viewer=company.tim)
    assert (held.level, held.is_held, held.next) == (TrustLevel.STEWARD, True, None)
    assert trust.held(company.tim.id, viewer=barbara) == TrustLevel.STEWARD
    assert trust.held(company.tim.id, viewer=company.margaret) is None
    trust.hold(company.tim.id, "", by=barbara)
    assert level(company.tim) == TrustLevel.NEW
    assert [entry.act for entry in audit.listed(viewer=barbara).entries][:3] == ["held_trust"] * 2 + ["became_admin"]


def test_only_admins_hold_and_nobody_themselves(company: Company, barbara: Viewer) -> None:
    for id, by in ((company.tim.id, company.margaret), (company.tim.id, company.tim), (barbara.id, barbara)):
        with pytest.raises(NotFound):
            trust.hold(id, "3", by=by)
    with pytest.raises(Invalid):
        trust.hold(company.tim.id, "4", by=barbara)


def test_an_admin_switches_it_off_for_the_site(company: Company, barbara: Viewer) -> None:
    bring(company.tim, 3, by=barbara)
    with pytest.raises(Forbidden):
        trust.switch(on=False, by=company.margaret)
    for _ in range(2):
        trust.switch(on=False, by=barbara)
    assert not trust.mine(viewer=company.tim).is_in_use
    assert not texts.get(company.kafka_tip, viewer=company.tim).may_edit
    trust.switch(on=True, by=barbara)
    assert texts.get(company.kafka_tip, viewer=company.tim).may_edit


def test_the_page_says_what_is_missing(company: Company) -> None:
    assert (level(company.tim), trust.mine(viewer=company.tim).acts) == (TrustLevel.NEW, 1)
    thanks.give(company.tim.id, "For lunch.", by=company.grace)
    assert level(company.tim) == TrustLevel.KNOWN
    seen = trust.mine(viewer=company.tim)
    assert (seen.next, seen.acts, seen.days) == (TrustLevel.TRUSTED, 1, 0)
