"""Links: pages elsewhere that somebody found worth reading, with what their own site says of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from graph import clock, prose
from graph.cards import Page, page
from graph.driver import having, only, read, write
from graph.errors import NotFound, refuse_if_any
from graph.ids import CommunityId, FileId, LinkId, PersonId, PostId
from graph.posts import publishing, urls
from graph.posts.publishing import Publication
from graph.posts.questions import BODY_CHARACTERS, TITLE_CHARACTERS
from graph.prose import Prose
from graph.viewers import Viewer

State = Literal["waiting", "read", "unread", "broken"]

DESCRIPTION_CHARACTERS = 500
# One failure may be the weather; the second, at the next check, is the page.
FAILURES_UNTIL_BROKEN = 2
CHECKED_AT_ONCE = 20


@dataclass(frozen=True, kw_only=True)
class LinkDraft:
    """A link as it was typed; an empty title is filled from the page. Raises `Invalid` with a sentence per field."""

    url: str
    title: str
    body: Prose
    skills: tuple[str, ...]
    community: CommunityId | None

    def __post_init__(self) -> None:
        refuse_if_any(
            {
                "url": urls.problem(self.url),
                "title": _too_long("the title", self.title.strip(), TITLE_CHARACTERS),
                "body": _too_long("your text", self.body.markdown, BODY_CHARACTERS),
            }
        )


@dataclass(frozen=True, kw_only=True)
class LinkPage:
    """A link as one viewer sees it. `description` and `picture` are what its site says; `clicks` is of everybody."""

    post: Publication
    url: str
    host: str
    description: str
    state: State
    problem: str
    checked_at: datetime | None
    clicks: int
    picture: FileId | None


@dataclass(frozen=True, kw_only=True)
class Shared:
    """A link that somebody shared already."""

    id: LinkId
    title: str


def share(draft: LinkDraft, *, by: PersonId) -> LinkId:
    """Publish a link. Raises `Forbidden` if its author may not post in that community."""
    url = draft.url.strip()
    properties: dict[str, object] = {
        "url": url,
        "url_hash": urls.digest(url),
        "host": urlsplit(url).hostname or "",
        "title": draft.title.strip() or urls.title(url)[:TITLE_CHARACTERS],
        "wants_title": not draft.title.strip(),
        "body": draft.body.markdown,
        "html": draft.body.html,
        "excerpt": prose.excerpt(draft.body.markdown),
        "description": "",
        "state": "waiting",
        "problem": "",
        "failures": 0,
        "clicks": 0,
        "checked_key": clock.key(clock.now()),
    }
    return LinkId(publishing.publish("link", properties, about=draft.skills, community=draft.community, by=by))


def find_shared(url: str, *, viewer: Viewer) -> Shared | None:
    """Return the link to the same page that somebody shared before, if the viewer may see it."""
    if urls.problem(url):
        return None
    rows = read(
        """
        MATCH (link:Post {url_hash: $hash})
        WHERE link.kind = 'link' AND link.audience IN $audiences
        RETURN link.id AS id, link.title AS title
        LIMIT 1
        """,
        hash=urls.digest(url.strip()),
        audiences=viewer.audiences,
    )
    return Shared(**rows[0]) if rows else None


def listed(*, viewer: Viewer, before: int = clock.FAR_FUTURE) -> Page:
    """Return a stretch of all links, newest first, posted before this key."""
    rows = read(
        """
        MATCH (link:Post)
        WHERE link.link_key < $before AND link.audience IN $audiences
        RETURN link.id AS id, link.link_key AS key
        ORDER BY link.link_key DESC
        LIMIT 21
        """,
        before=before,
        audiences=viewer.audiences,
    )
    return page(rows, viewer=viewer)


def show(id: LinkId, *, viewer: Viewer) -> LinkPage:
    """Return a link's page. Raises `NotFound`, also for what the viewer may not see."""
    rows = read(
        """
        MATCH (link:Post {id: $id})
        WHERE link.kind = 'link' AND link.audience IN $audiences
        RETURN link.url AS url, link.host AS host, link.description AS description, link.state AS state,
               link.problem AS problem, link.checked_at AS checked_at, link.clicks AS clicks,
               [(link)-[use:USES]->(file:File) WHERE use.as = 'picture' | file.id][0] AS picture
        """,
        id=id,
        audiences=viewer.audiences,
    )
    row = only(rows, otherwise=NotFound("This link doesn't exist, or you don't have access to it."))
    return LinkPage(**having(row, post=publishing.show(id, "link", viewer=viewer)))


