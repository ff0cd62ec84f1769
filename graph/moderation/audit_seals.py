"""Sealing the entries of the audit log, and checking the seals. See graph/moderation/audit_chain.py for the chain.

Cypher has no hashes, so a worker seals an entry after it was written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import LiteralString

from graph.driver import read, write, write_together
from graph.ids import new_id
from graph.moderation import audit_chain
from graph.moderation.audit_chain import BEGINNING, Entry, Fault, Head, SealedEntry
from graph.rows import read_as

CHAIN = "audit log"
SEALED_AT_ONCE = 500
READ_AT_ONCE = 1_000
# How many entries at the end the doctor and *Site status* check.
LATEST = 100

# Writing before looking takes the lock: of two sealers, the second finds that the chain goes on.
_LOCK: LiteralString = "MATCH (chain:AuditChain {name: $chain}) SET chain.turn = $turn"

_SEAL: LiteralString = """
    UNWIND $sealed AS one
    MATCH (entry:AuditEntry {id: one.id})
    MATCH (chain:AuditChain {name: $chain})
    WHERE chain.seal = $after
    SET entry.number = one.number, entry.seal = one.seal, entry.salt = one.salt, entry.reason_seal = one.reason_seal,
        entry.did = one.did, entry.recorded = one.recorded
"""

_GO_ON: LiteralString = """
    MATCH (chain:AuditChain {name: $chain})
    WHERE chain.seal = $after
    SET chain.number = $number, chain.seal = $seal
"""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a check of the whole log found.

    `waiting` entries aren't sealed yet, and the reasons of `erased` entries were erased.
    """

    head: Head
    fault: Fault | None
    waiting: int
    erased: int


def seal() -> None:
    """Seal every entry that isn't sealed yet, in the order in which they were made. Twice changes nothing.

    Seals nothing if there are entries beyond the end of the chain, because `check` should find them.
    """
    # The end is read first: as long as it is still there, nobody has sealed what is read after it.
    while not _is_longer_than(head := _head()) and (found := _unsealed()):
        _seal(found, after=head)


def check() -> Checked:
    """Check every seal from the beginning to the end."""
    head = _head()
    fault = _first_fault(after=Head(number=0, seal=BEGINNING), head=head)
    [counted] = read(
        """
        MATCH (entry:AuditEntry)
        RETURN sum(CASE WHEN entry.number IS NULL THEN 1 ELSE 0 END) AS waiting,
               sum(CASE WHEN entry.number > 0 AND entry.reason IS NULL AND entry.salt IS NULL THEN 1 ELSE 0 END)
                   AS erased
        """
    )
    return Checked(head=head, fault=fault, waiting=counted["waiting"] or 0, erased=counted["erased"] or 0)


def ends_well() -> bool:
    """Tell whether the last hundred seals hold and no entry is missing. Takes some milliseconds."""
    head = _head()
    number = max(0, head.number - LATEST)
    seal = seal_at(number)
    if seal is None or _count() < head.number:
        return False
    return _first_fault(after=Head(number=number, seal=seal), head=head) is None


def seal_at(number: int) -> str | None:
    """Return the seal of the entry with this number, `None` if there is none."""
    if number == 0:
        return BEGINNING
    rows = read("MATCH (entry:AuditEntry {number: $number}) RETURN entry.seal AS seal", number=number)
    return rows[0]["seal"] if rows else None


def _head() -> Head:
    found = read_as(
        Head,
        """
        MATCH (chain:AuditChain {name: $chain})
        RETURN coalesce(chain.number, 0) AS number, coalesce(chain.seal, '') AS seal
        """,
        chain=CHAIN,
    )
    return found[0] if found else Head(number=0, seal=BEGINNING)


