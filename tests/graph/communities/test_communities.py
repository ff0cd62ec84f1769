"""Starting communities, and who may know about them."""

from dataclasses import replace

import pytest

from graph import viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.errors import Conflict, Invalid, NotFound
from graph.people import profiles
from graph.posts import questions
from graph.viewers import Viewer
from tests.company import Company, question


def test_its_founder_is_its_first_coach(company: Company) -> None:
    slug = communities.found(draft("Tax people"), by=company.tim.id)
    shown = communities.show(slug, viewer=company.tim)
    assert (shown.membership, [coach.name for coach in shown.coaches]) == ("coach", ["Tim"])


def test_two_communities_cannot_have_one_name(company: Company) -> None:
    with pytest.raises(Conflict):
        communities.found(draft("platform ENGINEERS"), by=company.tim.id)


def test_a_community_needs_a_name_and_a_purpose() -> None:
    with pytest.raises(Invalid) as refused:
        CommunityDraft(name="!!!", purpose="", visibility="public")
    assert set(refused.value.problems) == {"name", "purpose"}


def test_nobody_learns_of_a_hidden_community_by_its_name(company: Company) -> None:
    hidden = communities.found(draft("Merger", "hidden"), by=company.grace.id)
    assert communities.found(draft("Merger", "public"), by=company.tim.id) == "merger"
    assert communities.found(draft("Merger", "hidden"), by=company.ada.id) not in ("merger", hidden)
    assert communities.show(hidden, viewer=viewers.get(company.grace.id)).name == "Merger"
    with pytest.raises(Conflict):
        communities.found(draft("Merger", "private"), by=company.grace.id)


def test_a_hidden_community_is_unknown_to_strangers(company: Company) -> None:
    slug = communities.found(draft("Merger", "hidden"), by=company.grace.id)
    with pytest.raises(NotFound):
        communities.show(slug, viewer=company.tim)
    assert slug not in slugs(company.tim)
    assert slug in slugs(company.grace)


def test_a_private_community_is_listed_but_shows_strangers_neither_posts_nor_members(company: Company) -> None:
    shown = communities.show(company.platform, viewer=company.tim)
    assert (shown.members, shown.requests, shown.is_open_to_me) == ((), (), False)
    assert company.platform in slugs(company.tim)
    assert communities.posts(shown.id, viewer=company.tim, before=10**18).cards == ()


def test_people_who_are_not_listed_are_members_whom_only_coaches_see(company: Company) -> None:
    slug = communities.found(draft("Cooks"), by=company.grace.id)
    memberships.join(slug, by=company.ada.id)
    profiles.describe(company.ada.id, replace(profiles.get(company.ada.id), is_listed=False))
    assert [members(slug, viewer) for viewer in (company.tim, company.grace, company.ada)] == [
        ["Grace"],
        ["Ada", "Grace"],
        ["Ada", "Grace"],
    ]
    assert communities.show(slug, viewer=company.tim).size == 2


def test_what_is_asked_in_a_public_community_is_open_to_everybody(company: Company) -> None:
    slug = communities.found(draft("Cooks"), by=company.grace.id)
    there = communities.show(slug, viewer=company.tim).id
    asked = questions.ask(question("How long for an egg?", community=there), by=company.tim.id)
    assert communities.posts(there, viewer=company.linus, before=10**18).cards[0].id == asked


def test_one_posts_in_what_is_open_to_one(company: Company) -> None:
    assert [open.slug for open in communities.open_to(company.ada)] == [company.platform]
    assert communities.open_to(company.tim) == ()


def draft(name: str, visibility: communities.Visibility = "public") -> CommunityDraft:
    return CommunityDraft(name=name, purpose="What brings us together.", visibility=visibility)


def members(slug: str, viewer: Viewer) -> list[str]:
    return [person.name for person in communities.show(slug, viewer=viewer).members]


def slugs(viewer: Viewer) -> list[str]:
    return [row.slug for row in communities.directory(viewer=viewer)]
