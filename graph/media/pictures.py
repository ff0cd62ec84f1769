"""Pictures that wait until a worker has written them anew. Until then, and if that fails, nobody sees them."""

from dataclasses import dataclass
from datetime import timedelta

from graph import clock
from graph.driver import read, write
from graph.ids import FileId
from graph.media.files import FileDraft
from graph.rows import write_as

# Longer than a worker may take for one picture. After this it counts as dead.
LEASE = timedelta(minutes=4)
QUEUED_AT_ONCE = 100


@dataclass(frozen=True, kw_only=True)
class Job:
    """A picture as it was sent, and how many workers have begun it.

    `crop` is `zoom`, `across` and `down` of the square to cut out of a person's photo. It is empty for other pictures.
    `is_logo` is for the site's logo.
    """

    hash: str
    name: str
    attempts: int
    crop: tuple[int, ...]
    is_logo: bool


def begin(id: FileId) -> Job | None:
    """Take a picture to work on, for four minutes. Return `None` if it is done, or another worker has it."""
    now = clock.now()
    jobs = write_as(
        Job,
        """
        MATCH (file:File {id: $id})
        WHERE file.waiting_key > 0 AND (file.waiting_key <= $now OR file.waiting_key > $until)
        SET file.waiting_key = $until, file.attempts = coalesce(file.attempts, 0) + 1
        RETURN file.hash AS hash, file.name AS name, file.attempts AS attempts, coalesce(file.crop, []) AS crop,
               EXISTS { (file)<-[:SENT_LOGO]-(:Site) } AS is_logo
        """,
        id=id,
        now=clock.key(now),
        until=clock.key(now + LEASE),
    )
    return jobs[0] if jobs else None


def finish(id: FileId, draft: FileDraft) -> None:
    """Put the prepared picture in place of the one that was sent. Twice changes nothing."""
    write(
        """
        MATCH (file:File {id: $id})
        WHERE file.waiting_key > 0
        SET file.hash = $hash, file.name = $name, file.media_type = $media_type, file.bytes = $bytes,
            file.width = $width, file.height = $height, file.waiting_key = 0
        """,
        id=id,
        **vars(draft),
    )


def fail(id: FileId, problem: str) -> None:
    """Record that the picture can't be shown, and why. Its uploader can still get the file that they sent."""
    write(
        """
        MATCH (file:File {id: $id})
        WHERE file.waiting_key > 0
        SET file.problem = $problem, file.waiting_key = 0
        """,
        id=id,
        problem=problem,
    )


def waiting() -> tuple[FileId, ...]:
    """Return at most 100 pictures that no worker is working on, those that have waited longest first."""
    now = clock.now()
    rows = read(
        """
        MATCH (file:File)
        WHERE file.waiting_key > 0 AND (file.waiting_key <= $now OR file.waiting_key > $until)
        RETURN file.id AS id
        ORDER BY file.waiting_key
        LIMIT $limit
        """,
        now=clock.key(now),
        until=clock.key(now + LEASE),
        limit=QUEUED_AT_ONCE,
    )
    return tuple(row["id"] for row in rows)
