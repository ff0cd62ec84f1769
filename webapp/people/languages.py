"""The languages that people speak: tags of ISO 639-1, shown by their names in the reader's language."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import cast

from babel import Locale
from flask import request
from flask_babel import get_locale

from graph.errors import Invalid
from webapp.shell.translations import translated as _

# More than people have in their browsers on purpose.
MOST_GUESSED = 4


def listed() -> tuple[tuple[str, str], ...]:
    """Return all languages as tag and name, by name."""
    return tuple(sorted(_names(_reader()).items(), key=lambda one: one[1].casefold()))


def name(said: str) -> str:
    """Return the name of a language. What was typed before there was a list stays as it is."""
    return _names(_reader()).get(tag(said), said)


def tag(said: str) -> str:
    """Return the tag of a language that is given by its tag or name. Anything else stays as it is."""
    return _tags(_reader()).get(said.strip().casefold(), said.strip())


def spellings(said: str) -> tuple[str, ...]:
    """Return all that people may have stored for a language, in lower case. Empty for an empty text."""
    found = tag(said)
    names = [names[found] for names in (_names("en"), _names(_reader())) if found in names]
    return tuple(sorted({one.lower() for one in (said.strip(), found, *names) if one}))


def guessed() -> tuple[str, ...]:
    """Return the languages that the browser asks for, the best first."""
    wanted = [one.partition("-")[0].lower() for one, quality in request.accept_languages if quality > 0]
    return tuple(dict.fromkeys(one for one in wanted if one in _names("en")))[:MOST_GUESSED]


def chosen(typed: Sequence[str], *, kept: Collection[str]) -> tuple[str, ...]:
    """Return the tags of languages that were chosen, or typed with commas. Raises `Invalid` for one that isn't listed.

    What the person has stored from before there was a list may be `kept`.
    """
    found = tuple(dict.fromkeys(tag(one) for some in typed for one in some.split(",") if one.strip()))
    if any(one not in _names("en") and one not in kept for one in found):
        raise Invalid(languages=_("Choose languages from the list."))
    return found


def _reader() -> str:
    return str(get_locale() or "en")


@cache
def _names(locale: str) -> Mapping[str, str]:
    """Return the names of all languages of ISO 639-1, by tag, in English where the locale has none."""
    names = [cast(Mapping[str, str], Locale.parse(one).languages) for one in ("en", locale)]
    return {code: named for some in names for code, named in some.items() if len(code) == 2}


@cache
def _tags(locale: str) -> Mapping[str, str]:
    """Return the tags by tag and by name, both in any case."""
    named = {named.casefold(): code for names in (_names("en"), _names(locale)) for code, named in names.items()}
    return named | {code: code for code in _names(locale)}
