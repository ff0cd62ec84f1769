"""The experts to ask about a question: the formula that scores each candidate, and the reasons behind the score.

Each kind of evidence is summed like votes (CombSUM) and taken as a share of what all candidates have of it. So the
parts of a score add up, and so do the reasons for each part. The constants were measured on public communities.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from graph.ids import PersonId, QuestionId
from graph.matching import by_community, candidates, nearness, newcomer_place, proofs, scores, signals
from graph.matching.nearness import Trait
from graph.matching.newcomer_place import Newcomer
from graph.matching.scores import NOTHING, Candidate, Evidence, Parts, Vote
from graph.matching.signals import Signals

WEIGHTS = Parts(tag=0.4, text=0.3, meaning=0.2, active=0.1)

IDLE_HALF_LIFE_DAYS = 14
# Someone who hasn't been here for months may still be the only one who knows.
AVAILABILITY_OF_THE_LONG_GONE = 0.1
PRICE_OF_A_RECENT_ASK = 0.1

EXPERTS_PER_QUESTION = 5
# People below a quarter of the best score only share some common words with the question.
SHARE_OF_THE_BEST = 0.25
# People with at least half of the best score know enough for the question.
SUFFICIENT_SHARE = 0.5
REASONS_SHOWN = 3
# For some people there is no evidence that can be shown as a reason. The next person then takes their place.
EXPLAINED_FOR_EACH_PLACE = 2
# Another order only changes the places of this many people, the best by the formula.
REORDERED = 150


# The same skills, near skills, a community around them, similar words, similar meaning, a stated level, or an
# endorsement.
Part = Literal["tag", "near", "circle", "text", "meaning", "declared", "endorsed"]


@dataclass(frozen=True, kw_only=True)
class Reason:
    """An answer or tip that is a reason to ask someone, and its share of their score, between 0 and 1.

    A piece that counts by its skills, words and meaning is one reason. `part` is the part that it adds most to. For a
    newcomer, `evidence` is the skill that they are said to know.
    """

    evidence: str
    share: float
    part: Part


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """Someone to ask. `shares` add up to 1: what each kind of evidence adds to the score before availability.

    `near` is what they share with the asker. A newcomer has only a reason. If `is_learned`, a learned order has
    corrected the score, but the shares are still those of the evidence.
    """

    person: PersonId
    score: float
    shares: Parts
    availability: float
    reasons: tuple[Reason, ...]
    near: tuple[Trait, ...] = ()
    open_asks: int = 0
    via: Literal["evidence", "newcomer"] = "evidence"
    is_learned: bool = False


# Corrects scores and sorts the suggestions by them. It sees only the suggestions, their candidates and the other
# signals of their evidence.
Order = Callable[[Sequence[Suggestion], Sequence[Candidate], Mapping[PersonId, Signals]], Sequence[Suggestion]]


def by_score(
    ranked: Sequence[Suggestion], _people: Sequence[Candidate], _signals: Mapping[PersonId, Signals]
) -> Sequence[Suggestion]:
    """Keep the order of the formula."""
    return ranked


def suggest(
    id: QuestionId, votes: Iterable[Vote], *, limit: int = EXPERTS_PER_QUESTION, order: Order = by_score
) -> tuple[Suggestion, ...]:
    """Return the people to ask now: as many as bring the question's live asks up to `limit`.

    People who know enough come first, the nearest of them first. One place is kept for a newcomer if `limit` is above
    1. No one is suggested without a reason. Empty for a question that is gone, answered or settled. `order` corrects
    the ranking by the formula. It doesn't decide who can be asked or whose evidence counts.
    """
    case = candidates.case(id)
    if not case or case.live_asks >= limit:
        return ()
    found = tuple(votes)
    alike = (*proofs.by_likeness(found, case), *by_community.evidence(case))
    people = candidates.able(scores.sums(candidates.by_skills(case), alike), case)
    ranked = rank(people)
    if order is not by_score:
        told = signals.read_off([one.person for one in ranked[:REORDERED]], case)
        ranked = order(ranked, people, signals.alike(told, found, alike))
    best = nearest_sufficient(_worth_asking(ranked))
    first = best[: EXPLAINED_FOR_EACH_PLACE * limit]
    pieces = (*alike, *proofs.strongest([one.person for one in first], case))
    known = [one for one in explain(first, people, pieces) if one.reasons]
    behind = best[len(first) :]
    fresh = newcomer_place.find(case, besides=[one.person for one in (*known, *behind)]) if limit > 1 else ()
    return (*known[: limit - case.live_asks - len(fresh)], *(_newcomer(one) for one in fresh))


def rank(people: Sequence[Candidate], *, price: float = PRICE_OF_A_RECENT_ASK) -> tuple[Suggestion, ...]:
    """Return the people with evidence beyond activity, best first, without reasons yet. Equals are in a fixed order.

    `price` is what each ask of the last two weeks costs: at 0.1, someone who was asked ten times counts half.
    """
    scale = _scale(people)
    scored = [_scored(one, scale, price) for one in people if one.evidence.speaks]
    return tuple(sorted(scored, key=lambda one: (-one.score, one.person)))


def availability(idle: timedelta, *, recent_asks: int, price: float = PRICE_OF_A_RECENT_ASK) -> float:
    """Return the factor, up to 1, for someone who was idle this long and asked this often in the last two weeks.

    It is (0.1 + 0.9 · 2^(-days idle / 14)) / (1 + price · asks).
    """
    present = 2 ** (-max(idle / timedelta(days=1), 0) / IDLE_HALF_LIFE_DAYS)
    return (AVAILABILITY_OF_THE_LONG_GONE + (1 - AVAILABILITY_OF_THE_LONG_GONE) * present) / (1 + price * recent_asks)


def nearest_sufficient(ranked: Sequence[Suggestion]) -> Sequence[Suggestion]:
    """Return the same people, with those who know enough sorted by how near and how free they are.

    Each trait they share with the asker counts for them, and each open ask against them. The score decides between
    equals. People who know less follow in the order of their scores.
    """
    best = max((one.score for one in ranked), default=0.0)
    enough = sum(1 for one in ranked if one.score >= SUFFICIENT_SHARE * best)
    near = sorted(ranked[:enough], key=lambda one: -nearness.favour(one.near, open_asks=one.open_asks))
    return [*near, *ranked[enough:]]


def explain(
    suggestions: Iterable[Suggestion], people: Iterable[Candidate], proofs: Iterable[Evidence]
) -> tuple[Suggestion, ...]:
    """Give each suggestion its reasons: at most three, the pieces of evidence that contribute most to it."""
    sums = {one.person: one.evidence for one in people}
    theirs = defaultdict[PersonId, list[Evidence]](list)
    for proof in _together(proofs):
        theirs[proof.author].append(proof)
    return tuple(replace(one, reasons=_reasons(one, sums[one.person], theirs[one.person])) for one in suggestions)


def _worth_asking(ranked: Sequence[Suggestion]) -> Sequence[Suggestion]:
    best = max((one.score for one in ranked), default=0.0)
    return [one for one in ranked if one.score >= SHARE_OF_THE_BEST * best]


def _scale(people: Sequence[Candidate]) -> Parts:
    """Return the worth of a unit of each kind, so that all evidence of all candidates is worth 1 together.

    A kind that no one has is left out, and the others take over its weight.
    """
    everything = Parts(
        tag=sum(one.evidence.tag for one in people),
        text=sum(one.evidence.text for one in people),
        meaning=sum(one.evidence.meaning for one in people),
        active=sum(one.evidence.active for one in people),
    )
    units = Parts(
        tag=_unit(WEIGHTS.tag, everything.tag),
        text=_unit(WEIGHTS.text, everything.text),
        meaning=_unit(WEIGHTS.meaning, everything.meaning),
        active=_unit(WEIGHTS.active, everything.active),
    )
    return units.over(units.times(everything).total or 1)


def _unit(weight: float, amount: float) -> float:
    return weight / amount if amount else 0.0


def _scored(candidate: Candidate, scale: Parts, price: float) -> Suggestion:
    worth = candidate.evidence.times(scale)
    available = availability(candidate.idle, recent_asks=candidate.recent_asks, price=price)
    return Suggestion(
        person=candidate.person,
        score=worth.total * available,
        shares=worth.over(worth.total),
        availability=available,
        reasons=(),
        near=candidate.near,
        open_asks=candidate.open_asks,
    )


def _newcomer(newcomer: Newcomer) -> Suggestion:
    return Suggestion(
        person=newcomer.person,
        score=0.0,
        shares=NOTHING,
        availability=1.0,
        reasons=(Reason(evidence=newcomer.skill, share=1.0, part=newcomer.why),),
        via="newcomer",
    )


def _reasons(suggestion: Suggestion, sums: Parts, proofs: Iterable[Evidence]) -> tuple[Reason, ...]:
    reasons = [_reason(proof, suggestion.shares, sums) for proof in proofs]
    telling = [one for one in reasons if one.share > 0]
    return tuple(sorted(telling, key=lambda one: (-one.share, one.evidence))[:REASONS_SHOWN])


def _reason(proof: Evidence, shares: Parts, sums: Parts) -> Reason:
    worth: dict[Part, float] = {
        proof.skills: _part(shares.tag, proof.tag, of=sums.tag),
        "text": _part(shares.text, proof.text, of=sums.text),
        "meaning": _part(shares.meaning, proof.meaning, of=sums.meaning),
    }
    return Reason(evidence=proof.id, share=sum(worth.values()), part=max(worth, key=lambda part: worth[part]))


def _part(share: float, amount: float, *, of: float) -> float:
    return share * amount / of if of else 0.0


def _together(proofs: Iterable[Evidence]) -> list[Evidence]:
    """Return one piece for each answer or tip, whether it was found by its skills, words or meaning, or several."""
    found: dict[str, Evidence] = {}
    for proof in proofs:
        other = found.get(proof.id, proof)
        found[proof.id] = replace(
            other,
            tag=max(proof.tag, other.tag),
            text=max(proof.text, other.text),
            meaning=max(proof.meaning, other.meaning),
        )
    return list(found.values())
