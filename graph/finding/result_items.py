"""What a search result shows of each thing that was found, whatever it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.cards import Card, cards
from graph.driver import having, read
from graph.ids import PostId
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class Place:
    """A person, skill or community that was found, and the texts that say what it is. `key` is an id or a slug."""

    kind: str
    key: str
    name: str
    texts: tuple[str, ...]


Finding = Card | Place


def show(keys: Sequence[str], *, viewer: Viewer) -> tuple[Finding, ...]:
    """Return the things behind these keys of the index, in this order.

    What the viewer may not see is left out here too, should the index be behind the graph.
    """
    found: dict[str, Finding] = {card.id: card for card in cards([PostId(key) for key in keys], viewer=viewer)}
    rest = [key for key in keys if key not in found]
    found |= _places(rest, viewer=viewer) if rest else {}
    return tuple(found[key] for key in keys if key in found)


def _places(keys: Sequence[str], *, viewer: Viewer) -> dict[str, Place]:
    rows = read(
        """
        UNWIND $keys AS key
        OPTIONAL MATCH (person:Person {id: key})
            WHERE {{person is listed}}
        OPTIONAL MATCH (skill:Skill {slug: key})
            WHERE {{skill is known}}
        OPTIONAL MATCH (community:Community {id: key})
            WHERE {{community is listed or joined}}
        WITH key, person, skill, community
        WHERE person IS NOT NULL OR skill IS NOT NULL OR community IS NOT NULL
        RETURN key AS found,
               CASE WHEN person IS NOT NULL THEN 'person'
                    WHEN skill IS NOT NULL THEN 'skill'
                    ELSE 'community' END AS kind,
               coalesce(person.id, skill.slug, community.slug) AS key,
               coalesce(person.name, skill.name, community.name) AS name,
               [text IN [person.headline, person.about, skill.summary, community.purpose] WHERE text <> ''] AS texts
        """,
        keys=list(keys),
        audiences=viewer.audiences,
    )
    return {row.pop("found"): Place(**having(row, texts=tuple(row["texts"]))) for row in rows}
