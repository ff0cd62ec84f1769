"""Links: pages elsewhere that someone found worth reading, with the descriptions that their sites give."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from graph import clock, prose
from graph.cards import Page, page
from graph.driver import only, read, write
from graph.errors import NotFound, refuse_if_any
from graph.ids import FileId, LinkId, PersonId, PostId
from graph.posts import publishing, urls
from graph.posts.approved import Approval
from graph.posts.publishing import OPENED, PUBLICATION, PostDraft, Publication
from graph.posts.questions import BODY_CHARACTERS, TITLE_CHARACTERS
from graph.rows import read_as
from graph.viewers import Viewer

LinkState = Literal["waiting", "read", "unread", "broken"]

DESCRIPTION_CHARACTERS = 500
# One failure may be a coincidence. The second, at the next check, is not.
FAILURES_UNTIL_BROKEN = 2
CHECKED_AT_ONCE = 20
DAY_KEY = 24 * 60 * 60 * 1_000_000


@dataclass(frozen=True, kw_only=True)
class LinkDraft(PostDraft):
    """A link as it was typed; an empty title is filled from the page. Raises `Invalid` with a sentence per field."""

    url: str

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
    """A link as one viewer sees it. `description` and `picture` are its site's; `clicks` counts everyone's."""

    post: Publication
    url: str
    host: str
    description: str
    state: LinkState
    problem: str
    checked_at: datetime | None
    clicks: int
    picture: FileId | None


@dataclass(frozen=True, kw_only=True)
class Shared:
    """A link that someone has already shared."""

    id: LinkId
    title: str


def share(draft: LinkDraft, *, by: PersonId, approval: Approval | None = None) -> LinkId:
    """Publish a link. Raises `Forbidden` if its author may not post in that community."""
    url = draft.url.strip()
    particular: dict[str, object] = {
        "url": url,
        "url_hash": urls.digest(url),
        "host": urlsplit(url).hostname or "",
        "title": draft.title.strip() or urls.title(url)[:TITLE_CHARACTERS],
        "wants_title": not draft.title.strip(),
        "description": "",
        "state": "waiting",
        "problem": "",
        "failures": 0,
        "clicks": 0,
        "checked_key": clock.key(clock.now()),
    }
    return LinkId(publishing.publish("link", draft, particular, by=by, approval=approval))


def find_shared(url: str, *, viewer: Viewer) -> Shared | None:
    """Return the link to the same page that was shared before, if the viewer may see it."""
    if urls.problem(url):
        return None
    found = read_as(
        Shared,
        """
        MATCH (link:Post {url_hash: $hash})
        WHERE link.kind = 'link' AND {{link is open}}
        RETURN link.id AS id, link.title AS title
        LIMIT 1
        """,
        hash=urls.digest(url.strip()),
        audiences=viewer.audiences,
    )
    return found[0] if found else None


def listed(*, viewer: Viewer, before: int = clock.FAR_FUTURE) -> Page:
    """Return a page of all links posted before this key, newest first."""
    rows = read(
        """
        MATCH (link:Post)
        WHERE link.link_key < $before AND {{link is open}}
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
    found = read_as(
        LinkPage,
        OPENED
        + "RETURN "
        + PUBLICATION
        + """ AS post,
        post.url AS url, post.host AS host, post.description AS description, post.state AS state,
        post.problem AS problem, post.checked_at AS checked_at, post.clicks AS clicks,
        [(post)-[use:USES]->(file:File) WHERE use.as = 'picture' | file.id][0] AS picture
        """,
        id=id,
        kind="link",
        audiences=viewer.audiences,
        viewer=viewer.id,
    )
    page = only(found, otherwise=NotFound("This link doesn't exist, or you don't have access to it."))
    return replace(page, post=page.post.in_order)


def visit(id: LinkId, *, by: Viewer) -> None:
    """Count a click, not who clicked. Raises `NotFound`, also for what the viewer may not see."""
    rows = write(
        """
        MATCH (link:Post {id: $id})
        WHERE link.kind = 'link' AND {{link is open}}
        SET link.clicks = link.clicks + 1
        RETURN link.id AS id
        """,
        id=id,
        audiences=by.audiences,
    )
    only(rows, otherwise=NotFound("This link doesn't exist, or you don't have access to it."))


def address(id: PostId) -> str | None:
    """Return the address of a link, or of a video on another site. For workers, which see everything."""
    rows = read("MATCH (post:Post {id: $id}) RETURN post.url AS url", id=id)
    return rows[0]["url"] if rows else None


def was_read(id: LinkId) -> bool:
    """Return whether its site has ever described the page."""
    return bool(read("MATCH (link:Post {id: $id}) WHERE link.state = 'read' RETURN link.id", id=id))


def describe(id: LinkId, *, title: str, description: str) -> None:
    """Record how its site describes the page. A title that someone typed stays."""
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
    """Record that the page was there."""
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
    """Record that the page is there but can't be read: it may need signing in."""
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
    """Record that the page was not there. It is broken if that is final, or the second time in a row."""
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
    """Return at most twenty links that were last checked before this moment, longest ago first."""
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
    """Return links of the last day whose pages were not read yet because the queue was away."""
    rows = read(
        """
        MATCH (link:Post)
        WHERE link.link_key > $since AND link.state = 'waiting'
        RETURN link.id AS id
        LIMIT $limit
        """,
        since=clock.key(clock.now()) - DAY_KEY,
        limit=CHECKED_AT_ONCE,
    )
    return tuple(row["id"] for row in rows)


def _too_long(what: str, text: str, most: int) -> str | None:
    return f"Use {most:,} characters or fewer for {what}. It has {len(text):,}." if len(text) > most else None
