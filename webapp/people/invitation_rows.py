"""Tables of people to invite, from a spreadsheet or a directory: the good rows, and what is wrong with the others.

Columns may be in any order and go by several names. No row is dropped silently.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from graph import characters
from graph.people import guest_lists
from graph.people.guest_lists import Guest, Standing
from graph.viewers import Viewer
from webapp.shell.translations import translated as _
from webapp.tables import rows
from webapp.tables.rows import Broken

# What columns are called, in lower case and with blanks between words.
NAMES: dict[str, tuple[str, ...]] = {
    "email": ("email", "e mail", "mail", "email address", "e mail address", "work email", "address"),
    "name": ("name", "full name", "display name"),
    "first": ("first name", "firstname", "given name", "forename"),
    "last": ("last name", "lastname", "surname", "family name"),
    "unit": ("unit", "department", "team", "division", "organisation", "organization"),
    "manager": ("manager", "manager email", "manager's email", "managers email", "reports to", "supervisor"),
    "office": ("office", "location", "site", "city"),
    "headline": ("headline", "title", "job title", "position"),
}
NAMED = {name: meaning for meaning, names in NAMES.items() for name in names}
BETWEEN_WORDS = re.compile(r"[\s_.-]+")

NO_COLUMNS = "Name the columns in the first line: email, and if you like name, unit, manager, office and title."

# What spreadsheet programs write if they don't write Unicode, by the part of the world.
ENCODINGS = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254")


@dataclass(frozen=True, kw_only=True)
class BadRow:
    """A row that can't be used: the line in which it ends, what stands there, and why."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """What a table says. `unused` are columns that mean nothing here; `rest` is a table of the bad rows alone."""

    text: str
    guests: tuple[Guest, ...]
    bad: tuple[BadRow, ...]
    unused: tuple[str, ...]
    rest: str


def decoded(content: bytes, encoding: str) -> str:
    """Return the text of a file: Unicode if it is that, otherwise in this encoding."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode(encoding if encoding in ENCODINGS else ENCODINGS[0], "replace")


def read(text: str, *, viewer: Viewer) -> Table:
    """Return the people in a table, and the rows that can't be used. Raises `Broken` if it isn't a table of people."""
    lines = _with_header(characters.readable(text)).splitlines()
    if not lines:
        raise Broken(_("Paste a table or choose a file."))
    meanings, found, bad = _lines(lines)
    if len(found) > guest_lists.MOST:
        raise Broken(_("Invite at most 2,000 people at once. This table has {count}.").format(count=len(found)))
    guests = {line.number: _guest(line.fields, meanings) for line in found}
    bad |= dict(_problems(guests, viewer=viewer))
    head = 2 if rows.NAMED.fullmatch(lines[0].strip(" ")) else 1
    return Table(
        text="\n".join(lines),
        guests=tuple(guest for line, guest in guests.items() if line not in bad),
        bad=tuple(BadRow(line=line, text=lines[line - 1], why=why) for line, why in sorted(bad.items())),
        unused=tuple(name for name, meaning in meanings.items() if not meaning),
        rest="\n".join([*lines[:head], *(lines[line - 1] for line in sorted(bad))]) if bad else "",
    )


def _lines(lines: Sequence[str]) -> tuple[dict[str, str], list[rows.Line], dict[int, str]]:
    """Return what the columns mean, the rows, and the lines that are no rows, with the reason. Raises `Broken`."""
    bad = dict[int, str]()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        meanings = _meanings(rows.columns(path))
        found = list(rows.read(path, broken=lambda _file, line, why: bad.update({line: f"This row {why}."})))
    return meanings, found, bad


def _with_header(text: str) -> str:
    """Return a table whose first line has names. A mere list of addresses gets one."""
    first = text.lstrip().partition("\n")[0].strip()
    is_list = "@" in first and not any(sign in first for sign in ",;\t|")
    return f"email\n{text.strip()}" if is_list else text.strip()


def _meanings(columns: Sequence[str]) -> dict[str, str]:
    """Return what each column means; nothing if it is unknown or another one means the same. Raises `Broken`."""
    meanings = dict[str, str]()
    for column in dict.fromkeys(columns):
        meaning = NAMED.get(BETWEEN_WORDS.sub(" ", column.lower()).strip(), "")
        meanings[column] = "" if meaning in meanings.values() else meaning
    if "email" not in meanings.values():
        raise Broken(_(NO_COLUMNS))
    return meanings


def _guest(fields: Mapping[str, str], meanings: Mapping[str, str]) -> Guest:
    found = {meanings[column]: " ".join(value.split()) for column, value in fields.items() if meanings[column]}
    name = found.get("name") or f"{found.get('first', '')} {found.get('last', '')}".strip()
    return Guest(
        email=found["email"].lower(),
        name=name,
        unit=found.get("unit", ""),
        manager=found.get("manager", "").lower(),
        office=found.get("office", ""),
        headline=found.get("headline", ""),
    )


def _problems(guests: Mapping[int, Guest], *, viewer: Viewer) -> Iterator[tuple[int, str]]:
    """Yield the line of each row that can't be used, with the reason."""
    named = [address for guest in guests.values() for address in (guest.email, guest.manager) if address]
    known = guest_lists.standings(named, viewer=viewer) if named else {}
    seen = dict[str, int]()
    invited = {guest.email for guest in guests.values()}
    for line, guest in guests.items():
        first = seen.setdefault(guest.email, line)
        problem = guest.problem or _taken(known[guest.email]) or _stray(guest, known, invited)
        if problem:
            yield line, _(problem)
        elif first != line:
            yield line, _("Line {line} has the same address.").format(line=first)


def _taken(standing: Standing) -> str | None:
    if standing.state == "active":
        return "There is an account with this address already."
    if standing.state:
        return "The account with this address is disabled. Enable it instead."
    return "This address has an open invitation already." if standing.is_invited else None


def _stray(guest: Guest, known: Mapping[str, Standing], invited: set[str]) -> str | None:
    """Return what is wrong with the manager: nobody is or will be here by this address."""
    if not guest.manager or guest.manager in invited:
        return None
    manager = known[guest.manager]
    is_here = manager.state == "active" or manager.is_invited
    return None if is_here else "Nobody here, and nobody in this table, has the manager's address."


def links(invited: Mapping[str, str], guests: Sequence[Guest]) -> tuple[tuple[str, str, str], ...]:
    """Return name, address and link of everyone who was invited, in the order of the table."""
    return tuple((guest.name, guest.email, invited[guest.email]) for guest in guests if guest.email in invited)


def parsed(text: str) -> list[list[str]]:
    """Return the rows of a table that this site has written itself."""
    return [row for row in csv.reader(io.StringIO(text)) if row]
