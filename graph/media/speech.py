"""Captions that a machine writes: until a person writes better ones, and again when the video changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph import clock
from graph.driver import read, write
from graph.ids import FileId, VideoId
from graph.media import captions
from graph.media.cues import Cue
from graph.rows import read_as

HEARD_AT_ONCE = 5


@dataclass(frozen=True, kw_only=True)
class Recording:
    """The rendition of a video that a machine can listen to, and the hash of its bytes."""

    file: FileId
    hash: str


def find(video: VideoId) -> Recording | None:
    """Return the recording to listen to, or `None` if it was heard, isn't ready or has captions by a person."""
    found = read_as(
        Recording,
        """
        MATCH (video:Post {id: $video})-[use:USES]->(file:File)
        WHERE video.state = 'ready' AND use.as = 'rendition-720' AND coalesce(video.heard, '') <> file.id
          AND NOT EXISTS { (video)-[:SPEAKS]->(written:Captions) WHERE NOT coalesce(written.by_machine, false) }
        RETURN file.id AS file, file.hash AS hash
        """,
        video=video,
    )
    return found[0] if found else None


def note(video: VideoId, recording: Recording, *, language: str, cues: Sequence[Cue]) -> None:
    """Store what a machine heard, in place of what it heard before, unless a person has written captions meanwhile."""
    write(
        """
        MATCH (video:Post {id: $video})
        OPTIONAL MATCH (video)-[:SPEAKS]->(former:Captions) WHERE former.by_machine
        DETACH DELETE former
        WITH DISTINCT video
        WITH video, EXISTS { (video)-[:SPEAKS]->(written:Captions) WHERE NOT coalesce(written.by_machine, false) }
             AS is_written
        FOREACH (_ IN CASE WHEN $are_there AND NOT is_written THEN [1] ELSE [] END |
            CREATE (video)-[:SPEAKS]->(captions:Captions {key: $said.key})
            SET captions += $said)
        SET video.heard = $file, video.changed_key = $key
        """,
        video=video,
        file=recording.file,
        said={**captions.written(video, language, cues), "by_machine": True},
        are_there=bool(cues),
        key=clock.key(clock.now()),
    )


def unheard() -> tuple[VideoId, ...]:
    """Return at most five videos that no machine has heard and that have no captions, newest first."""
    rows = read(
        """
        MATCH (video:Post)
        WHERE video.video_key > 0 AND video.state = 'ready' AND video.heard IS NULL
          AND EXISTS { (video)-[use:USES]->(:File) WHERE use.as = 'rendition-720' }
          AND NOT EXISTS { (video)-[:SPEAKS]->(:Captions) }
        RETURN video.id AS id
        ORDER BY video.video_key DESC
        LIMIT $limit
        """,
        limit=HEARD_AT_ONCE,
    )
    return tuple(row["id"] for row in rows)
