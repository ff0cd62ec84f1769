"""Catalogues of courses as CSV: the courses in a table, and what is wrong with its other rows.

Columns may be in any order and go by several names.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graph import characters
from graph.errors import Invalid
from graph.library.shelf_catalogues import Course
from webapp.shell.translations import translated as _
from webapp.tables import rows
from webapp.tables.rows import Broken

NAMES: Mapping[str, tuple[str, ...]] = {
    "url": ("url", "link", "address", "web address", "course url"),
    "title": ("title", "name", "course", "course title", "course name"),
    "provider": ("provider", "vendor", "publisher", "school"),
    "length": ("length", "duration", "hours"),
    "price": ("price", "cost", "fee"),
    "language": ("language", "languages"),
    "date": ("date", "start", "starts", "start date", "begins"),
    "skills": ("skills", "skill", "topics", "tags", "subject", "subjects"),
}
# In the order in which readers see them. Skills come last: the link is about those that are named here.
DETAILS = ("provider", "length", "price", "language", "date", "skills")

TITLE_CHARACTERS = 150
DETAIL_CHARACTERS = 120


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """What a table says: its courses, and a sentence for each row that can't be used."""

    text: str
    courses: tuple[Course, ...]
    bad: tuple[str, ...]


def read(text: str) -> Catalogue:
    """Return the courses in a table. Raises `Broken` if it has no columns for their titles and addresses."""
    text = characters.readable(text).strip()
    if not text:
        raise Broken(_("Choose a file of at most 1 MB."))
    courses, bad = list[Course](), list[str]()
    for line in rows.of_text(text, broken=lambda _file, number, why: bad.append(_said(number, why))):
        cells = _cells(line.fields)
        try:
            courses.append(_course(cells))
        except Invalid as invalid:
            bad.append(_said(line.number, str(invalid)))
    return Catalogue(text=text, courses=tuple(courses), bad=tuple(bad))


def _cells(fields: Mapping[str, str]) -> dict[str, str]:
    given = {
        " ".join(name.lower().replace("_", " ").split()): " ".join(value.split()) for name, value in fields.items()
    }
    found = {
        meant: next((given[name] for name in names if given.get(name)), "")
        for meant, names in NAMES.items()
        if any(name in given for name in names)
    }
    if not {"url", "title"} <= found.keys():
        raise Broken(
            _("Name the columns in the first line: title and url, and if you like provider, length and so on.")
        )
    return found


def _course(cells: Mapping[str, str]) -> Course:
    if not cells["title"]:
        raise Invalid(title=_("It has no title."))
    details = (cells.get(name, "")[:DETAIL_CHARACTERS] for name in DETAILS)
    return Course(
        url=cells["url"], title=cells["title"][:TITLE_CHARACTERS], details=" · ".join(one for one in details if one)
    )


def _said(number: int, why: str) -> str:
    return _("Line %(number)s: %(why)s") % {"number": number, "why": why}
