"""Would those who had answered a learner have been suggested to them as mentors?

`python -m bench.mentor_hindcast FILE` reads the past of a community (one JSON question per line, as in
bench/collections.py). A case is someone and a tag: they asked about it, others answered them, and later they answered
somebody else's question about it for the first time. That answer is the moment. Candidates are all other people who had
answered someone else's question about the tag before it, and the right ones are those who had answered this learner.
Cases in which all candidates are right show nothing and are left out. Nothing later than the moment is used: levels
come from answers before it and are compared with other people's of that time. Votes and acceptances have no date, so
they are left out, and every answer counts as one without votes. Units, time zones, feedback and mentees are unknown and
equal for all. What remains of the formula of graph/pairing/mentors.py is the level, how far it is ahead, and how long
ago someone was last active.

"They answered me" is what makes someone right, and it is also evidence. So every way is measured again without the
answers that the learner got: these count neither for a level nor as activity, and people who had answered only this
learner are no candidates. Each tie is broken at random, many times. People who cannot be suggested, because nothing
shows that they know more than a beginner, come last. Intervals of 95 % are those of a bootstrap over learners, not over
cases, because someone who learned three tags is no three people.
"""

import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean, median

import click
import numpy as np
from numpy.typing import NDArray

from graph import decay
from graph.expertise import inferred_levels
from graph.ids import PersonId, SkillSlug
from graph.matching import experts
from graph.mentoring import fit
from graph.mentoring.fit import Gap, Learner, Mentor

SEED = 20_261_130
EPOCH = datetime.fromtimestamp(0, UTC)
TIES, RESAMPLED = 50, 2_000
# The level above a beginner's, as graph/mentoring/goals.py proposes it.
WANTED = 2
SHOWN = 5
HEAD = f"{'':34} {'right above others':>20} {'reciprocal rank':>20} {'among the first 5':>20}"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Someone's answer to a question of someone else."""

    by: int
    to: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Past:
    """The answers about each tag, the first time that each person asked about it, and when anybody was active."""

    answers: Mapping[str, Sequence[Answer]]
    asked: Mapping[tuple[int, str], datetime]
    activity: Mapping[int, Sequence[datetime]]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A learner, a tag, and the answers about it that count: some of those before the moment they began to answer.

    `helpers` had answered the learner. What anybody did at `unseen` moments doesn't count as activity.
    """

    learner: int
    tag: str
    moment: datetime
    answers: Sequence[Answer]
    helpers: frozenset[int]
    unseen: frozenset[datetime] = frozenset()

    @property
    def candidates(self) -> tuple[int, ...]:
        return tuple(sorted({one.by for one in self.answers}))

    @property
    def right(self) -> frozenset[int]:
        return self.helpers & {*self.candidates}

    @property
    def tells(self) -> bool:
        """Whether some candidates are right, but not all."""
        return 0 < len(self.right) < len(self.candidates)


Floats = NDArray[np.float64]
# How good each candidate is. Higher is better.
Way = Callable[[Case, Past], Mapping[int, float]]


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
def main(file: Path) -> None:
    """Print a line for each way, with and without the answers that the learner got."""
    past = _past(file)
    cases = [case for case in _cases(past) if case.tells]
    without = [case for case in map(_without, cases) if case.tells]
    for about, some in (("all answers", cases), ("without the answers that the learner got", without)):
        learners, tags = len({case.learner for case in some}), len({case.tag for case in some})
        candidates, right = median(len(case.candidates) for case in some), mean(len(case.right) for case in some)
        click.echo(f"\n{about}: {len(some)} cases of {learners} learners in {tags} tags")
        click.echo(f"{candidates:.0f} candidates at the median, {right:.1f} of them right on average;", nl=False)
        click.echo(f" {mean(map(_suggestible, some)):.0%} of the right ones can be suggested")
        click.echo(HEAD)
        for name, way in WAYS.items():
            _say(name, some, [_measured(way(case, past), case) for case in some])


def ours(case: Case, past: Past) -> Mapping[int, float]:
    """Rank as the site does: by fit and availability."""
    idle = _idle(case, past)
    return {by: fits * experts.availability(idle[by], recent_asks=0) for by, fits in by_fit(case, past).items()}


def by_fit(case: Case, _past: Past) -> Mapping[int, float]:
    """Rank by fit alone."""
    learner, mentors = _learner(case), _mentors(case)
    return {
        by: 0.0 if fit.obstacles(learner, mentor) else fit.fit(learner, mentor).total for by, mentor in mentors.items()
    }


def with_the_rest(case: Case, past: Past) -> Mapping[int, float]:
    """Rank by fit, and after that the people who can't be suggested, by their number of answers."""
    answers, fits = most_active(case, past), by_fit(case, past)
    return {by: one or answers[by] / (1 + len(case.answers)) / 100 for by, one in fits.items()}


def most_active(case: Case, _past: Past) -> Mapping[int, float]:
    """Rank by the number of answers about the tag."""
    return Counter(one.by for one in case.answers)


def by_chance(_case: Case, _past: Past) -> Mapping[int, float]:
    """Rank at random: everybody is equal, and ties are broken at random."""
    return {}


WAYS: Mapping[str, Way] = {
    "the site": ours,
    "the site, by fit alone": by_fit,
    "by fit, the rest by answers": with_the_rest,
    "most answers about the tag": most_active,
    "at random": by_chance,
}


