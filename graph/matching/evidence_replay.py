"""Everyone's evidence up to a moment in the past, held in memory as the graph holds `KNOWS` and `activity`.

A replay reads from it what matching would have known then. The sums are those of graph/expertise/evidence.py and
graph/matching/candidates.py. A test compares them.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from graph import decay
from graph.clock import EPOCH
from graph.ids import PersonId, SkillSlug
from graph.matching import scores
from graph.matching.candidates import LOAD_PERIOD, PEOPLE_BY_SKILL, Case
from graph.matching.question_history import PastProof, PastQuestion
from graph.matching.scores import Candidate, Evidence, Vote
from graph.matching.signals import Signals


class Ledger:
    """Sums over evidence, updated by one event at a time, in order of time."""

    def __init__(self) -> None:
        self._posts = 0
        self._about = Counter[SkillSlug]()
        self._known: dict[tuple[str, SkillSlug], dict[PersonId, float]] = defaultdict(lambda: defaultdict(float))
        self._activity = defaultdict[PersonId, float](float)
        self._last = dict[PersonId, datetime]()
        self._proofs = dict[str, tuple[PastProof, float]]()
        self._pieces = Counter[tuple[str, PersonId]]()
        self._weights: dict[tuple[str, PersonId], float] = defaultdict(float)
        self._apt: dict[tuple[str, SkillSlug], Counter[PersonId]] = defaultdict(Counter)

    def asked(self, question: PastQuestion) -> None:
        """Note that there is one more question, and that its asker was active."""
        self._posted(question.skills)
        if question.asker:
            self._seen(question.asker, question.at)

    def shown(self, proof: PastProof) -> None:
        """Note that someone answered or published a post of another kind."""
        if proof.question is None:
            self._posted(proof.skills)
        self._seen(proof.author, proof.at)
        self._activity[proof.author] += decay.freshness(proof.at)
        self._pieces[proof.audience, proof.author] += 1
        for skill in proof.skills:
            self._apt[proof.audience, skill][proof.author] += 1
        self.weigh(proof, at=proof.at)

    def weigh(self, proof: PastProof, *, at: datetime) -> None:
        """Update the sums with what a piece of evidence weighed at this moment."""
        weight = proof.weight(at)
        _, before = self._proofs.get(proof.key, (proof, 0.0))
        self._proofs[proof.key] = (proof, weight)
        self._weights[proof.audience, proof.author] += weight - before
        for skill in proof.skills:
            self._known[proof.audience, skill][proof.author] += weight - before

    def case(self, question: PastQuestion) -> Case:
        """Return the question as matching would have seen it."""
        return Case(
            question=question.id,
            audience=question.audience,
            own=frozenset(question.skills),
            skills={skill: scores.rarity(self._about[skill], of=self._posts) for skill in question.skills},
            barred=frozenset({question.asker} if question.asker else ()),
            live_asks=0,
        )

    def evidence(self, votes: Iterable[Vote], case: Case) -> tuple[Evidence, ...]:
        """Return the evidence behind these votes, as far as every reader of the question may open it."""
        found = ((vote, *self._proofs[vote.key]) for vote in votes)
        return tuple(
            scores.weighed(vote, author=proof.author, weight=weight)
            for vote, proof, weight in found
            if proof.audience in case.audiences and proof.question != case.question
        )

    def candidates(
        self, case: Case, alike: Iterable[Evidence], *, at: datetime, members: Collection[PersonId] | None
    ) -> tuple[Candidate, ...]:
        """Return the people who could have been asked at this moment, as if no one had been asked recently.

        `members` are the people who may see the question. `None` means everyone.
        """
        return tuple(
            Candidate(
                person=person,
                evidence=replace(parts, active=self._activity[person]),
                idle=at - self._last.get(person, EPOCH),
                recent_asks=0,
            )
            for person, parts in scores.sums(self._by_skills(case), alike).items()
            if person not in case.barred and (members is None or person in members)
        )

    def signs(self, people: Iterable[PersonId], case: Case, *, at: datetime) -> dict[PersonId, Signals]:
        """Return the other signals that were known about these people's evidence."""
        today = decay.freshness(at)
        return {person: self._signs(person, case, today) for person in people}

    def _signs(self, person: PersonId, case: Case, today: float) -> Signals:
        apt = [sum(self._apt[audience, skill][person] for audience in case.audiences) for skill in case.own]
        return Signals(
            pieces=sum(self._pieces[audience, person] for audience in case.audiences),
            fresh=self._activity[person] / today,
            weight=sum(self._weights[audience, person] for audience in case.audiences) / today,
            apt=sum(apt),
            skills=sum(count > 0 for count in apt),
        )

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


class Load:
    """How often an order would have asked each person recently, in a replay."""

    def __init__(self) -> None:
        self._asks = defaultdict[PersonId, deque[datetime]](deque)

    def ask(self, people: Iterable[PersonId], *, at: datetime) -> None:
        """Note that these people were asked, which makes them a little less likely to be asked next time."""
        for person in people:
            self._asks[person].append(at)

    def on(self, people: Iterable[Candidate], *, at: datetime) -> tuple[Candidate, ...]:
        """Return the same people, with the number of times each was asked in the two weeks before this moment."""
        return tuple(replace(one, recent_asks=self._recent(one.person, at)) for one in people)

    def _recent(self, person: PersonId, at: datetime) -> int:
        asks = self._asks.get(person, deque())
        while asks and asks[0] <= at - LOAD_PERIOD:
            asks.popleft()
        return len(asks)
