"""Migrating a graph to the schema that the code expects."""

from graph import driver
from graph.settings import Settings
from graph.upkeep import migrations, schema


def test_migrations_are_applied_once(graph: Settings) -> None:
    driver.write("MATCH (step:Migration) DETACH DELETE step")
    assert [step.number for step in migrations.apply()] == [step.number for step in migrations.MIGRATIONS]
    assert migrations.apply() == ()


def test_the_schema_may_be_declared_again(graph: Settings) -> None:
    schema.apply()
    schema.apply()
    assert driver.engine()
