"""The pages for choosing skills from other organisations' taxonomies, and the page that credits these."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph import viewers
from graph.skills import taxonomy_branches, taxonomy_skills
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.importers.taxonomy_files import esco_folder
from tests.webapp.client import Browser
from webapp.importers import esco
from webapp.importers.report import Report

ICTS = "information and communication technologies"


@pytest.fixture
def admin(company: Company, as_: Callable[[Viewer], Browser]) -> Browser:
    """Barbara, who runs the site."""
    return as_(viewers.get(stories.join("Barbara", is_admin=True)))


@pytest.fixture
def branch(company: Company, tmp_path: Path) -> str:
    """A branch of a taxonomy."""
    with Report(tmp_path / "report.txt") as report:
        esco.Folder(esco_folder(tmp_path), language="en", version="1.1.1", report=report).load(lambda _bytes: None)
    return taxonomy_branches.named(ICTS)[0]


def test_without_a_taxonomy_it_says_how_to_get_one(admin: Browser) -> None:
    assert "guildhall import esco" in admin.get("/taxonomy").text


def test_an_admin_walks_to_a_branch_and_chooses_it(admin: Browser, branch: str) -> None:
    assert "knowledge" in admin.get("/taxonomy").text
    assert "Show 3 skills" in admin.get(f"/taxonomy/{branch}").text
    chosen = admin.send(f"/taxonomy/{branch}/choice", choice="1")
    assert "In progress" in chosen.text
    taxonomy_skills.apply(branch)
    assert "Hide these skills" in admin.get(f"/taxonomy/{branch}").text
    assert "Python (computer programming)" in admin.get("/skills/names?starts=python").text


def test_and_takes_it_back(admin: Browser, branch: str) -> None:
    for choice in ("1", "0"):
        admin.send(f"/taxonomy/{branch}/choice", choice=choice)
    assert "Show 3 skills" in admin.get(f"/taxonomy/{branch}").text


def test_it_is_for_those_who_run_the_site(as_: Callable[[Viewer], Browser], company: Company, branch: str) -> None:
    grace = as_(company.grace)
    assert grace.get("/taxonomy").status_code == grace.get(f"/taxonomy/{branch}").status_code == 403
    assert grace.send(f"/taxonomy/{branch}/choice").status_code == 403


def test_an_unknown_branch_is_not_found(admin: Browser) -> None:
    assert admin.get("/taxonomy/nothing").status_code == 404


def test_everybody_reads_whose_words_are_used(as_: Callable[[Viewer], Browser], company: Company, branch: str) -> None:
    text = as_(company.tim).get("/about").text
    assert "This service uses the ESCO classification of the European Commission." in text
    assert "ESCO 1.1.1" in text
    assert "MIT License" in text
    assert "Guildhall 0." in text
