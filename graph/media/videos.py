"""Videos: uploaded and made playable by a worker, or on another site."""

import dataclasses
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from urllib.parse import urlsplit

from graph import clock, viewers
from graph.cards import Page, page
from graph.conduct import refusals
from graph.driver import only, read, write
from graph.errors import Forbidden, NotFound, refuse_if_any
from graph.ids import FileId, PersonId, VideoId
from graph.media import embeds
from graph.media.embeds import Embed
from graph.posts import publishing, urls
from graph.posts.approved import Approval
from graph.posts.publishing import OPENED, PUBLICATION, PostDraft, Publication
from graph.posts.questions import BODY_CHARACTERS, title_problem
from graph.rows import read_as, write_as
from graph.viewers import Viewer

VideoState = Literal["waiting", "working", "ready", "failed"]

# A worker that prepares a video reports every few seconds. After this silence it counts as dead.
LEASE = timedelta(minutes=2)
PREPARED_AT_ONCE = 5


@dataclass(frozen=True, kw_only=True)
class VideoDraft(PostDraft):
    """A video as it was typed: an upload, or an address on another site. Raises `Invalid` with a sentence per field."""

    url: str
    upload: str

    def __post_init__(self) -> None:
        long = len(self.body.markdown) > BODY_CHARACTERS
        refuse_if_any(
            {
                "title": title_problem(self.title),
                "body": f"Use {BODY_CHARACTERS:,} characters or fewer for the description." if long else None,
                **_source_problems(self.url.strip(), self.upload),
            }
        )


@dataclass(frozen=True, kw_only=True)
class Rendition:
    """One of the forms in which a video is played; sizes in pixels."""

    file: FileId
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class VideoPage:
    """A video as one viewer sees it. `progress` is in percent, `seconds` is its length, 0 if unknown.

    `description` is Markdown, `player` the address of a player that the video's site offers. Largest renditions first.
    """

    post: Publication
    description: str
    state: VideoState
    problem: str
    progress: int
    seconds: float
    url: str
    player: str
    picture: FileId | None
    strip: FileId | None
    original: FileId | None
    renditions: tuple[Rendition, ...]

    @property
    def host(self) -> str:
        """The site that it is on, empty for an upload."""
        return urlsplit(self.url).hostname or ""

    @property
    def embed(self) -> Embed | None:
        """The player of the site that it is on, if that offers one."""
        return embeds.find(self.url) or embeds.lent(self.player)


@dataclass(frozen=True, kw_only=True)
class Job:
    """What a worker has to do: make an upload playable, or fetch a picture for a video on another site."""

    upload: str
    url: str
    attempts: int


def post(draft: VideoDraft, *, by: PersonId, approval: Approval | None = None) -> VideoId:
    """Publish a video. Raises `Forbidden` if its author may not post in that community."""
    particular: dict[str, object] = {
        "url": draft.url.strip(),
        "upload": draft.upload,
        "state": "waiting",
        "problem": "",
        "progress": 0,
        "seconds": 0.0,
        "lease_key": 0,
        "attempts": 0,
    }
    return VideoId(publishing.publish("video", draft, particular, by=by, approval=approval))


def find_shared(upload: str, *, by: PersonId) -> VideoId | None:
    """Return the video that this person made from an upload, if there is one: the form may be sent twice."""
    rows = read(
        """
        MATCH (:Person {id: $by})-[:POSTED]->(video:Post)
        WHERE video.upload = $upload AND $upload <> ''
        RETURN video.id AS id
        LIMIT 1
        """,
        upload=upload,
        by=by,
    )
    return rows[0]["id"] if rows else None


def replace(id: VideoId, *, upload: str, by: PersonId) -> None:
    """Replace the video by another upload. Raises `Forbidden` for everyone but its author and for embedded ones.

    Raises `Invalid` while they are silenced or have a warning to read.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (post:Post {id: $id})<-[:POSTED]-(author:Person {id: $by})
        WHERE post.kind = 'video' AND post.url = '' AND {{author is free to add}}
        SET post.upload = $upload, post.state = 'waiting', post.problem = '', post.progress = 0,
            post.lease_key = 0, post.attempts = 0, post.changed_key = $key
        RETURN post.id AS id
        """,
        id=id,
        upload=upload,
        by=by,
        now=now.isoformat(),
        key=clock.key(now),
    )
    if not rows:
        refusals.refuse_addition("video", on=id, by=viewers.get(by))
    only(rows, otherwise=Forbidden("Only the person who shared the video can replace it."))


