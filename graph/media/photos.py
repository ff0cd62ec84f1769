"""Photos of people, shown in place of their initials. The old one stays until the new one is prepared."""

from dataclasses import dataclass
from typing import LiteralString

from graph import clock
from graph.driver import only, write, write_together
from graph.errors import NotFound, refuse_if_any
from graph.ids import FileId, PersonId, new_id
from graph.media.files import File, FileDraft, UnusedFile
from graph.rows import made, read_as, write_as

# How much of a photo's hash is in its address, beside the person's id. It tells one photo from the next.
HASH_CHARACTERS = 16

MOST_ZOOM = 500
MOST_OFFSET = 1000

NOT_HERE = "This person has no photo, or has changed it."

FINISH: LiteralString = """
    MATCH (file:File {id: $id})<-[sent:SENT_PHOTO]-(person:Person)
    WHERE file.waiting_key > 0
    DELETE sent
    CREATE (person)-[:HAS_PHOTO]->(file)
    SET file.hash = $hash, file.name = $name, file.media_type = $media_type, file.bytes = $bytes,
        file.width = $width, file.height = $height, file.waiting_key = 0,
        person.photo = $photo
"""

REPLACE: LiteralString = """
    MATCH (file:File {id: $id})<-[:HAS_PHOTO]-(person:Person)-[former:HAS_PHOTO]->(old:File)
    WHERE old.id <> $id
    SET old.unused_key = 1
    DELETE former
    RETURN old.id AS id, old.hash AS hash
"""


@dataclass(frozen=True, kw_only=True)
class Crop:
    """The square to show, as in `store.crops`. Raises `Invalid` for numbers that the page doesn't send."""

    zoom: int
    across: int
    down: int

    def __post_init__(self) -> None:
        is_fine = 100 <= self.zoom <= MOST_ZOOM and all(0 <= one <= MOST_OFFSET for one in (self.across, self.down))
        refuse_if_any({"photo": None if is_fine else "Choose the photo and the part to show again."})


@dataclass(frozen=True, kw_only=True)
class OwnPhoto:
    """A person's photo as they see it. `problem` says why the one they sent last can't be shown."""

    photo: str | None
    is_waiting: bool
    problem: str


def get(of: PersonId) -> OwnPhoto:
    """Return the state of a person's photo, for themselves. Raises `NotFound`."""
    found = read_as(
        OwnPhoto,
        """
        MATCH (person:Person {id: $of})
        OPTIONAL MATCH (person)-[:SENT_PHOTO]->(file:File)
        RETURN person.photo AS photo,
               coalesce(file.waiting_key, 0) > 0 AS is_waiting,
               coalesce(file.problem, '') AS problem
        """,
        of=of,
    )
    return only(found, otherwise=NotFound(NOT_HERE))


def send(draft: FileDraft, crop: Crop, *, of: PersonId) -> FileId:
    """Record a photo that was uploaded and waits until it is prepared, in place of one that waits or failed."""
    now = clock.now()
    rows = write(
        """
        MATCH (person:Person {id: $of})
        CREATE (person)-[:SENT_PHOTO]->(file:File {
            id: $id, hash: $hash, name: $name, media_type: $media_type, bytes: $bytes, width: $width, height: $height,
            uploaded_key: $key, waiting_key: $key, crop: $crop
        })
        SET file.uploaded_at = datetime($now)
        RETURN file.id AS id
        """,
        id=new_id(),
        of=of,
        crop=[crop.zoom, crop.across, crop.down],
        now=now.isoformat(),
        key=clock.key(now),
        **vars(draft),
    )
    return only(rows, otherwise=NotFound(NOT_HERE))["id"]


def drop(of: PersonId, *, but: FileId | None = None) -> tuple[UnusedFile, ...]:
    """Take photos that wait or failed from a person. Without `but`, also the one that is shown. Return their files.

    The next tidying deletes the files if the caller is interrupted before it does.
    """
    return write_as(
        UnusedFile,
        """
        MATCH (person:Person {id: $of})-[tie:SENT_PHOTO|HAS_PHOTO]->(file:File)
        WHERE $but IS NULL OR (type(tie) = 'SENT_PHOTO' AND file.id <> $but)
        SET file.unused_key = 1, person.photo = CASE WHEN $but IS NULL THEN null ELSE person.photo END
        DELETE tie
        RETURN file.id AS id, file.hash AS hash
        """,
        of=of,
        but=but,
    )


def finish(id: FileId, draft: FileDraft) -> tuple[UnusedFile, ...]:
    """Show the prepared photo in place of the former one, and return that. If it was removed, nothing changes."""
    rows = write_together([FINISH, REPLACE], id=id, photo=draft.hash[:HASH_CHARACTERS], **vars(draft))
    return made(UnusedFile, rows)


def show(of: PersonId, photo: str) -> File:
    """Return the photo of a person, for everyone who is signed in. Raises `NotFound` if they have another or none."""
    found = read_as(
        File,
        """
        MATCH (person:Person {id: $of})-[:HAS_PHOTO]->(file:File)
        WHERE person.photo = $photo
        RETURN file.id AS id, file.hash AS hash, file.name AS name, file.media_type AS media_type,
               file.bytes AS bytes, file.uploaded_at AS uploaded_at,
               false AS is_waiting, '' AS problem, false AS is_mine
        """,
        of=of,
        photo=photo,
    )
    return only(found, otherwise=NotFound(NOT_HERE))
