"""Importing a taxonomy: its concepts, all their names, and which are broader and related."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, LiteralString

from graph import clock
from graph.driver import read, write
from graph.ids import ConceptId, slug
from graph.skills.taxonomy import MOST_WORDS_IN_A_NAME

# The embedded engine keeps a transaction in memory.
ROWS_PER_WRITE = 500

ConceptTie = Literal["broader", "related"]

TIES: dict[ConceptTie, LiteralString] = {
    "broader": """
        UNWIND $pairs AS pair
        MATCH (one:Concept {id: pair[0]})
        MATCH (other:Concept {id: pair[1]})
        MERGE (one)-[tie:BROADER]->(other)
        SET tie.edition = $edition
        """,
    "related": """
        UNWIND $pairs AS pair
        MATCH (one:Concept {id: pair[0]})
        MATCH (other:Concept {id: pair[1]})
        MERGE (one)-[tie:RELATED]->(other)
        SET tie.edition = $edition
        """,
}

# What an earlier edition had and this one doesn't, 500 at a time.
STALE: tuple[LiteralString, ...] = (
    """
    MATCH (concept:Concept)
    WHERE concept.taxonomy = $name AND concept.edition <> $edition
    WITH concept LIMIT 500
    DETACH DELETE concept
    RETURN 1 AS one
    """,
    """
    MATCH (concept:Concept)-[tie:BROADER|RELATED]->(:Concept)
    WHERE concept.taxonomy = $name AND tie.edition <> $edition
    WITH tie LIMIT 500
    DELETE tie
    RETURN 1 AS one
    """,
    """
    MATCH (concept:Concept)<-[naming:NAMES]-(:Term)
    WHERE concept.taxonomy = $name AND naming.edition <> $edition
    WITH naming LIMIT 500
    DELETE naming
    RETURN 1 AS one
    """,
    """
    MATCH (term:Term)
    WHERE NOT EXISTS { (term)-[:NAMES]->(:Concept) }
    WITH term LIMIT 500
    DETACH DELETE term
    RETURN 1 AS one
    """,
)


@dataclass(frozen=True, kw_only=True)
class Taxonomy:
    """A taxonomy. `name` is its slug, `attribution` the sentence that its licence asks for."""

    name: str
    title: str
    version: str
    licence: str
    attribution: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ImportedConcept:
    """A concept of a taxonomy. A group only orders others and never becomes a skill.

    `above` are all concepts above it; `skills_below` counts those below it that are not groups.
    """

    id: ConceptId
    name: str
    names: tuple[str, ...]
    summary: str
    is_group: bool
    above: tuple[ConceptId, ...]
    skills_below: int

    @property
    def terms(self) -> list[str]:
        """The keys under which it is looked up."""
        keys = dict.fromkeys(slug(name) for name in (self.name, *self.names))
        return [key for key in keys if key and key.count("-") < MOST_WORDS_IN_A_NAME]


def begin(taxonomy: Taxonomy) -> int:
    """Record a taxonomy and return the number of this edition. What the edition doesn't add again is stale."""
    now = clock.now()
    write(
        """
        MERGE (taxonomy:Taxonomy {name: $name})
        SET taxonomy += $said, taxonomy.imported_at = datetime($now)
        """,
        name=taxonomy.name,
        said=asdict(taxonomy),
        now=now.isoformat(),
    )
    return clock.key(now)


def known(ids: Collection[ConceptId]) -> int:
    """Return how many of these concepts are already in the graph."""
    rows = read("UNWIND $ids AS id MATCH (:Concept {id: id}) RETURN count(id) AS count", ids=list(ids))
    return rows[0]["count"]


def add(concepts: Sequence[ImportedConcept], *, taxonomy: str, edition: int) -> None:
    """Add concepts, and update those that are known."""
    write(
        """
        UNWIND $rows AS row
        MERGE (concept:Concept {id: row.id})
        SET concept += row
        """,
        rows=[_row(concept) | {"taxonomy": taxonomy, "edition": edition} for concept in concepts],
    )
    write(
        """
        UNWIND $rows AS row
        MATCH (concept:Concept {id: row.id})
        UNWIND row.terms AS key
        MERGE (term:Term {key: key})
        MERGE (term)-[naming:NAMES]->(concept)
        SET naming.edition = $edition
        """,
        rows=[{"id": concept.id, "terms": concept.terms} for concept in concepts],
        edition=edition,
    )


def tie(pairs: Sequence[tuple[ConceptId, ConceptId]], kind: ConceptTie, *, edition: int) -> None:
    """Make the second concept of each pair broader than the first, or related to it."""
    write(TIES[kind], pairs=[list(pair) for pair in pairs], edition=edition)


def finish(taxonomy: str, *, edition: int) -> None:
    """Remove what this edition no longer has. Skills that were made from it stay. Twice changes nothing."""
    for statement in STALE:
        while write(statement, name=taxonomy, edition=edition):
            continue


def _row(concept: ImportedConcept) -> dict[str, object]:
    return {
        **vars(concept),
        "slug": slug(concept.name),
        "names": list(concept.names),
        "above": list(concept.above),
        "is_top": not concept.above,
    }
