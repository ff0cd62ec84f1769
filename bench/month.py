"""A month in the life of a made-up company (bench/workforce.py): people ask, look at their inboxes, answer and refuse.

All of it goes through the product's own functions: what views call, what workers do, and the sweeps, hour by hour.
"""

import heapq
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from bench.workforce import BEGIN, Colleague, Workforce, prose
from graph import driver, viewers
from graph.asking import asks, inbox, not_my_skill, referrals
from graph.asking.inbox import Ask
from graph.errors import Invalid
from graph.ids import AnswerId, AskId, QuestionId, SkillSlug
from graph.posts import answers, questions
from graph.posts.questions import QuestionDraft
from workers import events
from workers.matching import matching

DAYS_OF_QUESTIONS, DAYS = 28, 35
QUESTIONS_PER_DAY = 10
# In the time zone of the first office. People in other offices begin earlier.
WORKING_HOURS = range(8, 18)
LOOKS_AT_INBOX = (9, 14)
WEEK = timedelta(days=7)

# An ask that is read but not answered also takes attention: this share of what an answer takes.
COST_OF_AN_ASK = 0.2
# What people do if they cannot answer, and what they do if they could but are too busy.
WHEN_UNABLE = {"decline": 0.5, "pass on": 0.15, "wrong about me": 0.05, "nothing": 0.3}
WHEN_BUSY = {"decline": 0.35, "pass on": 0.05, "nothing": 0.6}


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A question that someone will ask."""

    number: int
    at: datetime
    asker: Colleague
    about: tuple[SkillSlug, ...]
    title: str
    body: str


@dataclass(kw_only=True)
class Month:
    """Simulates the weeks hour by hour. Each choice uses random numbers seeded by the person and the question."""

    company: Workforce
    arrivals: Sequence[Arrival]
    now: datetime = BEGIN
    asked: dict[QuestionId, Arrival] = field(default_factory=dict)
    answered: dict[QuestionId, datetime] = field(default_factory=dict)
    accepted: set[QuestionId] = field(default_factory=set)
    _due: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _turn: Iterator[int] = field(default_factory=count)
    _left_alone: set[AskId] = field(default_factory=set)
    _work: dict[int, list[tuple[datetime, float]]] = field(default_factory=lambda: defaultdict(list))

    def live(self) -> None:
        """Run the simulation. Events during a night happen in the first hour after it."""
        upcoming = iter([*self.arrivals, None])
        arrival = next(upcoming)
        for self.now in _hours():
            self._leave()
            matching.sweep()
            self._do_what_is_due()
            while arrival and arrival.at <= self.now:
                self._ask(arrival)
                arrival = next(upcoming)
            self._look_at_inboxes()

    def _leave(self) -> None:
        """Set the absence of people who go away today and say so on the site."""
        if self.now.hour != WORKING_HOURS[0]:
            return
        day = (self.now - BEGIN).days
        for one in self.company.colleagues:
            if one.says_when_away and one.away and one.away[0] == day:
                one.say_away()

    def _do_what_is_due(self) -> None:
        while self._due and self._due[0][0] <= self.now:
            heapq.heappop(self._due)[2]()

    def _later(self, hours: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._due, (self.now + timedelta(hours=hours), next(self._turn), act))

    def _ask(self, arrival: Arrival) -> None:
        draft = QuestionDraft(
            title=arrival.title,
            body=prose(arrival.body),
            skills=arrival.about,
            community=None,
            is_anonymous=False,
        )
        id = questions.ask(draft, by=arrival.asker.id)
        self.asked[id] = arrival
        events.question_asked(id)

    def _look_at_inboxes(self) -> None:
        """Let people with asks look at their inboxes, if they are at work and it is their time of day for it."""
        waiting = driver.read(
            """
            MATCH (ask:Suggestion)-[:PROPOSES]->(person:Person)
            WHERE ask.open_key > 0 AND ask.state = 'asked'
            RETURN DISTINCT person.id AS id
            """
        )
        people = {one.id: one for one in self.company.colleagues}
        for one in sorted((people[row["id"]] for row in waiting), key=lambda one: one.number):
            if one.is_at_work(self.now) and one.hour(self.now) in LOOKS_AT_INBOX:
                for ask in inbox.asks(viewer=viewers.get(one.id)):
                    self._decide(one, ask)

    def _decide(self, one: Colleague, ask: Ask) -> None:
        if ask.state != "asked" or ask.id in self._left_alone:
            return
        arrival = self.asked[ask.question]
        dice = random.Random(f"{self.company.seed} {arrival.number} {one.number}")
        can, wants = dice.random() < one.can_answer(arrival.about), dice.random() < self._willing(one)
        self._work[one.number].append((self.now, COST_OF_AN_ASK))
        if can and wants:
            self._work[one.number].append((self.now, 1.0))
            asks.accept(ask.id, by=one.id)
            self._later(dice.lognormvariate(1.5, 0.8), lambda: self._answer(ask.question, one, dice))
        else:
            says = WHEN_BUSY if can else WHEN_UNABLE
            self._refuse(one, ask, dice.choices(list(says), list(says.values()))[0])

    def _willing(self, one: Colleague) -> float:
        """Return how likely they are to accept one more ask: half as likely once their capacity of a week is used."""
        load = sum(cost for at, cost in self._work[one.number] if at > self.now - WEEK)
        return one.zeal * one.capacity / (one.capacity + load)

    def _refuse(self, one: Colleague, ask: Ask, says: str) -> None:
        if says == "decline":
            events.ask_declined(asks.decline(ask.id, by=one.id))
        elif says == "pass on":
            self._pass_on(one, ask)
        elif says == "wrong about me" and ask.mine:
            events.skill_disclaimed(one.id, not_my_skill.disclaim(ask.id, ask.mine[0].slug, by=one.id))
        else:
            self._left_alone.add(ask.id)

    def _pass_on(self, one: Colleague, ask: Ask) -> None:
        """Pass it on to the person in the unit who knows most about it. If they can't be asked, leave the ask alone."""
        about = self.asked[ask.question].about
        mates = [other for other in self.company.colleagues if other.unit == one.unit and other is not one]
        try:
            referrals.pass_on(
                ask.id, max(mates, key=lambda other: other.can_answer(about)).name, by=viewers.get(one.id)
            )
        except Invalid:
            self._left_alone.add(ask.id)

    def _answer(self, id: QuestionId, by: Colleague, dice: random.Random) -> None:
        if id in self.accepted:
            return
        about = self.asked[id].about
        answer = answers.give(id, prose(self.company.text(about, dice)), by=viewers.get(by.id))
        events.answer_given(answer)
        self.answered.setdefault(id, self.now)
        if dice.random() < 0.4 + 0.5 * by.can_answer(about):
            self._later(dice.uniform(1, 24), lambda: self._accept(id, answer))

    def _accept(self, id: QuestionId, answer: AnswerId) -> None:
        if id not in self.accepted:
            self.accepted.add(id)
            answers.accept(answer, by=self.asked[id].asker.id)
            events.answer_accepted(answer)


