"""Texts in which secrets or personal data were found, for coaches: what it is and where, but never the thing itself."""

from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.cards import CommunityTag, PostKind
from graph.driver import only, write
from graph.errors import NotFound
from graph.ids import PostId, new_id
from graph.reviewing.items import Item
from graph.rows import read_as
from graph.viewers import Viewer
from graph.withdrawal.rules import FIND, WRITERS, TextKind

MOST = 1_000

# How soon to look at it: anyone who reads the first could use it. The second may be something else.
CERTAIN, LIKELY = 3.5, 1.0

NOT_OPEN = NotFound("Nothing was found here, it was decided already, or it isn't for you to decide.")


@dataclass(frozen=True, kw_only=True)
class _Row:
    id: str
    kind: TextKind
    title: str
    since: datetime
    is_certain: bool
    is_personal: bool
    names: tuple[str, ...]
    reason: str
    post: PostId
    post_kind: PostKind
    community: CommunityTag | None
    seen: int


def waiting(viewer: Viewer) -> tuple[Item, ...]:
    """Return the texts in which something was found that no coach has allowed, without the viewer's own."""
    rows = read_as(
        _Row,
        """
        MATCH (found:SecretFinding)
        WHERE found.open_key > 0
        OPTIONAL MATCH (direct:Post {id: found.about})
        OPTIONAL MATCH (answer:Answer {id: found.about})-[:ANSWERS]->(answered:Post)
        OPTIONAL MATCH (comment:Comment {id: found.about})-[:ON]->(remarked)
        OPTIONAL MATCH (remarked)-[:ANSWERS|LEFT_IN]->(above:Post)
        WITH found, coalesce(direct, answer, comment) AS thing, coalesce(direct, answered, above, remarked) AS post,
             CASE WHEN answer IS NOT NULL THEN 'answer' WHEN comment IS NOT NULL THEN 'comment' ELSE direct.kind END
                 AS kind
        MATCH (me:Person {id: $viewer})
        WITH found, thing, post, kind, me, {{post is placed}} AS community, {{me is leading}} AS led
        WHERE {{post is open}} AND (community.id IN led OR {{post is overseen by the viewer}})
          AND (NOT EXISTS { (thing)<-[:ASKED|POSTED|GAVE|MADE]-(writer:Person) WHERE writer.id = me.id }
               OR {{me is the anonymous asker}})
        RETURN thing.id AS id, kind AS kind, post.title AS title, toInteger(found.open_key / 1000) AS since,
               found.is_certain AS is_certain, found.is_personal AS is_personal,
               found.names AS names, coalesce(found.reason, '') AS reason,
               post.id AS post, post.kind AS post_kind, community AS community, coalesce(post.views, 0) AS seen
        LIMIT $most
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        now=clock.now().isoformat(),
        most=MOST,
    )
    return tuple(map(_item, rows))


def allow(id: str, *, by: Viewer) -> None:
    """Leave a text with what was found in it. It isn't found again until something else is; the audit log records it.

    Raises `NotFound` for everyone who can't decide on it, and if another coach was faster.
    """
    now = clock.now()
    rows = write(
        FIND
        + "WHERE {{post is open}} AND {{post is overseen by the viewer}} WITH thing, post, "
        + WRITERS
        + """
        MATCH (me:Person {id: $viewer})
        WHERE NOT me.id IN writers OR {{me is the anonymous asker}}
        MATCH (found:SecretFinding {about: $id})
        // Writing before looking takes the lock: two coaches decide once.
        SET found.lock = $entry
        WITH post, me, found, [(post)-[:IN]->(community:Community) | community] AS places
        WHERE found.open_key > 0
        SET found.allowed_before = coalesce(found.allowed, []), found.allowed = found.marks,
            found.allowed_by = $viewer, found.allowed_key = $key
        REMOVE found.open_key
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'allowed_secret', at_key: $key})
        SET entry.at = datetime($now)
        FOREACH (place IN places | CREATE (entry)-[:RECORDS]->(place))
        RETURN found.about AS id
        """,
        id=id,
        viewer=by.id,
        audiences=by.audiences,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=NOT_OPEN)


def _item(row: _Row) -> Item:
    return Item(
        kind="secret",
        id=row.id,
        title=row.title,
        since=row.since,
        severity=CERTAIN if row.is_certain else LIKELY,
        words=row.reason,
        found=row.names,
        state="certain" if row.is_certain else "personal" if row.is_personal else "likely",
        post=row.post,
        post_kind=row.post_kind,
        text_kind=row.kind,
        community=row.community,
        seen=row.seen,
    )
