"""What is said in videos, and when: captions for viewers, a transcript, and moments for the search."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph import clock, viewers
from graph.conduct import refusals
from graph.driver import only, write
from graph.errors import Forbidden, Invalid
from graph.ids import PersonId, PostId, VideoId
from graph.media import webvtt
from graph.media.cues import Cue, Reading
from graph.rows import read_as
from graph.viewers import Viewer

# A language tag of RFC 5646 (BCP 47), such as `de`, `zh-Hans`, `es-419` or `sr-Latn-RS`. The form's own page is `new`.
LANGUAGE = re.compile(
    r"(?!new$)[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+|i-[a-z]{3,8}|en-gb-oed|sgn-(?:be-fr|be-nl|ch-de)"
)
LONGEST_LANGUAGE = 60
MOST_PROBLEMS = 5
CAPITALS = {2: str.upper, 4: str.title}

# People search with other endings than they speak: "rotating certificates", "rotate the certificate".
LEAST_STEM = 4
ENDING = 2


@dataclass(frozen=True, kw_only=True)
class Captions:
    """What is said in a video, in one language and in order, as a person or a machine wrote it down."""

    language: str
    cues: tuple[Cue, ...]
    by_machine: bool


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A moment of a video: the second, and what is said then."""

    post: PostId
    at: int
    text: str


def write_down(video: VideoId, language: str, text: str, *, by: PersonId, partly: bool = True) -> tuple[str, ...]:
    """Set the captions of a video in one language, from WebVTT or SubRip. An empty text removes them.

    Returns a sentence for each part that can't be read and is left out. Raises `Invalid` if nothing can be read, or
    not everything and `partly` is false, and while they are silenced or have a warning to read; `Forbidden` for
    everyone but the video's author.
    """
    language = tag(language)
    found = webvtt.read(text) if text.strip() else Reading(cues=(), left_out=())
    if found.left_out and not partly:
        raise Invalid(captions=" ".join(found.left_out[:MOST_PROBLEMS]))
    now = clock.now()
    rows = write(
        """
        MATCH (post:Post {id: $video})<-[:POSTED]-(author:Person {id: $by})
        WHERE {{author is free to add}}
        OPTIONAL MATCH (former:Captions {key: $said.key})
        DETACH DELETE former
        WITH DISTINCT post
        FOREACH (_ IN CASE WHEN $are_there THEN [1] ELSE [] END |
            CREATE (post)-[:SPEAKS]->(captions:Captions {key: $said.key})
            SET captions += $said)
        SET post.changed_key = $key
        RETURN post.id AS id
        """,
        video=video,
        by=by,
        said=written(video, language, found.cues),
        are_there=bool(found.cues),
        now=now.isoformat(),
        key=clock.key(now),
    )
    if not rows:
        refusals.refuse_addition("captions", on=video, by=viewers.get(by))
    only(rows, otherwise=Forbidden("Only the person who shared the video can change its captions."))
    return found.left_out


def tag(language: str) -> str:
    """Return the tag of a language with the usual capitals: `zh-Hans`, `es-419`. Raises `Invalid` for anything else."""
    typed = language.strip().replace("_", "-").lower()
    if len(typed) > LONGEST_LANGUAGE or not LANGUAGE.fullmatch(typed):
        raise Invalid(language="Choose the language of the captions, or give its tag, such as de, zh-Hans or es-419.")
    first, *rest = typed.split("-")
    if len(first) == 1:
        return typed
    # Scripts have four letters and regions two, but not behind a single character, which begins an extension.
    single = next((number for number, part in enumerate(rest) if len(part) == 1), len(rest))
    return "-".join([first, *(CAPITALS.get(len(part), str.lower)(part) for part in rest[:single]), *rest[single:]])


def written(video: VideoId, language: str, cues: Sequence[Cue]) -> dict[str, object]:
    """Return captions as they are stored: the whole text for the search, and each cue with its times in seconds."""
    return {
        "key": f"{video}/{language}",
        "language": language,
        "text": "\n".join(cue.spoken for cue in cues),
        "starts": [cue.start for cue in cues],
        "ends": [cue.end for cue in cues],
        "texts": [cue.text for cue in cues],
        "markups": [cue.markup for cue in cues],
        "settings": [cue.settings for cue in cues],
    }


