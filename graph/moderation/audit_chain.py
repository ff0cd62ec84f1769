"""The chain of the audit log: how an entry is sealed, and how a changed, missing or moved one is found.

The seal of an entry is the SHA-256 of the seal before it and of what the entry says, with ids in place of people. Its
reason goes in as a salted hash of its own, so that the words can be erased later without breaking the chain.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Literal

from graph import clock
from graph.ids import new_id

# The seal before the first entry.
BEGINNING = ""

FaultKind = Literal["changed", "missing", "moved", "added", "end"]


@dataclass(frozen=True, kw_only=True)
class Head:
    """The end of the chain: how many entries are sealed, and the seal of the last."""

    number: int
    seal: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What an entry says: `by` and `about` are the ids of who did it and of what it records."""

    id: str
    act: str
    at: datetime
    at_key: int
    reason: str | None
    by: tuple[str, ...]
    about: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SealedEntry:
    """An entry as it is now. `did` and `recorded` are the ids that were sealed, `by` and `about` those it is tied to.

    `at` is in milliseconds since 1970.
    """

    number: int
    seal: str
    id: str
    act: str
    at: int
    at_key: int
    reason: str | None
    salt: str | None
    reason_seal: str
    did: tuple[str, ...]
    recorded: tuple[str, ...]
    by: tuple[str, ...]
    about: tuple[str, ...]

    @property
    def is_reason_erased(self) -> bool:
        """Whether its reason was erased together with its salt. The seal still vouches for the rest."""
        return self.reason is None and self.salt is None


@dataclass(frozen=True, kw_only=True)
class Fault:
    """The first place where the chain is broken. `entry` is `None` if there is none, or none with this number."""

    kind: FaultKind
    number: int
    entry: SealedEntry | None = None


def sealed(entries: Iterable[Entry], *, after: Head) -> Iterator[SealedEntry]:
    """Seal entries one after the other, at the end of a chain that ends with `after`."""
    number, seal = after.number, after.seal
    for one in entries:
        number, salt = number + 1, new_id()
        entry = SealedEntry(
            number=number,
            seal="",
            id=one.id,
            act=one.act,
            at=clock.key(one.at) // 1_000,
            at_key=one.at_key,
            reason=one.reason,
            salt=salt,
            reason_seal=reason_seal_of(one.reason, salt=salt),
            did=one.by,
            recorded=one.about,
            by=one.by,
            about=one.about,
        )
        seal = seal_of(entry, after=seal)
        yield replace(entry, seal=seal)


def seal_of(entry: SealedEntry, *, after: str) -> str:
    """Return the seal of an entry that comes after the one with this seal."""
    said = [entry.id, entry.act, entry.at, entry.at_key, sorted(entry.did), sorted(entry.recorded), entry.reason_seal]
    return _hash([after, *said])


def reason_seal_of(reason: str | None, *, salt: str | None) -> str:
    """Return the hash of a reason. Without the salt, nobody can find out a short reason by trying."""
    return _hash([salt, reason])


def first_fault(
    entries: Iterable[SealedEntry],
    *,
    after: Head,
    head: Head,
    all_seals: Callable[[], Collection[str]],
    exist: Callable[[Sequence[str]], bool],
) -> Fault | None:
    """Return where a chain that goes on `after` this entry and ends with `head` is broken first.

    The entries come in the order of their numbers. `exist` tells whether any of some ids still belongs to something:
    an entry may lose its ties to people and things that are gone.
    """
    seal, number = after.seal, after.number
    for entry in entries:
        number += 1
        if entry.number > number:
            return Fault(kind="missing", number=number)
        if entry.number < number or number > head.number:
            return Fault(kind="added", number=entry.number, entry=entry)
        if fault := _fault(entry, seal, all_seals, exist):
            return fault
        seal = entry.seal
    if number < head.number:
        return Fault(kind="missing", number=number + 1)
    return None if seal == head.seal else Fault(kind="end", number=number)


def _fault(
    entry: SealedEntry,
    after: str,
    all_seals: Callable[[], Collection[str]],
    exist: Callable[[Sequence[str]], bool],
) -> Fault | None:
    if seal_of(entry, after=after) != entry.seal:
        is_moved = any(seal_of(entry, after=other) == entry.seal for other in (BEGINNING, *all_seals()))
        return Fault(kind="moved" if is_moved else "changed", number=entry.number, entry=entry)
    if _has_reason(entry) and _has_ties(entry, exist):
        return None
    return Fault(kind="changed", number=entry.number, entry=entry)


def _has_reason(entry: SealedEntry) -> bool:
    return entry.is_reason_erased or reason_seal_of(entry.reason, salt=entry.salt) == entry.reason_seal


def _has_ties(entry: SealedEntry, exist: Callable[[Sequence[str]], bool]) -> bool:
    lost = (Counter(entry.did) - Counter(entry.by)) + (Counter(entry.recorded) - Counter(entry.about))
    gained = (Counter(entry.by) - Counter(entry.did)) + (Counter(entry.about) - Counter(entry.recorded))
    return not gained and not (lost and exist(tuple(lost)))


def _hash(words: list[object]) -> str:
    text = json.dumps(words, ensure_ascii=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
