"""A worker looks for new mentors once a week: for each goal by itself, whatever is wrong with another."""

from graph import driver
from graph.ids import GoalId
from graph.notifications import inbox
from graph.pairing import suggested
from graph.upkeep import bad_records
from tests.company import Company
from tests.graph.mentoring.learning import aim, teach
from workers.mentoring import suggestions
from workers.notifications import notifications


def stored(goal: GoalId) -> list[str]:
    rows = driver.read(
        "MATCH (:Goal {id: $goal})-[:SUGGESTS]->(p:Person) RETURN p.name AS name ORDER BY name", goal=goal
    )
    return [row["name"] for row in rows]


def test_a_sweep_looks_at_every_goal_that_is_due_and_twice_changes_nothing(company: Company) -> None:
    teach(company.ada)
    linus, tim = aim(company.linus), aim(company.tim)
    for _ in range(2):
        suggestions.sweep()
        assert stored(linus) == stored(tim) == ["Ada"]
    assert suggested.due() == ()


def test_a_goal_with_something_wrong_does_not_stop_the_others_and_operators_see_it(company: Company) -> None:
    teach(company.ada)
    bad, good = aim(company.linus), aim(company.tim)
    driver.write("MATCH (goal:Goal {id: $bad}) SET goal.level = 'expert'", bad=bad)
    suggestions.sweep()
    assert stored(good) == ["Ada"]
    assert [*bad_records.of("mentors for goals")] == [bad]
    driver.write("MATCH (goal:Goal {id: $bad}) SET goal.level = 3", bad=bad)
    suggestions.sweep()
    assert stored(bad) == ["Ada"]
    assert not bad_records.of("mentors for goals")


def test_the_person_of_a_goal_hears_of_new_mentors_and_nobody_else(company: Company) -> None:
    teach(company.ada)
    aim(company.linus)
    suggestions.sweep()
    suggestions.sweep()
    for one, told in ((company.linus, ["matched"]), (company.ada, []), (company.grace, [])):
        assert [line.kind for line in inbox.page("all", viewer=one).lines] == told


def test_what_a_worker_noted_but_did_not_tell_is_told_later(company: Company) -> None:
    teach(company.ada)
    suggested.note(aim(company.linus))
    notifications.sweep()
    assert "matched" in [line.kind for line in inbox.page("all", viewer=company.linus).lines]
