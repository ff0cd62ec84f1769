"""What else can be told of those who could be asked. The learned order looks at it, the formula does not."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from graph import clock, decay
from graph.ids import PersonId, SkillSlug
from graph.matching.candidates import Case
from graph.matching.scores import Evidence, Vote
from graph.rows import read_as

# The place of somebody of whose evidence nothing shares a word with the question.
UNPLACED = 1_000


@dataclass(frozen=True, kw_only=True)
class Signals:
    """Numbers about somebody's evidence, as far as every reader of the question may open it.

    `pieces` of any kind, with what they count today (`fresh` each at most 1, `weight` with their quality); how often
    one is `apt`, on a skill of the question, and how many of its `skills` they cover. Of the pieces that the votes
    found: how many are `alike`, the best by `words` (BM25), by `cosine` and by `place` among all, and the `strongest`
    by its words and its weight.
    """

    pieces: int = 0
    fresh: float = 0.0
    weight: float = 0.0
    apt: int = 0
    skills: int = 0
    alike: int = 0
    words: float = 0.0
    cosine: float = 0.0
    place: int = UNPLACED
    strongest: float = 0.0


NONE = Signals()


@dataclass(frozen=True, kw_only=True)
class _Row:
    person: PersonId
    pieces: int
    fresh: float
    weights: tuple[float, ...]
    apt: tuple[tuple[SkillSlug, ...], ...]


def read_off(people: Collection[PersonId], case: Case) -> dict[PersonId, Signals]:
    """Return what the graph knows of these people's answers and posts."""
    rows = read_as(
        _Row,
        """
        UNWIND $people AS id
        MATCH (person:Person {id: id})
        WITH person, [(person)-[tie:GAVE|POSTED]->()
            WHERE {{tie is counted}}
            | {weight: tie.weight, skills: [slug IN tie.counted WHERE slug IN $skills]}] AS proofs
        RETURN person.id AS person,
               size(proofs) AS pieces,
               coalesce(person.activity, 0.0) AS fresh,
               [proof IN proofs | proof.weight] AS weights,
               [proof IN proofs WHERE size(proof.skills) > 0 | proof.skills] AS apt
        """,
        people=list(people),
        audiences=case.audiences,
        skills=list(case.own),
    )
    today = decay.freshness(clock.now())
    return {row.person: _signals(row, today) for row in rows}


def alike(
    signals: Mapping[PersonId, Signals], votes: Iterable[Vote], proofs: Iterable[Evidence]
) -> dict[PersonId, Signals]:
    """Add what these proofs, which the votes found, tell of their authors."""
    places = {vote.key: place for place, vote in enumerate(sorted(votes, key=lambda one: -one.words)) if vote.words}
    of = {vote.key: vote for vote in votes}
    found = dict(signals)
    for proof in proofs:
        vote = of.get(proof.id)
        if vote:
            before = found.get(proof.author, NONE)
            found[proof.author] = replace(
                before,
                alike=before.alike + 1,
                words=max(before.words, vote.words),
                cosine=max(before.cosine, vote.cosine),
                place=min(before.place, places.get(vote.key, UNPLACED)),
                strongest=max(before.strongest, proof.text),
            )
    return found


def _signals(row: _Row, today: float) -> Signals:
    shown = [slug for slugs in row.apt for slug in slugs]
    return Signals(
        pieces=row.pieces,
        fresh=row.fresh / today,
        weight=sum(row.weights) / today,
        apt=len(shown),
        skills=len(set(shown)),
    )
