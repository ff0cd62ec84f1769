"""What taxonomies call things: synonyms of what someone typed, and the company's skills near it.

The concepts of a taxonomy are not skills of the company, but their names lead from words that nobody here uses to
words that people do use.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from graph.ids import slug
from graph.rows import read_as
from graph.skills import near_skills
from graph.skills.near_skills import Bridge, Reached
from graph.viewers import Viewer

MOST_WORDS = 40
MOST_SYNONYMS = 8
# Longer names are sentences, which nobody types. An import leaves them out.
MOST_WORDS_IN_A_NAME = 6
MOST_WORDS_IN_A_SYNONYM = 3

# A name of more concepts than this is too vague; skills below a wider concept than this have too little in common.
MOST_MEANINGS = 3
MOST_SKILLS_BELOW = 40


@dataclass(frozen=True, kw_only=True)
class UsedTaxonomy:
    """A taxonomy that this site uses, with the attribution that its licence asks for."""

    title: str
    version: str
    licence: str
    attribution: str
    url: str
    concepts: int
    imported_at: datetime


def synonyms(words: str) -> tuple[str, ...]:
    """Return at most eight other names that taxonomies have for what these words name, the shortest first."""
    found = read_as(
        _Synonyms,
        """
        UNWIND $keys AS key
        MATCH (:Term {key: key})-[:NAMES]->(concept:Concept)
        WHERE NOT concept.is_group
        RETURN key, [concept.name] + concept.names AS names
        """,
        keys=_keys(words),
    )
    counted = _longest(one.key for one in found)
    clear = [one for one in found if 0 < counted.get(one.key, 0) <= MOST_MEANINGS]
    named = {slug(name): name for one in clear for name in one.names if _adds(name, words)}
    return tuple(sorted(named.values(), key=lambda name: (len(name), name))[:MOST_SYNONYMS])


def bridges(words: str, *, viewer: Viewer) -> tuple[Bridge, ...]:
    """Return skills that are at most two steps from what taxonomies call by these words, nearest first."""
    found = read_as(
        _Bridged,
        """
        UNWIND $keys AS key
        MATCH (:Term {key: key})-[:NAMES]->(concept:Concept)
        RETURN key, concept.name AS through,
               [(concept)<-[:MEANS]-(skill:Skill)
                   WHERE {{skill is known}}
                   | {slug: skill.slug, name: skill.name}] AS same,
               [(concept)-[:BROADER|RELATED]-(near:Concept)<-[:MEANS]-(skill:Skill)
                   WHERE {{skill is known}}
                   | {slug: skill.slug, name: skill.name}] AS near,
               [(concept)-[:BROADER|RELATED]-(between:Concept)-[:BROADER|RELATED]-(:Concept)<-[:MEANS]-(skill:Skill)
                   WHERE between.skills_below <= $most AND {{skill is known}}
                   | {slug: skill.slug, name: skill.name}] AS far
        """,
        keys=_keys(words),
        audiences=viewer.audiences,
        most=MOST_SKILLS_BELOW,
    )
    named = _longest(one.key for one in found)
    return near_skills.nearest([one for one in found if one.key in named])


def sources() -> tuple[UsedTaxonomy, ...]:
    """Return the taxonomies that this site uses, by title."""
    return read_as(
        UsedTaxonomy,
        """
        MATCH (taxonomy:Taxonomy)
        RETURN taxonomy.title AS title, taxonomy.version AS version, taxonomy.licence AS licence,
               taxonomy.attribution AS attribution, taxonomy.url AS url, taxonomy.imported_at AS imported_at,
               COUNT { MATCH (concept:Concept) WHERE concept.taxonomy = taxonomy.name } AS concepts
        ORDER BY title
        """,
    )


@dataclass(frozen=True, kw_only=True)
class _Synonyms:
    key: str
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Bridged(Reached):
    key: str


def _keys(words: str) -> list[str]:
    """Return the key of every run of words, as a name is looked up."""
    each = [key for word in words.split()[:MOST_WORDS] if (key := slug(word))]
    runs = (
        "-".join(each[begin:end])
        for begin in range(len(each))
        for end in range(begin + 1, min(begin + MOST_WORDS_IN_A_NAME, len(each)) + 1)
    )
    return list(dict.fromkeys(runs))


def _longest(keys: Iterable[str]) -> dict[str, int]:
    """Count the names that were found, without those inside a longer one: `machine learning`, but not `machine`."""
    counted = Counter(keys)
    return {
        key: count
        for key, count in counted.items()
        if not any(key != other and f"-{key}-" in f"-{other}-" for other in counted)
    }


def _adds(name: str, words: str) -> bool:
    return len(name.split()) <= MOST_WORDS_IN_A_SYNONYM and f"-{slug(name)}-" not in f"-{slug(words)}-"
