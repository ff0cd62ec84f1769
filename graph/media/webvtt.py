"""Caption files: WebVTT as browsers read it, and SubRip as players do.

WebVTT follows the parser of https://www.w3.org/TR/webvtt1/#file-parsing, with some differences. Text after an empty
line within a cue is kept and a cue of no length gets one, although browsers show neither. Marks such as `{\\an8}` are
left out, although browsers show them. Styles and regions are left out, although some browsers use them.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.errors import Invalid
from graph.media import cues as timed
from graph.media import rolling, subrip
from graph.media.cues import Cue, Reading

MOST_CHARACTERS = 1_000_000
MOST_CUES = 10_000

NEWLINE = re.compile("\r\n|\r|\n")
SIGNATURE = re.compile(r"WEBVTT(?:[ \t].*)?", re.DOTALL)
# Hours of any length up to ten digits. The format has no limit, but no video is longer.
TIME = "(?:([0-9]{1,10}):)?([0-9]{2}):([0-9]{2})[.]([0-9]{3})"
SPACES = re.compile(r"[ \t\f]+")
TIMING = re.compile(rf"[ \t\f]*{TIME}[ \t\f]*-->[ \t\f]*{TIME}(?![0-9])(.*)", re.DOTALL)
# A time with a broken arrow, so that it isn't taken for words.
MEANT_AS_TIMING = re.compile(r"\s*[0-9]+:[0-9:.,]+\W+>\s*[0-9]+:")
MOST_OF_LINE = 200
SETTING = re.compile(r"(?:vertical|line|position|size|align):[-\w.,%]+")
NOT_A_CUE = re.compile(r"(?:NOTE|STYLE|REGION)(?=[\s:]|$)")
NUMBER = re.compile(r"\s*[0-9]+\s*")

MARK = re.compile(r"</?(?:c|i|b|u|v|ruby|rt|lang|font|s|em|strong|span|p|br)?(?:[.\s/][^>]*)?>|<[0-9:.]+>")


def parse(text: str) -> tuple[Cue, ...]:
    """Return the cues in the order of their times. Raises `Invalid` if there are none that can be read."""
    return read(text).cues


def read(text: str) -> Reading:
    """Return the cues and what was left out. Raises `Invalid` if nothing can be read, naming the first bad line."""
    if len(text) > MOST_CHARACTERS:
        raise Invalid(captions=f"Captions can have at most {MOST_CHARACTERS:,} characters. These have {len(text):,}.")
    lines = NEWLINE.split(text.removeprefix("\ufeff").replace("\0", "\ufffd"))
    found = _webvtt(lines) if SIGNATURE.fullmatch(lines[0]) else subrip.read(lines)
    cues = rolling.once(timed.settled(found.cues))
    if not cues:
        nothing = "There are no captions here. Each one needs a line like 00:01.000 --> 00:04.000."
        raise Invalid(captions=found.left_out[0] if found.left_out else nothing)
    if len(cues) > MOST_CUES:
        raise Invalid(captions=f"There are {len(cues):,} captions. The limit is {MOST_CUES:,}.")
    return replace(found, cues=tuple(cues))


def written(cues: Iterable[Cue]) -> str:
    """Return a file that every browser reads."""
    blocks = (f"{_clock(cue.start)} --> {_clock(cue.end)} {cue.settings}".rstrip() + f"\n{_body(cue)}" for cue in cues)
    return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"


def _webvtt(lines: list[str]) -> Reading:
    # The header ends at the first empty line, or before the first cue.
    begin = next((number for number in range(1, len(lines)) if not lines[number] or "-->" in lines[number]), len(lines))
    found, left_out = list[tuple[Cue | None, int, list[str]]](), list[str]()
    for at, block in _blocks(lines, begin):
        timing = _timing_line(block)
        if timing is not None:
            cue, problem = _times(block[timing], at + timing + 1)
            found.append((cue, at + timing + 1, block[timing + 1 :]))
            left_out += [problem] if problem else []
        elif found and not _is_apart(block):
            # After a line that can't be read, the text belongs to what is left out.
            found[-1][2].extend(block)
        elif not _is_apart(block):
            left_out.append(f"Line {at + 1} has no time: {block[0].strip()[:60]!r}.")
    bodies = [(cue, number, timed.STYLES.sub("", "\n".join(body))) for cue, number, body in found if cue]
    left_out += [problem for _, number, body in bodies if (problem := _hidden(body, number))]
    return Reading(cues=tuple(_shown(cue, body) for cue, _, body in bodies), left_out=tuple(left_out))


def _blocks(lines: list[str], at: int) -> Iterator[tuple[int, list[str]]]:
    """Yield each block and the number of its first line, counted from 0."""
    while at < len(lines):
        end = at + 1
        while end < len(lines) and lines[at] and lines[end] and not _begins_anew(lines, at, end):
            end += 1
        if lines[at]:
            yield at, lines[at:end]
        at = end


def _timing_line(block: list[str]) -> int | None:
    """Return which line of a block has its times, or is meant to. Only an identifier may stand before it."""
    arrows = [number for number, line in enumerate(block[:2]) if "-->" in line]
    meant = [number for number, line in enumerate(block[:2]) if MEANT_AS_TIMING.match(line[:MOST_OF_LINE])]
    return next(iter(arrows + meant), None)


def _begins_anew(lines: list[str], begin: int, at: int) -> bool:
    """Tell whether a time ends the block that began before. Only an identifier may stand before it."""
    return "-->" in lines[at] and (at > begin + 1 or "-->" in lines[begin])


def _times(line: str, number: int) -> tuple[Cue | None, str]:
    """Return an empty cue with the times and settings of a line, or a sentence that says why there is none."""
    time = TIMING.fullmatch(line)
    parts = [int(part or 0) for part in time.groups()[:8]] if time else [0, 60]
    if time is None or max(*parts[1:3], *parts[5:7]) > 59:
        return None, f"Line {number} should look like 00:01.000 --> 00:04.000; it is {line.strip()[:60]!r}."
    start, end = (h * 3600 + m * 60 + s + ms / 1000 for h, m, s, ms in (parts[:4], parts[4:]))
    if end < start:
        return None, f"Line {number} ends before it begins."
    settings = " ".join(part for part in SPACES.split(time[9]) if SETTING.fullmatch(part))
    return Cue(start=start, end=end, text="", settings=settings), ""


def _is_apart(block: list[str]) -> bool:
    """Tell whether a block without times is a note or the like, or the number of the next cue."""
    return bool(NOT_A_CUE.match(block[0])) or (len(block) == 1 and bool(NUMBER.fullmatch(block[0])))


def _shown(cue: Cue, markup: str) -> Cue:
    text = timed.plain(markup)
    return replace(cue, text=text, markup="" if html.escape(text, quote=False) == markup else markup)


def _hidden(markup: str, number: int) -> str:
    """Return a sentence about words that browsers take for a tag, and therefore don't show."""
    odd = next((tag[0] for tag in timed.TAG.finditer(markup) if not MARK.fullmatch(tag[0])), "")
    return f"The caption at line {number} doesn't show {odd[:60]!r}. Write &lt; instead of <." if odd else ""


def _body(cue: Cue) -> str:
    # An empty line would end the cue.
    lines = (cue.markup or html.escape(cue.text, quote=False)).split("\n")
    return "\n".join(line for line in lines if line)


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    return (
        f"{thousandths // 3_600_000:02}:{thousandths // 60_000 % 60:02}"
        f":{thousandths // 1000 % 60:02}.{thousandths % 1000:03}"
    )
