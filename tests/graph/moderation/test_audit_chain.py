"""The chain of the audit log finds each change, removal, insertion and swap, whatever the entries say."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as some

from graph import clock
from graph.moderation import audit_chain
from graph.moderation.audit_chain import BEGINNING, Entry, Fault, Head, SealedEntry

EMPTY = Head(number=0, seal=BEGINNING)

ids = some.text("bcdfg234", min_size=1, max_size=4)
several_ids = some.lists(ids, max_size=3).map(tuple)
entries = some.builds(
    Entry,
    id=ids,
    act=some.sampled_from(["left", "took_down", "requested"]),
    at=some.integers(0, 10**13).map(lambda microseconds: clock.EPOCH + timedelta(microseconds=microseconds)),
    at_key=some.integers(0, 10**13),
    reason=some.none() | some.text(max_size=20),
    by=several_ids,
    about=several_ids,
)
chains = some.lists(entries, min_size=1, max_size=6, unique_by=lambda entry: entry.id).map(
    lambda log: tuple(audit_chain.sealed(log, after=EMPTY))
)

# Each field of a sealed entry, and how it is changed to something else.
CHANGES: dict[str, Callable[[SealedEntry], object]] = {
    "number": lambda entry: entry.number + 1_000,
    "seal": lambda entry: entry.seal[::-1] + "0",
    "id": lambda entry: entry.id + "z",
    "act": lambda _entry: "invited",
    "at": lambda entry: entry.at + 1,
    "at_key": lambda entry: entry.at_key - 1,
    "reason": lambda entry: (entry.reason or "") + "!",
    "salt": lambda entry: f"{entry.salt}2",
    "reason_seal": lambda _entry: "",
    "did": lambda entry: (*entry.did, "somebody"),
    "recorded": lambda entry: entry.recorded[1:] or ("something",),
    "by": lambda entry: (*entry.by, "somebody"),
    "about": lambda entry: entry.about[1:] or ("something",),
}


def fault(log: Sequence[SealedEntry], *, head: Head, gone: Sequence[str] = ()) -> Fault | None:
    """Return the first fault where everybody and everything is still there, except for some."""
    return audit_chain.first_fault(
        sorted(log, key=lambda entry: entry.number),
        after=EMPTY,
        head=head,
        all_seals=lambda: [entry.seal for entry in log],
        exist=lambda ids: not set(ids) <= set(gone),
    )


def end(log: Sequence[SealedEntry]) -> Head:
    return Head(number=log[-1].number, seal=log[-1].seal)


def test_every_field_is_changed_by_the_story_below() -> None:
    assert CHANGES.keys() == SealedEntry.__dataclass_fields__.keys()


@given(chains, some.data())
def test_a_change_of_any_field_is_found_where_it_was_made(log: tuple[SealedEntry, ...], data: some.DataObject) -> None:
    assert fault(log, head=end(log)) is None
    place = data.draw(some.integers(0, len(log) - 1))
    field = data.draw(some.sampled_from(sorted(CHANGES)))
    changed = replace(log[place], **{field: CHANGES[field](log[place])})  # pyright: ignore[reportArgumentType]
    found = fault((*log[:place], changed, *log[place + 1 :]), head=end(log))
    assert found
    assert found.number == place + 1


@given(chains, some.data())
def test_a_missing_entry_is_named(log: tuple[SealedEntry, ...], data: some.DataObject) -> None:
    place = data.draw(some.integers(0, len(log) - 1))
    assert fault((*log[:place], *log[place + 1 :]), head=end(log)) == Fault(kind="missing", number=place + 1)


@given(chains, some.data())
def test_a_missing_entry_is_found_after_the_others_moved_up(
    log: tuple[SealedEntry, ...], data: some.DataObject
) -> None:
    place = data.draw(some.integers(0, len(log) - 1))
    moved = [replace(entry, number=entry.number - 1) for entry in log[place + 1 :]]
    found = fault((*log[:place], *moved), head=replace(end(log), number=len(log) - 1))
    assert found
    assert found.number == (place + 1 if moved else place)


@given(chains.filter(lambda log: len(log) > 1), some.data())
def test_swapped_entries_are_found_at_the_first_of_them(log: tuple[SealedEntry, ...], data: some.DataObject) -> None:
    one, other = sorted(data.draw(some.sets(some.integers(0, len(log) - 1), min_size=2, max_size=2)))
    swapped = list(log)
    swapped[one], swapped[other] = replace(log[other], number=one + 1), replace(log[one], number=other + 1)
    found = fault(swapped, head=end(log))
    assert found
    assert (found.kind, found.number) == ("moved", one + 1)


@given(chains, entries, some.data())
def test_an_inserted_entry_is_found_even_if_it_is_sealed(
    log: tuple[SealedEntry, ...], forged: Entry, data: some.DataObject
) -> None:
    place = data.draw(some.integers(0, len(log)))
    before = end(log[:place]) if place else EMPTY
    [inserted] = audit_chain.sealed([forged], after=before)
    later = [replace(entry, number=entry.number + 1) for entry in log[place:]]
    longer = (*log[:place], inserted, *later)
    for head in (end(log), replace(end(log), number=len(log) + 1)):
        assert fault(longer, head=head)
    assert fault((*log, inserted), head=end(log))


@given(chains, some.data())
def test_people_and_reasons_can_be_erased(log: tuple[SealedEntry, ...], data: some.DataObject) -> None:
    place = data.draw(some.integers(0, len(log) - 1))
    entry = log[place]
    gone = (*entry.by, *entry.about)
    erased = replace(entry, by=(), about=(), reason=None, salt=None)
    assert fault((*log[:place], erased, *log[place + 1 :]), head=end(log), gone=gone) is None
    assert erased.is_reason_erased
    assert bool(fault((*log[:place], erased, *log[place + 1 :]), head=end(log))) is bool(gone)


@given(chains, chains)
def test_another_end_of_the_chain_is_found(log: tuple[SealedEntry, ...], other: tuple[SealedEntry, ...]) -> None:
    assert fault(log, head=Head(number=len(log), seal="0")) == Fault(kind="end", number=len(log))
    assert fault(log, head=Head(number=len(log) + len(other), seal=end(other).seal))


def test_the_same_reason_never_has_the_same_hash_twice() -> None:
    said = Entry(id="b", act="invited", at=clock.EPOCH, at_key=0, reason="ada@example.com", by=(), about=())
    one, other = (next(audit_chain.sealed([said], after=EMPTY)).reason_seal for _ in range(2))
    assert one != other
