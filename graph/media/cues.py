"""Cues: words that are shown from one moment of a video to another."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

# People read a short line in this time. It is for cues that give no length, as some speech recognizers write them.
SECONDS_WITHOUT_LENGTH = 2.0

TAG = re.compile(r"<[^>]*>?")
# Positions and looks of Advanced SubStation, which converters leave in other formats.
STYLES = re.compile(r"\{\\[^{}]*\}")
VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t\n\f]+([^<>]+)>")


@dataclass(frozen=True, kw_only=True)
class Cue:
    """Words that are shown from one moment to another, in seconds.

    `text` is what players show. `markup` is the same with the marks of WebVTT, and empty if there are none.
    `settings` say where on the picture the words stand. Cues that say the same at the same time are equal.
    """

    start: float
    end: float
    text: str
    markup: str = field(default="", compare=False)
    settings: str = field(default="", compare=False)

    @property
    def spoken(self) -> str:
        """What is said, with the names of the speakers, which players don't show."""
        return plain(VOICE.sub(r"\1: ", self.markup)) if self.markup else self.text


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The cues of a file in the order of their times, and one sentence for each part that had to be left out."""

    cues: tuple[Cue, ...]
    left_out: tuple[str, ...]


def plain(markup: str) -> str:
    """Return what browsers show of a cue of WebVTT: its text without tags, and characters instead of their names."""
    end, parts = 0, list[str]()
    for tag in TAG.finditer(markup):
        parts.append(html.unescape(markup[end : tag.start()]))
        end = tag.end()
    return "".join([*parts, html.unescape(markup[end:])])


def settled(cues: Iterable[Cue]) -> list[Cue]:
    """Return cues in the order of their times, without those that show nothing. A cue of no length gets one."""
    # Of cues that begin together, browsers take the one that lasts longer first.
    ordered = sorted((cue for cue in cues if cue.text.strip()), key=lambda cue: (cue.start, -cue.end))
    lasting = list[Cue]()
    start = after = float("inf")
    for cue in reversed(ordered):
        after = start if cue.start < start else after
        start = cue.start
        is_short = cue.end <= cue.start
        lasting.append(replace(cue, end=min(after, start + SECONDS_WITHOUT_LENGTH)) if is_short else cue)
    return lasting[::-1]
