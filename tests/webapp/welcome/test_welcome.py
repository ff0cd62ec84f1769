"""The first steps as pages: each saved or skipped, and what is offered at the end and on home."""

from collections.abc import Callable

import pytest

from graph import driver, viewers
from graph.communities import communities
from graph.communities.communities import CommunityDraft
from graph.expertise import stated_levels
from graph.people import invitations, people, profiles
from graph.viewers import Viewer
from graph.welcome import newcomers
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser

ABOUT = {"time_zone": "Asia/Tokyo", "languages": "ja", "work_begins": "09:00", "work_ends": "17:00", "help_hours": "2"}


@pytest.fixture
def katherine(company: Company) -> Viewer:
    """Someone who has just joined, in Ada's unit."""
    new = viewers.get(stories.join("Katherine"))
    for one in (company.ada, new):
        people.work_in(one.id, "Wind tunnels")
    people.report_to(new.id, company.grace.id)
    return new


def test_joining_leads_to_the_first_step(company: Company, stranger: Browser) -> None:
    path = f"/invitations/{invitations.invite()}"
    form = {"name": "Mary", "email": "mary@example.com", "password": "wind tunnels are loud"}
    page = stranger.post(path, data={"csrf_token": stranger.token(path), **form}, follow_redirects=True)
    assert page.request.path == "/welcome"
    assert "Step 1 of 3" in page.text


def test_the_first_step_shows_what_is_known_and_stores_what_is_chosen(
    as_: Callable[[Viewer], Browser], katherine: Viewer
) -> None:
    browser = as_(katherine)
    shown = browser.get("/welcome").text
    assert [word in shown for word in ("Wind tunnels", "Grace", "Only an admin can change")] == [True] * 3
    assert browser.send("/welcome", **ABOUT).request.path == "/welcome/skills"
    found = profiles.get(katherine.id)
    assert (found.time_zone, found.languages, found.work_begins, found.help_hours) == (
        "Asia/Tokyo",
        ("ja",),
        "09:00",
        2,
    )
    assert (found.name, found.takes_asks, found.is_listed) == ("Katherine", True, True)


@pytest.mark.parametrize(
    ("field", "typed"),
    [("work_begins", "25:00"), ("help_hours", "many"), ("time_zone", "Mars"), ("languages", "Elvish")],
)
def test_what_cannot_be_stored_comes_back_with_what_was_typed(
    as_: Callable[[Viewer], Browser], katherine: Viewer, field: str, typed: str
) -> None:
    page = as_(katherine).send("/welcome", **{**ABOUT, field: typed, "work_ends": "18:15"})
    assert (page.status_code, f'id="{field}-error"' in page.text, "18:15" in page.text) == (422, True, True)
    assert newcomers.next_step(viewer=katherine) == "about"
    assert profiles.unchosen(katherine.id).time_zone


def test_all_steps_can_be_skipped_and_nothing_is_stored(as_: Callable[[Viewer], Browser], katherine: Viewer) -> None:
    browser = as_(katherine)
    for path, next_path in (("", "/skills"), ("/skills", "/communities"), ("/communities", "/ready")):
        page = browser.send(
            f"/welcome{path}", skip="1", help_hours="none", knows="kafka", community="platform-engineers"
        )
        assert page.request.path == f"/welcome{next_path}"
    assert "Say hello" in page.text
    assert "You both work in Wind tunnels." in page.text
    assert profiles.unchosen(katherine.id).time_zone
    assert communities.show("platform-engineers", viewer=katherine).membership == "none"
    assert "Find your people" not in browser.get("/").text


def test_skills_of_the_unit_are_offered_and_those_that_are_chosen_are_on_their_page(
    as_: Callable[[Viewer], Browser], company: Company, katherine: Viewer
) -> None:
    stated_levels.add(["Fluid dynamics"], level=4, wants=False, teaches=False, by=company.ada)
    browser = as_(katherine)
    shown = browser.get("/welcome/skills").text
    assert "Common in Wind tunnels" in shown
    assert "Common on this site" in shown
    page = browser.send("/welcome/skills", knows="fluid-dynamics", other_wants="Fortran, kafka")
    assert page.request.path == "/welcome/communities"
    mine = browser.get("/profile/skills").text
    assert [name in mine for name in ("Fluid dynamics", "Fortran", "kafka")] == [True] * 3
    assert "Already on your page:" in browser.get("/welcome/skills").text


