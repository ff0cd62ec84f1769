"""A made-up community in a busy month: who writes what in it, who sees and reports it, and who quarrels.

Everyone acts by random numbers of a seed. The simulation knows which texts are bad, and the site learns it only from
its readers and coaches. All of it goes through the functions that views call.
"""

import heapq
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Literal

from bench.workforce import BEGIN, Workforce, prose
from graph import driver, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.editing import edits
from graph.editing.edits import Edit
from graph.errors import Conflict, NotFound, Refusal
from graph.ids import CommunityId, PostId, TipId
from graph.posts import comments, questions, texts, tips
from graph.posts.questions import QuestionDraft
from graph.reporting import hidden_texts, reports
from graph.reporting.reports import ReportDraft, Text
from graph.viewers import Viewer
from graph.withdrawal import appeals
from workers import events

DAYS = 28
HOURS = range(8, 18)
QUESTIONS_A_DAY, COMMENTS_A_DAY, RUDE_A_DAY = 12, 15, 2
# In a burst, each of the spammers writes so many comments within an hour.
BURSTS, SPAMMERS, SPAM_EACH = (3, 10, 11, 17), 5, 5
# So many people report an honest text at once, and none of them was ever right.
BRIGADES, BRIGADE = (8, 15, 22), 20
WARS, EDITS_IN_A_WAR = (2, 9, 16), 12
# A text is seen by so many people in its first two days.
SEEN_BY = 8
# How likely someone who sees it reports it. The touchy are one in twenty.
REPORTS_BAD, REPORTS_GOOD, REPORTS_IF_TOUCHY = 0.4, 0.002, 0.05
APPEALS_GOOD, APPEALS_BAD = 0.8, 0.15

Quality = Literal["good", "spam", "rude"]


@dataclass(kw_only=True)
class Written:
    """A text, and what the simulation knows of it. `word` occurs in no other text."""

    id: Text
    on: PostId
    by: Viewer
    at: datetime
    word: str
    quality: Quality
    is_brigaded: bool = False
    reported_at: datetime | None = None
    hidden_at: datetime | None = None
    decided_at: datetime | None = None
    gone_at: datetime | None = None


