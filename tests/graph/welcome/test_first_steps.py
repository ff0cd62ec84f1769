"""The first steps of someone who joins: how far they are, and the skills and communities that are proposed."""

import pytest

from graph import driver, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.errors import Invalid
from graph.expertise import abilities, stated_levels
from graph.ids import SkillSlug
from graph.people import people, profiles
from graph.viewers import Viewer
from graph.welcome import community_choices, newcomers, skill_choices
from tests.company import Company, join


@pytest.fixture
def katherine(company: Company) -> Viewer:
    """Someone who has just joined, in the unit of Ada and Linus."""
    new = viewers.get(join("Katherine"))
    for one in (company.ada, company.linus, new):
        people.work_in(one.id, "Backend")
    return new


def unlist(who: Viewer) -> None:
    driver.write("MATCH (person:Person {id: $id}) SET person.is_listed = false", id=who.id)


def names(found: tuple[skill_choices.SkillTag, ...]) -> list[str]:
    return [one.name for one in found]


def proposed(viewer: Viewer) -> list[str]:
    return [one.community.name for one in community_choices.of(viewer=viewer) if one.is_proposed]


def test_steps_are_taken_in_order_and_going_back_forgets_none(katherine: Viewer) -> None:
    assert newcomers.next_step(viewer=katherine) == "about"
    newcomers.go_on("skills", by=katherine.id)
    newcomers.go_on("about", by=katherine.id)
    assert newcomers.next_step(viewer=katherine) == "communities"
    for _ in range(2):
        newcomers.go_on("communities", by=katherine.id)
        assert newcomers.next_step(viewer=katherine) is None


def test_dismissing_ends_the_steps_for_good(katherine: Viewer) -> None:
    for _ in range(2):
        newcomers.dismiss(by=katherine.id)
    newcomers.go_on("about", by=katherine.id)
    assert newcomers.next_step(viewer=katherine) is None


def test_people_who_were_here_before_are_never_led_through_them(company: Company) -> None:
    driver.write("MATCH (person:Person {id: $id}) REMOVE person.welcome", id=company.ada.id)
    newcomers.go_on("about", by=company.ada.id)
    newcomers.dismiss(by=company.ada.id)
    assert newcomers.next_step(viewer=company.ada) is None
    assert driver.read("MATCH (p:Person) WHERE p.welcome = 'done' RETURN p.id AS id") == []


def test_skills_of_the_unit_are_proposed_as_far_as_they_are_shown(company: Company, katherine: Viewer) -> None:
    stated_levels.add(["Kafka", "SQL"], level=3, wants=False, teaches=False, by=company.ada)
    stated_levels.add(["Kafka"], level=2, wants=False, teaches=False, by=company.linus)
    stated_levels.add(["Knitting"], level=2, wants=False, teaches=False, by=company.tim)
    assert names(skill_choices.of_unit(viewer=katherine)) == ["kafka", "SQL"]
    stated_levels.show_to(SkillSlug("sql"), "me", by=company.ada.id)
    assert names(skill_choices.of_unit(viewer=katherine)) == ["kafka"]
    unlist(company.ada)
    unlist(company.linus)
    assert skill_choices.of_unit(viewer=katherine) == ()


def test_skills_of_the_site_are_those_of_posts_that_the_reader_may_open(company: Company, katherine: Viewer) -> None:
    assert names(skill_choices.of_site(besides=(), viewer=katherine)) == ["kafka"]
    assert names(skill_choices.of_site(besides=(), viewer=company.linus)) == ["kafka", "tls"]
    assert skill_choices.of_site(besides=skill_choices.of_site(besides=(), viewer=katherine), viewer=katherine) == ()


def test_chosen_skills_are_on_their_page_and_are_proposed_no_more(katherine: Viewer) -> None:
    for _ in range(2):
        skill_choices.choose(knows=["Kafka"], wants=["Rust", "kafka"], by=katherine)
    found = {
        one.name: (one.leading and one.leading.level, one.wants) for one in abilities.of(katherine.id, viewer=katherine)
    }
    assert found == {"kafka": (3, True), "Rust": (None, True)}
    assert names(skill_choices.said(viewer=katherine)) == ["kafka", "Rust"]
    assert skill_choices.of_site(besides=(), viewer=katherine) == ()


def test_what_someone_said_of_a_skill_before_stays(katherine: Viewer) -> None:
    stated_levels.add(["Kafka"], level=5, wants=False, teaches=True, by=katherine)
    assert skill_choices.choose(knows=["kafka"], wants=["kafka"], by=katherine) == ()
    [kafka] = abilities.of(katherine.id, viewer=katherine)
    assert (kafka.leading and kafka.leading.level, kafka.wants, kafka.teaches) == (5, False, True)


def test_too_many_skills_are_refused_before_any_is_added(katherine: Viewer) -> None:
    with pytest.raises(Invalid) as refused:
        skill_choices.choose(knows=["Kafka"], wants=[f"Skill {number}" for number in range(7)], by=katherine)
    assert [*refused.value.problems] == ["wants"]
    assert skill_choices.said(viewer=katherine) == ()


def test_communities_about_their_skills_and_of_their_unit_come_first(company: Company, katherine: Viewer) -> None:
    for name in ("Alpha", "Brokers", "Cooks"):
        slug = communities.found(CommunityDraft(name=name, purpose="Together.", visibility="public"), by=company.tim.id)
        if name == "Cooks":
            memberships.join(slug, by=company.ada.id)
    assert proposed(katherine) == ["Cooks"]
    assert {one.community.name for one in community_choices.of(viewer=katherine)} == {
        *("Alpha", "Brokers", "Cooks", "Platform engineers")
    }
    unlist(company.ada)
    assert proposed(katherine) == []


def test_posts_of_a_private_community_are_no_reason_for_people_outside(company: Company, katherine: Viewer) -> None:
    skill_choices.choose(knows=["kafka"], wants=[], by=katherine)
    assert proposed(katherine) == []
    memberships.admit(company.platform, katherine.id, by=company.margaret.id)
    [one] = [one for one in community_choices.of(viewer=viewers.get(katherine.id)) if one.is_proposed]
    assert (one.community.membership, one.skills) == ("member", ("kafka",))


def test_several_are_joined_at_once_private_ones_asked_and_hidden_ones_left_out(
    company: Company, katherine: Viewer
) -> None:
    public = communities.found(CommunityDraft(name="Cooks", purpose="Food.", visibility="public"), by=company.tim.id)
    hidden = communities.found(CommunityDraft(name="Mergers", purpose="Hush.", visibility="hidden"), by=company.tim.id)
    for _ in range(2):
        joined = community_choices.join([public, company.platform, hidden, "nowhere"], by=katherine.id)
        assert joined == (public, company.platform)
    found = {one.community.name: one.community.membership for one in community_choices.of(viewer=katherine)}
    assert found == {"Cooks": "member", "Platform engineers": "requested"}


def test_joining_sets_no_profile_that_they_did_not_choose(katherine: Viewer) -> None:
    assert profiles.unchosen(katherine.id).languages
