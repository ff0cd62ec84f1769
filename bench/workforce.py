"""A made-up company whose people have known skills, and a past year of their posts.

A seed always makes the same company. What people know decides what they wrote and whether they can answer. The site
sees only what they wrote, and what some of them say about themselves.
"""

import itertools
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from graph import viewers
from graph.expertise import evidence, stated_levels
from graph.ids import PersonId, SkillSlug, slug
from graph.imports import keys, posts, replies, skills
from graph.imports import people as persons
from graph.imports.people import ImportedPerson
from graph.imports.posts import ImportedPost
from graph.imports.replies import ImportedAnswer
from graph.imports.skills import ImportedSkill, Relation
from graph.people import people, profiles
from graph.prose import Prose

Thing = TypeVar("Thing")

SITE = "company"
PEOPLE, UNITS, SKILLS = 200, 10, 40
# How many hours each office is ahead of UTC. People look at their inboxes in their own time zone.
OFFICES = {"Europe/Lisbon": 0, "Europe/Berlin": 1, "Asia/Kolkata": 5}
BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
QUESTIONS_OF_THE_YEAR = 1_500
ROWS_PER_BATCH = 500

# The share of people who say what they know, among those who know much and have written little.
SAY_SO_SHARE = 0.5

SYLLABLES = [consonant + vowel for consonant in "bdgklmnprstv" for vowel in "aeio"]
WORDS = ["".join(parts) for parts in itertools.product(SYLLABLES, repeat=3)][::11]
WORDS_PER_SKILL, COMMON_WORDS = 30, 400
WORDS_PER_TEXT = 30


@dataclass(frozen=True, kw_only=True, eq=False)
class Colleague:
    """An employee. `knows` is the share of questions about each skill that they can answer.

    `zeal` is how likely they are to accept a question that they can answer if nothing else waits, `capacity` the number
    of answers a week that makes it half as likely. `writes` is how much they wrote last year, relative to others.
    `away` are days of the month.
    """

    number: int
    unit: int
    zone: str
    knows: Mapping[SkillSlug, float]
    zeal: float
    capacity: float
    writes: float
    away: range
    says_when_away: bool

    @property
    def name(self) -> str:
        return f"Colleague {self.number}"

    @property
    def key(self) -> str:
        return keys.key(SITE, "person", str(self.number))

    @property
    def id(self) -> PersonId:
        return PersonId(keys.id_of(self.key))

    def hour(self, moment: datetime) -> int:
        """Return the hour in this person's time zone."""
        return (moment.hour + OFFICES[self.zone]) % 24

    def is_at_work(self, moment: datetime) -> bool:
        """Tell whether they are not away on that day."""
        return (moment - BEGIN).days not in self.away

    def say_away(self) -> None:
        """Let them tell the site until when they are away."""
        until = (BEGIN + timedelta(days=self.away.stop)).date()
        profiles.describe(self.id, replace(profiles.get(self.id), away_until=until))

    def can_answer(self, about: Sequence[SkillSlug]) -> float:
        """Return how likely they are to be able to answer a question about all of these skills."""
        return sum(self.knows.get(skill, 0.0) for skill in about) / len(about)


