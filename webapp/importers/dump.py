"""Reads the rows of a Stack Exchange dump: XML files of any size, with one element on each line."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graph import characters
from webapp.tables.rows import Broken, Progress

# A character by its number. XML allows neither control characters nor halves of an emoji, but people paste them.
BY_NUMBER = re.compile(r"&#(?:x([0-9a-f]{1,6})|(\d{1,7}));", re.IGNORECASE)
LAST_CHARACTER = 0x10FFFF


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row, with the number of its line and the number of bytes up to its end."""

    file: str
    line: int
    end: int
    fields: Mapping[str, str]

    def text(self, name: str) -> str:
        """Return a required field. Raises `Broken` if it is missing."""
        if not self.fields.get(name):
            raise Broken(f"{name} is missing")
        return self.fields[name]

    def find(self, name: str) -> str:
        """Return a field that may be missing."""
        return self.fields.get(name, "")

    def whole(self, name: str) -> int:
        """Return a whole number. Raises `Broken`."""
        try:
            return int(self.text(name))
        except ValueError as error:
            raise Broken(f"{name} is not a number: {self.find(name)[:40]!r}") from error

    def moment(self, name: str) -> datetime:
        """Return a date. Dates are in UTC, although the dump doesn't say so. Raises `Broken`."""
        try:
            return datetime.fromisoformat(self.text(name)).replace(tzinfo=UTC)
        except ValueError as error:
            raise Broken(f"{name} is not a date: {self.find(name)[:40]!r}") from error


def rows(
    path: Path,
    *,
    broken: Callable[[str, int, str], None] = lambda _file, _line, _reason: None,
    progress: Progress = lambda _bytes: None,
    containing: str = "",
) -> Iterator[Row]:
    """Yield the rows of a file that contain this text; none if there is no such file.

    Each row is parsed on its own, so this takes the memory of one row, and a broken row affects no other.
    """
    if not path.exists():
        return
    end, wanted = 0, containing.encode()
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            end += len(line)
            progress(len(line))
            if line.lstrip().startswith(b"<row") and wanted in line:
                try:
                    yield Row(file=path.name, line=number, end=end, fields=_fields(line))
                except ElementTree.ParseError as error:
                    broken(path.name, number, f"is not XML: {error}")


def _fields(line: bytes) -> Mapping[str, str]:
    """Return the fields of a row, without the characters that XML doesn't allow."""
    try:
        return ElementTree.fromstring(line).attrib
    except ElementTree.ParseError:
        text = BY_NUMBER.sub(_character, line.decode(errors="replace"))
        return ElementTree.fromstring(characters.readable(text)).attrib


def _character(found: re.Match[str]) -> str:
    number = int(found[1], 16) if found[1] else int(found[2])
    # Those that XML allows stay as they are, because a line end or a quote is text only in this form.
    sign = chr(number) if number <= LAST_CHARACTER else characters.LOST
    return found[0] if characters.readable(sign) == sign != characters.LOST else sign
