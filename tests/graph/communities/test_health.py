"""How a community does: Margaret, its coach, sees months of numbers, and none of fewer than five people."""

from dataclasses import replace
from datetime import timedelta

import pytest

from graph import clock, viewers
from graph.communities import communities, health, month_tallies
from graph.communities.bridges import SITE
from graph.communities.communities import CommunityDraft
from graph.communities.health import Figures
from graph.errors import Forbidden, NotFound
from graph.freshness import freshness
from tests.company import Company
from tests.graph.communities import history

DAY = timedelta(days=1)


def test_only_its_coaches_see_how_a_private_community_does(company: Company) -> None:
    root = viewers.get(history.admin())
    assert health.of_community(company.platform, history.span(1), viewer=company.margaret).name == "Platform engineers"
    for other in (company.ada, company.grace, company.linus, company.tim, root):
        with pytest.raises(Forbidden):
            health.of_community(company.platform, history.span(1), viewer=other)


def test_admins_see_how_a_public_one_does_and_nobody_learns_of_a_hidden_one(company: Company) -> None:
    root, ada = viewers.get(history.admin()), company.ada
    slugs = {
        kind: communities.found(CommunityDraft(name=kind, purpose="Try.", visibility=kind), by=ada.id)
        for kind in ("public", "hidden")
    }
    assert health.of_community(slugs["public"], history.span(1), viewer=root).name == "public"
    for id in (slugs["hidden"], "nowhere"):
        with pytest.raises(NotFound):
            health.of_community(id, history.span(1), viewer=root)


def test_only_admins_see_how_the_whole_site_does(company: Company) -> None:
    assert health.of_site(history.span(1), viewer=viewers.get(history.admin())).now is None
    for other in (company.ada, company.grace, company.margaret, company.tim):
        with pytest.raises(Forbidden):
            health.of_site(history.span(1), viewer=other)


@pytest.mark.parametrize(("count", "shown"), [(4, None), (5, 5), (9, 5), (10, 10)])
def test_contributors_are_counted_in_steps_of_five(company: Company, count: int, shown: int | None) -> None:
    for member in history.people(company, count):
        history.ask(company, member)
    found = history.health_of(company, history.span(1))
    assert (found.now and found.now.contributors) == shown


def test_it_says_how_many_questions_were_answered_and_how_soon(company: Company) -> None:
    for number, member in enumerate(history.people(company, 5)):
        asked = history.ask(company, member)
        if number:
            history.answer(asked, company.ada, number=10 + number)
    found = history.health_of(company, history.span(1)).now
    assert found
    assert replace(found, thin=()) == Figures(
        contributors=5, newcomers=None, answered=0.8, wait=4 * DAY, fresh=1.0, thin=()
    )


def test_a_month_shows_nothing_if_few_contributed_and_no_range_tells_of_it(company: Company) -> None:
    members = history.people(company, 5)
    for member in members:
        history.answer(history.ask(company, member, back=2), company.ada, back=2)
    history.ask(company, members[0], back=1)
    one = history.health_of(company, history.span(2, 2))
    both = history.health_of(company, history.span(2, 1))
    assert one.now == both.now
    assert [month.figures is None for month in both.months] == [False, True]


def test_it_is_compared_with_as_many_months_before(company: Company) -> None:
    for member in history.people(company, 5):
        history.ask(company, member, back=1)
        history.answer(history.ask(company, member, back=2), company.ada, back=2)
    found = history.health_of(company, history.span(1))
    assert [one and one.answered for one in (found.before, found.now)] == [1.0, 0.0]


def test_newcomers_are_those_who_joined(company: Company) -> None:
    with clock.put_back(history.day(1)):
        members = history.people(company, 7)
    for member in members:
        history.ask(company, member)
    found = history.health_of(company, history.span(1))
    assert [month.figures and month.figures.newcomers for month in found.months] == [5]


def test_what_is_outdated_or_retired_is_not_fresh(company: Company) -> None:
    asked = [history.ask(company, member) for member in history.people(company, 9)]
    for id in asked[:5]:
        freshness.doubt(id, "We have no nodes any more.", by=company.ada)
    found = history.health_of(company, history.span(1))
    assert [month.figures and month.figures.fresh for month in found.months] == [0.5]


def test_thin_skills_are_those_of_its_posts_that_few_people_know(company: Company) -> None:
    for member in history.people(company, 5):
        history.ask(company, member)
    found = history.health_of(company, history.span(1)).now
    assert found
    assert [skill.name for skill in found.thin] == ["drains"]


@pytest.mark.parametrize("asker", range(3))
def test_it_is_the_same_whichever_of_three_people_asked_without_a_name(company: Company, asker: int) -> None:
    members = history.people(company, 10)
    for member in members[3:9]:
        history.answer(history.ask(company, member), company.ada)
    history.ask(company, members[asker], is_anonymous=True)
    found = history.health_of(company, history.span(1)).now
    assert found
    assert (found.contributors, found.newcomers, found.answered, found.wait) == (5, None, 0.85, DAY)


def test_asking_without_a_name_brings_no_month_over_the_limit(company: Company) -> None:
    members = history.people(company, 5)
    for member in members[1:]:
        history.ask(company, member)
    history.ask(company, members[0], is_anonymous=True)
    assert history.health_of(company, history.span(1)).now is None


def test_who_asks_without_a_name_is_nobody_also_where_they_answer(company: Company) -> None:
    members = history.people(company, 5)
    for member in members[1:]:
        history.ask(company, member)
    history.answer(history.ask(company, members[0], is_anonymous=True), members[0])
    assert history.health_of(company, history.span(1)).now is None


def test_the_whole_site_is_what_everyone_may_read(company: Company) -> None:
    root = viewers.get(history.admin())
    for member in history.people(company, 5):
        history.ask(company, member, back=1)
        history.ask(company, member, back=2, in_public=True)
    month_tallies.count(SITE)
    found = health.of_site(history.span(2, 1), viewer=root)
    assert [month.figures and month.figures.contributors for month in found.months] == [5, None]
