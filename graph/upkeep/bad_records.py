"""Records that a worker could not process. They are named to operators and tried again; the rest is done."""

from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.driver import read, write
from graph.rows import read_as

SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class BadRecord:
    """A record by its id, what was to be done with it, and which error stopped that. `why` contains no texts."""

    record: str
    task: str
    why: str
    first_at: datetime
    last_at: datetime


def note(record: str, *, task: str, why: str) -> None:
    """Note that a task failed on this record. Failing again only updates the time and the error."""
    write(
        """
        MERGE (bad:BadRecord {key: $key})
        ON CREATE SET bad.record = $record, bad.task = $task, bad.first_at = datetime($now)
        SET bad.why = $why, bad.last_at = datetime($now)
        """,
        key=f"{task} {record}",
        record=record,
        task=task,
        why=why,
        now=clock.now().isoformat(),
    )


def settle(record: str, *, task: str) -> None:
    """Note that a task succeeded on this record after all."""
    write("MATCH (bad:BadRecord {key: $key}) DETACH DELETE bad", key=f"{task} {record}")


def of(task: str) -> tuple[str, ...]:
    """Return the records that this task has to try again."""
    rows = read("MATCH (bad:BadRecord) WHERE bad.task = $task RETURN bad.record AS record", task=task)
    return tuple(row["record"] for row in rows)


def latest() -> tuple[BadRecord, ...]:
    """Return at most fifty bad records, the latest failure first."""
    return read_as(
        BadRecord,
        """
        MATCH (bad:BadRecord)
        RETURN bad.record AS record, bad.task AS task, bad.why AS why, bad.first_at AS first_at, bad.last_at AS last_at
        ORDER BY last_at DESC
        LIMIT $limit
        """,
        limit=SHOWN,
    )
