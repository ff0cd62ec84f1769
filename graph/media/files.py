"""Files in what people write: who may see them, and which are no longer used."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from graph import clock
from graph.driver import only, read, write
from graph.errors import NotFound
from graph.ids import FileId, PersonId, PostId, new_id
from graph.posts import any_text
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

# How a text names a file of ours; `webapp.media.files` serves it there.
NAMED = re.compile(r"/files/([0-9a-z]{12})\b")

SHOWN_OF_MINE = 50
FORGOTTEN_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class FileDraft:
    """A file that is in the store. Sizes are in pixels, 0 for anything but pictures."""

    hash: str
    name: str
    media_type: str
    bytes: int
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class File:
    """A file that a viewer may open. A picture waits until it is prepared, or has a problem if that failed."""

    id: FileId
    hash: str
    name: str
    media_type: str
    bytes: int
    uploaded_at: datetime
    is_waiting: bool
    problem: str
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class UnusedFile:
    """A file that nothing uses."""

    id: FileId
    hash: str


def upload(draft: FileDraft, *, by: PersonId, is_waiting: bool = False) -> FileId:
    """Record an uploaded file, which may be a picture that waits until it is prepared. Raises `NotFound`.

    Until a post uses the file, only its uploader may see it.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (uploader:Person {id: $by})
        CREATE (uploader)-[:UPLOADED]->(file:File {
            id: $id, hash: $hash, name: $name, media_type: $media_type, bytes: $bytes, width: $width, height: $height,
            uploaded_key: $key, waiting_key: $waiting
        })
        SET file.uploaded_at = datetime($now)
        RETURN file.id AS id
        """,
        id=new_id(),
        by=by,
        waiting=clock.key(now) if is_waiting else 0,
        now=now.isoformat(),
        key=clock.key(now),
        **vars(draft),
    )
    return only(rows, otherwise=NotFound("This person doesn't exist, or you don't have access to their profile."))["id"]


def attach(draft: FileDraft, *, to: PostId, role: str) -> FileId:
    """Give a post a file in a role such as `picture`, in place of the former one. Raises `NotFound`."""
    now = clock.now()
    rows = write(
        """
        MATCH (post:Post {id: $post})
        OPTIONAL MATCH (post)-[former:USES {as: $role}]->(:File)
        DELETE former
        WITH DISTINCT post
        CREATE (post)-[:USES {as: $role}]->(file:File {
            id: $id, hash: $hash, name: $name, media_type: $media_type, bytes: $bytes, width: $width, height: $height,
            uploaded_key: $key
        })
        SET file.uploaded_at = datetime($now), post.changed_key = $key
        RETURN file.id AS id
        """,
        id=new_id(),
        post=to,
        role=role,
        now=now.isoformat(),
        key=clock.key(now),
        **vars(draft),
    )
    return only(rows, otherwise=NotFound("This post doesn't exist, or you don't have access to it."))["id"]


def detach(of: PostId, *, role: str) -> None:
    """Remove the file with this role from a post, if there is one."""
    write("MATCH (post:Post {id: $post})-[use:USES {as: $role}]->(:File) DELETE use", post=of, role=role)


def get(id: FileId, *, viewer: Viewer) -> File:
    """Return a file. Raises `NotFound` unless the viewer uploaded it or may see a post that uses it.

    Coaches also see the files of what waits for them in their communities.
    """
    found = read_as(
        File,
        """
        MATCH (file:File {id: $id})
        WHERE EXISTS { (file)<-[:USES]-(post:Post) WHERE {{post is open}} }
           OR EXISTS { (file)<-[:UPLOADED]-(uploader:Person) WHERE uploader.id = $viewer }
           OR EXISTS {
               MATCH (file)<-[:UPLOADED]-(:Person)-[:SUBMITTED]->(pending:PendingPost)-[:WAITS_IN]->(led:Community)
               WHERE pending.state = 'waiting' AND pending.draft CONTAINS file.id AND {{led is coached by the viewer}}
           }
           OR EXISTS {
               MATCH (file)<-[:UPLOADED]-(:Person)-[:SUBMITTED]->(given:PendingPost)
               WHERE given.kind = 'answer' AND given.state = 'waiting' AND given.draft CONTAINS file.id
               MATCH (asked:Post {id: given.post})
               WHERE {{asked is coached}}
           }
        RETURN file.id AS id, file.hash AS hash, file.name AS name, file.media_type AS media_type,
               file.bytes AS bytes, file.uploaded_at AS uploaded_at,
               coalesce(file.waiting_key, 0) > 0 AS is_waiting, coalesce(file.problem, '') AS problem,
               EXISTS { (file)<-[:UPLOADED]-(me:Person) WHERE me.id = $viewer } AS is_mine
        """,
        id=id,
        audiences=viewer.audiences,
        viewer=viewer.id,
    )
    return only(found, otherwise=NotFound("This file doesn't exist, or you don't have access to it."))


def mine(viewer: Viewer) -> tuple[File, ...]:
    """Return the last 50 files that this person uploaded, newest first."""
    return read_as(
        File,
        """
        MATCH (:Person {id: $viewer})-[:UPLOADED]->(file:File)
        RETURN file.id AS id, file.hash AS hash, file.name AS name, file.media_type AS media_type,
               file.bytes AS bytes, file.uploaded_at AS uploaded_at,
               coalesce(file.waiting_key, 0) > 0 AS is_waiting, coalesce(file.problem, '') AS problem, true AS is_mine
        ORDER BY file.uploaded_key DESC
        LIMIT $limit
        """,
        viewer=viewer.id,
        limit=SHOWN_OF_MINE,
    )


def show_in_post(on: str, *, by: PersonId | None = None) -> None:
    """Let the readers of a post see the files that it, or this answer or comment on it, names. Twice changes nothing.

    Only files that its author, or `by` who edited it, uploaded count, and files that the readers may see anyway.
    Otherwise people could open any file whose address they know by writing it down.
    """
    written = any_text.find(on, naming="/files/")
    if written:
        _use(written.post, written.text, writers=[*written.writers, *([by] if by else [])])


def show_in_changed_posts(*, since: datetime) -> None:
    """Do what `show_in_post` does for every text on posts that changed since this moment. Twice changes nothing."""
    found = read_as(
        _Named,
        """
        MATCH (post:Post)
        WHERE post.changed_key >= $since
        WITH post, [{text: post.body, writers: [(post)<-[:ASKED|POSTED]-(writer:Person) | writer.id]}]
             + [(post)<-[:ANSWERS]-(answer:Answer)
                 | {text: answer.body, writers: [(answer)<-[:GAVE]-(writer:Person) | writer.id]}]
             + [(post)<-[:ON]-(comment:Comment)
                 | {text: comment.body, writers: [(comment)<-[:MADE]-(writer:Person) | writer.id]}]
             + [(post)<-[:ANSWERS|LEFT_IN]-()<-[:ON]-(comment:Comment)
                 | {text: comment.body, writers: [(comment)<-[:MADE]-(writer:Person) | writer.id]}] AS things
        UNWIND things AS thing
        WITH post, thing
        WHERE thing.text CONTAINS '/files/'
        RETURN post.id AS post, thing.text AS text, thing.writers AS writers
        """,
        since=clock.key(since),
    )
    for one in found:
        _use(one.post, one.text, writers=list(one.writers))


@dataclass(frozen=True, kw_only=True)
class _Named:
    post: PostId
    text: str
    writers: tuple[PersonId, ...]


# A file that no post uses, that shows neither a person nor the site, and that no draft, pending post or open suggestion
# of its uploader names.
_UNUSED: LiteralString = """NOT EXISTS { (file)<-[:USES]-(:Post) }
    AND NOT EXISTS { (file)<-[:HAS_PHOTO|SENT_PHOTO]-(:Person) }
    AND NOT EXISTS { (file)<-[:HAS_LOGO|SENT_LOGO]-(:Site) }
    AND NOT EXISTS {
        MATCH (file)<-[:UPLOADED]-(:Person)-[:DRAFTED]->(draft:Draft)
        WHERE draft.typed CONTAINS file.id
    }
    AND NOT EXISTS {
        MATCH (file)<-[:UPLOADED]-(:Person)-[:SUBMITTED]->(pending:PendingPost)
        WHERE pending.draft CONTAINS file.id
    }
    AND NOT EXISTS {
        MATCH (file)<-[:UPLOADED]-(:Person)-[:SUGGESTED]->(suggestion:SuggestedEdit)
        WHERE suggestion.open_key IS NOT NULL AND suggestion.body CONTAINS file.id
    }
