"""Chapters of a video, from the lines of its description that begin with a time: `1:30 How to rotate keys`."""

import re
from dataclasses import dataclass

LINE = re.compile(r"\s*(?:[-*]\s+)?\[?((?:\d{1,2}:)?\d{1,2}:[0-5]\d)\]?\s*[-\u2013\u2014:]?\s+(\S.*)")
POINT = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,5})s?)?")


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A part of a video, and the second at which it begins."""

    at: int
    title: str


def of(description: str) -> tuple[Chapter, ...]:
    """Return the chapters in the order of their times. A single time is a mention, not a chapter."""
    found = [_chapter(line) for line in description.splitlines()]
    chapters = [Chapter(at=seconds(line[1]), title=line[2].strip()) for line in found if line]
    return tuple(sorted(chapters, key=lambda chapter: chapter.at)) if len(chapters) > 1 else ()


def around(description: str) -> str:
    """Return the description without the lines that are chapters, which are shown beside the player."""
    if not of(description):
        return description
    return "\n".join(line for line in description.splitlines() if not _chapter(line))


def seconds(time: str) -> int:
    """Return the seconds that `90`, `1:30`, `1m30s` or `1:02:03` means; 0 for anything else."""
    if re.fullmatch(r"\d{1,3}(:\d{1,2}){1,2}", time):
        total = 0
        for part in time.split(":"):
            total = total * 60 + int(part)
        return total
    found = POINT.fullmatch(time)
    hours, minutes, rest = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + rest


def _chapter(line: str) -> re.Match[str] | None:
    # Without spaces at its end, since the pattern would try every one.
    return LINE.fullmatch(line.strip())