class Workforce:
    """All colleagues, and the subjects of questions."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._dice = random.Random(seed)
        self.skills = [SkillSlug(slug(f"{word} {number}")) for number, word in enumerate(WORDS[:SKILLS])]
        self._homes = [self._dice.sample(self.skills, 6) for _ in range(UNITS)]
        vocabulary = iter(self._dice.sample(WORDS, SKILLS * WORDS_PER_SKILL + COMMON_WORDS))
        self._words = {skill: list(itertools.islice(vocabulary, WORDS_PER_SKILL)) for skill in self.skills}
        self._common = list(vocabulary)
        self.colleagues = [self._colleague(number) for number in range(PEOPLE)]

    def topic(self, dice: random.Random) -> tuple[SkillSlug, ...]:
        """Return a question's subject: one or two skills, the first ones far more often."""
        weights = [1 / (place + 2) for place in range(SKILLS)]
        return tuple(dict.fromkeys(dice.choices(self.skills, weights, k=dice.choice((1, 1, 2)))))

    def text(self, about: Sequence[SkillSlug], dice: random.Random, *, words: int = WORDS_PER_TEXT) -> str:
        """Return words about these skills, mixed with words that everyone uses."""
        own = [word for skill in about for word in self._words[skill]]
        return " ".join(dice.choice(own if dice.random() < 0.4 else self._common) for _ in range(words))

    def asker(self, about: Sequence[SkillSlug], dice: random.Random) -> Colleague:
        """Return a person who knows little about it, often from a unit that works with it."""
        unit = dice.choice([number for number, home in enumerate(self._homes) if set(home) & set(about)] or [0])
        near = [one for one in self.colleagues if one.unit == unit or dice.random() < 0.1]
        return min(dice.sample(near, min(8, len(near))), key=lambda one: one.can_answer(about))

    def move_in(self) -> None:
        """Write the company and its past year into an empty graph. Times are those of its clock."""
        skills.add([ImportedSkill(slug=one, name=one, summary="") for one in self.skills], at=BEGIN)
        skills.relate(
            [Relation(one=one, other=other, weight=0.5) for home in self._homes for one, other in _pairs(home)]
        )
        persons.add([_imported(one) for one in self.colleagues], at=BEGIN)
        for one in self.colleagues:
            people.work_in(one.id, f"Unit {one.unit}")
            profiles.describe(one.id, replace(profiles.get(one.id), time_zone=one.zone))
        self._write_a_year()
        skills.show_to_readers()
        evidence.recount()
        self._say_what_they_know()

    def _colleague(self, number: int) -> Colleague:
        dice = self._dice
        unit = number % UNITS
        known = {*dice.sample(self._homes[unit], dice.choice((1, 2, 3, 4))), *dice.sample(self.skills, 2)}
        writes = dice.lognormvariate(0, 1.2)
        begins = dice.randrange(28)
        return Colleague(
            number=number,
            unit=unit,
            zone=dice.choices(list(OFFICES), (1, 3, 2))[0],
            # Most people know a little about a skill, few know most of it.
            knows={skill: dice.betavariate(1.2, 2.0) for skill in sorted(known)},
            zeal=min(0.95, 0.25 + 0.1 * writes + dice.uniform(0, 0.3)),
            capacity=dice.choice((1.0, 2.0, 3.0, 5.0)),
            writes=writes,
            away=range(begins, begins + 7) if dice.random() < 0.2 else range(0),
            says_when_away=dice.random() < 0.5,
        )

    def _write_a_year(self) -> None:
        dice = self._dice
        asked, given = list[ImportedPost](), list[ImportedAnswer]()
        for number in range(QUESTIONS_OF_THE_YEAR):
            at = BEGIN - timedelta(days=365) * (1 - number / QUESTIONS_OF_THE_YEAR)
            about = self.topic(dice)
            asked.append(self._asked(number, about, at))
            # Now and then, even a question that nobody can answer gets an answer.
            weights = [one.can_answer(about) ** 2 * one.writes + 1e-9 for one in self.colleagues]
            helpers = dict.fromkeys(dice.choices(self.colleagues, weights, k=dice.choice((0, 1, 1, 2, 3))))
            given += [self._given(asked[-1], place, one, about) for place, one in enumerate(helpers)]
        for batch in _batches(asked):
            posts.add_questions(batch, at=BEGIN, match_since=BEGIN)
        for batch in _batches(given):
            replies.answer(batch)

    def _asked(self, number: int, about: tuple[SkillSlug, ...], at: datetime) -> ImportedPost:
        return ImportedPost(
            key=f"{SITE}:question:{number}",
            title=self.text(about, self._dice, words=8),
            body=prose(self.text(about, self._dice)),
            author=self.asker(about, self._dice).key,
            skills=about,
            score=0,
            posted_at=at,
        )

    def _given(self, to: ImportedPost, place: int, by: Colleague, about: tuple[SkillSlug, ...]) -> ImportedAnswer:
        dice = self._dice
        at = min(to.posted_at + timedelta(hours=dice.uniform(1, 48)), BEGIN - timedelta(hours=1))
        return ImportedAnswer(
            key=f"{to.key}:answer:{place}",
            question=to.key,
            body=prose(self.text(about, dice)),
            author=by.key,
            score=round(6 * by.can_answer(about) * dice.random()),
            given_at=at,
            accepted_at=at if place == 0 and dice.random() < by.can_answer(about) else None,
        )

    def _say_what_they_know(self) -> None:
        for one in self.colleagues:
            best = max(one.knows, key=lambda skill: one.knows[skill])
            if one.writes < 1 and one.knows[best] > 0.5 and self._dice.random() < SAY_SO_SHARE:
                stated_levels.state(best, 3, by=viewers.get(one.id))


def _imported(one: Colleague) -> ImportedPerson:
    return ImportedPerson(
        key=one.key,
        name=one.name,
        about="",
        office=one.zone.partition("/")[2],
        source_url=None,
        joined_at=BEGIN - timedelta(days=700),
        last_active_at=BEGIN - timedelta(days=min(30, 6 / one.writes)),
    )


def prose(words: str) -> Prose:
    """Return words as someone would write them."""
    return Prose(markdown=words, html=f"<p>{words}</p>")


def _pairs(home: Sequence[SkillSlug]) -> list[tuple[SkillSlug, SkillSlug]]:
    return list(itertools.pairwise(sorted(home)))


def _batches(things: Sequence[Thing]) -> list[Sequence[Thing]]:
    return [things[begin : begin + ROWS_PER_BATCH] for begin in range(0, len(things), ROWS_PER_BATCH)]
