"""What is still to do on a new site: counted on the site, with what admins decided."""

import pytest

from graph.communities import communities
from graph.communities.communities import CommunityDraft
from graph.errors import Forbidden
from graph.people import guest_lists
from graph.people.guest_lists import Guest
from graph.posts import questions
from graph.settings import Settings
from graph.setup import checklist
from graph.setup.checklist import PEOPLE, QUESTIONS, Counted
from graph.viewers import Viewer, get
from tests.company import Company, join, question

EMPTY = Counted(
    name="",
    has_logo=False,
    communities=0,
    people=1,
    invitations=0,
    skills=0,
    has_taxonomy=False,
    questions=0,
    unneeded=(),
    is_hidden=False,
)


@pytest.fixture
def barbara(company: Company) -> Viewer:
    return get(join("Barbara", is_admin=True))


def counted(viewer: Viewer) -> Counted:
    return checklist.counted(viewer=get(viewer.id))


def test_an_empty_site_has_its_admin_and_nothing_else(graph: Settings) -> None:
    assert counted(get(join("Barbara", is_admin=True))) == EMPTY


def test_what_is_there_is_counted(barbara: Viewer) -> None:
    found = counted(barbara)
    assert (found.communities, found.people, found.skills, found.questions) == (1, PEOPLE, 1, 1)


def test_open_invitations_are_counted(barbara: Viewer) -> None:
    guest_lists.invite([Guest(email=f"{n}@example.com") for n in range(3)], is_mailed=False, by=barbara.id)
    assert counted(barbara).invitations == 3


def test_nothing_is_counted_further_than_the_list_asks_for(company: Company, barbara: Viewer) -> None:
    for number in range(QUESTIONS + 2):
        questions.ask(question(f"Who knows part {number}?", f"part {number}"), by=company.ada.id)
    assert counted(barbara).questions == QUESTIONS


def test_what_an_admin_may_not_see_is_not_counted(company: Company, barbara: Viewer) -> None:
    before = counted(barbara)
    hidden = communities.found(CommunityDraft(name="Secret", purpose="None.", visibility="hidden"), by=company.ada.id)
    id = communities.show(hidden, viewer=get(company.ada.id)).id
    questions.ask(question("Will we merge?", "mergers", community=id), by=company.ada.id)
    assert counted(barbara) == before


def test_only_admins_see_the_list_and_decide(company: Company) -> None:
    for act in (
        lambda: checklist.counted(viewer=company.ada),
        lambda: checklist.decide("skills", is_needed=False, by=company.ada.id),
        lambda: checklist.hide(is_hidden=True, by=company.ada.id),
    ):
        with pytest.raises(Forbidden):
            act()


def test_an_admin_decides_against_an_item_for_all_and_takes_it_back(barbara: Viewer) -> None:
    hedy = get(join("Hedy", is_admin=True))
    for _ in range(2):
        checklist.decide("skills", is_needed=False, by=barbara.id)
    checklist.decide("mail", is_needed=False, by=barbara.id)
    assert counted(hedy).unneeded == ("skills", "mail")
    for _ in range(2):
        checklist.decide("skills", is_needed=True, by=hedy.id)
    assert counted(barbara).unneeded == ("mail",)


def test_an_admin_hides_the_list_for_themselves_and_shows_it_again(barbara: Viewer) -> None:
    hedy = get(join("Hedy", is_admin=True))
    checklist.hide(is_hidden=True, by=barbara.id)
    assert (counted(barbara).is_hidden, counted(hedy).is_hidden) == (True, False)
    checklist.hide(is_hidden=False, by=barbara.id)
    assert not counted(barbara).is_hidden
