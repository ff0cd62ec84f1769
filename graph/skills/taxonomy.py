"""What words are called elsewhere: other names for them, and the skills that lie near what they name.

A taxonomy's concepts are no skills of the company, but its names lead from words that nobody here uses to those
that are used.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from graph.cards import SkillTag
from graph.driver import Row, read
from graph.ids import slug
from graph.skills.near_skills import Bridge
from graph.viewers import Viewer

MOST_WORDS = 40
MOST_SYNONYMS = 8
# Longer names are sentences, which nobody types: an import leaves them out.
MOST_WORDS_IN_A_NAME = 6
MOST_WORDS_IN_A_SYNONYM = 3
MOST_BRIDGES = 20

# What is called so by more concepts than this says nothing; wider concepts than this have nothing in common.
MOST_MEANINGS = 3
MOST_SKILLS_BELOW = 40


@dataclass(frozen=True, kw_only=True)
class Source:
    """A taxonomy that this site uses, as its licence wants it named."""

    title: str
    version: str
    licence: str
    attribution: str
    url: str
    concepts: int
    imported_at: datetime


def synonyms(words: str) -> tuple[str, ...]:
    """Return what taxonomies also call what these words name, at most eight, the shortest first."""
    rows = read(
        """
        UNWIND $keys AS key
        MATCH (:Term {key: key})-[:NAMES]->(concept:Concept)
        WHERE NOT concept.is_group
        RETURN key, [concept.name] + concept.names AS names
        """,
        keys=_keys(words),
    )
    named = _longest(rows)
    clear = [row for row in rows if row["key"] in named and named[row["key"]] <= MOST_MEANINGS]
    found = {slug(name): name for row in clear for name in row["names"] if _adds(name, words)}
    return tuple(sorted(found.values(), key=lambda name: (len(name), name))[:MOST_SYNONYMS])


def bridges(words: str, *, viewer: Viewer) -> tuple[Bridge, ...]:
    """Return skills, as far as the viewer knows of them, at most two steps from what others call so, nearest first."""
    rows = read(
        """
        UNWIND $keys AS key
        MATCH (:Term {key: key})-[:NAMES]->(concept:Concept)
        RETURN key, concept.name AS through,
               [(concept)<-[:MEANS]-(skill:Skill)
                   WHERE ANY(audience IN skill.audiences WHERE audience IN $audiences)
                   | {slug: skill.slug, name: skill.name}] AS same,
               [(concept)-[:BROADER|RELATED]-(near:Concept)<-[:MEANS]-(skill:Skill)
                   WHERE ANY(audience IN skill.audiences WHERE audience IN $audiences)
                   | {slug: skill.slug, name: skill.name}] AS near,
               [(concept)-[:BROADER|RELATED]-(between:Concept)-[:BROADER|RELATED]-(:Concept)<-[:MEANS]-(skill:Skill)
                   WHERE between.skills_below <= $most AND ANY(audience IN skill.audiences WHERE audience IN $audiences)
                   | {slug: skill.slug, name: skill.name}] AS far
        """,
        keys=_keys(words),
        audiences=viewer.audiences,
        most=MOST_SKILLS_BELOW,
    )
    named = _longest(rows)
    return _nearest(row for row in rows if row["key"] in named)


def sources() -> tuple[Source, ...]:
    """Return the taxonomies that this site uses, by title."""
    rows = read(
        """
        MATCH (taxonomy:Taxonomy)
        RETURN taxonomy.title AS title, taxonomy.version AS version, taxonomy.licence AS licence,
               taxonomy.attribution AS attribution, taxonomy.url AS url, taxonomy.imported_at AS imported_at,
               COUNT { MATCH (concept:Concept) WHERE concept.taxonomy = taxonomy.name } AS concepts
        ORDER BY title
        """
    )
    return tuple(Source(**row) for row in rows)


def _keys(words: str) -> list[str]:
    """Return every run of words as a name would be looked up."""
    each = [key for word in words.split()[:MOST_WORDS] if (key := slug(word))]
    runs = (
        "-".join(each[begin:end])
        for begin in range(len(each))
        for end in range(begin + 1, min(begin + MOST_WORDS_IN_A_NAME, len(each)) + 1)
    )
    return list(dict.fromkeys(runs))


def _longest(rows: Iterable[Row]) -> dict[str, int]:
    """Return how often each name was found that is no part of a longer one: `machine learning`, but not `machine`."""
    counted: dict[str, int] = {}
    for row in rows:
        counted[row["key"]] = counted.get(row["key"], 0) + 1
    return {
        key: count
        for key, count in counted.items()
        if not any(key != other and f"-{key}-" in f"-{other}-" for other in counted)
    }


def _adds(name: str, words: str) -> bool:
    return len(name.split()) <= MOST_WORDS_IN_A_SYNONYM and f"-{slug(name)}-" not in f"-{slug(words)}-"


def _nearest(rows: Iterable[Row]) -> tuple[Bridge, ...]:
    each = [(steps, row) for row in rows for steps in range(3)]
    found: dict[str, Bridge] = {}
    for steps, row in sorted(each, key=lambda one: one[0]):
        for skill in row[("same", "near", "far")[steps]]:
            found.setdefault(skill["slug"], Bridge(skill=SkillTag(**skill), through=row["through"], steps=steps))
    return tuple(found.values())[:MOST_BRIDGES]
