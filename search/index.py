"""The indexes on disk: `posts`, which people search, and `evidence`, in which the expert finder looks for authors.

Each lives in a folder that the file `current` names. A rebuild fills a new folder beside it and then swaps the name,
so readers never meet a gap and a crash leaves the old index as it was.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Callable, Collection, Generator, Iterable
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Literal

from search.documents import Document
from search.engines import Engine
from search.engines.tantivy import Tantivy
from search.engines.whoosh import Whoosh
from search.settings import Settings

Name = Literal["posts", "evidence"]

# Raised by whoever changes what an index holds of a document.
FORMAT = 3

ENGINES: dict[str, Callable[[Path], Engine]] = {"whoosh": Whoosh, "tantivy": Tantivy}


def put(name: Name, documents: Iterable[Document]) -> None:
    """Add documents in place of those with the same keys. When it returns, they are found and safe on disk."""
    with _writing(name):
        reader(name).put(documents)


def remove(name: Name, keys: Collection[str]) -> None:
    """Forget documents. Unknown keys change nothing."""
    with _writing(name):
        reader(name).remove(keys)


def rebuild(name: Name, documents: Iterable[Document], *, late: Callable[[], Iterable[Document]] = tuple) -> None:
    """Write the index anew from all documents, while the old one goes on serving and changing.

    `late` is asked at the end, when other writers wait: it returns what changed since the rebuild began.
    """
    folder = _folder(name) / secrets.token_hex(4)
    built = _engine(folder)
    try:
        built.fill(documents)
        with _writing(name):
            built.put(late())
            _swap(name, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def reader(name: Name) -> Engine:
    """Return the index as it is named now; it follows later changes by itself, but not a swap: ask each time."""
    return _engine(_current(name))


def settings() -> Settings:
    """Return the settings of this process."""
    return Settings.from_env(os.environ)


@lru_cache(maxsize=8)
def _engine(folder: Path) -> Engine:
    return ENGINES[settings().engine](folder)


def edition() -> str:
    """Return the name of what is kept now: another engine or another format begins with nothing in it."""
    return f"{settings().engine}-{FORMAT}"


def _folder(name: Name) -> Path:
    return settings().folder / edition() / name


def _current(name: Name) -> Path:
    folder = _folder(name)
    try:
        return folder / (folder / "current").read_text()
    except FileNotFoundError:
        return folder / "first"


def _swap(name: Name, folder: Path) -> None:
    former = _current(name)
    written = folder.parent / "current.new"
    written.write_text(folder.name)
    written.replace(folder.parent / "current")
    # Who is reading still holds the files open; their names may go.
    shutil.rmtree(former, ignore_errors=True)


@contextmanager
def _writing(name: Name) -> Generator[None]:
    """Wait until no other process writes to this index."""
    folder = _folder(name)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
