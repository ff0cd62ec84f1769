"""How good are rounds of mentoring, and how long do they take?

`python -m bench.mentors FILE` takes what people want to learn and can teach from the past of a community (one JSON
question per line, as in bench/collections.py): someone who asked about a tag wants to learn it, someone whose answers
were voted for can teach it, and their level grows with the votes. Units, managers, offices with their time zones and
languages, places and feedback are made up, by a seed. HiGHS, as a linear programme, says what is possible at most.
"""

import gzip
import importlib
import json
import random
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Protocol, TypedDict, cast

import click
import numpy as np
from scipy.sparse import coo_array

from graph.expertise.stated_levels import AUTHORITY, NOVICE
from graph.ids import PersonId, SkillSlug
from graph.mentoring import fit
from graph.mentoring.fit import Gap, Learner, Mentor
from workers.mentoring import pairs, rounds, stable
from workers.mentoring.pairs import IMPOSSIBLE, Pairs, Table
from workers.mentoring.rounds import Outcome, Plan, Way

SEED = 20_261_130
BAR_SECONDS = 5
# Of the utility that is possible at most, if there are twice as many places as learners. With one place for each, what
# is stable costs more: someone takes the place that another needs.
BAR_STABLE = 0.95

MOST_GAPS, MOST_OFFERED = 3, 8
WANTED_AHEAD = 2
UNITS, TEAM = 24, 9
FEEDBACK = (None, None, 0.6, 0.8, 1.0)


@dataclass(frozen=True, kw_only=True)
class Size:
    """How many take part, and how many learners each mentor can take."""

    learners: int
    mentors: int
    places: tuple[int, ...]


SCARCE, AMPLE = (1, 2, 2, 3), (2, 4, 4, 6)
SIZES = (
    Size(learners=200, mentors=100, places=AMPLE),
    Size(learners=2_000, mentors=1_000, places=SCARCE),
    Size(learners=2_000, mentors=1_000, places=AMPLE),
)


@dataclass(frozen=True, kw_only=True)
class Office:
    """An office: hours ahead of UTC, and what people there speak."""

    clock: float
    languages: tuple[str, ...]


OFFICES = (
    Office(clock=-8, languages=("en",)),
    Office(clock=-5, languages=("en", "es")),
    Office(clock=1, languages=("de", "en")),
    Office(clock=1, languages=("pl",)),
    Office(clock=2, languages=("sv", "en")),
    Office(clock=5.5, languages=("en", "hi")),
)

# By person and tag.
Counts = Mapping[int, Mapping[str, int]]


class Solved(Protocol):
    """What this module needs of a solution."""

    x: Table


class Solver(Protocol):
    """What this module needs of `scipy.optimize`."""

    def linprog(
        self, cost: Table, limits: coo_array, most: Table, *, bounds: tuple[int, int], method: str
    ) -> Solved: ...


class _About(TypedDict):
    """What is made up about everyone."""

    unit: str
    languages: frozenset[str]
    clock: float
    superiors: frozenset[PersonId]


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
def main(file: Path) -> None:
    """Print figures for a small and a large round, and whether the bars are met."""
    asked, answered = _past(file)
    click.echo(f"{len(asked)} people asked, and {len(answered)} have answers with votes.")
    met = [_measured(*_people(asked, answered, size)) for size in SIZES]
    click.echo(f"bars {'met' if all(met) else 'missed'}")
    raise SystemExit(not all(met))


def _measured(learners: list[Learner], mentors: list[Mentor]) -> bool:
    """Print a line for each way, and return whether its bars are met."""
    table = pairs.of(learners, mentors)
    most_utility, _ = _most(table, bonus=0)
    _, most_people = _most(table, bonus=len(learners) + 1)
    click.echo(f"\n{len(learners)} learners, {len(mentors)} mentors, {table.places.sum()} places")
    click.echo(f"  possible at most: {most_people} pairs; utility {most_utility:.1f}")
    return min(_is_met(way, learners, mentors, table) for way in rounds.WAYS)


def _is_met(way: Way, learners: list[Learner], mentors: list[Mentor], table: Pairs) -> bool:
    begun = time.perf_counter()
    outcome = rounds.outcome(learners, mentors, Plan(way=way))
    seconds = time.perf_counter() - begun
    utility = sum(one.parts.total for one in outcome.pairs)
    bonus = 0 if way == "stable" else len(learners) + 1
    best, people = _most(table, bonus=bonus)
    broken, blocking = _broken(outcome, learners, mentors), stable.blocking(table, rounds.WAYS[way](table))
    click.echo(
        f"  {way:6} {len(outcome.pairs):5} pairs   utility {utility:7.1f}, {utility / best:7.2%} of the most"
        f"{'' if way == 'stable' else f' for {people} pairs'}   blocking pairs {blocking}   rules broken {broken}   "
        f"exchanges {len(outcome.exchanges)}   {seconds:.1f} s"
    )
    if way == "stable":
        is_good = not blocking and (utility >= BAR_STABLE * best or table.places.sum() < 1.5 * len(learners))
    else:
        is_good = len(outcome.pairs) == people and abs(utility - best) < 1e-6 * best
    return is_good and not broken and seconds <= BAR_SECONDS


