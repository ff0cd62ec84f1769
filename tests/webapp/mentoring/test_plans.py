"""The plan on the page of a mentorship: Ada and Linus change its steps, with buttons that work without scripts."""

from collections.abc import Callable

from graph.ids import PlanStepId
from graph.mentorships import mentorships, plans
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.mentoring.learning import pair
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


def test_the_page_shows_the_way_and_the_steps_of_the_template(as_: As, company: Company) -> None:
    id = pair(company.linus, company.ada)
    page = as_(company.linus).get(f"/mentorships/{id}").text
    assert "Look at a real piece of work together" in page
    assert "0 of 8 done" in page
    assert "0 of 8 done" in as_(company.ada).get("/mentoring").text


def test_a_step_is_added_ticked_moved_reworded_and_removed(as_: As, company: Company) -> None:
    id, ada = pair(company.linus, company.ada), as_(company.ada)
    here = f"/mentorships/{id}/plan"
    assert "Read the runbook" in ada.send(here, version="0", step="Read the runbook").text
    [*_, step] = plans.of(id, viewer=company.ada).steps
    assert "1 of 9 done" in ada.send(f"{here}/{step.id}/state", version="1", state="done").text
    ada.send(f"{here}/{step.id}/place", version="2", move="up")
    assert plans.of(id, viewer=company.ada).steps[-2].id == step.id
    assert "Write it" in ada.send(f"{here}/{step.id}", **{"version": "3", f"text-{step.id}": "Write it"}).text
    assert "Write it" not in ada.send(f"{here}/{step.id}/removal", version="4").text


def test_of_two_who_change_it_at_once_the_second_keeps_what_they_typed(as_: As, company: Company) -> None:
    id, linus = pair(company.linus, company.ada), as_(company.linus)
    plans.add(id, "Read the runbook", version=0, by=company.ada)
    page = linus.send(f"/mentorships/{id}/plan", version="0", step="Look at dashboards")
    assert page.status_code == 409
    assert "Look at dashboards" in page.text
    assert "changed the plan meanwhile" in page.text
    assert linus.send(f"/mentorships/{id}/plan/know/place", version="0", move="down").status_code == 409


def test_a_step_that_was_removed_meanwhile_can_be_added_again(as_: As, company: Company) -> None:
    id, linus = pair(company.linus, company.ada), as_(company.linus)
    plans.remove(id, PlanStepId("end"), version=0, by=company.ada)
    page = linus.send(f"/mentorships/{id}/plan/end", **{"version": "0", "text-end": "Have dinner"})
    assert page.status_code == 409
    assert 'value="Have dinner"' in page.text


def test_a_text_that_is_too_long_stands_in_its_field(as_: As, company: Company) -> None:
    id, linus = pair(company.linus, company.ada), as_(company.linus)
    page = linus.send(f"/mentorships/{id}/plan/know", **{"version": "0", "text-know": "x" * 201})
    assert page.status_code == 422
    assert "at most 200 characters" in page.text
    assert "x" * 201 in page.text


def test_ended_it_is_only_read_and_nobody_else_finds_it(as_: As, company: Company) -> None:
    id = pair(company.linus, company.ada)
    for other in (company.grace, company.margaret, company.tim):
        for act in ("", "/know", "/know/state", "/know/place", "/know/removal"):
            page = as_(other).send(f"/mentorships/{id}/plan{act}", version="0", step="Hm", **{"text-know": "Hm"})
            assert page.status_code == 404, act
    mentorships.end(id, by=company.ada)
    page = as_(company.linus).get(f"/mentorships/{id}").text
    assert "Look at a real piece of work together" in page
    assert "Add step" not in page
