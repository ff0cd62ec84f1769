"""An engine whose files may be damaged. Whatever goes wrong then, the index has to be rebuilt."""

from collections.abc import Callable, Collection, Generator, Iterable
from contextlib import contextmanager

from search.documents import Document
from search.engines import Away, Damaged, Engine, Found, TookTooLong, Wanted
from search.filters import Filters

UNREADABLE = "The search index can't be read. It is being rebuilt."


class Guarded:
    """Raises `Damaged` for every error that is not about the query or about another machine."""

    def __init__(self, opened: Callable[[], Engine]) -> None:
        with guarding():
            self._engine = opened()

    def put(self, documents: Iterable[Document]) -> None:
        # Read first: an error in reading them says nothing about the index.
        complete = list(documents)
        with guarding():
            self._engine.put(complete)

    def fill(self, documents: Iterable[Document]) -> None:
        # The index is new, so an error comes from elsewhere.
        self._engine.fill(documents)

    def remove(self, keys: Collection[str]) -> None:
        with guarding():
            self._engine.remove(keys)

    def find(
        self, wanted: Wanted, *, audiences: Collection[str] | None, filters: Filters, limit: int, offset: int
    ) -> Found:
        with guarding():
            return self._engine.find(wanted, audiences=audiences, filters=filters, limit=limit, offset=offset)

    def size(self) -> int:
        with guarding():
            return self._engine.size()

    def contents(self) -> dict[str, str]:
        with guarding():
            return self._engine.contents()


@contextmanager
def guarding() -> Generator[None]:
    """Turn errors of engines into `Damaged`. They are of many kinds, because files can be wrong in many ways."""
    try:
        yield
    except (Away, TookTooLong, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # A panic in Tantivy is no `Exception`.
        raise Damaged(f"{UNREADABLE} ({type(error).__name__})") from error