def of(video: VideoId, *, viewer: Viewer) -> tuple[Captions, ...]:
    """Return the captions of a video in every language, by language; none if the viewer may not see it."""
    found = read_as(
        _Language,
        """
        MATCH (post:Post {id: $video})-[:SPEAKS]->(captions:Captions)
        WHERE {{post is open}}
        RETURN captions.language AS language, captions.starts AS starts, captions.ends AS ends,
               captions.texts AS texts, coalesce(captions.markups, []) AS markups,
               coalesce(captions.settings, []) AS settings, coalesce(captions.by_machine, false) AS by_machine
        ORDER BY language
        """,
        video=video,
        audiences=viewer.audiences,
    )
    return tuple(Captions(language=one.language, cues=one.marked, by_machine=one.by_machine) for one in found)


def moments(words: str, *, posts: Sequence[PostId], viewer: Viewer) -> dict[PostId, Moment]:
    """Return, for each of these posts in which one of the words is said, the moment with most of them.

    Everything that is said in these posts is read, so ask for one page of results at a time.
    """
    said = set(_words(words))
    # Short words are said everywhere, so they count only if nothing else was typed.
    wanted = {word for word in said if len(word) >= LEAST_STEM} or said
    found = read_as(
        _Spoken,
        """
        UNWIND $posts AS id
        MATCH (post:Post {id: id})-[:SPEAKS]->(captions:Captions)
        WHERE {{post is open}}
        RETURN post.id AS post, captions.starts AS starts, captions.ends AS ends, captions.texts AS texts
        """,
        posts=list(posts),
        audiences=viewer.audiences,
    )
    best = dict[PostId, tuple[int, Moment]]()
    for one in found:
        score, cue = _best(one.cues, wanted)
        if score > best.get(one.post, (0, None))[0]:
            best[one.post] = (score, Moment(post=one.post, at=int(cue.start), text=" ".join(cue.text.split())))
    return {post: moment for post, (_, moment) in best.items()}


@dataclass(frozen=True, kw_only=True)
class _Timed:
    """Cues as they are stored: a list of each of their parts."""

    starts: tuple[float, ...]
    ends: tuple[float, ...]
    texts: tuple[str, ...]

    @property
    def cues(self) -> tuple[Cue, ...]:
        parts = zip(self.starts, self.ends, self.texts, strict=True)
        return tuple(Cue(start=start, end=end, text=text) for start, end, text in parts)


@dataclass(frozen=True, kw_only=True)
class _Language(_Timed):
    markups: tuple[str, ...]
    settings: tuple[str, ...]
    language: str
    by_machine: bool

    @property
    def marked(self) -> tuple[Cue, ...]:
        """The cues with their marks and settings, which captions have only if they were saved since 2026-12."""
        none = ("",) * len(self.texts)
        marks = zip(self.cues, self.markups or none, self.settings or none, strict=True)
        return tuple(replace(cue, markup=markup, settings=settings) for cue, markup, settings in marks)


@dataclass(frozen=True, kw_only=True)
class _Spoken(_Timed):
    post: PostId


def _best(cues: Sequence[Cue], wanted: set[str]) -> tuple[int, Cue]:
    """Return the best cue, and how many of the words are said in it and the next one: sentences span several."""
    said = [set(_words(cue.text)) for cue in cues]
    meant = {word: {one for one in wanted if _is_alike(word, one)} for word in set[str]().union(*said)}
    found = [set[str]().union(*(meant[word] for word in words)) for words in said]
    spans = [here | after for here, after in zip(found, [*found[1:], set[str]()], strict=True)]
    # Of two with the same number of words, the one that has more of them itself.
    best = max(range(len(cues)), key=lambda number: (len(spans[number]), len(found[number])))
    return len(spans[best]), cues[best]


def _is_alike(word: str, other: str) -> bool:
    begin = max(LEAST_STEM, min(len(word), len(other)) - ENDING)
    return word == other or (len(word) >= begin <= len(other) and word[:begin] == other[:begin])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
