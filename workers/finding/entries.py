"""What the index holds about each thing, read from the graph. A bad record is named to operators and left out."""

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice

from graph.finding import index_entries
from graph.finding.index_entries import THINGS_PER_READ, IndexedKind, Searchable
from graph.upkeep import bad_records
from search.documents import Document
from workers import records


def documents(kinds: Iterable[IndexedKind], keys: Collection[str]) -> Iterator[Document]:
    """Yield those of these things that have one of these kinds, in the form that the index holds."""
    for kind in kinds:
        remaining = iter(keys)
        while batch := list(islice(remaining, THINGS_PER_READ)):
            yield from _read(kind, batch)


def every(kinds: Iterable[IndexedKind], progress: Callable[[int], None]) -> Iterator[Document]:
    """Yield everything of these kinds. `progress` is called with 1 for each."""
    for kind in kinds:
        for document in documents([kind], index_entries.keys([kind])):
            yield document
            progress(1)


def task(kind: IndexedKind) -> str:
    """Return under which name operators see bad records of this kind."""
    return f"the index of a {kind}"


def _read(kind: IndexedKind, keys: list[str]) -> list[Document]:
    failed = bad_records.of(task(kind))
    try:
        found = _sound(kind, keys)
    except records.OUTAGES:
        raise
    except Exception:  # One of them is bad, in a way that nobody foresaw. The next lines find out which.
        return [document for key in keys for document in _alone(kind, key)]
    for key in failed:
        if key in keys:
            bad_records.settle(key, task=task(kind))
    return found


def _alone(kind: IndexedKind, key: str) -> list[Document]:
    found: list[Document] = []
    with records.apart(task(kind))(key):
        found += _sound(kind, [key])
    return found


def _sound(kind: IndexedKind, keys: list[str]) -> list[Document]:
    """Return these things as documents, each complete and of the right types. Raises any error for a bad one."""
    found = [_document(thing) for thing in index_entries.find(kind, keys)]
    for document in found:
        # Engines take only texts that can be written, and a moment that is a number.
        texts = (document.key, document.title, document.body, document.audience, *document.skills, *document.slugs)
        " ".join((*texts, *document.written_marks, str(document.moment))).encode()
    return found


def _document(thing: Searchable) -> Document:
    return Document(
        key=thing.key,
        kind=thing.kind,
        title=thing.title,
        body=thing.body,
        skills=thing.skills,
        audience=thing.audience,
        at=thing.at,
        slugs=thing.slugs,
        community=thing.community,
        author=thing.author,
        states=thing.states,
        traits=thing.traits,
    )
