"""Brings a taxonomy into the graph: first the hierarchy, then the concepts in a stream."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.ids import ConceptId
from graph.imports import keys, taxonomies
from graph.imports.taxonomies import ROWS_PER_WRITE, ConceptTie, ImportedConcept, Taxonomy
from webapp.importers import conversion
from webapp.importers.report import Report


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row. `uri` is the taxonomy's own identifier for it."""

    uri: str
    name: str
    names: tuple[str, ...]
    summary: str
    is_group: bool = False


@dataclass(frozen=True, kw_only=True)
class Hierarchy:
    """The broader concepts of each, by uri, and which concepts are skills rather than groups."""

    broader: Mapping[str, Sequence[str]]
    skills: frozenset[str]

    def above(self, uri: str) -> tuple[str, ...]:
        """Return everything broader than this concept, each once. A circle ends where it began."""
        found: dict[str, None] = {}
        waiting = list(self.broader.get(uri, ()))
        while waiting:
            wider = waiting.pop()
            if wider not in found and wider != uri:
                found[wider] = None
                waiting += self.broader.get(wider, ())
        return tuple(found)

    @cached_property
    def skills_below(self) -> Counter[str]:
        """Return how many skills, not counting groups, each concept has below it."""
        return Counter(wider for uri in self.skills for wider in self.above(uri))


class Bringing:
    """One import of a taxonomy. It updates known concepts and removes those that the taxonomy no longer has."""

    def __init__(self, taxonomy: Taxonomy, hierarchy: Hierarchy, *, report: Report) -> None:
        self._taxonomy = taxonomy
        self._hierarchy = hierarchy
        self._report = report
        self._edition = taxonomies.begin(taxonomy)

    def add(self, entries: Iterable[Entry]) -> None:
        """Add the concepts of these entries, a few hundred at a time."""
        for batch in conversion.batches(entries, ROWS_PER_WRITE):
            once = {entry.uri: entry for entry in batch}
            concepts = [self._concept(entry) for entry in once.values()]
            known = taxonomies.known([concept.id for concept in concepts])
            taxonomies.add(concepts, taxonomy=self._taxonomy.name, edition=self._edition)
            self._report.known["concept"] += known
            self._report.added["concept"] += len(concepts) - known

    def tie(self, pairs: Iterable[tuple[str, str]], kind: ConceptTie) -> None:
        """Connect concepts that exist."""
        for batch in conversion.batches(pairs, ROWS_PER_WRITE):
            taxonomies.tie([(self._id(one), self._id(other)) for one, other in batch], kind, edition=self._edition)

    def finish(self) -> None:
        """Store which concepts are broader, and remove concepts that this edition no longer has."""
        self.tie(((uri, wider) for uri, each in self._hierarchy.broader.items() for wider in each), "broader")
        taxonomies.finish(self._taxonomy.name, edition=self._edition)

    def _concept(self, entry: Entry) -> ImportedConcept:
        return ImportedConcept(
            id=self._id(entry.uri),
            name=entry.name,
            names=tuple(name for name in dict.fromkeys(entry.names) if name != entry.name),
            summary=entry.summary,
            is_group=entry.is_group,
            above=tuple(map(self._id, self._hierarchy.above(entry.uri))),
            skills_below=self._hierarchy.skills_below[entry.uri],
        )

    def _id(self, uri: str) -> ConceptId:
        return ConceptId(keys.id_of(f"{self._taxonomy.name}:{uri}"))
