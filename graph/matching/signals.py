"""Further signals about candidates. The learned order uses them, the formula does not."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from graph import clock, decay
from graph.ids import PersonId, SkillSlug
from graph.matching.candidates import Case
from graph.matching.scores import Evidence, Vote
from graph.rows import read_as

# The place of someone whose evidence shares no word with the question.
UNPLACED = 1_000


@dataclass(frozen=True, kw_only=True)
class Signals:
    """Numbers about someone's evidence. All but `fresh` cover only what every reader of the question may open.

    `pieces` counts the answers and posts, `weight` is what they weigh today, and `fresh` is the person's whole activity
    today, to which each piece adds at most 1. `apt` counts how often a piece names a skill of the question, and
    `skills` how many of its skills they cover. Of the pieces that the votes found, `alike` is the number, `words`
    (BM25), `cosine` and `place` are the best of each, and `strongest` is the highest product of words and weight.
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
    """Return what the graph knows about these people's answers and posts."""
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
    """Add what the evidence that these votes found says about its authors."""
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
