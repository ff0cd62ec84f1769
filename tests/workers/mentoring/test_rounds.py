"""Rounds of mentoring: whatever the people, no rule is broken, and nobody has a reason to change partners."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ids import PersonId, SkillSlug
from graph.mentoring import fit
from graph.mentoring.fit import Gap, Learner, Mentor, Rules
from workers.mentoring import exchanges, most_covered, pairs, rounds, stable
from workers.mentoring.pairs import IMPOSSIBLE, Pairs
from workers.mentoring.rounds import Plan, Way

KAFKA, SAP, WELDING = (SkillSlug(name) for name in ("kafka", "sap", "welding"))
SKILLS = (KAFKA, SAP, WELDING)

people = st.integers(0, 11).map(lambda number: PersonId(f"p{number:02}"))
about = {
    "unit": st.sampled_from(["a", "b", ""]),
    "languages": st.frozensets(st.sampled_from(["en", "de", "sv"]), max_size=2),
    "clock": st.sampled_from([None, -8.0, 0.0, 1.0, 5.5, 9.0]),
    "superiors": st.frozensets(people, max_size=1),
}
gaps = st.lists(
    st.builds(Gap, skill=st.sampled_from(SKILLS), level=st.integers(0, 4), wanted=st.integers(1, 5)),
    min_size=1,
    max_size=3,
    unique_by=lambda gap: gap.skill,
).map(tuple)
learners = st.lists(st.builds(Learner, id=people, gaps=gaps, **about), max_size=7, unique_by=lambda one: one.id)
mentors = st.lists(
    st.builds(
        Mentor,
        id=people,
        levels=st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 5)),
        places=st.integers(0, 3),
        feedback=st.sampled_from([None, 0.0, 0.8, 1.0]),
        **about,
    ),
    max_size=6,
    unique_by=lambda one: one.id,
)
rules = st.builds(Rules, hours_apart=st.sampled_from([2.0, 9.0]), other_unit=st.booleans())
ways = st.sampled_from(["stable", "most"])


@given(learners, mentors, rules)
def test_the_table_says_what_the_formula_says_of_each_pair(
    learners: list[Learner], mentors: list[Mentor], rules: Rules
):
    table = pairs.of(learners, mentors, rules=rules)

    for (row, learner), (column, mentor) in product(enumerate(table.learners), enumerate(table.mentors)):
        is_possible = not fit.obstacles(learner, mentor, rules=rules)
        assert (table.utility[row, column] > IMPOSSIBLE) == is_possible
        assert table.fit[row, column] == pytest.approx(fit.fit(learner, mentor).total)


@given(learners, mentors, rules, ways)
def test_no_rule_is_broken_and_nobody_has_more_than_their_places(
    learners: list[Learner], mentors: list[Mentor], rules: Rules, way: Way
):
    outcome = rounds.outcome(learners, mentors, Plan(way=way, rules=rules))

    learner, mentor = {one.id: one for one in learners}, {one.id: one for one in mentors}
    assert all(not fit.obstacles(learner[one.learner], mentor[one.mentor], rules=rules) for one in outcome.pairs)
    assert all(count <= mentor[id].places for id, count in Counter(one.mentor for one in outcome.pairs).items())
    assert sorted([one.learner for one in (*outcome.pairs, *outcome.unpaired)]) == sorted(learner)


@given(learners, mentors)
def test_in_a_stable_round_no_two_would_rather_have_each_other(learners: list[Learner], mentors: list[Mentor]):
    table = pairs.of(learners, mentors)
    chosen = stable.pair(table)

    assert stable.blocking(table, chosen) == 0
    assert _blocking_one_by_one(table, chosen) == 0


@given(learners, mentors)
def test_blocking_pairs_are_counted(learners: list[Learner], mentors: list[Mentor]):
    table = pairs.of(learners, mentors)

    assert stable.blocking(table, {}) == _blocking_one_by_one(table, {})
    chosen = most_covered.pair(table)
    assert stable.blocking(table, chosen) == _blocking_one_by_one(table, chosen)


@given(learners, mentors)
@settings(max_examples=40)
def test_the_other_way_covers_as_many_as_can_be_and_then_as_well_as_can_be(
    learners: list[Learner], mentors: list[Mentor]
):
    table = pairs.of(learners[:3], mentors[:3])
    chosen = most_covered.pair(table)

    assert (len(chosen), _utility(table, chosen)) == pytest.approx(_best_of_all(table))


@given(learners, mentors, st.data())
def test_one_more_mentor_makes_no_learner_worse_off(
    learners: list[Learner], mentors: list[Mentor], data: st.DataObject
):
    fewer = [one for one in mentors if one.id != (mentors[0].id if mentors else "")]
    before, after = pairs.of(learners, fewer), pairs.of(learners, mentors)
    had, has = stable.pair(before), stable.pair(after)

    for row in had:
        assert row in has
        assert after.utility[row, has[row]] >= before.utility[row, had[row]]


@given(learners, mentors, rules, ways, st.randoms(use_true_random=False))
def test_the_order_in_which_people_come_decides_nothing(
    learners: list[Learner], mentors: list[Mentor], rules: Rules, way: Way, dice: random.Random
):
    plan = Plan(way=way, rules=rules)

    shuffled = rounds.outcome(dice.sample(learners, len(learners)), dice.sample(mentors, len(mentors)), plan)
    assert shuffled == rounds.outcome(learners, mentors, plan)


@given(learners, mentors, rules, ways)
def test_the_smallest_change_would_help(learners: list[Learner], mentors: list[Mentor], rules: Rules, way: Way):
    outcome = rounds.outcome(learners, mentors, Plan(way=way, rules=rules))
    learner, mentor = {one.id: one for one in learners}, {one.id: one for one in mentors}
    taken = Counter(one.mentor for one in outcome.pairs)

    for one in outcome.unpaired:
        left = {id: replace(each, places=each.places - taken[id]) for id, each in mentor.items()}
        found = {id: fit.obstacles(learner[one.learner], each, rules=rules) for id, each in left.items()}
        if one.mentor:
            assert found[one.mentor] == (one.obstacle,)
        else:
            assert all(len(each) > 1 or each[0] in ("line", "skill", "self") for each in found.values())


@given(learners, mentors)
def test_everyone_in_an_exchange_teaches_the_next(learners: list[Learner], mentors: list[Mentor]):
    found = exchanges.of(pairs.of(learners, mentors))

    learner, mentor = {one.id: one for one in learners}, {one.id: one for one in mentors}
    for one in found:
        for teacher, taught in zip(one.people, (*one.people[1:], one.people[0]), strict=True):
            assert not fit.obstacles(learner[taught], mentor[teacher])
    assert max(Counter(id for one in found for id in one.people).values(), default=1) == 1


def test_ada_and_grace_can_teach_each_other():
    outcome = rounds.outcome(
        [_learner("ada", SAP), _learner("grace", KAFKA), _learner("linus", KAFKA)],
        [_mentor("ada", KAFKA), _mentor("grace", SAP)],
        Plan(),
    )

    assert [one.people for one in outcome.exchanges] == [("ada", "grace")]


def test_a_pair_that_a_coach_has_locked_stays_and_takes_a_place():
    learners = [_learner("linus", KAFKA), _learner("tim", KAFKA)]
    plan = Plan(locked={PersonId("tim"): PersonId("ada")})

    outcome = rounds.outcome(learners, [_mentor("ada", KAFKA)], plan)
    assert [(one.learner, one.mentor, one.is_locked) for one in outcome.pairs] == [("tim", "ada", True)]
    assert [(one.learner, one.mentor, one.obstacle) for one in outcome.unpaired] == [("linus", "ada", "places")]


def test_nobody_can_teach_what_nobody_knows():
    outcome = rounds.outcome([_learner("linus", WELDING)], [_mentor("ada", KAFKA)], Plan())

    assert [(one.learner, one.mentor, one.obstacle) for one in outcome.unpaired] == [("linus", None, "skill")]


def _learner(name: str, skill: SkillSlug) -> Learner:
    return Learner(id=PersonId(name), gaps=(Gap(skill=skill, level=1, wanted=3),))


def _mentor(name: str, skill: SkillSlug, *, places: int = 1) -> Mentor:
    return Mentor(id=PersonId(name), levels={skill: 4}, places=places)


def _utility(table: Pairs, chosen: stable.Pairing) -> float:
    return sum(float(table.utility[row, column]) for row, column in chosen.items())


def _blocking_one_by_one(table: Pairs, chosen: stable.Pairing) -> int:
    found = 0
    for row, column in product(range(len(table.learners)), range(len(table.mentors))):
        utility = table.utility[row, column]
        taken = [float(table.utility[one, column]) for one, other in chosen.items() if other == column]
        has = table.utility[row, chosen[row]] if row in chosen else IMPOSSIBLE
        would = utility > IMPOSSIBLE and (len(taken) < table.places[column] or utility > min(taken))
        found += bool(utility > has and would)
    return found


def _best_of_all(table: Pairs) -> tuple[int, float]:
    """Return the most pairs, and the highest utility of so many, by trying everything."""
    places = [column for column, number in enumerate(table.places.tolist()) for _ in range(number)]
    nobody: Sequence[int | None] = [*places, *[None] * len(table.learners)]
    return max(
        (_tried(table, one) for one in set(permutations(nobody, len(table.learners)))),
        default=(0, 0.0),
    )


def _tried(table: Pairs, columns: Sequence[int | None]) -> tuple[int, float]:
    found = [
        float(table.utility[row, column])
        for row, column in enumerate(columns)
        if column is not None and table.utility[row, column] > IMPOSSIBLE
    ]
    return len(found), sum(found)
