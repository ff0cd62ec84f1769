"""Skills that nothing uses: hidden, and shown again."""

import pytest

from graph import viewers
from graph.demand import anonymous_demand
from graph.errors import Conflict, Forbidden, NotFound
from graph.expertise import stated_levels
from graph.feed import follows
from graph.ids import SkillSlug
from graph.library import collections
from graph.merging import orphans
from graph.posts import questions
from graph.skills import skills, vocabulary
from graph.skills.vocabulary import SkillDraft
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question

COBOL = SkillSlug("cobol")


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin who added a skill that nobody has used since."""
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    add("COBOL", by=barbara)
    return barbara


def add(name: str, *, by: Viewer, aliases: tuple[str, ...] = (), related: tuple[str, ...] = ()) -> None:
    vocabulary.add(SkillDraft(name=name, summary="Old.", aliases=aliases, broader=(), related=related), by=by)


def found(viewer: Viewer) -> list[str]:
    return [tag.slug for tag in orphans.found(viewer=viewer)]


def test_what_something_hangs_on_is_no_orphan(company: Company, barbara: Viewer) -> None:
    for name in ("Stated", "Wanted", "Listed"):
        add(name, by=barbara)
    assert {"stated", "wanted", "listed"} < set(found(barbara))
    add("Called", aliases=("Named",), by=barbara)
    add("Near", related=("called",), by=barbara)
    stated_levels.state(SkillSlug("stated"), 3, by=company.tim)
    anonymous_demand.note((SkillSlug("wanted"),), "failed", by=company.tim.id)
    rule = collections.Rule(skill=SkillSlug("listed"))
    collections.create(
        collections.CollectionDraft(name="All", description="", seen_by="everyone", rule=rule), by=company.tim
    )
    assert found(barbara) == ["cobol"]


def test_a_removed_skill_is_out_of_sight_until_it_is_put_back(company: Company, barbara: Viewer) -> None:
    before = skills.show(COBOL, viewer=company.tim)
    for _ in range(2):
        orphans.remove(COBOL, by=barbara)
    assert found(barbara) == []
    assert skills.suggest("cob", viewer=company.tim) == ()
    with pytest.raises(NotFound):
        skills.show(COBOL, viewer=company.tim)
    [removed] = orphans.removed(viewer=barbara)
    assert (removed.skill.name, removed.by) == ("COBOL", "Barbara")
    for _ in range(2):
        orphans.put_back(COBOL, by=barbara)
    assert skills.show(COBOL, viewer=company.tim) == before
    assert orphans.removed(viewer=barbara) == ()


def test_who_names_it_in_a_post_brings_it_back(company: Company, barbara: Viewer) -> None:
    orphans.remove(COBOL, by=barbara)
    assert found(barbara) == []
    questions.ask(question("Who still knows it?", "COBOL"), by=company.tim.id)
    assert skills.show(COBOL, viewer=company.grace).open_questions == 1
    assert orphans.removed(viewer=barbara) == ()


def test_only_admins_remove_and_only_what_nothing_hangs_on(company: Company, barbara: Viewer) -> None:
    assert (found(company.margaret), orphans.removed(viewer=company.margaret)) == ([], ())
    for act in (orphans.remove, orphans.put_back):
        with pytest.raises(Forbidden):
            act(COBOL, by=company.margaret)
    for slug in ("kafka", "nothing"):
        with pytest.raises(Conflict):
            orphans.remove(SkillSlug(slug), by=barbara)


def test_neither_the_list_nor_a_removal_tells_what_only_others_see(company: Company, barbara: Viewer) -> None:
    questions.ask(question("Still?", "COBOL", community=company.ada.audiences[1]), by=company.ada.id)
    stated_levels.add(["COBOL"], level=3, wants=False, teaches=False, by=company.grace)
    stated_levels.show_to(COBOL, "me", by=company.grace.id)
    follows.follow("skill", COBOL, by=company.tim)
    assert found(barbara) == ["cobol"]
    orphans.remove(COBOL, by=barbara)
    assert skills.show(COBOL, viewer=company.linus).open_questions == 1
    with pytest.raises(NotFound):
        skills.show(COBOL, viewer=company.grace)
