"""People who wrote on other sites. They can't sign in here, but what they wrote is evidence of what they know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import characters, clock
from graph.driver import write
from graph.imports import keys


@dataclass(frozen=True, kw_only=True)
class ImportedPerson:
    """A person of another site."""

    key: str
    name: str
    about: str
    office: str
    source_url: str | None
    joined_at: datetime
    last_active_at: datetime
    is_admin: bool = False


def add(people: Sequence[ImportedPerson], *, at: datetime) -> None:
    """Add people, none of whom may be there yet (`keys.known`). They count as changed at the moment `at`."""
    write(
        """
        UNWIND $rows AS row
        CREATE (person:Person {
            id: row.id,
            import_key: row.key,
            name: row.name,
            name_lower: row.name_lower,
            headline: '',
            about: row.about,
            office: row.office,
            source_url: row.source_url,
            is_admin: row.is_admin,
            state: 'active',
            takes_asks: true,
            ask_limit: 5,
            activity: 0.0,
            changed_key: $changed_key
        })
        SET person.joined_at = datetime(row.joined_at), person.last_active_at = datetime(row.last_active_at)
        """,
        rows=[
            vars(person)
            | {
                "id": keys.id_of(person.key),
                "name_lower": characters.folded(person.name),
                "joined_at": person.joined_at.isoformat(),
                "last_active_at": person.last_active_at.isoformat(),
            }
            for person in people
        ],
        changed_key=clock.key(at),
    )
