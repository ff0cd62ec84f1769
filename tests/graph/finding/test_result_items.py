"""Result items: what a search shows for each index hit, on both engines."""

from dataclasses import replace

from graph import driver
from graph.communities import communities
from graph.communities.communities import CommunityDraft
from graph.finding import result_items
from graph.people import profiles
from graph.viewers import Viewer
from tests.company import Company


def shown(*keys: str, viewer: Viewer) -> list[str]:
    return [one.key for one in result_items.show(keys, viewer=viewer) if isinstance(one, result_items.ResultItem)]


def test_people_skills_and_communities_are_shown_in_the_order_of_the_index(company: Company) -> None:
    profiles.describe(company.ada.id, replace(profiles.get(company.ada.id), headline="Backend"))
    skill, ada = result_items.show(["kafka", company.ada.id], viewer=company.tim)
    assert skill == result_items.ResultItem(kind="skill", key="kafka", name="kafka", texts=())
    assert ada == result_items.ResultItem(kind="person", key=company.ada.id, name="Ada", texts=("Backend",))


def test_while_the_index_lags_people_who_are_not_listed_are_not_shown(company: Company) -> None:
    assert shown(company.ada.id, company.linus.id, viewer=company.tim) == [company.ada.id, company.linus.id]
    profiles.describe(company.ada.id, replace(profiles.get(company.ada.id), is_listed=False))
    assert shown(company.ada.id, company.linus.id, viewer=company.tim) == [company.linus.id]


def test_while_the_index_lags_people_who_have_left_are_not_shown(company: Company) -> None:
    driver.write("MATCH (ada:Person {id: $id}) SET ada.state = 'left'", id=company.ada.id)
    assert shown(company.ada.id, viewer=company.tim) == []


def test_a_skill_and_a_community_are_shown_only_to_people_who_may_know_of_them(company: Company) -> None:
    assert shown("tls", viewer=company.ada) == ["tls"]
    assert shown("tls", viewer=company.tim) == []
    hidden = communities.found(
        CommunityDraft(name="Reorg", purpose="Quietly.", visibility="hidden"), by=company.grace.id
    )
    id = driver.read("MATCH (one:Community {slug: $slug}) RETURN one.id AS id", slug=hidden)[0]["id"]
    assert shown(id, viewer=company.tim) == []
