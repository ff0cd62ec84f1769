"""Where the indexes differ from the graph: missing entries, outdated entries, and entries that should be gone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from search import index
from search.documents import Document
from workers.finding import entries, indexing


@dataclass(frozen=True, kw_only=True)
class Drift:
    """How an index differs from the graph. `missing` and `stale` have names by key, `surplus` only keys."""

    index: index.Name
    missing: Mapping[str, str]
    stale: Mapping[str, str]
    surplus: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.keys)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of everything that differs."""
        return (*self.missing, *self.stale, *self.surplus)


def find(progress: Callable[[int], None]) -> tuple[Drift, ...]:
    """Compare every index with the graph. `progress` gets the number of things compared since its last call.

    Changes that a worker has not processed yet count as differences too.
    """
    return tuple(_compare(name, progress) for name in indexing.INDEXES)


def mend(drift: Drift) -> None:
    """Bring the entries that differ up to date."""
    indexing.mend(drift.index, drift.keys)


def _compare(name: index.Name, progress: Callable[[int], None]) -> Drift:
    doubtful = _doubtful(name, progress)
    # Checked twice, because entries that were being written the first time have arrived by now.
    held = index.contents(name)
    present = {one.key: one for one in entries.documents(indexing.INDEXES[name], doubtful)}
    return Drift(
        index=name,
        missing={key: _name(one) for key, one in present.items() if key not in held},
        stale={key: _name(one) for key, one in present.items() if held.get(key, one.digest) != one.digest},
        surplus=tuple(sorted((doubtful & held.keys()) - present.keys())),
    )


def _doubtful(name: index.Name, progress: Callable[[int], None]) -> set[str]:
    """Return the keys of entries that are only in the index or only in the graph, or that differ between them."""
    held, differing = index.contents(name), set[str]()
    for document in entries.every(indexing.INDEXES[name], progress):
        if held.pop(document.key, "") != document.digest:
            differing.add(document.key)
    return differing | held.keys()


def _name(document: Document) -> str:
    return f"{document.kind} “{document.title}”"
