"""Characters that nobody sees, and those that turn the reading direction, in everything that people type."""

from collections.abc import Callable

import pytest

from graph import driver
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

Open = Callable[[Viewer], Browser]

# A space of no width, a filler of Hangul, an empty sign of Braille, a variation selector, a tag, an override, a zero.
UNSEEN = ("\u200b", "\u3164", "\u2800", "\ufe0f\u00a0", "\U000e0041", "\u202e", "\x00", "\u2060\u00ad")
FORMS: dict[str, tuple[dict[str, str], str]] = {
    "/questions": ({"title": "How?", "body": "Words.", "audience": "everyone"}, "title"),
    "/tips": ({"title": "Try this", "body": "Words.", "audience": "everyone"}, "body"),
    "/collections": ({"name": "First week", "description": "", "seen_by": "everyone"}, "name"),
    "/communities": ({"name": "Data", "purpose": "Data for all.", "visibility": "public"}, "purpose"),
    "/profile": ({"name": "Tim", "help_hours": "2"}, "name"),
    "/new-skill": ({"name": "Go", "summary": "", "aliases": "", "broader": "", "related": ""}, "name"),
}


@pytest.mark.parametrize("unseen", UNSEEN)
@pytest.mark.parametrize("form", FORMS)
def test_a_field_in_which_nothing_is_seen_is_refused(as_: Open, company: Company, form: str, unseen: str) -> None:
    fields, name = FORMS[form]
    page = as_(company.ada).send(form, **(fields | {name: unseen}))
    assert page.status_code == 422
    assert f'id="{name}-error"' in page.text


def test_what_turns_the_direction_is_taken_out(as_: Open, company: Company) -> None:
    ada = as_(company.ada)
    typed = "Open \u202egpj.exe\u202c \u2067now\u2069\x00, \u0645\u0631\u062d\u0628\u0627\u200f!"
    page = ada.send("/tips", title=typed, body=typed, skills="\u202eKafka", audience="everyone")
    ada.send(f"{page.request.path}/comments", body=typed)
    ada.send("/profile", name="Ada \u202e(admin)", help_hours="2")
    stored = str(driver.read("MATCH (node) RETURN properties(node) AS properties"))
    assert not [mark for mark in ("\\u202e", "\\u202c", "\\u2067", "\\u2069", "\\x00") if mark in stored]
    assert "Open gpj.exe now, \u0645\u0631\u062d\u0628\u0627\\u200f!" in stored


def test_addresses_are_read_the_same_way(as_: Open, company: Company) -> None:
    page = as_(company.tim).open("/search?q=%E2%80%AEkafka%00%E2%80%8B")
    assert 'value="kafka\u200b"' in page.text
