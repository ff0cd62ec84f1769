"""Captions without a passage that may begin in one cue and end in another."""

import re
from dataclasses import dataclass, replace

from graph.ids import PostId
from graph.media.cues import Cue
from graph.rows import read_as
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """What is said in a video in one language: the words of each cue, and the same with marks."""

    key: str
    texts: tuple[str, ...]
    markups: tuple[str, ...]

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The cues without their times."""
        markups = self.markups or ("",) * len(self.texts)
        pairs = zip(self.texts, markups, strict=True)
        return tuple(Cue(start=0, end=0, text=text, markup=markup) for text, markup in pairs)


def of(post: PostId, passage: re.Pattern[str], *, viewer: Viewer) -> tuple[Spoken, ...]:
    """Return the captions of a post in which a passage is said."""
    found = read_as(
        Spoken,
        """
        MATCH (post:Post {id: $post})-[:SPEAKS]->(captions:Captions)
        WHERE {{post is open}}
        RETURN captions.key AS key, captions.texts AS texts, coalesce(captions.markups, []) AS markups
        """,
        post=post,
        audiences=viewer.audiences,
    )
    return tuple(one for one in found if _is_said(passage, one.cues))


def without(spoken: Spoken, passage: re.Pattern[str], mark: str) -> dict[str, object]:
    """Return the captions as they are stored, with the mark in the cue in which the passage began."""
    cues = list(spoken.cues)
    while found := passage.search(_text(cues)):
        cues = _marked(cues, *found.span(), mark)
    # It may also be the name of a speaker, which only the marks have.
    cues = [replace(cue, markup="") if _in_marks(cue, passage) else cue for cue in cues]
    return {
        "key": spoken.key,
        "texts": [cue.text for cue in cues],
        "markups": [cue.markup for cue in cues],
        "text": "\n".join(cue.spoken for cue in cues),
    }


def _is_said(passage: re.Pattern[str], cues: tuple[Cue, ...]) -> bool:
    return bool(passage.search(_text(cues)) or any(_in_marks(cue, passage) for cue in cues))


def _text(cues: list[Cue] | tuple[Cue, ...]) -> str:
    return "\n".join(cue.text for cue in cues)


def _marked(cues: list[Cue], begin: int, end: int, mark: str) -> list[Cue]:
    """Return cues without these characters of their text. Of a cue that changes, the marks of WebVTT are left out."""
    changed, at = list[Cue](), 0
    for cue in cues:
        first, last = max(begin - at, 0), min(end - at, len(cue.text))
        text = cue.text[:first] + (mark if begin >= at else "") + cue.text[last:]
        changed.append(replace(cue, text=text, markup="") if first < last else cue)
        at += len(cue.text) + 1
    return changed


def _in_marks(cue: Cue, passage: re.Pattern[str]) -> bool:
    return bool(passage.search(cue.markup) or passage.search(cue.spoken))
