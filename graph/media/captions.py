"""What is said in videos, and when: captions for viewers, a transcript, and moments for the search."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph import clock
from graph.driver import only, write
from graph.errors import Forbidden, Invalid
from graph.ids import PersonId, PostId, VideoId
from graph.media import webvtt
from graph.media.webvtt import Cue
from graph.rows import read_as
from graph.viewers import Viewer

LANGUAGE = re.compile(r"(?!new)[a-z]{2,3}(-[A-Z]{2})?")

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


def write_down(video: VideoId, language: str, text: str, *, by: PersonId) -> None:
    """Set the captions of a video in one language, from WebVTT or SubRip. An empty text removes them.

    Raises `Invalid` with the line that can't be read, `Forbidden` for everyone but the video's author.
    """
    if not LANGUAGE.fullmatch(language):
        raise Invalid(language="Choose the language of the captions.")
    cues = webvtt.parse(text) if text.strip() else ()
    rows = write(
        """
        MATCH (post:Post {id: $video})<-[:POSTED]-(author:Person {id: $by})
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
        said=written(video, language, cues),
        are_there=bool(cues),
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=Forbidden("Only the person who shared the video can change its captions."))


def written(video: VideoId, language: str, cues: Sequence[Cue]) -> dict[str, object]:
    """Return captions as they are stored: the whole text for the search, and each cue with its times in seconds."""
    return {
        "key": f"{video}/{language}",
        "language": language,
        "text": "\n".join(cue.text for cue in cues),
        "starts": [cue.start for cue in cues],
        "ends": [cue.end for cue in cues],
        "texts": [cue.text for cue in cues],
    }


def of(video: VideoId, *, viewer: Viewer) -> tuple[Captions, ...]:
    """Return the captions of a video in every language, by language; none if the viewer may not see it."""
    found = read_as(
        _Language,
        """
        MATCH (post:Post {id: $video})-[:SPEAKS]->(captions:Captions)
        WHERE {{post is open}}
        RETURN captions.language AS language, captions.starts AS starts, captions.ends AS ends,
               captions.texts AS texts, coalesce(captions.by_machine, false) AS by_machine
        ORDER BY language
        """,
        video=video,
        audiences=viewer.audiences,
    )
    return tuple(Captions(language=one.language, cues=one.cues, by_machine=one.by_machine) for one in found)


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
    language: str
    by_machine: bool


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
