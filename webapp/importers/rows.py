"""Rows of a CSV file, by column, and what is wrong with broken rows."""

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from webapp.importers.dump import Broken, Progress

Name = Callable[[str, int, str], None]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row: the line in which it ends, and the value of each column, by the column's name."""

    number: int
    fields: Mapping[str, str]


def columns(path: Path) -> tuple[str, ...]:
    """Return the names in the first line, as they are written. Raises `Broken` if there are none."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        names = next(csv.reader(lines, delimiter=_delimiter(path)), list[str]())
    if not any(names):
        raise Broken(f"{path.name} has no header row.")
    return tuple(name.strip() for name in names)


def read(path: Path, *, broken: Name, progress: Progress = lambda _bytes: None) -> Iterator[Line]:
    """Yield the rows one by one. Broken rows are reported and skipped. Commas or tabs may separate columns."""
    csv.field_size_limit(sys.maxsize)
    names = columns(path)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        reader = csv.reader(_counted(lines, progress), delimiter=_delimiter(path))
        next(reader)
        for values in reader:
            problem = _problem(values, names)
            if problem:
                broken(path.name, reader.line_num, problem)
            elif any(values):
                fields = {name: value.strip() for name, value in zip(names, values, strict=True)}
                yield Line(number=reader.line_num, fields=fields)


def parted(value: str, *marks: str) -> tuple[str, ...]:
    """Return the names in a field that holds several, separated by any of these marks."""
    for mark in marks[1:]:
        value = value.replace(mark, marks[0])
    return tuple(dict.fromkeys(name for part in value.split(marks[0]) if (name := " ".join(part.split()))))


def _problem(values: list[str], names: tuple[str, ...]) -> str:
    if values and len(values) != len(names):
        return f"has {len(values)} columns instead of {len(names)}"
    return "is not UTF-8" if any("\ufffd" in value for value in values) else ""


def _counted(lines: Iterable[str], progress: Progress) -> Iterator[str]:
    for line in lines:
        progress(len(line.encode()))
        yield line


def _delimiter(path: Path) -> str:
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        return "\t" if "\t" in lines.readline() else ","
