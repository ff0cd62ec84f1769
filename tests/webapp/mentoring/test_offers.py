"""The terms of a mentor on the pages: set, refused with a sentence, and shown where people decide whom to ask."""

from collections.abc import Callable

import pytest

from graph.expertise import stated_levels
from graph.ids import SkillSlug
from graph.mentoring import offers
from graph.mentoring.offers import Offer
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]

KAFKA = SkillSlug("kafka")
TERMS = {"places": "2", "hours": "3", "forms": "weeks", "asked_by": "everyone"}


@pytest.fixture
def ada(as_: As, company: Company) -> Browser:
    """Ada's browser. She is happy to teach Kafka."""
    stated_levels.set_interest(KAFKA, wants=False, teaches=True, by=company.ada)
    return as_(company.ada)


def test_terms_are_set_and_shown_on_the_mentors_page(as_: As, company: Company, ada: Browser) -> None:
    page = ada.send("/mentoring/offer", **TERMS)
    assert "Your terms are saved." in page.text
    assert offers.mine(viewer=company.ada) == Offer(places=2, hours=3, forms=("weeks",))
    for shown in (page.text, as_(company.tim).get(f"/people/{company.ada.id}").text):
        assert "Mentors up to 2 people" in shown
        assert "3 hours a month" in shown
        assert "Meets for some weeks" in shown


def test_people_who_teach_nothing_show_no_terms(as_: As, company: Company) -> None:
    tim = as_(company.tim)
    assert "so nobody can ask you" in tim.get("/mentoring/offer").text
    tim.send("/mentoring/offer", **TERMS)
    assert "Mentors up to" not in as_(company.ada).get(f"/people/{company.tim.id}").text


def test_a_mentor_who_pauses_or_limits_who_asks_cannot_be_asked(as_: As, company: Company, ada: Browser) -> None:
    for typed, says in (
        ({"is_paused": "on"}, "Takes nobody new at the moment"),
        ({"asked_by": "unit"}, "Only people in the same unit can ask"),
        ({"asked_by": "communities"}, "Only people in a community with them can ask"),
    ):
        ada.send("/mentoring/offer", **(TERMS | typed))
        page = as_(company.tim).get(f"/people/{company.ada.id}").text
        assert says in page
        assert "to mentor you" not in page
    assert "to mentor you" in as_(company.linus).get(f"/people/{company.ada.id}").text


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("places", "0", "Enter a number from 1 to 10."),
        ("places", "many", "Enter a number from 1 to 10."),
        ("hours", "41", "Enter a number from 1 to 40."),
        ("forms", "duel", "Choose at least one way to meet."),
        ("asked_by", "nobody", "Choose who can ask you."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    company: Company, ada: Browser, field: str, typed: str, says: str
) -> None:
    page = ada.send("/mentoring/offer", **(TERMS | {field: typed}))
    assert page.status_code == 422
    assert f'href="#{field}"' in page.text
    assert says in page.text
    assert offers.mine(viewer=company.ada) == Offer()
