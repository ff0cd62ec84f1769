"""Plans: Ada mentors Linus, and both change the steps of their plan. Nobody else sees it."""

from collections.abc import Callable

import pytest

from graph.errors import Conflict, Invalid, NotFound
from graph.ids import MentorshipId, PlanStepId
from graph.mentoring import replies, requests
from graph.mentoring.replies import Agreement
from graph.mentorships import mentorships, plans
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.mentoring.learning import aim, met, pair, teach


def names(id: MentorshipId, viewer: Viewer) -> list[str]:
    """Return the steps as text, or as the name in the template of those that have none."""
    return [step.text or step.id for step in plans.of(id, viewer=viewer).steps]


def test_it_begins_with_the_steps_of_a_template(company: Company) -> None:
    id = pair(company.linus, company.ada)
    assert names(id, company.ada) == names(id, company.linus) == list(plans.SOME_WEEKS)


def test_one_meeting_has_a_shorter_one(company: Company) -> None:
    teach(company.ada)
    requests.send(aim(company.linus), (company.ada.id,), "She knows it.", by=company.linus)
    id = replies.accept(replies.waiting(viewer=company.ada)[0].id, Agreement(form="meeting"), by=company.ada)
    assert names(id, company.linus) == list(plans.ONE_MEETING)


def test_both_add_reword_move_tick_and_remove_steps(company: Company) -> None:
    id = pair(company.linus, company.ada)
    plans.add(id, " Read the runbook ", version=0, by=company.linus)
    [*_, added] = plans.of(id, viewer=company.ada).steps
    plans.reword(id, PlanStepId("know"), "Have lunch", version=1, by=company.ada)
    plans.move(id, added.id, by_places=-1, version=2, by=company.linus)
    plans.tick(id, added.id, is_done=True, version=3, by=company.ada)
    for version, name in enumerate(plans.SOME_WEEKS[1:], start=4):
        plans.remove(id, PlanStepId(name), version=version, by=company.linus)
    assert names(id, company.ada) == ["Have lunch", "Read the runbook"]
    assert [step.is_done for step in plans.of(id, viewer=company.linus).steps] == [False, True]


def test_an_empty_plan_stays_empty(company: Company) -> None:
    id = pair(company.linus, company.ada)
    for version, name in enumerate(plans.SOME_WEEKS):
        plans.remove(id, PlanStepId(name), version=version, by=company.linus)
    assert names(id, company.ada) == []


@pytest.mark.parametrize(
    ("step", "places", "first"),
    [("know", -1, "know"), ("know", 1, "agree"), ("agree", -1, "agree"), ("end", 1, "know")],
)
def test_a_step_is_moved_and_never_beyond_the_ends(company: Company, step: str, places: int, first: str) -> None:
    id = pair(company.linus, company.ada)
    plans.move(id, PlanStepId(step), by_places=places, version=0, by=company.ada)
    assert names(id, company.ada)[0] == first
    assert sorted(names(id, company.ada)) == sorted(plans.SOME_WEEKS)


def test_the_second_of_two_at_once_is_told(company: Company) -> None:
    id = pair(company.linus, company.ada)
    plans.add(id, "Read the runbook", version=0, by=company.ada)
    for refused in (
        lambda: plans.add(id, "Write the runbook", version=0, by=company.linus),
        lambda: plans.tick(id, PlanStepId("know"), is_done=True, version=0, by=company.linus),
    ):
        with pytest.raises(Conflict, match="changed the plan meanwhile"):
            refused()
    assert names(id, company.linus) == [*plans.SOME_WEEKS, "Read the runbook"]


def test_what_is_done_twice_changes_nothing(company: Company) -> None:
    id = pair(company.linus, company.ada)
    for _ in range(2):
        plans.tick(id, PlanStepId("know"), is_done=True, version=0, by=company.linus)
    for _ in range(2):
        plans.remove(id, PlanStepId("end"), version=1, by=company.linus)
    assert plans.of(id, viewer=company.ada).version == 2


def test_a_step_that_is_gone_is_not_reworded(company: Company) -> None:
    id = pair(company.linus, company.ada)
    plans.remove(id, PlanStepId("end"), version=0, by=company.ada)
    with pytest.raises(Conflict, match="removed this step"):
        plans.reword(id, PlanStepId("end"), "Look back", version=0, by=company.linus)


@pytest.mark.parametrize("text", ["", "  ", "x" * 201])
def test_a_step_has_a_short_text(company: Company, text: str) -> None:
    id = pair(company.linus, company.ada)
    with pytest.raises(Invalid, match="at most 200 characters"):
        plans.add(id, text, version=0, by=company.ada)


def test_a_plan_has_at_most_thirty_steps(company: Company) -> None:
    id = pair(company.linus, company.ada)
    for version in range(plans.MOST_STEPS - len(plans.SOME_WEEKS)):
        plans.add(id, f"Read chapter {version}", version=version, by=company.ada)
    with pytest.raises(Invalid, match="at most 30 steps"):
        plans.add(id, "Read one more", version=22, by=company.ada)


@pytest.mark.parametrize(
    "change",
    [
        lambda id, by: plans.add(id, "Hm", version=0, by=by),
        lambda id, by: plans.reword(id, PlanStepId("know"), "Hm", version=0, by=by),
        lambda id, by: plans.tick(id, PlanStepId("know"), is_done=True, version=0, by=by),
        lambda id, by: plans.move(id, PlanStepId("know"), by_places=1, version=0, by=by),
        lambda id, by: plans.remove(id, PlanStepId("know"), version=0, by=by),
    ],
)
def test_nobody_else_reads_or_changes_it_and_ended_nobody_does(
    company: Company, change: Callable[[MentorshipId, Viewer], None]
) -> None:
    id = pair(company.linus, company.ada)
    for other in (company.grace, company.margaret, company.tim):
        with pytest.raises(NotFound):
            plans.of(id, viewer=other)
        with pytest.raises(NotFound):
            change(id, other)
        assert id not in plans.ways(viewer=other)
    mentorships.end(id, by=company.ada)
    with pytest.raises(Conflict, match="has ended"):
        change(id, company.linus)


def test_the_way_counts_steps_and_sessions(company: Company) -> None:
    id = met(company.linus, company.ada)
    plans.tick(id, PlanStepId("know"), is_done=True, version=0, by=company.linus)
    way = plans.ways(viewer=company.ada)[id]
    assert (way.done, way.steps, way.met, way.ahead) == (1, 8, 1, 0)
