"""How far people are trusted: kept by a worker once a day, read by rules in graph/clauses.py, shown to each alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.conduct.reach import NOT_YOURS
from graph.conduct.trust_levels import HelpfulAct, HelpfulKind, TrustLevel, counted, needed, reached
from graph.driver import only, settings, write
from graph.errors import Forbidden, Invalid
from graph.ids import PersonId, new_id
from graph.rows import read_as
from graph.settings import TrustBounds
from graph.viewers import Viewer

WEIGHED_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far someone is trusted, as only they see it. `kinds` are the acts that count; `is_held` if an admin decided.

    `acts` and `days` are what is still missing for the `next` level. It is `None` at the top, and if an admin decided.
    """

    level: TrustLevel
    is_in_use: bool
    is_held: bool
    kinds: tuple[HelpfulKind, ...]
    next: TrustLevel | None
    acts: int
    days: int


@dataclass(frozen=True, kw_only=True)
class _Row:
    level: int
    held: int | None
    acts: int
    kinds: tuple[HelpfulKind, ...]
    joined_at: datetime | None
    is_off: bool


@dataclass(frozen=True, kw_only=True)
class _Helped:
    id: PersonId
    joined_at: datetime | None
    accepted: tuple[HelpfulAct, ...]
    thanked: tuple[HelpfulAct, ...]
    edited: tuple[HelpfulAct, ...]
    reported: tuple[HelpfulAct, ...]

    @property
    def acts(self) -> tuple[HelpfulAct, ...]:
        return (*self.accepted, *self.thanked, *self.edited, *self.reported)


@dataclass(frozen=True, kw_only=True)
class _Held:
    held: int | None


def bounds() -> TrustBounds:
    """Return what each level takes on this site."""
    return settings().trust


def weigh() -> None:
    """Set the level of everyone who is here, with the acts that it comes from. Twice changes nothing."""
    after = ""
    while found := _helped(after):
        _keep(found)
        after = found[-1].id


def mine(*, viewer: Viewer) -> Standing:
    """Return how far the viewer is trusted, as it was weighed last."""
    rows = read_as(
        _Row,
        """
        MATCH (me:Person {id: $viewer})
        RETURN coalesce(me.trust_level, 0) AS level, me.trust_held AS held, coalesce(me.trust_acts, 0) AS acts,
               coalesce(me.trust_kinds, []) AS kinds, me.joined_at AS joined_at,
               EXISTS { MATCH (site:Site {key: 'site'}) WHERE site.trust_is_off } AS is_off
        """,
        viewer=viewer.id,
    )
    return _standing(only(rows, otherwise=NOT_YOURS))


def held(id: PersonId, *, viewer: Viewer) -> TrustLevel | None:
    """Return the level at which an admin holds someone. `None` if none does, and for everyone but admins."""
    rows = read_as(
        _Held,
        """
        MATCH (me:Person {id: $viewer})
        WHERE {{me is an active admin}}
        MATCH (person:Person {id: $id})
        RETURN person.trust_held AS held
        """,
        id=id,
        viewer=viewer.id,
    )
    found = rows[0].held if rows else None
    return None if found is None else TrustLevel(found)


