"""Replays the site's past: who would the finder have named when each question was asked?"""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from graph.ids import PersonId
from graph.matching import experts
from graph.matching.backtests import Ranking
from graph.matching.evidence_replay import Load
from graph.matching.experts import Order
from workers.matching import replay as past
from workers.matching.learning import MOST_LESSONS, Lessons
from workers.matching.replay import Moment, Past

LAST = 0.2
RANKED = 50

# How often an order is learned again within the tested part. On a site, this happens weekly.
TIMES_LEARNED = 5

# Called after each replayed question with the number of questions done and the total.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Tested:
    """Rankings of the same questions, by time. `learned` is empty without lessons."""

    formula: tuple[Ranking, ...]
    learned: tuple[Ranking, ...] = ()


class _Trial:
    """An order under test. The first five of each ranking count as asked, which affects the weight of recent asks."""

    def __init__(self, *, price: float) -> None:
        self.order: Order = experts.by_score
        self.rankings: list[Ranking] = []
        self._price = price
        self._load = Load()

    def rank(self, moment: Moment, *, best: frozenset[PersonId]) -> None:
        question = moment.question
        people = self._load.on(moment.people, at=question.at)
        ranked = self.order(experts.rank(people, price=self._price), people, moment.signs)
        named = tuple(one.person for one in ranked[:RANKED])
        self._load.ask(named[: experts.EXPERTS_PER_QUESTION], at=question.at)
        self.rankings.append(Ranking(question=question.number, at=question.at, ranked=named, best=best))


def begin(past: Past, *, last: float = LAST) -> datetime | None:
    """Return when the first question of the tested part was asked; `None` if there is none. `last` is a share of 1."""
    tested = past.questions[past.cut(last) :]
    return tested[0].at if tested else None


def replay(
    story: Past,
    *,
    last: float = LAST,
    price: float = experts.PRICE_OF_A_RECENT_ASK,
    known_by: datetime | None = None,
    lessons: Lessons | None = None,
    progress: Progress,
) -> Tested:
    """Return the rankings of the last part of all questions, a share of 1, with at most fifty people each.

    With `lessons`, an order is learned from earlier questions, learned again several times, and tested beside the
    formula. Afterwards, `lessons` hold everything up to now. The best answerers include only people who had answered
    someone before `known_by`, by default before the question was asked: nobody could have found the others.
    """
    cut = story.cut(last)
    first = max(0, min(cut, len(story.questions) - MOST_LESSONS)) if lessons else cut
    formula, learned = _Trial(price=price), _Trial(price=price)
    step = max(1, -(-(len(story.questions) - cut) // TIMES_LEARNED))
    for place, moment in enumerate(past.moments(story, first=first), start=first):
        question = moment.question
        if place >= cut:
            best = story.had_answered(story.best(question.id), by=known_by or question.at)
            formula.rank(moment, best=best)
            if lessons and (place - cut) % step == 0:
                learned.order = lessons.learn(story, before=question.at) or experts.by_score
            if lessons:
                learned.rank(moment, best=best)
        if lessons:
            lessons.note(moment)
        progress(place - first + 1, len(story.questions) - first)
    return Tested(formula=tuple(formula.rankings), learned=tuple(learned.rankings))


def plain(story: Past, rankings: Collection[Ranking]) -> tuple[Ranking, ...]:
    """Return the baseline: for the same questions, the people who had written the most evidence until then."""
    answers, counts, named = iter(story.proofs), Counter[PersonId](), list[Ranking]()
    upcoming = next(answers, None)
    for ranking in sorted(rankings, key=lambda one: one.at):
        while upcoming and upcoming.at < ranking.at:
            counts[upcoming.author] += 1
            upcoming = next(answers, None)
        most = tuple(person for person, _ in counts.most_common(RANKED))
        named.append(Ranking(question=ranking.question, at=ranking.at, ranked=most, best=ranking.best))
    return tuple(named)
