"""Caption files: WebVTT, and SubRip, which is nearly the same. A refusal names the line that can't be read."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.errors import Invalid

MOST_CHARACTERS = 1_000_000
MOST_CUES = 10_000

TIMING = re.compile(r"\s*(\S+)\s+-->\s+(\S+)(\s.*)?")
TIME = re.compile(r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)[.,](\d{3})")
VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
TAG = re.compile(r"</?[a-z0-9.:]*[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Cue:
    """Words that are shown from one moment to another, in seconds."""

    start: float
    end: float
    text: str


def parse(text: str) -> tuple[Cue, ...]:
    """Return the cues in the order of their times. Raises `Invalid` with the line that can't be read."""
    if len(text) > MOST_CHARACTERS:
        raise Invalid(captions=f"Captions can have at most {MOST_CHARACTERS:,} characters. These have {len(text):,}.")
    cues = sorted(_cues(text.lstrip("\ufeff").splitlines()), key=lambda cue: (cue.start, cue.end))
    if not cues:
        raise Invalid(captions="There are no captions here. Each one needs a line like 00:01.000 --> 00:04.000.")
    if len(cues) > MOST_CUES:
        raise Invalid(captions=f"There are {len(cues):,} captions. The limit is {MOST_CUES:,}.")
    return tuple(cues)


def written(cues: Iterable[Cue]) -> str:
    """Return a file that every browser reads."""
    blocks = (f"{_clock(cue.start)} --> {_clock(cue.end)}\n{html.escape(cue.text, quote=False)}" for cue in cues)
    return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"


def _cues(lines: list[str]) -> Iterator[Cue]:
    at = 0
    while at < len(lines):
        if "-->" not in lines[at]:
            # Headings, notes, styles, and the numbers of SubRip.
            at += 1
            continue
        start, end = _times(lines[at], at + 1)
        at += 1
        begin = at
        while at < len(lines) and lines[at].strip() and "-->" not in lines[at]:
            at += 1
        words = _plain(lines[begin:at])
        if words:
            yield Cue(start=start, end=end, text=words)


def _times(line: str, number: int) -> tuple[float, float]:
    found = TIMING.fullmatch(line)
    times = [TIME.fullmatch(time) for time in found.group(1, 2)] if found else [None]
    if None in times:
        raise Invalid(captions=f"Line {number} should look like 00:01.000 --> 00:04.000; it is {line.strip()[:60]!r}.")
    start, end = (_seconds(time) for time in times if time)
    if end <= start:
        raise Invalid(captions=f"Line {number} ends before it begins.")
    return start, end


def _seconds(time: re.Match[str]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in time.groups())
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _plain(lines: list[str]) -> str:
    words = TAG.sub("", VOICE.sub(r"\1: ", "\n".join(lines)))
    return "\n".join(" ".join(line.split()) for line in html.unescape(words).split("\n") if line.strip())


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    return (
        f"{thousandths // 3_600_000:02}:{thousandths // 60_000 % 60:02}"
        f":{thousandths // 1000 % 60:02}.{thousandths % 1000:03}"
    )