"""


def note_use(*, now: datetime) -> None:
    """Note which files nothing uses from now on, and which are used again. Twice changes nothing."""
    while write(
        "MATCH (file:File) WHERE file.unused_key IS NULL AND "
        + _UNUSED
        + " WITH file LIMIT $limit SET file.unused_key = $key RETURN file.id AS id",
        key=clock.key(now),
        limit=FORGOTTEN_AT_ONCE,
    ):
        continue
    write("MATCH (file:File) WHERE file.unused_key > 0 AND NOT (" + _UNUSED + ") REMOVE file.unused_key")


def unused(*, before: datetime) -> tuple[UnusedFile, ...]:
    """Return at most 200 files that nothing has used since before this moment, as `note_use` noted."""
    return read_as(
        UnusedFile,
        # A photo that was removed or replaced is unused since the beginning, so that it goes at once.
        "MATCH (file:File) WHERE file.unused_key <= $before AND "
        + _UNUSED
        + " RETURN file.id AS id, file.hash AS hash LIMIT $limit",
        before=clock.key(before),
        limit=FORGOTTEN_AT_ONCE,
    )


def unused_among(ids: Sequence[FileId]) -> tuple[UnusedFile, ...]:
    """Return those of these files that nothing uses now."""
    return read_as(
        UnusedFile,
        "UNWIND $ids AS id MATCH (file:File {id: id}) WHERE " + _UNUSED + " RETURN file.id AS id, file.hash AS hash",
        ids=list(ids),
    )


def forget(file: UnusedFile) -> bool:
    """Forget a file, unless something has come to use it. Return whether no file has the same bytes any more."""
    write("MATCH (file:File {id: $id}) WHERE " + _UNUSED + " DETACH DELETE file", id=file.id)
    return not is_kept(file.hash)


def is_kept(hash: str) -> bool:
    """Return whether any file has these bytes."""
    return bool(read("MATCH (file:File {hash: $hash}) RETURN file.id AS id LIMIT 1", hash=hash))


def _use(post: PostId, text: str, *, writers: list[PersonId]) -> None:
    write(
        """
        MATCH (post:Post {id: $post})
        UNWIND $files AS id
        MATCH (file:File {id: id})
        WHERE EXISTS { (file)<-[:UPLOADED]-(writer:Person) WHERE writer.id IN $writers }
           OR EXISTS { (file)<-[:USES]-(other:Post) WHERE other.audience IN [$everyone, post.audience] }
        MERGE (post)-[:USES]->(file)
        """,
        post=post,
        files=sorted(set(NAMED.findall(text))),
        writers=writers,
        everyone=EVERYONE,
    )
