"""The numbers that make up a score: the evidence for someone, and how much it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import log
from typing import Literal

from graph.ids import PersonId
from graph.matching.nearness import Trait

# The question's own skills, near ones, or a community around them.
BySkills = Literal["tag", "near", "circle"]

# Cosines are raised to this power, so that only close matches count. Any two texts are a little alike.
MEANING_SHARPNESS = 8


@dataclass(frozen=True, kw_only=True)
class Vote:
    """An answer or tip that is similar to the question, in its words (BM25) and in its meaning (cosine)."""

    key: str
    words: float = 0.0
    cosine: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Parts:
    """One number for each kind of evidence: skills, similar words, similar meaning, and activity of any kind."""

    tag: float
    text: float
    meaning: float
    active: float

    @property
    def total(self) -> float:
        return self.tag + self.text + self.meaning + self.active

    @property
    def speaks(self) -> bool:
        """Whether there is any evidence beyond activity."""
        return self.tag + self.text + self.meaning > 0

    def times(self, other: "Parts") -> "Parts":
        return Parts(
            tag=self.tag * other.tag,
            text=self.text * other.text,
            meaning=self.meaning * other.meaning,
            active=self.active * other.active,
        )

    def over(self, number: float) -> "Parts":
        return Parts(
            tag=self.tag / number,
            text=self.text / number,
            meaning=self.meaning / number,
            active=self.active / number,
        )


NOTHING = Parts(tag=0.0, text=0.0, meaning=0.0, active=0.0)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Someone who can be asked, with the sums of their evidence.

    `recent_asks` counts the asks of the last two weeks, and `open_asks` those that are open now. `near` is what they
    share with the asker.
    """

    person: PersonId
    evidence: Parts
    idle: timedelta
    recent_asks: int
    near: tuple[Trait, ...] = ()
    open_asks: int = 0


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """An answer or tip, with what it adds to its author's sums. `skills` says why its skills count."""

    id: str
    author: PersonId
    skills: BySkills = "tag"
    tag: float = 0.0
    text: float = 0.0
    meaning: float = 0.0


def weighed(vote: Vote, *, author: PersonId, weight: float) -> Evidence:
    """Return a vote as evidence: its similarity in words and in meaning, each times the weight of the evidence."""
    return Evidence(
        id=vote.key, author=author, text=vote.words * weight, meaning=vote.cosine**MEANING_SHARPNESS * weight
    )


def sums(tags: Mapping[PersonId, float], proofs: Iterable[Evidence]) -> dict[PersonId, Parts]:
    """Return everyone's sums: those by skills, plus what these pieces of evidence add. Activity is left at 0."""
    found = {person: [tag, 0.0, 0.0] for person, tag in tags.items()}
    for proof in proofs:
        mine = found.setdefault(proof.author, [0.0, 0.0, 0.0])
        mine[0] += proof.tag
        mine[1] += proof.text
        mine[2] += proof.meaning
    return {
        person: Parts(tag=tag, text=text, meaning=meaning, active=0.0) for person, (tag, text, meaning) in found.items()
    }


def rarity(posts: int, *, of: int) -> float:
    """Return how rare a skill is that this many of all posts name: smoothed inverse document frequency, at least 1."""
    return log((1 + of) / (1 + posts)) + 1
