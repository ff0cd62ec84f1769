"""Converts texts in other processes, while this process writes what they have converted to the graph."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from html import escape, unescape
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

import nh3

from graph.posts.questions import TITLE_CHARACTERS
from graph.prose import Prose
from webapp.importers import markdown
from webapp.markdown import rendering

Thing = TypeVar("Thing")
Converter = Callable[[list[str]], list[Prose]]

PROCESSES = 2
# Enough that no process waits for another, and few enough that memory use stays constant.
BATCHES_AHEAD = 4


def pool() -> ProcessPoolExecutor:
    """Return processes that convert. They aren't forks, which would share our connection to the graph and close it."""
    return ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn"))


def html(texts: list[str], *, site: str = "") -> list[Prose]:
    """Convert texts that another site stores as HTML."""
    return [rendering.imported(markdown.from_html(text, site=site)) for text in texts]


def plain(texts: list[str], *, site: str) -> list[Prose]:
    """Convert texts of another site that are Markdown already."""
    return [rendering.imported(markdown.with_whole_addresses(text, site=site)) for text in texts]


def words(texts: list[str]) -> list[Prose]:
    """Keep only the words of texts in HTML, for places where pages show plain text."""
    bare = (unescape(nh3.clean(text, tags=set())).strip() for text in texts)
    return [Prose(markdown=text, html=escape(text)) for text in bare]


def headed(title: str, body: str) -> tuple[str, str]:
    """Return a title of at most 150 characters, and the text. A longer title is cut, and whole above the text."""
    if len(title) <= TITLE_CHARACTERS:
        return title, body
    return title[: TITLE_CHARACTERS - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…", f"{title}\n\n{body}"


def batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Yield lists of this size; the last may be shorter."""
    remaining = iter(things)
    while batch := list(islice(remaining, size)):
        yield batch


def converted(
    pool: ProcessPoolExecutor, things: Iterable[Sequence[Thing]], text: Callable[[Thing], str], converter: Converter
) -> Iterator[list[tuple[Thing, Prose]]]:
    """Yield each batch with its texts converted, in order, some batches behind the reading."""
    ahead = deque[tuple[Sequence[Thing], Future[list[Prose]]]]()
    for batch in things:
        ahead.append((batch, pool.submit(converter, [text(thing) for thing in batch])))
        if len(ahead) >= BATCHES_AHEAD:
            yield _next(ahead)
    while ahead:
        yield _next(ahead)


def _next(ahead: deque[tuple[Sequence[Thing], Future[list[Prose]]]]) -> list[tuple[Thing, Prose]]:
    batch, prose = ahead.popleft()
    return list(zip(batch, prose.result(), strict=True))
