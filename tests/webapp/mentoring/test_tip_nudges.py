"""After a goal is reached, Mentoring asks for a tip, once and for all."""

from collections.abc import Callable

from graph.mentoring import goals
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.mentoring.learning import aim
from tests.webapp.client import Browser


def test_a_reached_goal_asks_for_a_tip_until_it_is_dismissed(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    goal, browser = aim(company.linus), as_(company.linus)
    assert "the one trick that helped you" not in browser.get("/mentoring").text
    goals.end(goal, "reached", by=company.linus)
    page = browser.get("/mentoring").text
    assert "the one trick that helped you" in page
    assert "/tips/new?skills=kafka" in page
    path, fields = f"/goals/{goal}/tip-dismissal", {"csrf_token": browser.token()}
    assert as_(company.ada).send(path).status_code == 404
    assert browser.post(path, data=fields).status_code == 303
    assert "the one trick that helped you" not in browser.get("/mentoring").text
