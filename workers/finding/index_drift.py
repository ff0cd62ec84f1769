"""Where the indexes differ from the graph: what they lack, hold in an old form, or should not hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from search import index
from search.documents import Document
from workers.finding import indexing


@dataclass(frozen=True, kw_only=True)
class Drift:
    """How an index differs from the graph. Names by key; of what should not be there, an index knows no name."""

    index: index.Name
    missing: Mapping[str, str]
    stale: Mapping[str, str]
    surplus: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.keys)

    @property
    def keys(self) -> tuple[str, ...]:
        """Everything that differs."""
        return (*self.missing, *self.stale, *self.surplus)


def find(progress: Callable[[int], None]) -> tuple[Drift, ...]:
    """Compare every index with the graph. `progress` hears how many things were compared since its last call.

    What a worker has not come to yet differs too.
    """
    return tuple(_compare(name, progress) for name in indexing.INDEXES)


def mend(drift: Drift) -> None:
    """Bring what differs up to date."""
    indexing.mend(drift.index, drift.keys)


def _compare(name: index.Name, progress: Callable[[int], None]) -> Drift:
    doubtful = _doubtful(name, progress)
    # Looked at twice: what was being written at the first time has arrived by now.
    held = index.contents(name)
    present = {one.key: one for one in indexing.documents(indexing.INDEXES[name], doubtful)}
    return Drift(
        index=name,
        missing={key: _name(one) for key, one in present.items() if key not in held},
        stale={key: _name(one) for key, one in present.items() if held.get(key, one.digest) != one.digest},
        surplus=tuple(sorted((doubtful & held.keys()) - present.keys())),
    )


def _doubtful(name: index.Name, progress: Callable[[int], None]) -> set[str]:
    """Return the keys of what is in one of both only, or not the same in both."""
    held, differing = index.contents(name), set[str]()
    for document in indexing.every(indexing.INDEXES[name], progress):
        if held.pop(document.key, "") != document.digest:
            differing.add(document.key)
    return differing | held.keys()


def _name(document: Document) -> str:
    return f"{document.kind} “{document.title}”"
