"""Records that a worker could not process. They are named to operators and tried again; the rest is done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from graph import clock
from graph.driver import Row, read, write
from graph.rows import read_as
from graph.viewers import Viewer

SHOWN = 50

# The only task whose records are slugs of skills. Slugs elsewhere are those of communities.
TASK_OF_SKILLS = "the index of a skill"


@dataclass(frozen=True, kw_only=True)
class BadRecord:
    """A record by its id, what was to be done with it, and which error stopped that. `why` contains no texts."""

    record: str
    task: str
    why: str
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, kw_only=True)
class Thing:
    """The thing that a record is. `key` is an id, or the slug of a skill or community.

    An answer is a post's: its question has the key and the name. `name` is empty if it isn't a text.
    """

    kind: Literal["post", "answer", "person", "skill", "community"]
    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class NamedRecord:
    """A bad record, and the thing that it is if the viewer may see it."""

    bad: BadRecord
    thing: Thing | None


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


def named(*, viewer: Viewer) -> tuple[NamedRecord, ...]:
    """Return at most fifty bad records, the latest failure first, with the things that the viewer may see."""
    rows = read(
        """
        MATCH (bad:BadRecord)
        WITH bad
        ORDER BY bad.last_at DESC
        LIMIT $limit
        OPTIONAL MATCH (post:Post {id: bad.record})
            WHERE {{post is open}}
        OPTIONAL MATCH (answer:Answer {id: bad.record})-[:ANSWERS]->(question:Post)
            WHERE {{question is open}}
        OPTIONAL MATCH (person:Person {id: bad.record})
        OPTIONAL MATCH (skill:Skill {slug: bad.record})
            WHERE bad.task = $task_of_skills AND {{skill is known}}
        OPTIONAL MATCH (community:Community {id: bad.record})
            WHERE {{community is listed or joined}}
        OPTIONAL MATCH (place:Community {slug: bad.record})
            WHERE bad.task <> $task_of_skills AND {{place is listed or joined}}
        RETURN bad.record AS record, bad.task AS task, bad.why AS why, bad.first_at AS first_at, bad.last_at AS last_at,
               [
                   {kind: 'post', key: post.id, name: post.title},
                   {kind: 'answer', key: question.id, name: question.title},
                   {kind: 'person', key: person.id, name: person.name},
                   {kind: 'skill', key: skill.slug, name: skill.name},
                   {kind: 'community', key: coalesce(community.slug, place.slug),
                    name: coalesce(community.name, place.name)}
               ] AS things
        """,
        limit=SHOWN,
        task_of_skills=TASK_OF_SKILLS,
        audiences=viewer.audiences,
    )
    return tuple(NamedRecord(bad=_bad(row), thing=_thing(row["things"])) for row in rows)


def _bad(row: Row) -> BadRecord:
    return BadRecord(
        record=row["record"], task=row["task"], why=row["why"], first_at=row["first_at"], last_at=row["last_at"]
    )


def _thing(found: list[Row]) -> Thing | None:
    """Return the thing that was found. Its key or name may be what is bad: missing, a number or a list."""
    for thing in found:
        key, name = thing["key"], thing["name"]
        if key and isinstance(key, str):
            return Thing(kind=thing["kind"], key=key, name=name.strip() if isinstance(name, str) else "")
    return None
