"""What everybody had shown up to a moment of the past, kept in memory as `KNOWS` and `activity` are kept in the graph.

A replay asks it what the finder would have known then. Its sums are those of graph/evidence.py and graph/candidates.py,
and a test holds both equal.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from graph import decay, merits
from graph.candidates import LOAD_PERIOD, PEOPLE_BY_SKILL, Case
from graph.clock import EPOCH
from graph.history import Asked, Proof
from graph.ids import PersonId, SkillSlug
from graph.merits import Candidate, Evidence, Vote


class Ledger:
    """Sums over evidence, brought up to date one event at a time, in the order of time."""

    def __init__(self) -> None:
        self._posts = 0
        self._about = Counter[SkillSlug]()
        self._known: dict[tuple[str, SkillSlug], dict[PersonId, float]] = defaultdict(lambda: defaultdict(float))
        self._activity = defaultdict[PersonId, float](float)
        self._last = dict[PersonId, datetime]()
        self._proofs = dict[str, tuple[Proof, float]]()
        self._asks = defaultdict[PersonId, deque[datetime]](deque)

    def asked(self, question: Asked) -> None:
        """Note that there is one more post, and who was there to write it."""
        self._posted(question.skills)
        if question.asker:
            self._seen(question.asker, question.at)

    def shown(self, proof: Proof) -> None:
        """Note that somebody answered or gave a tip."""
        if proof.question is None:
            self._posted(proof.skills)
        self._seen(proof.author, proof.at)
        self._activity[proof.author] += decay.freshness(proof.at)
        self.weigh(proof, at=proof.at)

    def weigh(self, proof: Proof, *, at: datetime) -> None:
        """Bring the sums up to what the evidence weighed at that moment."""
        weight = proof.weight(at)
        _, before = self._proofs.get(proof.key, (proof, 0.0))
        self._proofs[proof.key] = (proof, weight)
        for skill in proof.skills:
            self._known[proof.audience, skill][proof.author] += weight - before

    def case(self, question: Asked) -> Case:
        """Return the question as the matching would have seen it."""
        return Case(
            question=question.id,
            audience=question.audience,
            skills={skill: merits.rarity(self._about[skill], of=self._posts) for skill in question.skills},
            barred=frozenset({question.asker} if question.asker else ()),
            live_asks=0,
        )

    def candidates(
        self, case: Case, votes: Iterable[Vote], *, at: datetime, members: Collection[PersonId] | None
    ) -> tuple[Candidate, ...]:
        """Return who could have been asked at that moment. `members` are who may see it; `None` means everybody."""
        alike = tuple(self._by_likeness(votes, case))
        found = merits.sums(self._by_skills(case), alike)
        pieces = Counter(proof.author for proof in alike)
        return tuple(
            Candidate(
                person=person,
                evidence=replace(parts, active=self._activity[person]),
                idle=at - self._last.get(person, EPOCH),
                recent_asks=self._recent_asks(person, at),
                pieces=pieces[person],
            )
            for person, parts in found.items()
            if person not in case.barred and (members is None or person in members)
        )

    def ask(self, people: Iterable[PersonId], *, at: datetime) -> None:
        """Note that these people were asked, which makes them a little less likely the next time."""
        for person in people:
            self._asks[person].append(at)

    def _posted(self, skills: Iterable[SkillSlug]) -> None:
        self._posts += 1
        self._about.update(skills)

    def _seen(self, person: PersonId, at: datetime) -> None:
        self._last[person] = max(at, self._last.get(person, EPOCH))

    def _by_skills(self, case: Case) -> Mapping[PersonId, float]:
        tags = defaultdict[PersonId, float](float)
        for skill, rarity in case.skills.items():
            for audience in case.audiences:
                for person, weight in self._known.get((audience, skill), {}).items():
                    tags[person] += weight * rarity
        best = sorted(tags, key=lambda person: -tags[person])[: PEOPLE_BY_SKILL + len(case.barred)]
        return {person: tags[person] for person in best}

    def _by_likeness(self, votes: Iterable[Vote], case: Case) -> Iterable[Evidence]:
        for vote in votes:
            proof, weight = self._proofs[vote.key]
            if proof.audience in case.audiences and proof.question != case.question:
                yield merits.weighed(vote, author=proof.author, weight=weight)

    def _recent_asks(self, person: PersonId, at: datetime) -> int:
        asks = self._asks[person]
        while asks and asks[0] <= at - LOAD_PERIOD:
            asks.popleft()
        return len(asks)