def arrivals(company: Workforce, dice: random.Random) -> list[Arrival]:
    """Return the questions of the workdays of four weeks. Their number differs a little from day to day."""
    found: list[Arrival] = []
    for day in (BEGIN + timedelta(days=day) for day in range(DAYS_OF_QUESTIONS)):
        for hour in sorted(_moments(dice) if day.weekday() < 5 else ()):
            about = company.topic(dice)
            found.append(
                Arrival(
                    number=len(found),
                    at=day + timedelta(hours=hour),
                    asker=company.asker(about, dice),
                    about=about,
                    title=company.text(about, dice, words=8),
                    body=company.text(about, dice),
                )
            )
    return found


def _moments(dice: random.Random) -> list[float]:
    """Return the hours of a day at which people ask: a Poisson process over the working hours."""
    found, hour = list[float](), float(WORKING_HOURS.start)
    while (hour := hour + dice.expovariate(QUESTIONS_PER_DAY / len(WORKING_HOURS))) < WORKING_HOURS.stop:
        found.append(hour)
    return found


def _hours() -> Iterator[datetime]:
    """Yield the hours of workdays in which anyone in any office is at work."""
    for day in (BEGIN + timedelta(days=day) for day in range(DAYS)):
        if day.weekday() < 5:
            yield from (day + timedelta(hours=hour) for hour in range(3, 19))