def test_a_skill_that_is_no_skill_is_told_beside_its_field(as_: Callable[[Viewer], Browser], katherine: Viewer) -> None:
    page = as_(katherine).send("/welcome/skills", knows="kafka", other_knows="!!!", other_wants="Fortran")
    assert (page.status_code, 'id="other_knows-error"' in page.text, "Fortran" in page.text) == (422, True, True)
    assert 'value="kafka" checked' in page.text


def test_communities_are_joined_with_one_button_and_hidden_ones_are_never_named(
    as_: Callable[[Viewer], Browser], company: Company, katherine: Viewer
) -> None:
    for draft in (
        CommunityDraft(name="Rowers", purpose="Together.", visibility="public"),
        CommunityDraft(name="Merger talks", purpose="Together.", visibility="hidden"),
    ):
        communities.found(draft, by=company.tim.id)
    browser = as_(katherine)
    shown = browser.get("/welcome/communities").text
    assert [name in shown for name in ("Rowers", "Platform engineers", "ask to join", "Merger talks")] == [
        *([True] * 3),
        False,
    ]
    data = {"csrf_token": browser.token(), "community": ["rowers", company.platform]}
    assert browser.post("/welcome/communities", data=data).headers["Location"] == "/welcome/ready"
    assert "Member" in browser.get("/welcome/communities").text
    assert communities.show(company.platform, viewer=katherine).membership == "requested"


def test_home_offers_to_go_on_until_it_is_dismissed(as_: Callable[[Viewer], Browser], katherine: Viewer) -> None:
    browser = as_(katherine)
    browser.send("/welcome", skip="1")
    assert 'href="/welcome/skills">Continue' in browser.get("/").text
    for _ in range(2):
        assert "Find your people" not in browser.send("/welcome/dismissal").text


def test_home_does_not_nag_people_who_were_here_before(as_: Callable[[Viewer], Browser], company: Company) -> None:
    driver.write("MATCH (person:Person) REMOVE person.welcome")
    assert "Find your people" not in as_(company.ada).get("/").text
    assert as_(company.ada).get("/welcome").status_code == 200


def test_the_end_says_nothing_that_is_not_true(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(viewers.get(stories.join("Mary"))).get("/welcome/ready").text
    assert ("Say hello" in page, "Worth reading" in page) == (False, False)
    assert "Your home page shows what is new." in page


def test_the_end_shows_what_to_read_with_its_reason(as_: Callable[[Viewer], Browser], katherine: Viewer) -> None:
    browser = as_(katherine)
    browser.send("/welcome/skills", wants="kafka")
    page = browser.send("/welcome/communities").text
    assert "You want to learn kafka" in page
    assert "See consumer lag at a glance" in page
    assert "certificates" not in page


def test_the_end_leads_an_admin_to_the_setup_checklist(as_: Callable[[Viewer], Browser], company: Company) -> None:
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    assert 'href="/checklist"' in as_(barbara).get("/welcome/ready").text.partition("<main")[2]
    assert 'href="/checklist"' not in as_(company.linus).get("/welcome/ready").text


def test_nobody_takes_a_step_without_signing_in_or_without_the_form_token(
    as_: Callable[[Viewer], Browser], katherine: Viewer, stranger: Browser
) -> None:
    for path in ("", "/skills", "/communities", "/ready"):
        assert stranger.get(f"/welcome{path}").status_code == 303
    for path in ("", "/skills", "/communities", "/dismissal"):
        assert as_(katherine).post(f"/welcome{path}", data={"skip": "1"}).status_code in (400, 403)
    assert newcomers.next_step(viewer=katherine) == "about"
