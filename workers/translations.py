"""The language of a letter. Every text of a letter passes through here; workers/catalogues/ has the other languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

CATALOGUES = Path(__file__).parent / "catalogues"
# The language of the texts in the code.
ENGLISH = "en"


def marked(text: str) -> str:
    """Return a text as it is. Import it as `_`, the name by which texts are collected; `Language.of` translates it."""
    return text


@dataclass(frozen=True, kw_only=True)
class Language:
    """A language in which letters are written. `tag` is that of HTML and HTTP, such as `sv`."""

    tag: str
    catalogue: NullTranslations

    def of(self, text: str, **values: object) -> str:
        """Return one of our texts in this language, with `{names}` replaced by these values."""
        return self.catalogue.gettext(text).format(**values)

    def ngettext(self, singular: str, plural: str, number: int, **values: object) -> str:
        """Return one of two texts, or as many as this language has, for a `{number}`."""
        shown = format_decimal(number, locale=self.tag)
        return self.catalogue.ngettext(singular, plural, number).format(number=shown, **values)


@cache
def to(tag: str) -> Language:
    """Return the language with this tag, or English if letters aren't translated into it."""
    path = CATALOGUES / f"{tag}.po"
    if tag not in names() or tag == ENGLISH:
        return Language(tag=ENGLISH, catalogue=NullTranslations())
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=tag))
    compiled.seek(0)
    return Language(tag=tag, catalogue=GNUTranslations(compiled))


@cache
def names() -> Mapping[str, str]:
    """Return the languages in which there are letters, by tag, each with its own name, English first."""
    tags = (ENGLISH, *sorted(path.stem for path in CATALOGUES.glob("*.po")))
    return {tag: (Locale.parse(tag).get_display_name() or tag).capitalize() for tag in tags}
