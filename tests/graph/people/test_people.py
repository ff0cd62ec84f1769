"""People: the directory, their pages, and what they say about themselves."""

from dataclasses import replace
from datetime import date

import pytest

from graph.errors import Invalid, NotFound
from graph.expertise import abilities, evidence
from graph.ids import PersonId
from graph.people import contributions, people, profiles
from graph.posts import answers, questions
from tests.company import Company, question, text


def test_the_directory_lists_people_by_name(company: Company) -> None:
    assert [row.name for row in people.directory(viewer=company.tim)] == ["Ada", "Grace", "Linus", "Margaret", "Tim"]
    assert [row.name for row in people.directory(starts_with="gr", viewer=company.tim)] == ["Grace"]
    assert [row.name for row in people.directory(after="linus", viewer=company.tim)] == ["Margaret", "Tim"]


def test_a_page_counts_only_what_its_reader_may_open(company: Company) -> None:
    hidden = answers.give(company.platform_question, text("With cert-manager."), by=company.linus)
    evidence.weigh(hidden)
    assert abilities.of(company.linus.id, viewer=company.tim) == ()
    assert {skill.slug for skill in abilities.of(company.linus.id, viewer=company.ada)} == {"kafka", "tls"}


def test_contributions_keep_an_anonymous_question_to_oneself(company: Company) -> None:
    asked = questions.ask(question("Am I alone?", is_anonymous=True), by=company.linus.id)
    answers.give(asked, text("No."), by=company.linus)
    assert asked not in given_by(company, company.linus.id, company.ada)
    assert asked in given_by(company, company.linus.id, company.linus)


def test_contributions_are_what_was_asked_answered_and_posted(company: Company) -> None:
    expected = [company.kafka_tip, company.platform_question, company.kafka_question]
    assert given_by(company, company.ada.id, company.linus) == expected
    assert given_by(company, company.ada.id, company.tim) == [company.kafka_tip, company.kafka_question]


def test_what_one_says_of_oneself_is_shown_to_others(company: Company) -> None:
    told = replace(
        profiles.get(company.ada.id), headline="Backend", time_zone="Europe/Berlin", away_until=date(2027, 1, 15)
    )
    profiles.describe(company.ada.id, told)
    assert profiles.get(company.ada.id) == told
    assert people.show(company.ada.id, viewer=company.tim).headline == "Backend"


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", " "), ("headline", "x" * 121), ("time_zone", "Mars/Olympus"), ("ask_limit", 21), ("ask_limit", -1)],
)
def test_what_cannot_be_taken_is_sent_back_by_field(company: Company, field: str, value: object) -> None:
    with pytest.raises(Invalid) as refused:
        replace(profiles.get(company.ada.id), **{field: value})
    assert list(refused.value.problems) == [field]


def test_nobody_is_found_under_an_unknown_id(company: Company) -> None:
    with pytest.raises(NotFound):
        people.show(PersonId("nobody"), viewer=company.ada)


def test_somebody_is_found_by_their_address(company: Company) -> None:
    assert people.find_by_email(" ADA@example.com ") == company.ada.id
    assert people.find_by_email("nobody@example.com") is None


def given_by(company: Company, of: PersonId, viewer: object) -> list[str]:
    return [card.id for card in contributions.of(of, viewer=viewer, before=10**18).cards]
