"""What a search result shows of each thing that was found."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.cards import Card, cards
from graph.ids import PostId
from graph.rows import read_as
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class ResultItem:
    """A person, skill or community that was found, with the texts about it. `key` is a person's id or else a slug."""

    kind: str
    key: str
    name: str
    texts: tuple[str, ...]


Finding = Card | ResultItem


@dataclass(frozen=True, kw_only=True)
class _Row:
    found: str
    item: ResultItem


def show(keys: Sequence[str], *, viewer: Viewer) -> tuple[Finding, ...]:
    """Return the things with these keys of the index, in this order.

    Things that the viewer may not see are left out here too, in case the index is behind the graph.
    """
    found: dict[str, Finding] = {card.id: card for card in cards([PostId(key) for key in keys], viewer=viewer)}
    rest = [key for key in keys if key not in found]
    found |= _others(rest, viewer=viewer) if rest else {}
    return tuple(found[key] for key in keys if key in found)


def _others(keys: Sequence[str], *, viewer: Viewer) -> dict[str, ResultItem]:
    rows = read_as(
        _Row,
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
               {
                   kind: CASE WHEN person IS NOT NULL THEN 'person'
                              WHEN skill IS NOT NULL THEN 'skill'
                              ELSE 'community' END,
                   key: coalesce(person.id, skill.slug, community.slug),
                   name: coalesce(person.name, skill.name, community.name),
                   texts: [text IN [person.headline, person.about, skill.summary, community.purpose] WHERE text <> '']
               } AS item
        """,
        keys=list(keys),
        audiences=viewer.audiences,
    )
    return {row.found: row.item for row in rows}