def hold(id: PersonId, level: str, *, by: Viewer) -> None:
    """Hold someone at a level, from 0 to 3, whatever they do. If it is empty, their acts decide again.

    The audit log records it; twice changes nothing. Raises `Invalid` for another level, and `NotFound` for everyone
    but admins and for yourself.
    """
    if level not in {"", *(str(one.value) for one in TrustLevel)}:
        raise Invalid(level="Choose a level, or let what they do decide.")
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})
        WHERE {{me is an active admin}}
        MATCH (person:Person {id: $id})
        WHERE {{person is within reach}}
        FOREACH (_ IN CASE WHEN coalesce(person.trust_held, -1) = coalesce($level, -1) THEN [] ELSE [1] END |
            CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'held_trust', at_key: $key})-[:RECORDS]->(person)
            SET entry.at = datetime($now))
        SET person.trust_held = $level
        RETURN person.id AS id
        """,
        id=id,
        by=by.id,
        level=int(level) if level else None,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=NOT_YOURS)


def switch(*, on: bool, by: Viewer) -> None:
    """Let levels count on this site, or not: then everyone may do what new people may, without their limits ending.

    The audit log records it; twice changes nothing. Raises `Forbidden` for everyone but admins.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})
        WHERE {{me is an active admin}}
        MERGE (site:Site {key: 'site'})
        FOREACH (_ IN CASE WHEN coalesce(site.trust_is_off, false) = $is_off THEN [] ELSE [1] END |
            CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: $act, at_key: $key})
            SET entry.at = datetime($now))
        SET site.trust_is_off = $is_off
        RETURN me.id AS id
        """,
        by=by.id,
        is_off=not on,
        act="switched_trust_on" if on else "switched_trust_off",
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=Forbidden("Only admins can decide whether trust counts on this site."))


def _helped(after: str) -> tuple[_Helped, ...]:
    """Return the next people by id, with what others did because they helped."""
    return read_as(
        _Helped,
        """
        MATCH (person:Person)
        WHERE person.id > $after AND person.state = 'active'
        WITH person
        ORDER BY person.id
        LIMIT $limit
        RETURN person.id AS id, person.joined_at AS joined_at,
            [(person)-[:GAVE]->(answer:Answer)<-[:ACCEPTED]-(question:Post)<-[:ASKED]-(asker:Person)
                WHERE asker.id <> person.id | {
                kind: 'accepted', by: CASE WHEN coalesce(question.is_anonymous, false) THEN '' ELSE asker.id END
            }] AS accepted,
            [(person)<-[:THANKS]-(thanks:Thanks)<-[:GAVE_THANKS]-(giver:Person)
                WHERE thanks.state = 'given' AND giver.id <> person.id | {
                kind: 'thanked', by: CASE WHEN coalesce(thanks.as_asker, false) THEN '' ELSE giver.id END
            }] AS thanked,
            [(person)-[:REVISED]->(revision:Revision)<-[:ACCEPTED_REVISION]-(decider:Person)
                WHERE decider.id <> person.id | {
                kind: 'edited', by: CASE WHEN EXISTS {
                    MATCH (revision)-[:OF]->(thing)
                    WHERE thing.is_anonymous OR EXISTS { (thing)-[:ANSWERS]->(on:Post) WHERE on.is_anonymous }
                } THEN '' ELSE decider.id END
            }] AS edited,
            // Who withdrew a text that was reported can be an anonymous asker, so all reports count as one person's.
            [(person)-[:REPORTED]->(report:Report)
                WHERE report.state = 'upheld' AND coalesce(report.decided_by, '') <> person.id AND NOT EXISTS {
                    MATCH (person)-[:WITHDREW]->(act:Withdrawal) WHERE act.of = report.about
                } | {kind: 'reported', by: 'reports'}] AS reported
        """,
        after=after,
        limit=WEIGHED_AT_ONCE,
    )


def _keep(found: Sequence[_Helped]) -> None:
    write(
        """
        UNWIND $rows AS row
        MATCH (person:Person {id: row.id})
        SET person.trust_level = row.level, person.trust_acts = row.acts, person.trust_kinds = row.kinds
        """,
        rows=[
            {
                "id": one.id,
                "level": int(reached(counted(one.acts), days=_days(one.joined_at), bounds=bounds())),
                "acts": counted(one.acts),
                "kinds": sorted({act.kind for act in one.acts}),
            }
            for one in found
        ],
    )


def _standing(row: _Row) -> Standing:
    level = TrustLevel(row.level if row.held is None else row.held)
    higher = None if row.held is not None or level == TrustLevel.STEWARD else TrustLevel(level + 1)
    acts, days = needed(higher, bounds=bounds()) if higher else (0, 0)
    return Standing(
        level=level,
        is_in_use=not row.is_off,
        is_held=row.held is not None,
        kinds=row.kinds,
        next=higher,
        acts=max(acts - row.acts, 0),
        days=max(days - _days(row.joined_at), 0),
    )


def _days(joined_at: datetime | None) -> int:
    return (clock.now() - joined_at).days if joined_at else 0
