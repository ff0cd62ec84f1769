"""The two indexes: `posts`, which people search, and `evidence`, in which the expert finder looks for authors.

A rebuild fills a new index next to the current one and then swaps their names, so readers never see a gap, and a crash
leaves the old index as it was.
"""

import os
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Literal

from search import editions, progress
from search.documents import Document
from search.engines import Damaged, Engine, Keeper, Wanted
from search.engines.folders import Folders
from search.engines.tantivy import Tantivy
from search.engines.whoosh import Whoosh
from search.filters import NO_FILTERS
from search.settings import Settings

Name = Literal["posts", "evidence"]

# Increase this when you change what an index holds about a document.
FORMAT = 6

# The engines that keep their indexes in the data folder, each with a file that every index of it has.
LOCAL: dict[str, tuple[Callable[[Path], Engine], str]] = {
    "whoosh": (Whoosh, "*.toc"),
    "tantivy": (Tantivy, "meta.json"),
}

# Changes since a rebuild began: current documents, and keys of things that must no longer be found.
Late = tuple[Iterable[Document], Collection[str]]


def put(name: Name, documents: Iterable[Document]) -> None:
    """Add documents in place of those with the same keys. Once it returns, they are stored and can be found."""
    with _keeper(name).writing() as engine:
        engine.put(documents)


def remove(name: Name, keys: Collection[str]) -> None:
    """Remove documents. Unknown keys change nothing."""
    with _keeper(name).writing() as engine:
        engine.remove(keys)


def rebuild(name: Name, documents: Iterable[Document], *, late: Callable[[], Late] = lambda: ((), ())) -> None:
    """Rebuild the index from all documents while the old one is still read and changed.

    At the end, while other writers wait, `late` is called and returns what has changed meanwhile.
    """
    keeper = _keeper(name)
    with keeper.beside() as place:
        built = keeper.at(place)
        built.fill(documents)
        with keeper.swapping(place):
            changed, gone = late()
            built.put(changed)
            built.remove(gone)


def clear(name: Name) -> None:
    """Remove former indexes that rebuilds left behind."""
    _keeper(name).clear()


def contents(name: Name) -> dict[str, str]:
    """Return the digest of every document, by its key."""
    return reader(name).contents()


def reader(name: Name) -> Engine:
    """Return the current index. It follows later changes automatically, but not a swap, so call this every time."""
    keeper = _keeper(name)
    if progress.percent() is not None and not keeper.built_at():
        raise Damaged("The search index is being built.")
    return keeper.reading()


def clear_former(*, kept: Collection[str]) -> tuple[str, ...]:
    """Remove and return the editions that other engines, models and formats left in the data folder.

    Editions in `kept` stay, and so do those that any process still reads.
    """
    return editions.clear(settings().folder, kept={edition(), *kept})


def built_at(name: Name) -> float:
    """Return when the index was built, in seconds since 1970; 0 if it has not been, as after a change of its format."""
    return _keeper(name).built_at()


def is_readable(name: Name) -> bool:
    """Tell whether the index is there and can be read. May raise `Away`."""
    everything = Wanted(terms={}), Wanted(terms={}, beginnings=("",))
    try:
        reader(name).contents()
        for wanted in everything:
            reader(name).find(wanted, audiences=None, filters=NO_FILTERS, limit=1, offset=0)
    except Damaged:
        return False
    return True


def server(name: Name) -> str:
    """Return the name of the server or library that keeps this index. May raise `Away`."""
    return _keeper(name).server()


def settings() -> Settings:
    """Return the settings of this process."""
    return Settings.from_env(os.environ)


def edition() -> str:
    """Return the name of the current edition. Another engine or format starts with an empty one."""
    return f"{settings().engine}-{FORMAT}"


def _keeper(name: Name) -> Keeper:
    return _kept(settings(), name)


@lru_cache(maxsize=8)
def _kept(settings: Settings, name: str) -> Keeper:
    if settings.engine in LOCAL:
        editions.hold(settings.folder, f"{settings.engine}-{FORMAT}")
        folder = settings.folder / f"{settings.engine}-{FORMAT}" / name
        opened, always_has = LOCAL[settings.engine]
        return Folders(folder, opened, called=settings.engine, always_has=always_has)
    # Its client comes with the extra `hosts`, which few sites need.
    from search.engines.aliases import Aliases

    return Aliases(settings.url, f"{name}-{FORMAT}")
