"""`guildhall seed`: a site of any size for benchmarks, with made-up people, questions and answers."""

import itertools
import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import click

from graph import clock, driver
from graph.expertise import evidence
from graph.ids import SkillSlug
from graph.imports import keys, posts, replies, skills
from graph.imports import people as persons
from graph.imports.people import ImportedPerson
from graph.imports.posts import ImportedPost
from graph.imports.replies import ImportedAnswer
from graph.imports.skills import ImportedSkill
from graph.upkeep import migrations
from webapp.markdown import rendering
from webapp.operations import stores
from workers.finding import indexing

Thing = TypeVar("Thing")

SITE = "seed"
ROWS_PER_BATCH = 500
YEARS = 2
WAIT_SECONDS = 60

SKILLS, SKILLS_PER_QUESTION = 300, 3
# Pareto's law: a few people write most of the posts, and most posts are about a few skills.
SKEW = 1.1

ACCEPTED_SHARE = 0.5

TEXTS, SENTENCES = 500, (5, 11)

# Made-up words, used as unevenly as real ones, so that no search matches every post.
SYLLABLES = [consonant + vowel for consonant in "bdgklmnprstv" for vowel in "aeio"]
VOCABULARY = ["".join(parts) for parts in itertools.product(SYLLABLES, repeat=3)][::25]
WORDS_PER_CLAUSE = (3, 7)


@click.command()
@click.option("--questions", default=10_000, show_default=True)
@click.option("--answers", default=20_000, show_default=True)
@click.option("--people", default=2_000, show_default=True)
@click.option("--random-seed", default=1, show_default=True, help="The same number creates the same site.")
def command(questions: int, answers: int, people: int, random_seed: int) -> None:
    """Fill an empty site with made-up people, questions and answers for benchmarks."""
    dice = random.Random(random_seed)
    with stores.opened():
        driver.wait(WAIT_SECONDS)
        migrations.apply()
        _fill(Maker(dice, clock.now(), crowd=people), questions, answers)
        click.echo("Computing expertise")
        evidence.recount()
        with click.progressbar(length=questions + answers + people, label="Building the search index") as bar:
            indexing.rebuild(bar.update)


def _fill(made: "Maker", questions: int, answers: int) -> None:
    now = clock.now()
    skills.add([made.skill(number) for number in range(SKILLS)], at=now)
    for batch in _batches("People", [made.person(number) for number in range(made.crowd)]):
        persons.add(batch, at=now)
    asked = [made.question(number, of=questions) for number in range(questions)]
    for batch in _batches("Questions", asked):
        posts.add_questions(batch, at=now, match_since=now)
    skills.show_to_readers()
    given = [made.answer(number, to=asked[number * questions // answers]) for number in range(answers)]
    for batch in _batches("Answers", given):
        replies.answer(batch)


class Maker:
    """Makes up content. The same dice always give the same content."""

    def __init__(self, dice: random.Random, now: datetime, *, crowd: int) -> None:
        self.crowd = crowd
        self._dice, self._now = dice, now
        self._begin = now - timedelta(days=365 * YEARS)
        # Rendering takes most of the time, so texts are reused. This makes no difference to the index or the graph.
        self._texts = [rendering.prose(self._text()) for _ in range(TEXTS)]

    def skill(self, number: int) -> ImportedSkill:
        return ImportedSkill(slug=_slug(number), name=_slug(number), summary="")

    def person(self, number: int) -> ImportedPerson:
        return ImportedPerson(
            key=_key(number),
            name=f"{self._word()} {self._word()}".title(),
            about="",
            office="",
            source_url=None,
            joined_at=self._begin,
            last_active_at=self._now,
        )

    def question(self, number: int, *, of: int) -> ImportedPost:
        return ImportedPost(
            key=f"{SITE}:question:{number}",
            title=f"Why does the {self._words()} when the {self._words()}?",
            body=self._dice.choice(self._texts),
            author=_key(self._skewed(self.crowd)),
            skills=tuple({_slug(self._skewed(SKILLS)) for _ in range(SKILLS_PER_QUESTION)}),
            score=self._skewed(20),
            posted_at=self._begin + (self._now - self._begin) * number / of,
        )

    def answer(self, number: int, *, to: ImportedPost) -> ImportedAnswer:
        given_at = min(to.posted_at + timedelta(hours=self._skewed(48)), self._now)
        return ImportedAnswer(
            key=f"{SITE}:answer:{number}",
            question=to.key,
            body=self._dice.choice(self._texts),
            author=_key(self._skewed(self.crowd)),
            score=self._skewed(10),
            given_at=given_at,
            accepted_at=given_at if self._dice.random() < ACCEPTED_SHARE and number % 2 else None,
        )

    def _text(self) -> str:
        sentences = [f"The {self._words()}, so the {self._words()}." for _ in range(self._dice.randint(*SENTENCES))]
        return " ".join(sentences) + "\n\n```python\nretry(timeout=30)\n```\n"

    def _words(self) -> str:
        return " ".join(self._word() for _ in range(self._dice.randint(*WORDS_PER_CLAUSE)))

    def _word(self) -> str:
        return VOCABULARY[self._skewed(len(VOCABULARY))]

    def _skewed(self, below: int) -> int:
        """Return a whole number below this limit. Small numbers are far more likely."""
        return int((self._dice.paretovariate(SKEW) - 1) * below / 20) % below


def _slug(number: int) -> SkillSlug:
    return SkillSlug(f"skill-{number}")


def _key(number: int) -> str:
    return keys.key(SITE, "person", str(number))


def _batches(label: str, things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    with click.progressbar(length=len(things), label=label) as bar:
        for begin in range(0, len(things), ROWS_PER_BATCH):
            batch = things[begin : begin + ROWS_PER_BATCH]
            yield batch
            bar.update(len(batch))
