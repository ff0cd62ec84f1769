"""Why someone was found: their strongest pieces of evidence on the wanted skills."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import LiteralString

from graph.driver import read
from graph.expertise.abilities import EvidenceKind
from graph.finding.criteria import Wanted
from graph.ids import PersonId, SkillSlug
from graph.rows import made, read_as
from graph.viewers import Viewer

SHOWN = 3
# More than are shown, in case someone closed a community a moment ago.
READ = 6

# How to read a piece of evidence, by its author's tie to it. Each statement searches only where such pieces are.
STATEMENTS: dict[str, LiteralString] = {
    "GAVE": """
        UNWIND $ids AS id
        MATCH (answer:Answer {id: id})-[:ANSWERS]->(post:Post)
        WHERE {{post is open}}
        RETURN id AS evidence, 'answer' AS shows, post.id AS post, post.title AS title, '' AS by
        """,
    "POSTED": """
        UNWIND $ids AS id
        MATCH (post:Post {id: id})
        WHERE {{post is open}}
        RETURN id AS evidence, post.kind AS shows, id AS post, post.title AS title, '' AS by
        """,
    "SHOWED": """
        UNWIND $ids AS id
        MATCH (act:Proof {id: id})
        OPTIONAL MATCH (act)-[:CONFIRMS]->(post:Post)
        OPTIONAL MATCH (act)-[:IN_SKILL]->(skill:Skill)
        WITH id, act, coalesce(post, skill) AS about, coalesce(post.audience, act.audience) AS audience
        WHERE audience IN $audiences
        RETURN id AS evidence,
               act.kind AS shows,
               coalesce(about.id, about.slug) AS post,
               coalesce(about.title, about.name) AS title,
               coalesce([(act)<-[:ENDORSED]-(giver:Person) | giver.name][0], '') AS by
        """,
}


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A reason to show someone: an answer, a post or a verification on the page of `post`, or a colleague's word.

    An endorsement or mentoring is `by` a colleague and names a skill; `post` is then the slug of the skill. `share` is
    its share of the person's evidence on the wanted skills, between 0 and 1.
    """

    evidence: str
    shows: EvidenceKind
    post: str
    title: str
    by: str
    share: float


@dataclass(frozen=True, kw_only=True)
class _Shown:
    evidence: str
    shows: EvidenceKind
    post: str
    title: str
    by: str


@dataclass(frozen=True, kw_only=True)
class _Piece:
    id: str
    tie: str
    weight: float
    skills: tuple[SkillSlug, ...]


@dataclass(frozen=True, kw_only=True)
class _Pieces:
    id: PersonId
    pieces: tuple[_Piece, ...]


def of(own: Mapping[PersonId, float], wanted: Wanted, *, viewer: Viewer) -> dict[PersonId, tuple[Reason, ...]]:
    """Return the three strongest pieces of each of these people. `own` is what all evidence of each is worth."""
    rarity = {one.slug: one.rarity for one in wanted.weights if not one.is_near}
    best = {one.id: _best(one.pieces, rarity) for one in _pieces(list(own), wanted, viewer)}
    shown = _shown([piece for pieces in best.values() for _, piece in pieces], viewer)
    return {
        person: tuple(
            _reason(shown[piece.id], share=min(worth / own[person], 1))
            for worth, piece in best.get(person, ())
            if piece.id in shown and own[person]
        )[:SHOWN]
        for person in own
    }


def _reason(shown: _Shown, *, share: float) -> Reason:
    return Reason(
        evidence=shown.evidence, shows=shown.shows, post=shown.post, title=shown.title, by=shown.by, share=share
    )


def _best(pieces: Sequence[_Piece], rarity: Mapping[SkillSlug, float]) -> list[tuple[float, _Piece]]:
    """Return the strongest pieces with what each is worth for the wanted skills, strongest first."""
    worth = [(one.weight * sum(rarity.get(slug, 0.0) for slug in one.skills), one) for one in pieces]
    return sorted(worth, key=lambda pair: (-pair[0], pair[1].id))[:READ]


def _pieces(people: Sequence[PersonId], wanted: Wanted, viewer: Viewer) -> tuple[_Pieces, ...]:
    return read_as(
        _Pieces,
        """
        UNWIND $people AS id
        MATCH (person:Person {id: id})
        RETURN id, [(person)-[tie:GAVE|POSTED|SHOWED]->(proof)
            WHERE {{tie is counted}} AND coalesce(proof.kind, '') <> 'thanks'
              AND ANY(slug IN tie.counted WHERE slug IN $slugs)
            | {id: proof.id, tie: type(tie), weight: tie.weight, skills: tie.counted}] AS pieces
        """,
        people=list(people),
        slugs=list(wanted.slugs),
        audiences=viewer.audiences,
    )


def _shown(pieces: Sequence[_Piece], viewer: Viewer) -> dict[str, _Shown]:
    found = dict[str, _Shown]()
    for tie, statement in STATEMENTS.items():
        ids = [one.id for one in pieces if one.tie == tie]
        rows = made(_Shown, read(statement, ids=ids, audiences=viewer.audiences)) if ids else ()
        found |= {row.evidence: row for row in rows}
    return found
