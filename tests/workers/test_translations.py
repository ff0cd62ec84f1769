"""The catalogues of letters: each language has every text, with the same gaps to fill, and nothing that is gone."""

import re
import tomllib
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from workers import translations

ROOT = Path(__file__).parents[2]
MAPPINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
OTHERS = [tag for tag in translations.names() if tag != translations.ENGLISH]


def collected() -> Catalog:
    """Return the texts of all letters, as `make texts` collects them."""
    texts = Catalog()
    methods = [(one["pattern"], one["method"]) for one in MAPPINGS]
    for _file, _line, text, _comments, _context in extract_from_dir(ROOT / "workers", method_map=methods):
        texts.add(text)
    return texts


def catalogue(tag: str) -> Catalog:
    with (translations.CATALOGUES / f"{tag}.po").open("rb") as file:
        return read_po(file, locale=tag)


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def gaps(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}", text))


def has_same_gaps(message: Message) -> bool:
    """Return whether each form of a translation has the gaps of its original."""
    return all(gaps(form) == gaps(forms(message.id)[-1]) for form in forms(message.string))


def test_letters_are_in_swedish_and_german_too() -> None:
    assert dict(translations.names()) == {"en": "English", "de": "Deutsch", "sv": "Svenska"}


@pytest.mark.parametrize("tag", OTHERS)
def test_every_text_is_translated(tag: str) -> None:
    known = catalogue(tag)
    found = {one.id: known.get(one.id) for one in collected() if one.id}
    untranslated = [id for id, message in found.items() if not message or not all(forms(message.string))]
    assert not untranslated, "Run `make texts`, and translate what is empty in workers/catalogues/."
    assert not [id for id, message in found.items() if message and (message.fuzzy or message.string == id)]


@pytest.mark.parametrize("tag", OTHERS)
def test_a_translation_has_the_same_gaps(tag: str) -> None:
    assert not [message.id for message in catalogue(tag) if message.id and not has_same_gaps(message)]


@pytest.mark.parametrize("tag", OTHERS)
def test_nothing_is_translated_that_no_letter_says(tag: str) -> None:
    texts = collected()
    assert not [message.id for message in catalogue(tag) if message.id and message.id not in texts]


def test_a_language_that_nobody_translated_is_english() -> None:
    assert translations.to("tlh").tag == translations.to("../secrets").tag == translations.to("").tag == "en"


def test_numbers_are_written_and_counted_as_in_the_language() -> None:
    def said(tag: str, number: int) -> str:
        return translations.to(tag).ngettext(
            "{site}: {number} update for you", "{site}: {number} updates for you", number, site="S"
        )

    assert [said("en", 1), said("en", 1200)] == ["S: 1 update for you", "S: 1,200 updates for you"]
    assert [said("de", 1), said("de", 1200)] == ["S: 1 Neuigkeit für dich", "S: 1.200 Neuigkeiten für dich"]
    assert said("sv", 1200) == "S: 1\N{NO-BREAK SPACE}200 nyheter till dig"
