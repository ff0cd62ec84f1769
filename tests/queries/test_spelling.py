"""Better spellings: a skill before a person's name, only from what the viewer may see, and never against quotes."""

import pytest

from graph.posts import questions
from graph.viewers import Viewer
from queries import spelling
from queries.spelling import Spelling
from tests import company as stories
from tests.company import Company
from workers.finding import indexing


@pytest.fixture(autouse=True)
def indexed(company: Company, data_folder: object) -> None:
    stories.join("Kayak")
    questions.ask(stories.question("Which namespace has dashboards?", "PostgreSQL"), by=company.tim.id)
    indexing.rebuild(lambda _done: None)


def sure(words: str, viewer: Viewer) -> str:
    """Return what is looked up instead of these words."""
    return spelling.check(words, viewer=viewer).surely


def test_a_skill_is_meant_rather_than_a_person(company: Company) -> None:
    assert sure("kafak", company.tim) == "kafka"
    assert sure("lag of kafak", company.tim) == "lag of kafka"


@pytest.mark.parametrize("typed", ["dashbaords", "dasboards", "dashhboards", "dashboatds", "xashboards", "dashboardss"])
def test_each_kind_of_slip_is_seen_through(company: Company, typed: str) -> None:
    assert sure(typed, company.tim) == "dashboards"


def test_words_typed_as_one_are_parted_and_parts_are_joined(company: Company) -> None:
    assert sure("namespacedashboards", company.tim) == "namespace dashboards"
    assert sure("dash boards", company.tim) == "dashboards"
    assert spelling.check("name space", viewer=company.tim).together == ("namespace",)


def test_the_beginning_of_a_skill_is_enough(company: Company) -> None:
    assert sure("postgre", company.tim) == "PostgreSQL"


def test_a_better_spelling_comes_from_what_the_viewer_may_see(company: Company) -> None:
    assert sure("certifciates", company.ada) == "certificates"
    assert spelling.check("certifciates", viewer=company.tim) == Spelling(better="", is_sure=True, together=())


def test_what_is_far_or_quoted_is_only_offered(company: Company) -> None:
    assert spelling.check("dashbrds", viewer=company.tim) == Spelling(better="dashboards", is_sure=True, together=())
    assert spelling.check('"dashbaords"', viewer=company.tim).is_sure is False
    assert spelling.check("lagx", viewer=company.tim).is_sure is False


def test_words_that_occur_stay_as_they_are(company: Company) -> None:
    assert spelling.check("consumer lag", viewer=company.tim).better == ""
    assert spelling.check("", viewer=company.tim).better == ""