@dataclass(kw_only=True)
class Place:
    """The community, its people, and what happens in it. Call `hour` for each hour, in order.

    `outsider` is no member, and the coach of another community.
    """

    company: Workforce
    slug: str
    id: CommunityId
    coaches: tuple[Viewer, ...]
    members: tuple[Viewer, ...]
    outsider: Viewer
    dice: random.Random
    now: datetime = BEGIN
    written: dict[str, Written] = field(default_factory=dict)
    edits_kept: int = 0
    fought_over: set[TipId] = field(default_factory=set)
    _due: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _turn: Iterator[int] = field(default_factory=count)

    @property
    def clique(self) -> tuple[Viewer, ...]:
        """Those who gang up on others, and report nothing else."""
        return self.members[-40 : -40 + BRIGADE]

    def hour(self, now: datetime) -> None:
        """Let happen what happens in an hour of a workday."""
        self.now, day = now, (now - BEGIN).days
        while self._due and self._due[0][0] <= now:
            heapq.heappop(self._due)[2]()
        for rate, act in ((QUESTIONS_A_DAY, self.ask), (COMMENTS_A_DAY, self.remark), (RUDE_A_DAY, self.insult)):
            for _ in range(self._happens(rate)):
                act()
        if now.hour == HOURS[2]:
            self._begin_trouble(day)

    def ask(self) -> None:
        """Let a member ask an honest question."""
        word, by = self._word(), self.dice.choice(self.members)
        about = self.company.topic(self.dice)
        draft = QuestionDraft(
            title=f"{self.company.text(about, self.dice, words=6)} {word}",
            body=prose(self.company.text(about, self.dice)),
            skills=about,
            community=self.id,
            is_anonymous=False,
        )
        id = questions.ask(draft, by=by.id)
        events.question_asked(id)
        self._appear(Written(id=id, on=id, by=by, at=self.now, word=word, quality="good"))

    def remark(self) -> None:
        self._comment("good", self.dice.choice(self.members))

    def insult(self) -> None:
        """Let one of three people insult someone."""
        self._comment("rude", self.members[self.dice.randrange(3)])

    def appeal(self, one: Written) -> None:
        """Let an author whose text a coach withdrew ask to look again, sooner or later, or never."""
        if self.dice.random() < (APPEALS_GOOD if one.quality == "good" else APPEALS_BAD):
            self.later(self.dice.uniform(1, 20), lambda: self._appeal(one))

    def later(self, hours: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._due, (self.now + timedelta(hours=hours), next(self._turn), act))

    def _appeal(self, one: Written) -> None:
        [act, *_] = driver.read(
            "MATCH (act:Withdrawal {of: $id}) RETURN act.id AS id, act.at AS at ORDER BY at DESC", id=one.id
        )
        appeals.appeal(act["id"], f"Please look again at {one.word}.", by=one.by)
        one.decided_at, one.reported_at = None, self.now

    def _happens(self, a_day: float) -> int:
        """Return how often something happens in this hour: a binomial number."""
        return sum(self.dice.random() < a_day / len(HOURS) / 4 for _ in range(4))

    def _begin_trouble(self, day: int) -> None:
        if day in BURSTS:
            for place in range(SPAMMERS * SPAM_EACH):
                self._comment("spam", self.members[-1 - place % SPAMMERS])
        if day in BRIGADES:
            self._brigade()
        if day in WARS:
            self._fight()

    def _comment(self, quality: Quality, by: Viewer) -> None:
        """Comment on one of the latest questions."""
        asked = [one for one in self.written.values() if one.id == one.on and one.gone_at is None][-20:]
        if not asked:
            return
        on, word = self.dice.choice(asked).on, self._word()
        id = comments.make(on, prose(f"{self._words(12)} {word}"), by=by).id
        events.comment_made(id)
        self._appear(Written(id=id, on=on, by=by, at=self.now, word=word, quality=quality))

    def _appear(self, one: Written) -> None:
        """Let people see a text in the days after it was written. Some of them report it."""
        self.written[one.id] = one
        for reader in self.dice.sample(self.members, SEEN_BY):
            self.later(self.dice.lognormvariate(1.5, 1), lambda reader=reader: self._see(one, reader))

    def _see(self, one: Written, reader: Viewer) -> None:
        is_touchy = self.members.index(reader) % 20 == 7
        if reader in self.clique:
            return
        likely = REPORTS_BAD if one.quality != "good" else REPORTS_IF_TOUCHY if is_touchy else REPORTS_GOOD
        if one.gone_at is None and reader.id != one.by.id and self.dice.random() < likely:
            self._report(one, reader, one.quality if one.quality != "good" else "rude")

    def _report(self, one: Written, reader: Viewer, reason: str) -> None:
        with suppress(Conflict, NotFound):
            reports.report(one.id, ReportDraft(reason=reason), by=reader)
            one.reported_at = one.reported_at or self.now
            if hidden := hidden_texts.hide(one.id):
                one.hidden_at = one.gone_at = self.now
                events.text_withdrawn(hidden)

    def _brigade(self) -> None:
        """Let a group that was never right report one honest question within an hour."""
        one = [it for it in self.written.values() if it.id == it.on and it.quality == "good" and not it.gone_at][-1]
        one.is_brigaded = True
        for reader in self.clique:
            self._report(one, reader, "spam")

    def _fight(self) -> None:
        """Let two coaches change the same tip in turns, sometimes from a version that the other has replaced."""
        draft = tips.TipDraft(title="How we deploy", body=prose("In steps."), skills=(), community=self.id)
        tip = tips.post(draft, by=self.coaches[0].id)
        self.fought_over.add(tip)
        seen = [texts.get(tip, viewer=one) for one in self.coaches[:2]]
        for turn in range(EDITS_IN_A_WAR):
            side = turn % 2
            body = prose(f"Step {turn}: {self._words(30)}")
            edit = Edit(of=seen[side], title="How we deploy", body=body, skills=(), is_cheat_sheet=False, summary="")
            with suppress(Refusal):
                edits.make(edit, by=self.coaches[side])
                self.edits_kept += 1
            # After every other turn, a side looks at what the other one wrote.
            seen[side] = texts.get(tip, viewer=self.coaches[side])
            if turn % 3:
                seen[1 - side] = texts.get(tip, viewer=self.coaches[1 - side])

    def _words(self, number: int) -> str:
        return self.company.text(self.company.topic(self.dice), self.dice, words=number)

    def _word(self) -> str:
        return f"w{next(self._turn)}x{self.dice.randrange(10**6)}"


def found(company: Workforce, dice: random.Random) -> Place:
    """Let a colleague found a public community, make two others coaches, and let all others but one join."""
    people = [one.id for one in company.colleagues]
    slug = communities.found(CommunityDraft(name="Platform", purpose="To deploy.", visibility="public"), by=people[0])
    communities.found(CommunityDraft(name="Readers", purpose="To read.", visibility="public"), by=people[-1])
    for person in people[1:-1]:
        memberships.join(slug, by=person)
    for person in people[1:3]:
        memberships.make_coach(slug, person, by=people[0])
    return Place(
        company=company,
        slug=slug,
        id=CommunityId(communities.show(slug, viewer=viewers.get(people[0])).id),
        coaches=tuple(map(viewers.get, people[:3])),
        members=tuple(map(viewers.get, people[3:-1])),
        outsider=viewers.get(people[-1]),
        dice=dice,
    )
