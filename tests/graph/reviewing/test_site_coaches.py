"""Site-wide coaches: Tim looks after what stands outside communities, as Margaret does in hers."""

import pytest

from graph import viewers
from graph.communities import coaches
from graph.editing import suggested_edits
from graph.editing.edits import Edit
from graph.errors import Forbidden, NotFound
from graph.ids import PostId
from graph.moderation import audit, unmaskings
from graph.people import employment, roles
from graph.posts import questions, texts
from graph.reporting import reports
from graph.reporting.reports import ReportDraft
from graph.reviewing import queue
from graph.viewers import Viewer
from graph.withdrawal import appeals, rules, withdrawals
from tests import company as stories
from tests.company import Company, question, text


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin."""
    return viewers.get(stories.join("Barbara", is_admin=True))


@pytest.fixture
def tim(company: Company, barbara: Viewer) -> Viewer:
    roles.make_site_coach(company.tim.id, by=barbara.id)
    return company.tim


def reported(id: PostId, company: Company) -> str:
    reports.report(id, ReportDraft(reason="rude"), by=company.grace)
    return f"report:{id}"


def keys(viewer: Viewer) -> set[str]:
    return {one.key for one in queue.waiting(viewer=viewer)}


def test_they_find_what_stands_outside_communities_and_nothing_else(company: Company, tim: Viewer) -> None:
    outside = reported(company.kafka_tip, company)
    reports.report(company.platform_question, ReportDraft(reason="rude"), by=company.linus)
    assert keys(tim) == {outside}
    assert outside not in keys(company.margaret)


def test_they_decide_as_coaches_do(company: Company, tim: Viewer) -> None:
    reported(company.kafka_tip, company)
    assert reports.decline(company.kafka_tip, by=tim)
    mine = texts.get(company.kafka_tip, viewer=company.linus)
    edit = Edit(of=mine, title=mine.title, body=text("So."), skills=mine.skills, is_cheat_sheet=False, summary="More.")
    id = suggested_edits.suggest(edit, by=company.linus)
    shown = suggested_edits.show(id, viewer=tim)
    assert suggested_edits.accept(shown, texts.get(company.kafka_tip, viewer=tim), by=tim)
    assert withdrawals.withdraw(rules.outlook(company.kafka_tip, viewer=tim), reason="It is rude.", by=tim)


def test_another_one_looks_again_at_what_one_withdrew(company: Company, tim: Viewer, barbara: Viewer) -> None:
    id = withdrawals.withdraw(rules.outlook(company.kafka_tip, viewer=tim), reason="It is rude.", by=tim)
    appeals.appeal(id, "It isn't.", by=company.ada)
    assert not appeals.waiting(viewer=tim)
    roles.make_site_coach(company.grace.id, by=barbara.id)
    assert appeals.waiting(viewer=company.grace)
    assert appeals.grant(id, by=company.grace)


def test_an_anonymous_asker_stays_unknown_to_them(company: Company, tim: Viewer) -> None:
    hidden = questions.ask(question("Is he?", is_anonymous=True), by=company.linus.id)
    with pytest.raises((NotFound, Forbidden)):
        unmaskings.request(hidden, "Somebody is in danger.", by=tim)


def test_only_admins_give_the_role_and_it_is_taken_again(company: Company, tim: Viewer, barbara: Viewer) -> None:
    for other in (company.margaret, company.grace, tim):
        with pytest.raises(Forbidden):
            roles.make_site_coach(company.grace.id, by=other.id)
    reported(company.kafka_tip, company)
    for _ in range(2):
        roles.unmake_site_coach(tim.id, by=barbara.id)
    with pytest.raises(Forbidden):
        coaches.refuse_others(tim)
    with pytest.raises(NotFound):
        reports.decline(company.kafka_tip, by=tim)
    acts = [entry.act for entry in audit.listed(viewer=barbara).entries]
    assert (acts.count("made_site_coach"), acts.count("unmade_site_coach")) == (1, 1)


def test_nobody_has_it_who_has_left(company: Company, barbara: Viewer) -> None:
    employment.leave(company.linus.id, by=barbara.id)
    with pytest.raises(Forbidden):
        roles.make_site_coach(company.linus.id, by=barbara.id)