def _most(table: Pairs, *, bonus: float) -> tuple[float, int]:
    """Return the highest utility that is possible, and of how many pairs, if each pair adds this bonus."""
    rows, columns = np.nonzero(table.utility > IMPOSSIBLE)
    value, every = table.utility[rows, columns], np.arange(len(rows))
    each = np.concatenate([rows, len(table.learners) + columns]), np.concatenate([every, every])
    shape = (len(table.learners) + len(table.mentors), len(rows))
    limits = coo_array((np.ones(2 * len(rows)), each), shape=shape)
    most = np.concatenate([np.ones(len(table.learners)), table.places.astype(np.float64)])
    solver = cast(Solver, importlib.import_module("scipy.optimize"))
    chosen = np.round(solver.linprog(-(value + bonus), limits, most, bounds=(0, 1), method="highs").x)
    return float(value @ chosen), int(chosen.sum())


def _broken(outcome: Outcome, learners: list[Learner], mentors: list[Mentor]) -> int:
    """Return how many rules the pairs break: obstacles, learners with two mentors, and mentors with too many."""
    learner, mentor = {one.id: one for one in learners}, {one.id: one for one in mentors}
    obstacles = sum(len(fit.obstacles(learner[one.learner], mentor[one.mentor])) for one in outcome.pairs)
    taken = defaultdict[PersonId, int](int)
    for one in outcome.pairs:
        taken[one.mentor] += 1
    twice = len(outcome.pairs) - len({one.learner for one in outcome.pairs})
    return obstacles + twice + sum(count > mentor[id].places for id, count in taken.items())


def _past(file: Path) -> tuple[Counts, Counts]:
    """Return how often people asked about each tag, and how many votes their answers about each tag got."""
    asked = defaultdict[int, dict[str, int]](dict)
    answered = defaultdict[int, dict[str, int]](dict)
    with gzip.open(file, "rt") if file.suffix == ".gz" else file.open() as lines:
        for question in map(json.loads, lines):
            for tag in question["tags"]:
                mine = asked[question["user"]]
                mine[tag] = mine.get(tag, 0) + 1
                for answer in question["answers"]:
                    theirs = answered[answer["user"]]
                    theirs[tag] = theirs.get(tag, 0) + max(answer["score"], 0)
    return asked, {user: votes for user, votes in answered.items() if any(votes.values())}


def _people(asked: Counts, answered: Counts, size: Size) -> tuple[list[Learner], list[Mentor]]:
    """Return this many people who ask and who answer, most active first, with what is made up about them.

    People who did both take part as both. If there were fewer, the first ones take part again as other people.
    """
    dice = random.Random(SEED)
    seekers, givers = (sorted(of, key=lambda user: (-sum(of[user].values()), user)) for of in (asked, answered))
    about = {user: _about(user, dice) for user in sorted({*seekers, *givers})}
    return (
        [_learner(user, again, asked, answered, about) for user, again in _drawn(seekers, size.learners)],
        [
            _mentor(user, again, answered, about, places=dice.choice(size.places))
            for user, again in _drawn(givers, size.mentors)
        ],
    )


def _drawn(users: list[int], number: int) -> list[tuple[int, int]]:
    return [(users[place % len(users)], place // len(users)) for place in range(number)]


def _about(user: int, dice: random.Random) -> _About:
    office, unit = dice.choice(OFFICES), dice.randrange(UNITS)
    # Someone with a number near theirs manages them.
    boss = PersonId(f"{user - user % TEAM:06}-0")
    return {
        "unit": f"unit {unit}",
        "languages": frozenset(office.languages),
        "clock": office.clock,
        "superiors": frozenset({boss} if user % TEAM else ()),
    }


def _learner(user: int, again: int, asked: Counts, answered: Counts, about: Mapping[int, _About]) -> Learner:
    wanted = sorted(asked[user], key=lambda tag: (-asked[user][tag], tag))[:MOST_GAPS]
    levels = {tag: _level(answered.get(user, {}).get(tag, 0)) for tag in wanted}
    gaps = tuple(
        Gap(skill=SkillSlug(tag), level=levels[tag], wanted=min(AUTHORITY, levels[tag] + WANTED_AHEAD))
        for tag in wanted
    )
    return Learner(id=PersonId(f"{user:06}-{again}"), gaps=gaps, **about[user])


def _mentor(user: int, again: int, answered: Counts, about: Mapping[int, _About], *, places: int) -> Mentor:
    offered = sorted(answered[user], key=lambda tag: (-answered[user][tag], tag))[:MOST_OFFERED]
    return Mentor(
        id=PersonId(f"{user:06}-{again}"),
        levels={SkillSlug(tag): _level(answered[user][tag]) for tag in offered},
        places=places,
        feedback=FEEDBACK[user % len(FEEDBACK)],
        **about[user],
    )


def _level(votes: int) -> int:
    """Return a level from 1 without votes to 5 with fifteen or more: each further one takes twice as many."""
    return min(AUTHORITY, NOVICE + int(log2(1 + votes)))


if __name__ == "__main__":
    main()
