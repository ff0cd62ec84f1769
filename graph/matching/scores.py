"""What speaks for somebody, and how much: the numbers of which a score is made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import log
from typing import Literal

from graph.ids import PersonId
from graph.matching.nearness import Trait

# The question's own skills, near ones, or a community around them.
BySkills = Literal["tag", "near", "circle"]

# The eighth power of a cosine: only what is really near counts, since everything is a little near to everything.
MEANING_SHARPNESS = 8


@dataclass(frozen=True, kw_only=True)
class Vote:
    """An answer or tip that is like the question: in its words (BM25) and in its meaning (cosine)."""

    key: str
    words: float = 0.0
    cosine: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Parts:
    """One number for each kind of evidence: same skills, like words, like meaning, and any activity at all."""

    tag: float
    text: float
    meaning: float
    active: float

    @property
    def total(self) -> float:
        return self.tag + self.text + self.meaning + self.active

    @property
    def speaks(self) -> bool:
        """Whether anything tells that they know this, beyond that they are active."""
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
    """Somebody who can be asked, with the sums of the weights of what speaks for them.

    `near` is what they share with the asker; `open_asks` are those that wait for a word of theirs now.
    """

    person: PersonId
    evidence: Parts
    idle: timedelta
    recent_asks: int
    near: tuple[Trait, ...] = ()
    open_asks: int = 0


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """An answer or tip, with what it adds to its author's sums. `skills` says how its skills come to count."""

    id: str
    author: PersonId
    skills: BySkills = "tag"
    tag: float = 0.0
    text: float = 0.0
    meaning: float = 0.0


def weighed(vote: Vote, *, author: PersonId, weight: float) -> Evidence:
    """Return what a vote is worth, coming from evidence of this weight."""
    return Evidence(
        id=vote.key, author=author, text=vote.words * weight, meaning=vote.cosine**MEANING_SHARPNESS * weight
    )


def sums(tags: Mapping[PersonId, float], proofs: Iterable[Evidence]) -> dict[PersonId, Parts]:
    """Return what speaks for everybody: what these proofs add, on top of the sums by skills."""
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
    """Return how rare a skill is that so many of all posts name: inverse document frequency, smoothed, at least 1."""
    return log((1 + of) / (1 + posts)) + 1
