"""Linus wants to get better at Kafka. How well do Ada and others fit him, and who can't be his mentor?"""

from dataclasses import replace

import pytest

from graph.ids import PersonId, SkillSlug
from graph.mentoring import fit
from graph.mentoring.fit import WEIGHTS, Gap, Learner, Mentor, Rules

KAFKA, SAP = SkillSlug("kafka"), SkillSlug("sap")
LINUS = Learner(
    id=PersonId("linus"),
    gaps=(Gap(skill=KAFKA, level=2, wanted=4),),
    unit="Trading",
    languages=frozenset({"en", "fi"}),
    clock=2,
    superiors=frozenset({PersonId("grace")}),
)
ADA = Mentor(
    id=PersonId("ada"),
    levels={KAFKA: 4},
    places=2,
    unit="Platform",
    languages=frozenset({"en"}),
    clock=0,
    feedback=1.0,
)


def test_two_levels_ahead_two_hours_away_and_praised():
    parts = fit.fit(LINUS, ADA)

    assert parts.gap == pytest.approx(0.50 * 2 / 4)
    assert parts.ahead == pytest.approx(0.15)
    assert parts.hours == pytest.approx(0.15 * (1 - 2 / 9))
    assert (parts.feedback, parts.unit) == (pytest.approx(0.10), pytest.approx(0.10))
    assert parts.total == pytest.approx(0.25 + 0.15 + 0.15 * 7 / 9 + 0.10 + 0.10)


def test_everything_at_its_best_is_one():
    novice = replace(LINUS, gaps=(Gap(skill=KAFKA, level=0, wanted=3),), clock=0)
    parts = fit.fit(novice, replace(ADA, levels={KAFKA: 5}))

    assert parts.total == pytest.approx(1 - WEIGHTS.ahead), "four levels ahead cover all, but are far away"


@pytest.mark.parametrize(
    ("mentor", "obstacle"),
    [
        (replace(ADA, places=0), "places"),
        (replace(ADA, clock=-8), "hours"),
        (replace(ADA, languages=frozenset({"de"})), "language"),
        (replace(ADA, id=PersonId("grace")), "line"),
        (replace(ADA, superiors=frozenset({LINUS.id})), "line"),
        (replace(ADA, levels={KAFKA: 2}), "skill"),
        (replace(ADA, levels={SAP: 5}), "skill"),
        (replace(ADA, id=LINUS.id), "self"),
    ],
)
def test_what_makes_a_pair_impossible(mentor: Mentor, obstacle: str):
    assert fit.obstacles(LINUS, ADA) == ()
    assert fit.obstacles(LINUS, mentor) == (obstacle,)


def test_a_round_can_ask_for_another_unit_and_fewer_hours():
    neighbour = replace(ADA, unit="Trading", clock=7)

    assert fit.obstacles(LINUS, neighbour) == ()
    assert fit.obstacles(LINUS, neighbour, rules=Rules(other_unit=True, hours_apart=4)) == ("unit", "hours")


def test_what_nobody_has_stated_stands_in_nobodys_way():
    silent = replace(ADA, languages=frozenset(), clock=None, feedback=None)

    assert fit.obstacles(LINUS, silent) == ()
    assert fit.fit(LINUS, silent).hours == pytest.approx(0.075)
    assert fit.fit(LINUS, silent).feedback == pytest.approx(0.05)


def test_clocks_go_round():
    assert fit.hours_apart(replace(LINUS, clock=-11), replace(ADA, clock=12)) == pytest.approx(1)
    assert fit.hours_apart(replace(LINUS, clock=5.5), ADA) == pytest.approx(5.5)


def test_a_second_skill_that_the_mentor_lacks_halves_what_is_covered():
    both = replace(LINUS, gaps=(*LINUS.gaps, Gap(skill=SAP, level=0, wanted=2)))

    assert fit.fit(both, ADA).gap == pytest.approx(fit.fit(LINUS, ADA).gap / 2)
    assert fit.fit(both, ADA).ahead == pytest.approx(fit.fit(LINUS, ADA).ahead)
