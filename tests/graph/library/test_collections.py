"""Collections that people put together, and collections that fill themselves."""

import pytest

from graph.communities import communities
from graph.errors import Forbidden, Invalid, NotFound
from graph.feed import follows
from graph.ids import SkillSlug
from graph.library import collections
from graph.library.collections import CollectionDraft
from graph.library.rules import Rule
from tests.company import Company


def draft(name: str = "First week", seen_by: str = "everyone", rule: Rule | None = None) -> CollectionDraft:
    return CollectionDraft(name=name, description="Read this first.", seen_by=seen_by, rule=rule)


def test_a_collection_for_everyone_is_listed_for_all_and_changed_by_its_keeper(company: Company) -> None:
    kept = collections.create(draft(), by=company.ada)
    shown = collections.show(kept, viewer=company.tim)
    assert (shown.name, shown.keeper.name, shown.may_change, shown.is_mine) == ("First week", "Ada", False, False)
    assert [row.name for row in collections.listed(viewer=company.tim)] == ["First week"]
    collections.describe(kept, draft("Second week"), by=company.ada)
    assert collections.show(kept, viewer=company.tim).name == "Second week"


def test_ones_own_are_listed_however_many_others_are_newer(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    own = collections.create(
        collections.CollectionDraft(name="Mine", description="", seen_by="everyone"), by=company.tim
    )
    monkeypatch.setattr(collections, "SHOWN", 2)
    for number in range(3):
        draft = collections.CollectionDraft(name=f"Other {number}", description="", seen_by="everyone")
        collections.create(draft, by=company.ada)
    first, second = collections.listed(viewer=company.tim)
    assert (first.id, second.name) == (own, "Other 2")


def test_only_me_means_nobody_else(company: Company) -> None:
    kept = collections.create(draft(seen_by="me"), by=company.ada)
    assert collections.show(kept, viewer=company.ada).seen_by == "me"
    with pytest.raises(NotFound):
        collections.show(kept, viewer=company.grace)
    with pytest.raises(NotFound):
        follows.follow("collection", kept, by=company.grace)
    assert collections.listed(viewer=company.grace) == ()


def test_a_communitys_collection_is_for_its_members_who_all_may_change_it(company: Company) -> None:
    platform = communities.show(company.platform, viewer=company.ada).id
    kept = collections.create(draft(seen_by=platform), by=company.ada)
    assert collections.show(kept, viewer=company.linus).may_change
    with pytest.raises(NotFound):
        collections.show(kept, viewer=company.tim)
    with pytest.raises(Forbidden):
        collections.create(draft(seen_by=platform), by=company.tim)


def test_opening_it_to_others_changes_who_sees_it(company: Company) -> None:
    platform = communities.show(company.platform, viewer=company.ada).id
    kept = collections.create(draft(seen_by=platform), by=company.ada)
    collections.describe(kept, draft(seen_by="everyone"), by=company.ada)
    assert collections.show(kept, viewer=company.tim).community is None
    collections.describe(kept, draft(seen_by="me"), by=company.ada)
    with pytest.raises(NotFound):
        collections.show(kept, viewer=company.linus)


def test_only_its_keeper_describes_and_removes_it(company: Company) -> None:
    kept = collections.create(draft(), by=company.ada)
    with pytest.raises(Forbidden):
        collections.describe(kept, draft("Mine now"), by=company.tim)
    with pytest.raises(Forbidden):
        collections.remove(kept, by=company.tim)
    collections.remove(kept, by=company.ada)
    with pytest.raises(NotFound):
        collections.show(kept, viewer=company.ada)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("name", {"name": ""}), ("name", {"name": "N" * 81}), ("description", {"description": "D" * 501})],
)
def test_what_cannot_be_taken_is_named(field: str, wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        CollectionDraft(**({"name": "N", "description": "", "seen_by": "me"} | wrong))
    assert set(refused.value.problems) == {field}


def test_a_rule_without_any_part_is_no_rule() -> None:
    with pytest.raises(Invalid) as refused:
        draft(rule=Rule())
    assert set(refused.value.problems) == {"kind"}


def test_a_rule_shows_the_names_that_the_viewer_may_know(company: Company) -> None:
    rule = Rule(kind="question", skill=SkillSlug("tls"))
    kept = collections.create(draft(rule=rule), by=company.ada)
    assert collections.show(kept, viewer=company.linus).skill.name == "tls"
    assert collections.show(kept, viewer=company.tim).skill is None
