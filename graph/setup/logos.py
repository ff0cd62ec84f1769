"""The site's logo. The old one stays until the new one is prepared, as with photos of people."""

from dataclasses import dataclass
from typing import LiteralString

from graph import clock
from graph.driver import only, write, write_together
from graph.errors import Forbidden, NotFound
from graph.ids import FileId, PersonId, new_id
from graph.media.files import File, FileDraft, UnusedFile
from graph.rows import made, read_as, write_as
from graph.setup.identity import ADMINS_ONLY

# How much of a logo's hash is in its address. It tells one logo from the next.
HASH_CHARACTERS = 16

NOT_HERE = "The site has another logo now, or none."

FINISH: LiteralString = """
    MATCH (file:File {id: $id})<-[sent:SENT_LOGO]-(site:Site)
    WHERE file.waiting_key > 0
    DELETE sent
    CREATE (site)-[:HAS_LOGO]->(file)
    SET file.hash = $hash, file.name = $name, file.media_type = $media_type, file.bytes = $bytes,
        file.width = $width, file.height = $height, file.waiting_key = 0,
        site.logo = $logo
"""

REPLACE: LiteralString = """
    MATCH (file:File {id: $id})<-[:HAS_LOGO]-(site:Site)-[former:HAS_LOGO]->(old:File)
    WHERE old.id <> $id
    SET old.unused_key = 1
    DELETE former
    RETURN old.id AS id, old.hash AS hash
"""


@dataclass(frozen=True, kw_only=True)
class SentLogo:
    """The logo that is shown, and the state of the one that was sent last. `problem` says why it can't be shown."""

    logo: str | None
    is_waiting: bool
    problem: str


def get() -> SentLogo:
    """Return the state of the logo."""
    found = read_as(
        SentLogo,
        """
        MATCH (site:Site {key: 'site'})
        OPTIONAL MATCH (site)-[:SENT_LOGO]->(file:File)
        RETURN site.logo AS logo,
               coalesce(file.waiting_key, 0) > 0 AS is_waiting,
               coalesce(file.problem, '') AS problem
        """,
    )
    return found[0] if found else SentLogo(logo=None, is_waiting=False, problem="")


def send(draft: FileDraft, *, by: PersonId) -> FileId:
    """Record a logo that was uploaded and waits until it is prepared. The audit log says who sent it.

    Raises `Forbidden` for everyone but admins.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an active admin}}
        MERGE (site:Site {key: 'site'})
        CREATE (site)-[:SENT_LOGO]->(file:File {
            id: $id, hash: $hash, name: $name, media_type: $media_type, bytes: $bytes, width: $width, height: $height,
            uploaded_key: $key, waiting_key: $key
        })
        CREATE (admin)-[:DID]->(entry:AuditEntry {id: $entry, act: 'changed_logo', at_key: $key})
        SET file.uploaded_at = datetime($now), entry.at = datetime($now)
        RETURN file.id AS id
        """,
        id=new_id(),
        by=by,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
        **vars(draft),
    )
    return only(rows, otherwise=Forbidden(ADMINS_ONLY))["id"]


def drop_others(than: FileId) -> tuple[UnusedFile, ...]:
    """Forget logos that wait or failed, except this one. Return their files.

    The next tidying deletes the files if the caller is interrupted before it does.
    """
    return write_as(
        UnusedFile,
        """
        MATCH (:Site {key: 'site'})-[tie:SENT_LOGO]->(file:File)
        WHERE file.id <> $but
        SET file.unused_key = 1
        DELETE tie
        RETURN file.id AS id, file.hash AS hash
        """,
        but=than,
    )


def remove(*, by: PersonId) -> tuple[UnusedFile, ...]:
    """Take away the logo and any that waits or failed. The audit log records it. Return their files.

    Nothing happens for anyone but admins, or if there is none.
    """
    now = clock.now()
    return write_as(
        UnusedFile,
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an active admin}}
        MATCH (site:Site {key: 'site'})-[tie:SENT_LOGO|HAS_LOGO]->(file:File)
        SET file.unused_key = 1
        DELETE tie
        WITH admin, site, collect({id: file.id, hash: file.hash}) AS gone
        CREATE (admin)-[:DID]->(entry:AuditEntry {id: $entry, act: 'removed_logo', at_key: $key})
        SET entry.at = datetime($now), site.logo = null
        WITH gone
        UNWIND gone AS file
        RETURN file.id AS id, file.hash AS hash
        """,
        by=by,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )


def finish(id: FileId, draft: FileDraft) -> tuple[UnusedFile, ...]:
    """Show the prepared logo in place of the former one, and return that. If it was removed, nothing changes."""
    rows = write_together([FINISH, REPLACE], id=id, logo=draft.hash[:HASH_CHARACTERS], **vars(draft))
    return made(UnusedFile, rows)


def show(logo: str) -> File:
    """Return the logo, for everyone, also before they sign in. Raises `NotFound` if there is another or none."""
    found = read_as(
        File,
        """
        MATCH (site:Site {key: 'site'})-[:HAS_LOGO]->(file:File)
        WHERE site.logo = $logo
        RETURN file.id AS id, file.hash AS hash, file.name AS name, file.media_type AS media_type,
               file.bytes AS bytes, file.uploaded_at AS uploaded_at,
               false AS is_waiting, '' AS problem, false AS is_mine
        """,
        logo=logo,
    )
    return only(found, otherwise=NotFound(NOT_HERE))
