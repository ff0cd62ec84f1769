"""Replays the site's own past: whom would the finder have named at the moment at which each question was asked?

Nothing that was written, voted or accepted later counts. Votes that came with an import have no date; they count from
the moment of what they are on, as they did when the formula was measured.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from graph import experts, history, memberships
from graph.backtests import Ranking
from graph.history import Asked, Proof
from graph.ids import PersonId, QuestionId
from graph.ledger import Ledger
from graph.merits import Candidate, Vote
from graph.viewers import EVERYONE
from search.replay import Replay
from workers import indexing
from workers.learning import Lessons

LAST = 0.2
RANKED = 50

# What was longer ago teaches nothing new, and the time and memory for it stay bounded.
LESSONS = 5_000

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Past:
    """Everything that happened. `best` gave a question its best answer; `given` are those by others than its asker."""

    questions: tuple[Asked, ...]
    proofs: tuple[Proof, ...]
    best: dict[QuestionId, frozenset[PersonId]]
    given: dict[QuestionId, tuple[Proof, ...]]

    def cut(self, last: float) -> int:
        """Return the place of the first question of the last part."""
        return int(len(self.questions) * (1 - last))

    def known_before(self, moment: datetime) -> frozenset[PersonId]:
        """Return who had answered somebody else by then."""
        return frozenset(answer.author for answers in self.given.values() for answer in answers if answer.at < moment)

    def best_before(self, question: QuestionId, moment: datetime) -> frozenset[PersonId]:
        """Return who had given the best answer by then, as far as votes and acceptance of then could tell."""
        return _best([answer.until(moment) for answer in self.given.get(question, ()) if answer.at < moment])


def past() -> Past:
    """Read everything that happened, in the order of time."""
    questions = tuple(sorted(history.questions(), key=lambda question: (question.at, question.number)))
    proofs = tuple(sorted(history.proofs(), key=lambda proof: (proof.at, proof.key)))
    askers = {question.id: question.asker for question in questions}
    given = defaultdict[QuestionId, list[Proof]](list)
    for proof in proofs:
        if proof.question and proof.author != askers[proof.question]:
            given[proof.question].append(proof)
    return Past(
        questions=questions,
        proofs=proofs,
        best={id: _best(answers) for id, answers in given.items()},
        given={id: tuple(answers) for id, answers in given.items()},
    )


def replay(
    past: Past,
    *,
    last: float = LAST,
    price: float = experts.PRICE_OF_A_RECENT_ASK,
    progress: Progress,
    lessons: Lessons | None = None,
) -> tuple[Ranking, ...]:
    """Return the rankings of the last part of all questions, by time, fifty people each.

    Of each, the first five count as asked, for the price of recent asks. The best answerers are those who had
    answered somebody before that part began: nobody could have found the others. With `lessons` an order is learned
    from what was known before that part began, and used in it; raises `Unavailable` without the extra for that.
    """
    tested = past.questions[past.cut(last) :]
    begin = tested[0].at if tested else None
    known = past.known_before(begin) if begin else frozenset[PersonId]()
    members = {EVERYONE: None} | {id: frozenset(people) for id, people in memberships.by_audience().items()}
    rankings: list[Ranking] = []
    with Replay() as index:
        taught = past.questions[: past.cut(last)][-LESSONS:] if lessons else ()
        order = experts.by_score
        since = taught[0].at if taught else begin
        for ledger, question in _moments(past, index, since=since):
            people = _candidates(ledger, question, index, members.get(question.audience, frozenset()))
            scored = experts.rank(people, price=price)
            is_lesson = begin is not None and question.at < begin
            if lessons and not is_lesson and order is experts.by_score:
                order = lessons.learn()
            ranked = tuple(one.person for one in order(scored, people))[:RANKED]
            ledger.ask(ranked[: experts.EXPERTS_PER_QUESTION], at=question.at)
            if lessons and begin and is_lesson:
                lessons.note(scored, people, best=past.best_before(question.id, begin))
                continue
            best = past.best.get(question.id, frozenset()) & known
            rankings.append(Ranking(question=question.number, at=question.at, ranked=ranked, best=best))
            progress(len(rankings), len(tested))
    return tuple(rankings)


def plain(past: Past, rankings: Collection[Ranking]) -> tuple[Ranking, ...]:
    """Return the same questions with those named who had given most answers until then: what is to be beaten."""
    answers, counts, named = iter(past.proofs), Counter[PersonId](), list[Ranking]()
    upcoming = next(answers, None)
    for ranking in sorted(rankings, key=lambda one: one.at):
        while upcoming and upcoming.at < ranking.at:
            counts[upcoming.author] += 1
            upcoming = next(answers, None)
        most = tuple(person for person, _ in counts.most_common(RANKED))
        named.append(Ranking(question=ranking.question, at=ranking.at, ranked=most, best=ranking.best))
    return tuple(named)


def _candidates(
    ledger: Ledger, question: Asked, index: Replay, members: Collection[PersonId] | None
) -> tuple[Candidate, ...]:
    votes = (Vote(key=one.key, words=one.words, cosine=one.cosine) for one in index.vote(question.words))
    return ledger.candidates(ledger.case(question), votes, at=question.at, members=members)


def _best(answers: Iterable[Proof]) -> frozenset[PersonId]:
    given = list(answers)
    accepted = frozenset(answer.author for answer in given if answer.accepted_at)
    top = max((answer.score for answer in given), default=0)
    return accepted or frozenset(answer.author for answer in given if answer.score == top and top >= 1)


def _moments(past: Past, index: Replay, *, since: datetime | None) -> Iterator[tuple[Ledger, Asked]]:
    """Live through everything again, and stop at each question that was asked since that moment, before it is noted."""
    ledger = Ledger()
    written: list[str] = []
    for at, act in _acts(past):
        if isinstance(act, Asked) and since and at >= since:
            index.put(indexing.documents(indexing.EVIDENCE, written))
            written.clear()
            yield ledger, act
        if isinstance(act, Asked):
            ledger.asked(act)
        elif at == act.at:
            ledger.shown(act)
            written.append(act.key)
        else:
            ledger.weigh(act, at=at)


def _acts(past: Past) -> list[tuple[datetime, Asked | Proof]]:
    """Return what happened, in the order of time; a change of a weight comes as its proof at that later moment."""
    happened: list[tuple[datetime, Asked | Proof]] = [(question.at, question) for question in past.questions]
    for proof in past.proofs:
        happened.append((proof.at, proof))
        happened += ((moment, proof) for moment in proof.changes() if moment > proof.at)
    return sorted(happened, key=lambda act: act[0])
