"""Changes to a graph that is already in use, each applied once and in order."""

from collections.abc import Callable
from dataclasses import dataclass

from graph.driver import read, write
from graph.expertise import evidence
from graph.moderation import audit
from graph.people import inference_consent
from graph.reporting import report_reasons
from graph.upkeep import names, schema


@dataclass(frozen=True, kw_only=True)
class Migration:
    """One step. It may be interrupted and run again, so repeating it must change nothing."""

    number: int
    title: str
    change: Callable[[], None]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(number=1, title="constraints and indexes", change=schema.apply),
    Migration(number=2, title="evidence that knows what it counted for", change=evidence.recount),
    Migration(number=3, title="audit entries in an order that can be walked", change=audit.put_in_order),
    Migration(number=4, title="the weight of evidence beside its author", change=evidence.recount),
    Migration(number=5, title="names under slugs in which marks and leading signs count", change=names.renew),
    Migration(number=6, title="reports that say how grave they are", change=report_reasons.grade),
)


def apply() -> tuple[Migration, ...]:
    """Apply the pending steps and return them, oldest first. Twice changes nothing."""
    # Code may come with new constraints, so they are declared at every start.
    schema.apply()
    applied = tuple(_apply(migration) for migration in pending())
    if inference_consent.changed_mode():
        evidence.recount()
    return applied


def pending() -> tuple[Migration, ...]:
    """Return the steps that are not applied to this graph yet, oldest first."""
    done = {row["number"] for row in read("MATCH (step:Migration) RETURN step.number AS number")}
    return tuple(migration for migration in MIGRATIONS if migration.number not in done)


def _apply(migration: Migration) -> Migration:
    migration.change()
    write(
        "MERGE (step:Migration {number: $number}) SET step.title = $title, step.applied_at = datetime()",
        number=migration.number,
        title=migration.title,
    )
    return migration
