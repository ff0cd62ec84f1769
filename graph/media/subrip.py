"""SubRip files, and captions without any heading, read as players read them: whatever stands between two times."""

import html
import re
from collections.abc import Sequence

from graph.errors import Invalid
from graph.media.cues import STYLES, VOICE, Cue, Reading

TIME = r"(?:([0-9]{1,3})\s*:\s*)?([0-9]{1,3})\s*:\s*([0-9]{1,2})(?:\s*[.,:]\s*([0-9]{1,3}))?"
TIMING = re.compile(rf"\s*{TIME}\s*[-\u2013\u2014]+>\s*{TIME}(?:\s.*)?", re.DOTALL)
# A line that was meant to be a time: an arrow after something with a digit.
MEANT_AS_TIMING = re.compile(r"\s*[^\s>]*[0-9][^\s>]*\s*-->")
# Longer lines are words. It bounds what a pattern has to try.
MOST_OF_LINE = 200
NUMBER = re.compile(r"\s*[0-9]{1,7}[.:)]?\s*")

# Marks of MicroDVD, and tags like those of HTML. Other angle brackets are words.
MARKS = re.compile(r"\{[A-Za-z]:[^{}]*\}")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
TAG = re.compile(
    r"</?(?:b|i|u|s|c|v|rt|ruby|lang|font|span|em|strong|p)(?:[\s.][^<>]*)?/?>|<[0-9]+:[0-9:.,]+>", re.IGNORECASE
)
NAMED = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def read(lines: Sequence[str]) -> Reading:
    """Return the cues in the order of the file. Raises `Invalid` if the file begins with something else."""
    times = [at for at, line in enumerate(lines) if ">" in line[:MOST_OF_LINE] and _is_timing(line)]
    if not times:
        return Reading(cues=(), left_out=())
    _refuse_a_beginning(lines[: times[0]])
    is_numbered = bool(NUMBER.fullmatch("".join(lines[: times[0]])))
    cues, left_out = list[Cue](), list[str]()
    for at, end in zip(times, [*times[1:], len(lines)], strict=True):
        body = _without_number(lines[at + 1 : end], is_numbered=is_numbered and end < len(lines))
        start, until = _seconds(lines[at])
        if until < start:
            left_out.append(_problem(lines[at], at + 1))
        else:
            cues.append(Cue(start=start, end=until, text=_words(body)))
    return Reading(cues=tuple(cues), left_out=tuple(left_out))


def _timing(line: str) -> re.Match[str] | None:
    return TIMING.fullmatch(line[:MOST_OF_LINE])


def _is_timing(line: str) -> bool:
    return bool(_timing(line) or MEANT_AS_TIMING.match(line[:MOST_OF_LINE]))


def _refuse_a_beginning(lines: Sequence[str]) -> None:
    words = [at for at, line in enumerate(lines) if line.strip() and not NUMBER.fullmatch(line)]
    if words:
        line = f"Line {words[0] + 1} is {lines[words[0]].strip()[:60]!r}."
        raise Invalid(captions=f"Start with the line WEBVTT, or with the first caption's number or time. {line}")


def _without_number(lines: Sequence[str], *, is_numbered: bool) -> Sequence[str]:
    """Return the words of a cue without the number of the next one, which may follow without an empty line."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    if not filled or not NUMBER.fullmatch(lines[filled[-1]]):
        return lines
    is_apart = len(filled) > 1 and filled[-1] > filled[-2] + 1
    return lines[: filled[-1]] if is_numbered or is_apart else lines


def _seconds(line: str) -> tuple[float, float]:
    """Return when a cue begins and ends. For a line that can't be read, the end is before the beginning."""
    found = _timing(line)
    if found is None:
        return 0.0, -1.0
    parts = found.groups("0")
    start, end = (
        int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")
        for hours, minutes, seconds, fraction in (parts[:4], parts[4:])
    )
    return start, end


def _problem(line: str, number: int) -> str:
    if _timing(line):
        return f"Line {number} ends before it begins."
    return f"Line {number} should look like 00:00:01,000 --> 00:00:04,000; it is {line.strip()[:60]!r}."


def _words(lines: Sequence[str]) -> str:
    text = BREAK.sub("\n", MARKS.sub("", VOICE.sub(r"\1: ", STYLES.sub("", "\n".join(lines)))))
    named = NAMED.sub(lambda name: html.unescape(name[0]), TAG.sub("", text))
    return "\n".join(" ".join(line.split()) for line in named.replace("\ufffd", "").split("\n") if line.strip())
