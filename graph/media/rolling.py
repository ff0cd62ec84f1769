"""Automatic captions that roll: each cue repeats the line before it, so that two lines are always on the screen."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from graph.media.cues import Cue

# Cues that roll follow each other at once, or overlap.
MOST_SECONDS_BETWEEN = 0.1
MOST_LINES = 4
# One caption that repeats another may be what people say: "Stop.", then "Stop." and "Now." below it.
LEAST_REPEATED = 2


def once(cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues with each line once, if at least half of them, and two, repeat the one before."""
    if not _are_rolling(cues):
        return list(cues)
    said, former = list[Cue](), list[str]()
    for cue in cues:
        lines = _lines(cue)
        repeated, is_longer = _repeated(former, lines) if said and _follows(said[-1], cue) else (0, False)
        if is_longer:
            text = "\n".join([*_lines(said[-1])[:-1], lines[repeated - 1]])
            said[-1] = replace(said[-1], text=text, end=max(said[-1].end, cue.end))
        if fresh := lines[repeated:]:
            said.append(replace(cue, text="\n".join(fresh), markup=""))
        else:
            said[-1] = replace(said[-1], end=max(said[-1].end, cue.end))
        former = lines
    return said


def _are_rolling(cues: Sequence[Cue]) -> bool:
    following = [(_lines(one), _lines(other)) for one, other in pairwise(cues) if _follows(one, other)]
    repeated = [(_repeated(former, lines), len(lines)) for former, lines in following]
    again = [(count, length, is_longer) for (count, is_longer), length in repeated if count]
    # A refrain is repeated too, but says nothing new.
    is_new = any(count < length or is_longer for count, length, is_longer in again)
    return is_new and len(again) >= max(LEAST_REPEATED, len(following) / 2)


def _follows(former: Cue, cue: Cue) -> bool:
    return cue.start - former.end <= MOST_SECONDS_BETWEEN


def _lines(cue: Cue) -> list[str]:
    return [" ".join(line.split()) for line in cue.text.split("\n") if line.strip()]


def _repeated(former: list[str], lines: list[str]) -> tuple[int, bool]:
    """Return how many lines at the beginning ended the former cue, and whether the last of them has become longer."""
    for count in range(min(len(former), len(lines), MOST_LINES), 0, -1):
        before, last = former[-count:], lines[count - 1]
        if before[:-1] == lines[: count - 1] and (last == before[-1] or last.startswith(before[-1] + " ")):
            return count, last != before[-1]
    return 0, False
