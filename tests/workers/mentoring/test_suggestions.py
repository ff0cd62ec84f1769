"""A worker looks for new mentors once a week: for each goal by itself, whatever is wrong with another."""

from graph import driver
from graph.ids import GoalId
from graph.pairing import suggested
from graph.upkeep import bad_records
from tests.company import Company
from tests.graph.mentoring.learning import aim, teach
from workers.mentoring import suggestions


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