def _without(case: Case) -> Case:
    """Return the case without the answers that the learner got."""
    unseen = frozenset(one.at for one in case.answers if one.to == case.learner)
    return replace(case, answers=[one for one in case.answers if one.to != case.learner], unseen=unseen)


def _suggestible(case: Case) -> float:
    learner, mentors = _learner(case), _mentors(case)
    return mean(not fit.obstacles(learner, mentors[by]) for by in case.right)


def _learner(case: Case) -> Learner:
    gap = Gap(skill=SkillSlug(case.tag), level=0, wanted=WANTED)
    return Learner(id=PersonId(str(case.learner)), gaps=(gap,))


def _mentors(case: Case) -> Mapping[int, Mentor]:
    """Return the candidates with the levels that the answers show at the moment."""
    weights = defaultdict[int, float](float)
    for one in case.answers:
        weights[one.by] += decay.weight(votes=0, is_accepted=False, at=one.at)
    marks = inferred_levels.marks_of(sorted(weights.values()))
    levels = {by: inferred_levels.inferred(weight, marks=marks, now=case.moment) for by, weight in weights.items()}
    return {
        by: Mentor(id=PersonId(str(by)), levels={SkillSlug(case.tag): level}, places=1) for by, level in levels.items()
    }


def _idle(case: Case, past: Past) -> Mapping[int, timedelta]:
    """Return how long ago each candidate was last active at the moment."""
    return {
        by: case.moment
        - max((at for at in past.activity[by] if at < case.moment and at not in case.unseen), default=EPOCH)
        for by in case.candidates
    }


def _measured(scores: Mapping[int, float], case: Case) -> tuple[float, float, float]:
    """Return how the right ones are ranked, the mean over ways to break ties.

    The first figure is the share of pairs of a right and another candidate in which the right one is ahead; the second
    is 1 divided by the place of the first right one; the third is 1 if that place is among the first five.
    """
    dice = random.Random(f"{SEED} {case.learner} {case.tag}")
    people = [(scores.get(by, 0.0), by in case.right) for by in case.candidates]
    found = [_ranked(sorted(people, key=lambda one: (-one[0], dice.random()))) for _ in range(TIES)]
    return mean(one[0] for one in found), mean(one[1] for one in found), mean(one[2] for one in found)


def _ranked(ranking: Sequence[tuple[float, bool]]) -> tuple[float, float, float]:
    places = [place for place, (_, is_right) in enumerate(ranking) if is_right]
    others = len(ranking) - len(places)
    # Those ahead of a right one are others, except for the right ones among them.
    behind = sum(others - (place - earlier) for earlier, place in enumerate(places))
    return behind / (others * len(places)), 1 / (1 + places[0]), float(places[0] < SHOWN)


def _say(name: str, cases: Sequence[Case], measured: Sequence[tuple[float, float, float]]) -> None:
    """Print the mean of each figure, with its interval of 95 %."""
    figures, people = np.array(measured), sorted({case.learner for case in cases})
    cases_of = {person: [place for place, case in enumerate(cases) if case.learner == person] for person in people}
    dice = random.Random(SEED)
    means = np.array([_resampled(figures, cases_of, dice.choices(people, k=len(people))) for _ in range(RESAMPLED)])
    low, high = np.percentile(means, (2.5, 97.5), axis=0)
    every = zip(figures.mean(axis=0).tolist(), low.tolist(), high.tolist(), strict=True)
    click.echo(
        f"{name:34}" + "".join(f" {f'{middle:.3f} ({least:.3f}-{most:.3f})':>20}" for middle, least, most in every)
    )


def _resampled(figures: Floats, cases_of: Mapping[int, Sequence[int]], people: Iterable[int]) -> Floats:
    return figures[[place for person in people for place in cases_of[person]]].mean(axis=0)


def _cases(past: Past) -> Iterator[Case]:
    for tag, answers in sorted(past.answers.items()):
        begun = set[int]()
        for answer in answers:
            asked = past.asked.get((answer.by, tag))
            if answer.by not in begun and asked and asked < answer.at:
                before = [one for one in answers if one.at < answer.at]
                helpers = frozenset(one.by for one in before if one.to == answer.by)
                yield Case(learner=answer.by, tag=tag, moment=answer.at, answers=before, helpers=helpers)
            begun.add(answer.by)


def _past(file: Path) -> Past:
    answers, activity = defaultdict[str, list[Answer]](list), defaultdict[int, list[datetime]](list)
    asked = dict[tuple[int, str], datetime]()
    with gzip.open(file, "rt") if file.suffix == ".gz" else file.open() as lines:
        for question in sorted(map(json.loads, lines), key=lambda one: one["ts"]):
            activity[question["user"]].append(_moment(question))
            given = [Answer(by=one["user"], to=question["user"], at=_moment(one)) for one in question["answers"]]
            for one in given:
                activity[one.by].append(one.at)
            for tag in question["tags"]:
                asked.setdefault((question["user"], tag), _moment(question))
                answers[tag] += [one for one in given if one.by != one.to]
    in_order = {tag: sorted(some, key=lambda one: (one.at, one.by)) for tag, some in answers.items()}
    return Past(answers=in_order, asked=asked, activity=activity)


def _moment(written: Mapping[str, float]) -> datetime:
    return datetime.fromtimestamp(written["ts"], UTC)


if __name__ == "__main__":
    main()
