"""What is said in videos, with its times: captions for those who watch, a transcript, and moments for the search."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph import clock
from graph.driver import Row, only, read, write
from graph.errors import Forbidden, Invalid
from graph.ids import PersonId, PostId, VideoId
from graph.media import webvtt
from graph.media.webvtt import Cue
from graph.viewers import Viewer

LANGUAGE = re.compile(r"(?!new)[a-z]{2,3}(-[A-Z]{2})?")

# Endings differ between what is said and what is looked for: "rotating certificates", "rotate the certificate".
LEAST_STEM = 4
ENDING = 2


@dataclass(frozen=True, kw_only=True)
class Captions:
    """All that is said in a video, in one language, in order, as a person or a machine wrote it down."""

    language: str
    cues: tuple[Cue, ...]
    by_machine: bool


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Where in a video something is said: the second, and the words."""

    post: PostId
    at: int
    text: str


def write_down(video: VideoId, language: str, text: str, *, by: PersonId) -> None:
    """Set the captions of a video in one language, given as WebVTT or SubRip; no text takes them away.

    Raises `Invalid` with the line that cannot be read, `Forbidden` for all but the video's author.
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
    """Return captions as they are kept: the whole text for the search, and each cue with its times in seconds."""
    return {
        "key": f"{video}/{language}",
        "language": language,
        "text": "\n".join(cue.text for cue in cues),
        "starts": [cue.start for cue in cues],
        "ends": [cue.end for cue in cues],
        "texts": [cue.text for cue in cues],
    }


def of(video: VideoId, *, viewer: Viewer) -> tuple[Captions, ...]:
    """Return the captions of a video in each language, by language; none if the viewer may not see it."""
    rows = read(
        """
        MATCH (post:Post {id: $video})-[:SPEAKS]->(captions:Captions)
        WHERE post.audience IN $audiences
        RETURN captions.language AS language, captions.starts AS starts, captions.ends AS ends,
               captions.texts AS texts, coalesce(captions.by_machine, false) AS by_machine
        ORDER BY language
        """,
        video=video,
        audiences=viewer.audiences,
    )
    return tuple(Captions(language=row["language"], cues=_cues(row), by_machine=row["by_machine"]) for row in rows)


def moments(words: str, *, posts: Sequence[PostId], viewer: Viewer) -> dict[PostId, Moment]:
    """Return, for each of these posts in which one of the words is said, the moment that has most of them.

    Ask for the posts of one page of results: all that is said in them is read.
    """
    said = set(_words(words))
    # Short words are said everywhere; where nothing else was typed they have to do.
    wanted = {word for word in said if len(word) >= LEAST_STEM} or said
    rows = read(
        """
        UNWIND $posts AS id
        MATCH (post:Post {id: id})-[:SPEAKS]->(captions:Captions)
        WHERE post.audience IN $audiences
        RETURN post.id AS post, captions.starts AS starts, captions.ends AS ends, captions.texts AS texts
        """,
        posts=list(posts),
        audiences=viewer.audiences,
    )
    found = dict[PostId, tuple[int, Moment]]()
    for row in rows:
        score, cue = _best(_cues(row), wanted)
        if score > found.get(row["post"], (0, None))[0]:
            found[row["post"]] = (score, Moment(post=row["post"], at=int(cue.start), text=" ".join(cue.text.split())))
    return {post: moment for post, (_, moment) in found.items()}


def _best(cues: Sequence[Cue], wanted: set[str]) -> tuple[int, Cue]:
    """Return how many of the words are said in a cue and the one after it, and that cue: sentences span several."""
    said = [set(_words(cue.text)) for cue in cues]
    meant = {word: {one for one in wanted if _is_alike(word, one)} for word in set[str]().union(*said)}
    found = [set[str]().union(*(meant[word] for word in words)) for words in said]
    spans = [here | after for here, after in zip(found, [*found[1:], set[str]()], strict=True)]
    # Of two that have as many words together, the one that has more of them itself.
    best = max(range(len(cues)), key=lambda number: (len(spans[number]), len(found[number])))
    return len(spans[best]), cues[best]


def _is_alike(word: str, other: str) -> bool:
    begin = max(LEAST_STEM, min(len(word), len(other)) - ENDING)
    return word == other or (len(word) >= begin <= len(other) and word[:begin] == other[:begin])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _cues(row: Row) -> tuple[Cue, ...]:
    return tuple(
        Cue(start=start, end=end, text=text)
        for start, end, text in zip(row["starts"], row["ends"], row["texts"], strict=True)
    )