def listed(*, viewer: Viewer, before: int = clock.FAR_FUTURE) -> Page:
    """Return a page of all videos posted before this key, newest first."""
    rows = read(
        """
        MATCH (video:Post)
        WHERE video.video_key < $before AND {{video is open}}
        RETURN video.id AS id, video.video_key AS key
        ORDER BY video.video_key DESC
        LIMIT 21
        """,
        before=before,
        audiences=viewer.audiences,
    )
    return page(rows, viewer=viewer)


def show(id: VideoId, *, viewer: Viewer) -> VideoPage:
    """Return a video's page. Raises `NotFound`, also for what the viewer may not see."""
    found = read_as(
        VideoPage,
        OPENED
        + "RETURN "
        + PUBLICATION
        + """ AS post,
        post.body AS description, post.state AS state, post.problem AS problem, post.progress AS progress,
        post.seconds AS seconds, post.url AS url, coalesce(post.player, '') AS player,
        [(post)-[use:USES]->(file:File) WHERE use.as = 'picture' | file.id][0] AS picture,
        [(post)-[use:USES]->(file:File) WHERE use.as = 'strip' | file.id][0] AS strip,
        [(post)-[use:USES]->(file:File) WHERE use.as = 'original' | file.id][0] AS original,
        [(post)-[use:USES]->(file:File) WHERE use.as STARTS WITH 'rendition'
            | {file: file.id, width: file.width, height: file.height}] AS renditions
        """,
        id=id,
        kind="video",
        audiences=viewer.audiences,
        viewer=viewer.id,
    )
    page = only(found, otherwise=NotFound("This video doesn't exist, or you don't have access to it."))
    largest_first = sorted(page.renditions, key=lambda rendition: -rendition.height)
    return dataclasses.replace(page, post=page.post.in_order, renditions=tuple(largest_first))


def begin(id: VideoId) -> Job | None:
    """Take a video to work on, for two minutes. Return `None` if there is nothing to do, or another worker has it."""
    now = clock.now()
    jobs = write_as(
        Job,
        """
        MATCH (video:Post {id: $id})
        WHERE video.state IN ['waiting', 'working'] AND video.lease_key < $now
        SET video.lease_key = $until, video.state = 'working', video.progress = 0, video.attempts = video.attempts + 1
        RETURN video.upload AS upload, video.url AS url, video.attempts AS attempts
        """,
        id=id,
        now=clock.key(now),
        until=clock.key(now + LEASE),
    )
    return jobs[0] if jobs else None


def note_progress(id: VideoId, percent: int, *, upload: str) -> bool:
    """Record the progress in percent, and keep the video for two more minutes. Return `False` if it was replaced."""
    rows = write(
        """
        MATCH (video:Post {id: $id})
        WHERE video.upload = $upload
        SET video.progress = $percent, video.lease_key = $until
        RETURN video.id AS id
        """,
        id=id,
        percent=percent,
        upload=upload,
        until=clock.key(clock.now() + LEASE),
    )
    return bool(rows)


def note_player(id: VideoId, player: str) -> None:
    """Record the address of the player that the video's site offers, empty if it offers none any more."""
    write("MATCH (video:Post {id: $id}) SET video.player = $player", id=id, player=player)


def finish(id: VideoId, *, upload: str, seconds: float) -> None:
    """Record that the video can be watched, unless it was replaced by another upload meanwhile."""
    write(
        """
        MATCH (video:Post {id: $id})
        WHERE video.upload = $upload
        SET video.state = 'ready', video.problem = '', video.progress = 100, video.seconds = $seconds,
            video.lease_key = 0, video.changed_key = $key
        """,
        id=id,
        upload=upload,
        seconds=seconds,
        key=clock.key(clock.now()),
    )


def fail(id: VideoId, problem: str, *, upload: str) -> None:
    """Record that no playable video could be made, and why, unless it was replaced by another upload meanwhile."""
    write(
        """
        MATCH (video:Post {id: $id})
        WHERE video.upload = $upload
        SET video.state = 'failed', video.problem = $problem, video.lease_key = 0
        """,
        id=id,
        upload=upload,
        problem=problem,
    )


def unfinished() -> tuple[VideoId, ...]:
    """Return at most five videos that wait or whose worker died, newest first."""
    rows = read(
        """
        MATCH (video:Post)
        WHERE video.video_key > 0 AND video.state IN ['waiting', 'working'] AND video.lease_key < $now
        RETURN video.id AS id
        ORDER BY video.video_key DESC
        LIMIT $limit
        """,
        now=clock.key(clock.now()),
        limit=PREPARED_AT_ONCE,
    )
    return tuple(row["id"] for row in rows)


def _source_problems(url: str, upload: str) -> dict[str, str | None]:
    if url and upload:
        return {"url": "Choose a file or enter an address, not both."}
    if url:
        return {"url": urls.problem(url)}
    return {"video": None if upload else "Choose a video file, or enter its address below."}