def _unsealed() -> tuple[Entry, ...]:
    return read_as(
        Entry,
        """
        MATCH (entry:AuditEntry)
        WHERE entry.number IS NULL AND entry.id IS NOT NULL AND entry.at_key IS NOT NULL
        RETURN entry.id AS id, entry.act AS act, entry.at AS at, entry.at_key AS at_key, entry.reason AS reason,
               [(entry)<-[:DID]-(one:Person) | one.id] AS by,
               [(entry)-[:RECORDS]->(thing) | thing.id] AS about
        ORDER BY at_key, id
        LIMIT $limit
        """,
        limit=SEALED_AT_ONCE,
    )


def _seal(entries: Sequence[Entry], *, after: Head) -> None:
    """Add these entries to the end of the chain, unless the end has moved meanwhile."""
    write(
        "MERGE (chain:AuditChain {name: $chain}) ON CREATE SET chain.number = 0, chain.seal = $seal",
        chain=CHAIN,
        seal=BEGINNING,
    )
    sealed = list(audit_chain.sealed(entries, after=after))
    write_together(
        [_LOCK, _SEAL, _GO_ON],
        chain=CHAIN,
        turn=new_id(),
        after=after.seal,
        sealed=[{**vars(one), "did": list(one.did), "recorded": list(one.recorded)} for one in sealed],
        number=sealed[-1].number,
        seal=sealed[-1].seal,
    )


def _first_fault(*, after: Head, head: Head) -> Fault | None:
    entries = _walk(after.number, head.number)
    fault = audit_chain.first_fault(entries, after=after, head=head, all_seals=_all_seals, exist=_exist)
    if fault is None and _is_longer_than(head):
        return Fault(kind="added", number=head.number + 1)
    return fault


def _walk(after: int, until: int) -> Iterator[SealedEntry]:
    while after < until:
        found = _read(after, until)
        yield from found
        after = found[-1].number if found else until


def _read(after: int, until: int) -> tuple[SealedEntry, ...]:
    return read_as(
        SealedEntry,
        """
        MATCH (entry:AuditEntry)
        WHERE entry.number > $after AND entry.number <= $until
        RETURN entry.number AS number, coalesce(entry.seal, '') AS seal, coalesce(entry.id, '') AS id,
               coalesce(entry.act, '') AS act, coalesce(entry.at.epochMillis, 0) AS at,
               coalesce(entry.at_key, 0) AS at_key, entry.reason AS reason, entry.salt AS salt,
               coalesce(entry.reason_seal, '') AS reason_seal,
               coalesce(entry.did, []) AS did, coalesce(entry.recorded, []) AS recorded,
               [(entry)<-[:DID]-(one:Person) | one.id] AS by,
               [(entry)-[:RECORDS]->(thing) | thing.id] AS about
        ORDER BY number
        LIMIT $limit
        """,
        after=after,
        until=until,
        limit=READ_AT_ONCE,
    )


def _is_longer_than(head: Head) -> bool:
    """Tell whether an entry has a number beyond the end of the chain that no sealer gave it."""
    rows = read(
        "MATCH (entry:AuditEntry) WHERE entry.number > $number RETURN max(entry.number) AS number", number=head.number
    )
    beyond = rows[0]["number"] if rows else None
    return beyond is not None and beyond > _head().number


def _count() -> int:
    return read("MATCH (entry:AuditEntry) RETURN count(entry) AS number")[0]["number"]


def _all_seals() -> tuple[str, ...]:
    rows = read("MATCH (entry:AuditEntry) WHERE entry.number > 0 RETURN coalesce(entry.seal, '') AS seal")
    return tuple(row["seal"] for row in rows)


def _exist(ids: Sequence[str]) -> bool:
    """Tell whether any of these ids still belongs to something that entries record."""
    return bool(
        read(
            """
            UNWIND $ids AS id
            OPTIONAL MATCH (person:Person {id: id})
            OPTIONAL MATCH (community:Community {id: id})
            OPTIONAL MATCH (case:Unmasking {id: id})
            OPTIONAL MATCH (report:MentoringReport {id: id})
            WITH coalesce(person.id, community.id, case.id, report.id) AS found
            WHERE found IS NOT NULL
            RETURN found AS id
            LIMIT 1
            """,
            ids=list(ids),
        )
    )
