"""Units, managers, and people who leave, on both engines."""

import pytest

from graph.errors import Conflict, Forbidden, Invalid
from graph.expertise import evidence
from graph.ids import PersonId
from graph.matching import experts
from graph.people import accounts, employment, people
from graph.posts import questions
from tests.company import Company, join, question, signed_in


@pytest.fixture
def admin(company: Company) -> PersonId:
    return join("Root", is_admin=True)


def test_who_has_left_is_signed_out_and_what_they_wrote_stays(company: Company, admin: PersonId):
    token = signed_in(company.ada)
    assert accounts.signed_in(token)
    employment.leave(company.ada.id, by=admin)
    assert accounts.signed_in(token) is None
    assert people.show(company.ada.id, viewer=company.tim).has_left
    assert questions.show(company.kafka_question, viewer=company.tim).answers[0].id == company.kafka_answer


def test_who_has_left_is_asked_no_more_and_no_more_in_the_directory(company: Company, admin: PersonId):
    evidence.weigh(company.kafka_answer)
    asked = questions.ask(question("My consumer is slow?", "kafka"), by=company.linus.id)
    assert [one.person for one in experts.suggest(asked, [])] == [company.ada.id]
    employment.leave(company.ada.id, by=admin)
    assert experts.suggest(asked, []) == ()
    assert company.ada.id not in {row.id for row in people.directory(viewer=company.tim)}


def test_who_is_back_is_there_again(company: Company, admin: PersonId):
    for _ in range(2):
        employment.leave(company.ada.id, by=admin)
    assert people.show(company.ada.id, viewer=company.tim).has_left
    for _ in range(2):
        employment.come_back(company.ada.id, by=admin)
    assert not people.show(company.ada.id, viewer=company.tim).has_left
    assert company.ada.id in {row.id for row in people.directory(viewer=company.tim)}


def test_nobody_says_of_themselves_that_they_have_left(admin: PersonId):
    with pytest.raises(Conflict):
        employment.leave(admin, by=admin)


def test_only_admins_say_where_somebody_works(company: Company):
    for act in (employment.leave, employment.come_back):
        with pytest.raises(Forbidden):
            act(company.tim.id, by=company.grace.id)
    with pytest.raises(Forbidden):
        employment.place(company.tim.id, unit="Sales", manager=None, by=company.grace.id)


def test_a_unit_and_a_manager_take_the_place_of_former_ones(company: Company, admin: PersonId):
    employment.place(company.tim.id, unit="Sales", manager=company.grace.id, by=admin)
    employment.place(company.tim.id, unit="Research", manager=company.margaret.id, by=admin)
    tim = people.show(company.tim.id, viewer=company.ada)
    assert (tim.unit, tim.manager.id if tim.manager else None) == ("Research", company.margaret.id)


def test_a_unit_and_a_manager_can_be_taken_away(company: Company, admin: PersonId):
    employment.place(company.linus.id, unit="", manager=None, by=admin)
    linus = people.show(company.linus.id, viewer=company.ada)
    assert (linus.unit, linus.manager) == (None, None)


def test_reporting_lines_have_no_circles(company: Company, admin: PersonId):
    for below in (company.grace.id, company.ada.id):
        with pytest.raises(Invalid, match="report"):
            employment.place(company.grace.id, unit="", manager=below, by=admin)


def test_a_name_of_a_unit_has_an_end(company: Company, admin: PersonId):
    with pytest.raises(Invalid):
        employment.place(company.tim.id, unit="U" * 121, manager=None, by=admin)
