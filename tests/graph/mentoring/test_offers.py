"""Offers: the terms of a mentor, which everyone sees who may know of a skill that they teach."""

from datetime import timedelta

import pytest

from graph import clock, driver, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.errors import Invalid
from graph.expertise import stated_levels
from graph.ids import SkillSlug
from graph.mentoring import offers
from graph.mentoring.offers import Offer
from graph.people import employment, people
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.graph.mentoring.learning import pair

KAFKA = SkillSlug("kafka")
TLS = SkillSlug("tls")


@pytest.fixture
def teacher(company: Company) -> Viewer:
    """Ada, who is happy to teach Kafka."""
    stated_levels.set_interest(KAFKA, wants=False, teaches=True, by=company.ada)
    return company.ada


def taught(person: Viewer, viewer: Viewer) -> list[str] | None:
    found = offers.find(person.id, viewer=viewer)
    return [skill.slug for skill in found.skills] if found else None


def terms(person: Viewer, viewer: Viewer) -> Offer | None:
    found = offers.find(person.id, viewer=viewer)
    return found and found.offer


def may_ask(person: Viewer, viewer: Viewer) -> bool | None:
    found = offers.find(person.id, viewer=viewer)
    return found and found.may_ask


def test_nobody_has_to_set_terms(company: Company, teacher: Viewer):
    assert offers.mine(viewer=teacher) == Offer()
    assert terms(teacher, company.tim) == Offer(places=1, hours=4, forms=("meeting", "weeks"))
    assert may_ask(teacher, company.tim) is True


def test_people_who_teach_nothing_have_no_terms_to_show(company: Company):
    offers.set_terms(Offer(places=3), by=company.tim)
    assert offers.find(company.tim.id, viewer=company.ada) is None


def test_terms_are_kept_and_can_change(company: Company, teacher: Viewer):
    for offer in (Offer(places=3, hours=2, forms=("weeks",), asked_by="unit"), Offer(places=2, is_paused=True)):
        for _ in range(2):
            offers.set_terms(offer, by=teacher)
        assert offers.mine(viewer=teacher) == terms(teacher, company.tim) == offer
    assert offers.mine(viewer=company.tim) == Offer()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("places", {"places": 0}),
        ("places", {"places": 11}),
        ("hours", {"hours": 0}),
        ("hours", {"hours": 41}),
        ("forms", {"forms": ()}),
        ("forms", {"forms": ("duel",)}),
        ("asked_by", {"asked_by": "nobody"}),
    ],
)
def test_terms_say_what_is_wrong(field: str, typed: dict[str, object]):
    with pytest.raises(Invalid) as refusal:
        Offer(**typed)  # pyright: ignore[reportArgumentType]
    assert list(refusal.value.problems) == [field]


def test_skills_that_are_hidden_or_secret_are_not_offered(company: Company, teacher: Viewer):
    stated_levels.set_interest(TLS, wants=False, teaches=True, by=teacher)
    assert (taught(teacher, company.linus), taught(teacher, company.tim)) == (["kafka", "tls"], ["kafka"])
    stated_levels.show_to(KAFKA, "managers", by=teacher.id)
    assert (taught(teacher, company.linus), taught(teacher, company.tim)) == (["tls"], None)


def test_nobody_asks_themselves_or_someone_who_pauses_or_is_away(company: Company, teacher: Viewer):
    assert may_ask(teacher, teacher) is False
    offers.set_terms(Offer(is_paused=True), by=teacher)
    assert may_ask(teacher, company.tim) is False
    offers.set_terms(Offer(), by=teacher)
    assert may_ask(teacher, company.tim) is True
    away = (clock.now() + timedelta(days=3)).isoformat()
    driver.write("MATCH (p:Person {id: $id}) SET p.away_until = datetime($away)", id=teacher.id, away=away)
    assert may_ask(teacher, company.tim) is False


def test_nobody_asks_a_mentor_who_has_no_place_left_or_whom_they_report_to(company: Company, teacher: Viewer):
    people.report_to(company.linus.id, teacher.id)
    assert [may_ask(teacher, one) for one in (company.linus, company.tim)] == [False, True]
    pair(company.tim, teacher)
    offers.set_terms(Offer(places=1), by=teacher)
    assert may_ask(teacher, company.margaret) is False
    offers.set_terms(Offer(places=2), by=teacher)
    assert may_ask(teacher, company.margaret) is True


def test_people_who_left_mentor_nobody(company: Company, teacher: Viewer):
    employment.leave(teacher.id, by=viewers.get(stories.join("Barbara", is_admin=True)).id)
    assert offers.find(teacher.id, viewer=company.tim) is None


def test_a_mentor_may_let_only_their_unit_ask(company: Company, teacher: Viewer):
    offers.set_terms(Offer(asked_by="unit"), by=teacher)
    for person, unit in ((teacher, "Backend"), (company.linus, "Backend"), (company.tim, "Sales")):
        people.work_in(person.id, unit)
    assert [may_ask(teacher, one) for one in (company.linus, company.tim, company.grace)] == [True, False, False]


def test_a_mentor_may_let_only_their_communities_ask(company: Company, teacher: Viewer):
    offers.set_terms(Offer(asked_by="communities"), by=teacher)
    assert [may_ask(teacher, one) for one in (company.linus, company.tim)] == [True, False]
    slug = communities.found(CommunityDraft(name="Readers", purpose="Books.", visibility="public"), by=teacher.id)
    memberships.join(slug, by=company.tim.id)
    assert may_ask(teacher, company.tim) is True
