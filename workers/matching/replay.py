"""Replays the site's past: only what was known when each question was asked, and nothing that came later.

Imported votes have no date. They count from the moment their post was written, as they did when the formula was
measured.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from graph.communities import memberships
from graph.ids import PersonId, QuestionId
from graph.matching import question_history
from graph.matching.evidence_replay import Ledger
from graph.matching.question_history import PastProof, PastQuestion
from graph.matching.scores import Candidate, Vote
from graph.matching.signals import Signals, alike
from graph.viewers import EVERYONE
from search.documents import Document
from search.replay import Replay
from workers.finding import entries, indexing

DOCUMENTS_PER_READ = 500


@dataclass(frozen=True, kw_only=True)
class Past:
    """Everything that happened, by time. `given` holds each question's answers from people other than its asker.

    `began` is when a person first answered someone else.
    """

    questions: tuple[PastQuestion, ...]
    proofs: tuple[PastProof, ...]
    given: dict[QuestionId, tuple[PastProof, ...]]
    began: dict[PersonId, datetime]

    def cut(self, last: float) -> int:
        """Return the place of the first question of the last part, which is a share of 1."""
        return int(len(self.questions) * (1 - last))

    def best(self, question: QuestionId, *, before: datetime | None = None) -> frozenset[PersonId]:
        """Return the authors of the accepted answer or, if there is none, of the answers with the most votes.

        Only answers, votes and acceptance before that moment count. An answer needs at least one vote.
        """
        answers = self.given.get(question, ())
        return _best([answer.until(before) for answer in answers if answer.at < before] if before else answers)

    def had_answered(self, people: Iterable[PersonId], *, by: datetime) -> frozenset[PersonId]:
        """Return the people who had answered someone else before that moment. Nobody could have found the others."""
        return frozenset(person for person in people if person in self.began and self.began[person] < by)

    @property
    def answered(self) -> int:
        """The number of questions that have a best answer."""
        return sum(1 for question in self.given if self.best(question))


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A question at the time it was asked, the people who could have been asked, and the evidence known about them."""

    question: PastQuestion
    people: tuple[Candidate, ...]
    signs: dict[PersonId, Signals]


def read() -> Past:
    """Read everything that happened."""
    questions = tuple(sorted(question_history.questions(), key=lambda question: (question.at, question.number)))
    proofs = tuple(sorted(question_history.proofs(), key=lambda proof: (proof.at, proof.key)))
    askers = {question.id: question.asker for question in questions}
    given = defaultdict[QuestionId, list[PastProof]](list)
    began = dict[PersonId, datetime]()
    for proof in proofs:
        if proof.question and proof.author != askers[proof.question]:
            given[proof.question].append(proof)
            began.setdefault(proof.author, proof.at)
    return Past(
        questions=questions,
        proofs=proofs,
        given={id: tuple(answers) for id, answers in given.items()},
        began=began,
    )


def moments(past: Past, *, first: int) -> Iterator[Moment]:
    """Yield the moment of each question from that place on, as it was just before the question was asked."""
    members = {EVERYONE: None} | {id: frozenset(people) for id, people in memberships.by_audience().items()}
    ledger, index = Ledger(), Replay()
    documents, written, asked = _documents(past), 0, 0
    for at, act in _acts(past):
        if isinstance(act, PastQuestion):
            if asked >= first:
                index.put(filter(None, islice(documents, written)))
                written = 0
                yield _moment(act, ledger, index, members.get(act.audience, frozenset()))
            ledger.asked(act)
            asked += 1
        elif at == act.at:
            ledger.shown(act)
            written += 1
        else:
            ledger.weigh(act, at=at)


def _moment(question: PastQuestion, ledger: Ledger, index: Replay, members: Collection[PersonId] | None) -> Moment:
    case = ledger.case(question)
    votes = [
        Vote(key=one.key, words=one.words, cosine=one.cosine)
        for one in index.vote(question.words, audiences=case.audiences)
    ]
    like = ledger.evidence(votes, case)
    people = ledger.candidates(case, like, at=question.at, members=members)
    signs = ledger.signs([one.person for one in people], case, at=question.at)
    return Moment(question=question, people=people, signs=alike(signs, votes, like))


def _documents(past: Past) -> Iterator[Document | None]:
    """Yield everything written, in order of time, read in large batches; `None` for things that are no longer found."""
    keys = [proof.key for proof in past.proofs]
    for begin in range(0, len(keys), DOCUMENTS_PER_READ):
        some = keys[begin : begin + DOCUMENTS_PER_READ]
        found = {document.key: document for document in entries.documents(indexing.EVIDENCE, some)}
        yield from (found.get(key) for key in some)


def _best(answers: Iterable[PastProof]) -> frozenset[PersonId]:
    given = list(answers)
    accepted = frozenset(answer.author for answer in given if answer.accepted_at)
    top = max((answer.score for answer in given), default=0)
    return accepted or frozenset(answer.author for answer in given if answer.score == top and top >= 1)


def _acts(past: Past) -> list[tuple[datetime, PastQuestion | PastProof]]:
    """Return all events in order of time. A changed weight appears as its proof at the time of the change."""
    happened: list[tuple[datetime, PastQuestion | PastProof]] = [(question.at, question) for question in past.questions]
    for proof in past.proofs:
        happened.append((proof.at, proof))
        happened += ((moment, proof) for moment in proof.changes() if moment > proof.at)
    return sorted(happened, key=lambda act: act[0])
