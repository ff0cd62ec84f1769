"""What changed between two versions of a text: line by line, and word by word within a changed line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# How many unchanged lines are shown on either side of a change.
CONTEXT_LINES = 3
# The time to compare words grows with the square of their number. Above this number, whole lines are shown as changed.
MOST_WORDS = 600
# Below this likeness, a line counts as replaced, because a mixture of both lines would be hard to read.
LEAST_LIKENESS = 0.3

WORDS = re.compile(r"\w+|\s+|[^\w\s]")

Change = Literal["same", "added", "removed", "skipped"]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Some words that stayed, were added or were removed."""

    change: Change
    text: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the comparison. `skipped` stands for unchanged lines that are left out; `count` is their number."""

    change: Change
    pieces: tuple[Piece, ...]
    count: int = 1


def between(before: str, after: str) -> tuple[Line, ...]:
    """Return the lines of both texts, removed ones before added ones, without long unchanged passages."""
    old, new = before.splitlines(), after.splitlines()
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    lines = [line for tag, *span in blocks for line in _block(tag, old[span[0] : span[1]], new[span[2] : span[3]])]
    return tuple(_shortened(lines))


def _block(tag: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    if tag == "equal":
        yield from (_whole("same", text) for text in old)
    elif tag == "replace" and len(old) == len(new):
        for former, present in zip(old, new, strict=True):
            yield from _pair(former, present)
    else:
        yield from (_whole("removed", text) for text in old)
        yield from (_whole("added", text) for text in new)


def _pair(former: str, present: str) -> Iterator[Line]:
    old, new = WORDS.findall(former), WORDS.findall(present)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if len(old) + len(new) > MOST_WORDS or _likeness(matcher, old, new) < LEAST_LIKENESS:
        yield _whole("removed", former)
        yield _whole("added", present)
        return
    removed: list[Piece] = []
    added: list[Piece] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        removed += _piece("same" if tag == "equal" else "removed", old[i:j])
        added += _piece("same" if tag == "equal" else "added", new[k:m])
    yield Line(change="removed", pieces=tuple(removed))
    yield Line(change="added", pieces=tuple(added))


def _likeness(matcher: SequenceMatcher[str], old: Sequence[str], new: Sequence[str]) -> float:
    """Return how much of both lines is the same, as a share of 1, ignoring blanks."""
    kept = sum(not word.isspace() for at, _, size in matcher.get_matching_blocks() for word in old[at : at + size])
    return 2 * kept / max(sum(not word.isspace() for word in (*old, *new)), 1)


def _piece(change: Change, words: Sequence[str]) -> list[Piece]:
    return [Piece(change=change, text="".join(words))] if words else []


def _whole(change: Change, text: str) -> Line:
    return Line(change=change, pieces=(Piece(change=change, text=text),))


def _shortened(lines: Sequence[Line]) -> Iterator[Line]:
    changed = [number for number, line in enumerate(lines) if line.change != "same"]
    near = {number + step for number in changed for step in range(-CONTEXT_LINES, CONTEXT_LINES + 1)}
    skipped = 0
    for number, line in enumerate(lines):
        if number in near:
            yield from _gap(skipped)
            skipped = 0
            yield line
        else:
            skipped += 1
    yield from _gap(skipped)


def _gap(lines: int) -> Iterator[Line]:
    if lines:
        yield Line(change="skipped", pieces=(), count=lines)
