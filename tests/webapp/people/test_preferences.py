"""Light or dark, as people choose."""

from collections.abc import Callable

import pytest

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_stays(as_: Callable[[Viewer], Browser], company: Company, theme: str) -> None:
    ada = as_(company.ada)
    for _ in range(2):
        ada.send("/preferences/theme", theme=theme)
    assert f'data-theme="{theme}"' in ada.get("/questions").text


def test_as_the_system_does_takes_the_choice_back(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    ada.send("/preferences/theme", theme="dark")
    ada.send("/preferences/theme", theme="system")
    assert 'data-theme="dark"' not in ada.get("/questions").text


def test_there_are_no_other_themes(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.ada).send("/preferences/theme", theme='"><script>')
    assert page.status_code == 422
    assert '"><script>' not in page.text