def visit(id: LinkId, *, by: Viewer) -> None:
    """Count a click. Raises `NotFound`, also for what the viewer may not see. Who clicked is not kept."""
    rows = write(
        """
        MATCH (link:Post {id: $id})
        WHERE link.kind = 'link' AND link.audience IN $audiences
        SET link.clicks = link.clicks + 1
        RETURN link.id AS id
        """,
        id=id,
        audiences=by.audiences,
    )
    only(rows, otherwise=NotFound("This link doesn't exist, or you don't have access to it."))


def address(id: PostId) -> str | None:
    """Return where a link, or a video that lies elsewhere, leads: for the workers, who see everything."""
    rows = read("MATCH (post:Post {id: $id}) RETURN post.url AS url", id=id)
    return rows[0]["url"] if rows else None


def was_read(id: LinkId) -> bool:
    """Tell whether its site has ever said what the page is about."""
    return bool(read("MATCH (link:Post {id: $id}) WHERE link.state = 'read' RETURN link.id", id=id))


def describe(id: LinkId, *, title: str, description: str) -> None:
    """Note what its site says of the page. A title that somebody typed stays."""
    now = clock.now()
    write(
        """
        MATCH (link:Post {id: $id})
        SET link.title = CASE WHEN link.wants_title AND $title <> '' THEN $title ELSE link.title END,
            link.description = $description,
            link.excerpt = CASE WHEN link.excerpt = '' THEN $excerpt ELSE link.excerpt END,
            link.state = 'read',
            link.changed_key = $key
        """,
        id=id,
        title=" ".join(title.split())[:TITLE_CHARACTERS],
        description=" ".join(description.split())[:DESCRIPTION_CHARACTERS],
        excerpt=prose.excerpt(description),
        key=clock.key(now),
    )
    note_alive(id)


def note_alive(id: LinkId) -> None:
    """Note that the page was there."""
    now = clock.now()
    write(
        """
        MATCH (link:Post {id: $id})
        SET link.state = CASE WHEN link.state = 'unread' THEN 'unread' ELSE 'read' END,
            link.problem = CASE WHEN link.state = 'unread' THEN link.problem ELSE '' END,
            link.failures = 0, link.checked_key = $key, link.checked_at = datetime($now)
        """,
        id=id,
        key=clock.key(now),
        now=now.isoformat(),
    )


def note_unread(id: LinkId, problem: str) -> None:
    """Note that the page is there, but not for us to read: it may want a sign-in."""
    now = clock.now()
    write(
        """
        MATCH (link:Post {id: $id})
        SET link.state = CASE WHEN link.state IN ['waiting', 'broken'] THEN 'unread' ELSE link.state END,
            link.problem = $problem, link.failures = 0, link.checked_key = $key, link.checked_at = datetime($now)
        """,
        id=id,
        problem=problem,
        key=clock.key(now),
        now=now.isoformat(),
    )


def note_failure(id: LinkId, problem: str, *, is_final: bool) -> None:
    """Note that the page was not there. It counts as broken if that is final, or at the second time."""
    now = clock.now()
    write(
        """
        MATCH (link:Post {id: $id})
        SET link.failures = link.failures + 1, link.checked_key = $key, link.checked_at = datetime($now)
        SET link.problem = $problem,
            link.state = CASE WHEN $is_final OR link.failures >= $most THEN 'broken'
                              WHEN link.state = 'waiting' THEN 'unread'
                              ELSE link.state END
        """,
        id=id,
        problem=problem,
        is_final=is_final,
        most=FAILURES_UNTIL_BROKEN,
        key=clock.key(now),
        now=now.isoformat(),
    )


def due(*, before: datetime) -> tuple[LinkId, ...]:
    """Return the links that were last checked before this moment, longest ago first, at most twenty."""
    rows = read(
        """
        MATCH (link:Post)
        WHERE link.checked_key < $before
        RETURN link.id AS id
        ORDER BY link.checked_key
        LIMIT $limit
        """,
        before=clock.key(before),
        limit=CHECKED_AT_ONCE,
    )
    return tuple(row["id"] for row in rows)


def waiting() -> tuple[LinkId, ...]:
    """Return links of the last day that nobody has read yet, because the queue was away."""
    rows = read(
        """
        MATCH (link:Post)
        WHERE link.link_key > $since AND link.state = 'waiting'
        RETURN link.id AS id
        LIMIT $limit
        """,
        since=clock.key(clock.now()) - 24 * 60 * 60 * 1_000_000,
        limit=CHECKED_AT_ONCE,
    )
    return tuple(row["id"] for row in rows)


def _too_long(what: str, text: str, most: int) -> str | None:
    return f"Keep {what} to at most {most:,} characters. It has {len(text):,}." if len(text) > most else None
