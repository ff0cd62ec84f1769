"""The site's name: chosen by an admin, recorded, and second to the operator's."""

import pytest

from graph.errors import Forbidden, Invalid
from graph.moderation import audit
from graph.setup import identity
from graph.setup.identity import DEFAULT_NAME, NAME_CHARACTERS, NOTHING_CHOSEN, NameDraft
from graph.viewers import Viewer, get
from tests.company import Company, join


@pytest.fixture
def barbara(company: Company) -> Viewer:
    return get(join("Barbara", is_admin=True))


@pytest.mark.usefixtures("company")
def test_nothing_is_chosen_at_first() -> None:
    assert identity.get() == NOTHING_CHOSEN
    assert identity.name("") == DEFAULT_NAME


def test_an_admin_names_the_site_and_it_is_recorded_once(barbara: Viewer) -> None:
    for _ in range(2):
        identity.rename(NameDraft(name="  The Kontor \n of Åland "), by=barbara.id)
    assert identity.get().name == "The Kontor of Åland"
    renamed = [one for one in audit.listed(viewer=barbara).entries if one.act == "renamed_site"]
    assert [(one.reason, one.by and one.by.name) for one in renamed] == [("The Kontor of Åland", "Barbara")]


def test_the_operators_name_comes_first(barbara: Viewer) -> None:
    identity.rename(NameDraft(name="Kontor"), by=barbara.id)
    assert (identity.name("Guild of Oslo"), identity.name("")) == ("Guild of Oslo", "Kontor")


def test_only_admins_name_the_site(company: Company) -> None:
    with pytest.raises(Forbidden):
        identity.rename(NameDraft(name="Mine"), by=company.ada.id)
    assert identity.get() == NOTHING_CHOSEN


@pytest.mark.parametrize("name", ["", "   ", "x" * (NAME_CHARACTERS + 1)])
def test_a_name_is_neither_empty_nor_too_long(name: str) -> None:
    with pytest.raises(Invalid):
        NameDraft(name=name)
