"""Brings a taxonomy into the graph: what stands under what first, then the concepts in a stream."""

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
    """What one row says. `uri` is how the taxonomy itself tells it from the others."""

    uri: str
    name: str
    names: tuple[str, ...]
    summary: str
    is_group: bool = False


@dataclass(frozen=True, kw_only=True)
class Hierarchy:
    """What stands under what, by uri, and which of them are no groups."""

    broader: Mapping[str, Sequence[str]]
    skills: frozenset[str]

    def above(self, uri: str) -> tuple[str, ...]:
        """Return all that it stands under, each once; a circle ends where it began."""
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
        """How many that are no groups stand under each."""
        return Counter(wider for uri in self.skills for wider in self.above(uri))


class Bringing:
    """One reading of a taxonomy. What is known is brought up to date, what it no longer has is forgotten."""

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
        """Connect concepts that are there."""
        for batch in conversion.batches(pairs, ROWS_PER_WRITE):
            taxonomies.tie([(self._id(one), self._id(other)) for one, other in batch], kind, edition=self._edition)

    def finish(self) -> None:
        """Say what is broader, and forget what this edition no longer has."""
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
