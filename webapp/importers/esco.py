"""ESCO, the European list of skills, as the Commission publishes it: a folder of CSV files."""

from collections.abc import Iterator
from pathlib import Path

from graph.imports.taxonomies import Taxonomy
from webapp.importers.concepts import Bringing, Entry, Hierarchy
from webapp.importers.dump import Broken, Progress
from webapp.importers.report import Report
from webapp.tables import rows

ATTRIBUTION = "This service uses the ESCO classification of the European Commission."
LICENCE = "© European Union, reuse authorised by Commission Decision 2011/833/EU; CC BY 4.0"
ADDRESS = "https://esco.ec.europa.eu/"

# The files and the columns that are used of each. Newer editions have the language in more of the names.
FILES = {
    "skillGroups": ("conceptUri", "preferredLabel", "altLabels", "description"),
    "skills": ("conceptUri", "preferredLabel", "altLabels", "hiddenLabels", "description"),
}
PAIRS = {
    "broaderRelationsSkillPillar": ("conceptUri", "broaderUri"),
    "skillSkillRelations": ("originalSkillUri", "relatedSkillUri"),
}


class Folder:
    """A folder with ESCO in one language. Raises `Broken` if a file or a column is missing."""

    def __init__(self, folder: Path, *, language: str, version: str, report: Report) -> None:
        self._report = report
        self._files = {name: _file(folder, name, language) for name in (*FILES, *PAIRS)}
        for name, path in self._files.items():
            missing = [column for column in (FILES | PAIRS)[name] if column not in rows.columns(path)]
            if missing:
                raise Broken(f"{path.name} doesn't have the column {missing[0]}.")
        self.taxonomy = Taxonomy(
            name="esco", title="ESCO", version=version, licence=LICENCE, attribution=ATTRIBUTION, url=ADDRESS
        )

    @property
    def bytes(self) -> int:
        """The number of bytes to read."""
        return sum(self._files[name].stat().st_size for name in ("skillGroups", "skills"))

    def load(self, progress: Progress) -> None:
        """Bring ESCO into the graph. You can stop this and run it again at any time."""
        bringing = Bringing(self.taxonomy, self._hierarchy(), report=self._report)
        for name in ("skillGroups", "skills"):
            bringing.add(self._entries(name, progress))
        bringing.tie(self._pairs("skillSkillRelations"), "related")
        bringing.finish()

    def _hierarchy(self) -> Hierarchy:
        broader: dict[str, list[str]] = {}
        for uri, wider in self._pairs("broaderRelationsSkillPillar"):
            broader.setdefault(uri, []).append(wider)
        read = rows.read(self._files["skills"], broken=lambda _file, _line, _reason: None)
        return Hierarchy(broader=broader, skills=frozenset(line.fields["conceptUri"] for line in read))

    def _entries(self, name: str, progress: Progress) -> Iterator[Entry]:
        path = self._files[name]
        for line in rows.read(path, broken=self._report.name_broken, progress=progress):
            uri, label = line.fields["conceptUri"], " ".join(line.fields["preferredLabel"].split())
            if not uri or not label:
                self._report.name_broken(path.name, line.number, "has no conceptUri or no preferredLabel")
                continue
            others = f"{line.fields['altLabels']}\n{line.fields.get('hiddenLabels', '')}"
            yield Entry(
                uri=uri,
                name=label,
                # ESCO's collections separate names by a bar; all other columns put them on separate lines.
                names=rows.parted(others, "\n", "|"),
                summary=line.fields["description"],
                is_group=name == "skillGroups",
            )

    def _pairs(self, name: str) -> Iterator[tuple[str, str]]:
        path, one, other = self._files[name], *PAIRS[name]
        for line in rows.read(path, broken=self._report.name_broken):
            if line.fields[one] and line.fields[other]:
                yield line.fields[one], line.fields[other]
            else:
                self._report.name_broken(path.name, line.number, f"has no {one} or no {other}")


def _file(folder: Path, name: str, language: str) -> Path:
    for path in (folder / f"{name}_{language}.csv", folder / f"{name}.csv"):
        if path.exists():
            return path
    raise Broken(f"{folder} doesn't contain {name}_{language}.csv.")
