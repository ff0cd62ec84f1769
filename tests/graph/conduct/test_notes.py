"""Notes about a member: coaches of the community read them, their author removes them."""

import pytest

from graph import viewers
from graph.communities import communities, memberships
from graph.conduct import moderation, notes
from graph.errors import Invalid, NotFound
from graph.ids import CommunityId
from tests import company as stories
from tests.company import Company


def platform(company: Company) -> CommunityId:
    return communities.show(company.platform, viewer=company.margaret).id


def test_coaches_of_the_community_read_them(company: Company) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    notes.write_down(company.linus.id, "We talked.", community=platform(company), by=company.margaret)
    [seen] = moderation.of(company.linus.id, viewer=company.ada).notes
    assert (seen.words, seen.by and seen.by.name, seen.is_mine) == ("We talked.", "Margaret", False)
    for other in (company.linus, company.grace, company.tim):
        with pytest.raises(NotFound):
            moderation.of(company.linus.id, viewer=other)


def test_admins_keep_their_own_and_read_none_of_a_closed_community(company: Company) -> None:
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    notes.write_down(company.linus.id, "We talked.", community=platform(company), by=company.margaret)
    assert moderation.of(company.linus.id, viewer=barbara).notes == ()
    notes.write_down(company.linus.id, "He asked for help.", community=None, by=barbara)
    assert [one.words for one in moderation.of(company.linus.id, viewer=barbara).notes] == ["He asked for help."]
    assert [one.words for one in moderation.of(company.linus.id, viewer=company.margaret).notes] == ["We talked."]


def test_only_its_author_removes_one_and_only_once(company: Company) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    id = notes.write_down(company.linus.id, "We talked.", community=platform(company), by=company.margaret)
    with pytest.raises(NotFound):
        notes.remove(id, by=company.ada)
    notes.remove(id, by=company.margaret)
    with pytest.raises(NotFound):
        notes.remove(id, by=company.margaret)
    assert moderation.of(company.linus.id, viewer=company.margaret).notes == ()


def test_nobody_else_writes_one(company: Company) -> None:
    for other in (company.ada, company.grace, company.tim, company.linus):
        with pytest.raises(NotFound):
            notes.write_down(company.linus.id, "Hm.", community=platform(company), by=other)


@pytest.mark.parametrize("words", [" ", "x" * 1_001])
def test_it_has_words_and_not_too_many(company: Company, words: str) -> None:
    with pytest.raises(Invalid):
        notes.write_down(company.linus.id, words, community=platform(company), by=company.margaret)
