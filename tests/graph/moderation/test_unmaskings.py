"""Revealing an anonymous asker: two coaches, a reason, and the asker is told."""

import pytest

from graph import viewers
from graph.communities import communities, memberships
from graph.driver import read
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import QuestionId, UnmaskingId
from graph.moderation import unmaskings
from graph.posts import questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question


@pytest.fixture
def asked(company: Company) -> QuestionId:
    """An anonymous question from Linus to the platform engineers, whose coaches are Margaret and Ada."""
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    community = communities.show(company.platform, viewer=company.margaret).id
    draft = question("Who broke the cluster?", "kafka", community=community, is_anonymous=True)
    return questions.ask(draft, by=company.linus.id)


def case_of(asked: QuestionId, viewer: Viewer) -> UnmaskingId:
    return unmaskings.of(asked, viewer=viewer).cases[-1].id


def names(asked: QuestionId, *people: Viewer) -> list[str | None]:
    """Return the asker's name as each of these people sees it."""
    found = (case for person in people for case in unmaskings.of(asked, viewer=person).cases)
    return [case.asker.name if case.asker else None for case in found]


def test_two_coaches_learn_the_name_and_the_asker_is_told(company: Company, asked: QuestionId) -> None:
    unmaskings.request(asked, "The log holds a password.", by=company.margaret)
    assert names(asked, company.margaret, company.ada) == [None, None]
    assert [one.question for one in unmaskings.waiting(viewer=company.ada)] == [asked]
    for _ in range(2):
        unmaskings.confirm(case_of(asked, company.ada), asked, by=company.ada)
    assert names(asked, company.margaret, company.ada) == ["Linus", "Linus"]
    (told,) = unmaskings.told(viewer=company.linus)
    assert (told.reason, told.requested_by.name, told.confirmed_by.name) == (
        "The log holds a password.",
        "Margaret",
        "Ada",
    )
    unmaskings.see(by=company.linus.id)
    assert [one.is_new for one in unmaskings.told(viewer=company.linus)] == [False]


def test_a_third_coach_and_everybody_else_learn_nothing(company: Company, asked: QuestionId) -> None:
    memberships.admit(company.platform, company.grace.id, by=company.margaret.id)
    memberships.make_coach(company.platform, company.grace.id, by=company.margaret.id)
    unmaskings.request(asked, "A password.", by=company.margaret)
    unmaskings.confirm(case_of(asked, company.ada), asked, by=company.ada)
    grace = viewers.get(company.grace.id)
    admin = viewers.get(stories.join("Barbara", is_admin=True))
    assert names(asked, company.margaret, grace) == ["Linus", None]
    assert names(asked, company.linus, company.tim, admin) == []
    assert all(unmaskings.told(viewer=one) == () for one in (grace, company.ada, company.margaret, admin))


def test_the_same_coach_cannot_do_both(company: Company, asked: QuestionId) -> None:
    for _ in range(2):
        unmaskings.request(asked, "A password.", by=company.margaret)
    assert len(unmaskings.of(asked, viewer=company.margaret).cases) == 1
    with pytest.raises(Forbidden, match="agree to your own request"):
        unmaskings.confirm(case_of(asked, company.margaret), asked, by=company.margaret)
    with pytest.raises(Conflict, match="Another coach"):
        unmaskings.request(asked, "Me too.", by=company.ada)
    assert unmaskings.told(viewer=company.linus) == ()


def test_readers_managers_and_the_asker_cannot_request_it(company: Company, asked: QuestionId) -> None:
    memberships.make_coach(company.platform, company.linus.id, by=company.margaret.id)
    for one in (company.linus, company.tim, company.grace):
        with pytest.raises(Forbidden):
            unmaskings.request(asked, "I wonder.", by=one)
    with pytest.raises(Forbidden):
        unmaskings.request(company.platform_question, "It has a name.", by=company.margaret)
    unmaskings.request(asked, "A password.", by=company.margaret)
    with pytest.raises(Forbidden):
        unmaskings.confirm(case_of(asked, company.ada), asked, by=company.linus)


def test_a_request_needs_a_reason(company: Company, asked: QuestionId) -> None:
    for reason in (" ", "r" * 501):
        with pytest.raises(Invalid):
            unmaskings.request(asked, reason, by=company.margaret)


def test_a_withdrawn_request_shows_nobody_anything(company: Company, asked: QuestionId) -> None:
    unmaskings.request(asked, "A password.", by=company.margaret)
    case = case_of(asked, company.margaret)
    with pytest.raises(Forbidden):
        unmaskings.withdraw(case, asked, by=company.ada)
    for _ in range(2):
        unmaskings.withdraw(case, asked, by=company.margaret)
    with pytest.raises(Conflict):
        unmaskings.confirm(case, asked, by=company.ada)
    assert names(asked, company.margaret, company.ada) == [None, None]
    unmaskings.request(asked, "Once more.", by=company.ada)
    unmaskings.confirm(case_of(asked, company.margaret), asked, by=company.margaret)
    with pytest.raises(Conflict):
        unmaskings.withdraw(case_of(asked, company.ada), asked, by=company.ada)


def test_outside_communities_two_admins_decide(company: Company) -> None:
    one, two = (viewers.get(stories.join(name, is_admin=True)) for name in ("Barbara", "Katherine"))
    asked = questions.ask(question("Am I alone?", is_anonymous=True), by=company.linus.id)
    unmaskings.request(asked, "A threat.", by=one)
    unmaskings.confirm(case_of(asked, two), asked, by=two)
    assert names(asked, one, two, company.margaret) == ["Linus", "Linus"]


def test_who_is_no_coach_any_more_sees_it_no_more(company: Company, asked: QuestionId) -> None:
    unmaskings.request(asked, "A password.", by=company.margaret)
    unmaskings.confirm(case_of(asked, company.ada), asked, by=company.ada)
    assert names(asked, company.ada) == ["Linus"]
    memberships.leave(company.platform, by=company.ada.id)
    with_her_old_eyes, now = company.ada, viewers.get(company.ada.id)
    assert names(asked, with_her_old_eyes, now) == []


def test_every_step_is_kept(company: Company, asked: QuestionId) -> None:
    unmaskings.request(asked, "A password.", by=company.margaret)
    unmaskings.withdraw(case_of(asked, company.margaret), asked, by=company.margaret)
    unmaskings.request(asked, "A threat.", by=company.margaret)
    unmaskings.confirm(case_of(asked, company.ada), asked, by=company.ada)
    rows = read(
        """
        MATCH (:Unmasking)<-[:RECORDS]-(entry:AuditEntry)<-[:DID]-(person:Person)
        RETURN entry.act AS act, person.name AS name, entry.reason AS reason ORDER BY entry.at
        """
    )
    assert [(row["act"], row["name"], row["reason"]) for row in rows] == [
        ("requested", "Margaret", "A password."),
        ("withdrawn", "Margaret", "A password."),
        ("requested", "Margaret", "A threat."),
        ("confirmed", "Ada", "A threat."),
    ]


def test_what_is_not_there_for_a_stranger_cannot_be_unmasked(company: Company) -> None:
    with pytest.raises((Forbidden, NotFound)):
        unmaskings.request(company.platform_question, "I wonder.", by=company.tim)
