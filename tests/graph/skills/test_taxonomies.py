"""Other organisations' taxonomies, and which of their branches are skills here, on both engines."""

from pathlib import Path

import pytest

from graph import clock
from graph.errors import NotFound
from graph.ids import ConceptId, SkillSlug
from graph.imports import skills as imported_skills
from graph.posts import questions
from graph.skills import skills, taxonomy, taxonomy_branches, taxonomy_skills
from tests import company as stories
from tests.company import Company
from tests.importers.taxonomy_files import esco_folder
from webapp.importers import esco
from webapp.importers.report import Report

ICTS = "information and communication technologies"


@pytest.fixture
def names(company: Company, tmp_path: Path) -> Company:
    """The company, with a taxonomy."""
    with Report(tmp_path / "report.txt") as report:
        esco.Folder(esco_folder(tmp_path), language="en", version="", report=report).load(lambda _bytes: None)
    return company


def choose(*, is_wanted: bool = True) -> ConceptId:
    [branch] = taxonomy_branches.named(ICTS)
    taxonomy_branches.choose(branch) if is_wanted else taxonomy_branches.drop(branch)
    assert taxonomy_skills.waiting() == (branch,)
    taxonomy_skills.apply(branch)
    assert taxonomy_skills.waiting() == ()
    return branch


def listed(starts_with: str, company: Company) -> list[str]:
    return [skill.slug for skill in skills.suggest(starts_with, viewer=company.tim)]


def test_no_concept_is_a_skill_before_its_branch_is_chosen(names: Company):
    assert listed("computer", names) == listed("python", names) == []


def test_a_chosen_branch_becomes_skills_with_aliases_and_what_is_broader(names: Company):
    choose()
    assert listed("python", names) == ["python-computer-programming"]
    page = skills.show(SkillSlug("python-computer-programming"), viewer=names.tim)
    assert page.aliases == ("Py3K", "Python", "Python3")
    assert [wider.name for wider in page.broader] == ["computer programming"]
    assert skills.resolve(["Py3K"], by=names.tim.id)[0].slug == "python-computer-programming"


def test_a_group_becomes_no_skill(names: Company):
    choose()
    assert listed("information", names) == []


def test_our_own_skill_of_that_name_is_the_concept(names: Company):
    questions.ask(stories.question("What is a generator?", "Python"), by=names.tim.id)
    taxonomy_skills.link(since=clock.EPOCH)
    choose()
    assert listed("python", names) == ["python"]
    assert "Python (computer programming)" in skills.show(SkillSlug("python"), viewer=names.tim).aliases


def test_a_dropped_branch_leaves_what_is_used(names: Company):
    choose()
    questions.ask(stories.question("What is a generator?", "py3k"), by=names.tim.id)
    choose(is_wanted=False)
    assert listed("python", names) == ["python-computer-programming"]
    assert listed("computer", names) == []


def test_an_import_of_posts_leaves_chosen_skills_in_sight(names: Company):
    choose()
    imported_skills.show_to_readers()
    assert listed("python", names) == ["python-computer-programming"]


def test_choosing_and_working_twice_changes_nothing(names: Company):
    branch = choose()
    before = skills.show(SkillSlug("python-computer-programming"), viewer=names.tim)
    taxonomy_branches.choose(branch)
    taxonomy_skills.apply(branch)
    assert skills.show(SkillSlug("python-computer-programming"), viewer=names.tim) == before


def test_a_branch_says_what_lies_above_and_below_it(names: Company):
    branch = choose()
    page = taxonomy_branches.show(branch)
    assert (page.branch.skills, page.branch.state) == (3, "shown")
    assert [wider.name for wider in page.above] == ["knowledge"]
    assert [(inner.name, inner.state) for inner in page.below] == [("computer programming", "within")]
    assert page.names == ("artificial neural networks", "computer programming")
    assert [top.name for top in taxonomy_branches.top()] == [ICTS, "knowledge"]


def test_what_is_no_branch_is_not_found(names: Company):
    for act in (taxonomy_branches.show, taxonomy_branches.choose, taxonomy_branches.drop):
        with pytest.raises(NotFound):
            act(ConceptId("nothing"))


def test_a_foreign_word_leads_to_a_skill_of_ours(names: Company):
    questions.ask(stories.question("What is a generator?", "Python"), by=names.tim.id)
    taxonomy_skills.link(since=clock.EPOCH)
    [same] = taxonomy.bridges("who knows Py3K here", viewer=names.tim)
    assert (same.skill.slug, same.steps) == ("python", 0)
    [far] = taxonomy.bridges("neural nets", viewer=names.tim)
    assert (far.skill.slug, far.through, far.steps) == ("python", "artificial neural networks", 2)


def test_no_bridge_leads_to_a_skill_of_a_closed_community(names: Company):
    closed = stories.question("What is a generator?", "Python", community=names.ada.audiences[1])
    questions.ask(closed, by=names.ada.id)
    taxonomy_skills.link(since=clock.EPOCH)
    assert [one.skill.slug for one in taxonomy.bridges("py3k", viewer=names.ada)] == ["python"]
    assert taxonomy.bridges("py3k", viewer=names.tim) == ()


def test_a_longer_name_wins_over_the_words_in_it(names: Company):
    assert taxonomy.synonyms("artificial neural networks") == ("neural nets",)
    assert taxonomy.synonyms("") == taxonomy.bridges("  ", viewer=names.tim) == ()


def test_what_only_our_own_skills_are_called_is_not_said_twice(names: Company):
    assert taxonomy.synonyms("kafka") == taxonomy.bridges("kafka", viewer=names.tim) == ()
