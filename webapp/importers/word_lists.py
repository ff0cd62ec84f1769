"""A taxonomy in one table: a name in each row and, optionally, its other names and broader and related names."""

from collections.abc import Iterator
from pathlib import Path

from graph.ids import slug
from graph.imports.taxonomies import Taxonomy
from webapp.importers.concepts import Bringing, Entry, Hierarchy
from webapp.importers.dump import Broken, Progress
from webapp.importers.report import Report
from webapp.tables import rows

# What common tables call each column; the last names are those of O*NET's list of technology skills.
COLUMNS = {
    "name": ("name", "preferred label", "preferredlabel", "skill", "example", "element name"),
    "aliases": ("aliases", "alternative names", "altlabels", "synonyms"),
    "broader": ("broader", "parent", "category", "commodity title"),
    "related": ("related",),
    "description": ("description", "definition"),
}
MARKS = ("|", ";", "\n")


class Table:
    """A table of names, separated by commas or tabs. Raises `Broken` if no column holds the names.

    Rows with the same name are one concept. A broader name without a row of its own is a group.
    """

    def __init__(self, path: Path, taxonomy: Taxonomy, *, report: Report) -> None:
        self.taxonomy = taxonomy
        self._path = path
        self._report = report
        found = {column.lower(): column for column in rows.columns(path)}
        self._columns = {
            meant: found[called] for meant, names in COLUMNS.items() for called in reversed(names) if called in found
        }
        if "name" not in self._columns:
            raise Broken(
                f"The first line of {path.name} must have the column name, and can have aliases, broader, related and "
                f"description. It has {', '.join(found)}."
            )

    @property
    def bytes(self) -> int:
        """The number of bytes to read."""
        return self._path.stat().st_size

    def load(self, progress: Progress) -> None:
        """Bring the table into the graph. You can stop this and run it again at any time."""
        broader, names, own = dict[str, list[str]](), dict[str, str](), set[str]()
        for line in self._lines():
            key = slug(self._field(line, "name"))
            own.add(key)
            for wider in self._several(line, "broader"):
                broader.setdefault(key, []).append(slug(wider))
                names.setdefault(slug(wider), wider)
        hierarchy = Hierarchy(broader=broader, skills=frozenset(own))
        bringing = Bringing(self.taxonomy, hierarchy, report=self._report)
        bringing.add(
            Entry(uri=key, name=name, names=(), summary="", is_group=True)
            for key, name in names.items()
            if key not in own
        )
        bringing.add(self._entries(progress))
        bringing.tie(self._related(), "related")
        bringing.finish()

    def _entries(self, progress: Progress) -> Iterator[Entry]:
        seen = set[str]()
        for line in rows.read(self._path, broken=self._report.name_broken, progress=progress):
            name = self._field(line, "name")
            if not slug(name):
                self._report.name_broken(self._path.name, line.number, "has no name")
            elif slug(name) in seen:
                self._report.unused["rows that repeat the name of an earlier row"] += 1
            else:
                seen.add(slug(name))
                yield Entry(
                    uri=slug(name),
                    name=name,
                    names=self._several(line, "aliases"),
                    summary=self._field(line, "description"),
                )

    def _related(self) -> Iterator[tuple[str, str]]:
        for line in self._lines():
            for other in self._several(line, "related"):
                yield slug(self._field(line, "name")), slug(other)

    def _lines(self) -> Iterator[rows.Line]:
        read = rows.read(self._path, broken=lambda _file, _line, _reason: None)
        return (line for line in read if slug(self._field(line, "name")))

    def _field(self, line: rows.Line, meant: str) -> str:
        return " ".join(line.fields[self._columns[meant]].split()) if meant in self._columns else ""

    def _several(self, line: rows.Line, meant: str) -> tuple[str, ...]:
        if meant not in self._columns:
            return ()
        return tuple(name for name in rows.parted(line.fields[self._columns[meant]], *MARKS) if slug(name))
