"""Rows of a CSV file, by column, and what is wrong with broken rows."""

import codecs
import csv
import re
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

Name = Callable[[str, int, str], None]
Progress = Callable[[int], None]

# The first is the usual one.
DELIMITERS = (",", ";", "\t", "|")
NAMED = re.compile(r"\"?sep=([,;|\t])\"?", re.IGNORECASE)
# No row that we accept is longer. Without a limit, each quote that is not closed would be read to the end of the file.
MOST_CHARACTERS = 500_000


class Broken(Exception):
    """Something that cannot be read; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row: the line in which it ends, and the value of each column, by the column's name."""

    number: int
    fields: Mapping[str, str]


def columns(path: Path) -> tuple[str, ...]:
    """Return the names in the first line, as they are written. Raises `Broken` if there are none."""
    names = header(path)
    if not any(names):
        raise Broken(f"{path.name} has no header row.")
    return names


def header(path: Path) -> tuple[str, ...]:
    """Return the names in the first line; none if the file is empty."""
    with _opened(path) as lines:
        return tuple(name.strip() for name in next(_Records(path, lines), list[str]()))


def read(path: Path, *, broken: Name, progress: Progress = lambda _bytes: None) -> Iterator[Line]:
    """Yield the rows one by one. Broken rows are reported and skipped.

    Commas, semicolons, tabs or bars may separate columns: the sign that the first line has most of, or that spreadsheet
    programs name before it, as in `sep=;`. A quote that is never closed breaks only the row in which it begins.
    """
    names = columns(path)
    with _opened(path) as lines:
        records = _Records(path, lines, broken=broken, progress=progress)
        next(records)
        for values in records:
            problem = _problem(values, names)
            if problem:
                broken(path.name, records.number, problem)
            elif any(values):
                fields = {name: value.strip() for name, value in zip(names, values, strict=True)}
                yield Line(number=records.number, fields=fields)


def of_text(text: str, *, broken: Name) -> list[Line]:
    """Return the rows of a table that was sent as text, like `read`. Raises `Broken`."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_text(text, encoding="utf-8")
        return list(read(path, broken=broken))


def parted(value: str, *marks: str) -> tuple[str, ...]:
    """Return the names in a field that holds several, separated by any of these marks."""
    for mark in marks[1:]:
        value = value.replace(mark, marks[0])
    return tuple(dict.fromkeys(name for part in value.split(marks[0]) if (name := " ".join(part.split()))))


def _problem(values: list[str], names: tuple[str, ...]) -> str:
    if values and len(values) != len(names):
        return f"has {len(values)} columns instead of {len(names)}"
    return "is not UTF-8" if any("\ufffd" in value for value in values) else ""


class _Records:
    """The records of a table. `number` is the line in which the last one ends."""

    def __init__(
        self,
        path: Path,
        lines: Iterator[str],
        *,
        broken: Name = lambda _file, _line, _reason: None,
        progress: Progress = lambda _bytes: None,
    ) -> None:
        csv.field_size_limit(sys.maxsize)
        self.number = 0
        self._path = path
        self._lines = lines
        self._broken = broken
        self._progress = progress
        self._delimiter, named_before = _delimiter(path)
        # The lines of the record that is being read, and those that are to be read again after a broken one.
        self._own: list[str] = []
        self._own_characters = 0
        self._again: deque[str] = deque()
        self._reader = self._new_reader()
        if named_before:
            self._line()

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        while True:
            self._own, self._own_characters = [], 0
            try:
                return next(self._reader)
            except csv.Error:
                self._begin_after(self._own)

    def _begin_after(self, own: list[str]) -> None:
        """Go on with the line after the one in which the broken record begins."""
        self.number -= len(own) - 1
        self._broken(self._path.name, self.number, "has a quote that is not closed, or text after a closing quote")
        self._again.extendleft(reversed(own[1:]))
        self._reader = self._new_reader()

    def _new_reader(self) -> Iterator[list[str]]:
        return csv.reader(iter(self._line, None), delimiter=self._delimiter, strict=True)

    def _line(self) -> str | None:
        if self._own_characters > MOST_CHARACTERS:
            raise csv.Error
        line = self._again.popleft() if self._again else next(self._lines, None)
        if line is not None:
            self.number += 1
            self._own.append(line)
            self._own_characters += len(line)
            self._progress(len(line.encode()))
        return line


def _opened(path: Path) -> TextIO:
    with path.open("rb") as file:
        wide = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return path.open(encoding="utf-16" if wide else "utf-8-sig", errors="replace", newline="")


def _delimiter(path: Path) -> tuple[str, bool]:
    """Return the sign between the columns, and whether a line of its own names it."""
    with _opened(path) as lines:
        first = lines.readline()
    if named := NAMED.fullmatch(first.strip(" \r\n")):
        return named[1], True
    return max(DELIMITERS, key=lambda sign: len(next(csv.reader([first], delimiter=sign), list[str]()))), False
