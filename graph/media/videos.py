"""Videos: uploaded and made playable by a worker, or lying elsewhere."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from urllib.parse import urlsplit

from graph import clock, prose
from graph.cards import Page, page
from graph.driver import having, only, read, write
from graph.errors import Forbidden, NotFound, refuse_if_any
from graph.ids import CommunityId, FileId, PersonId, VideoId
from graph.media import embeds
from graph.media.embeds import Embed
from graph.posts import publishing, urls
from graph.posts.publishing import Publication
from graph.posts.questions import BODY_CHARACTERS, title_problem
from graph.prose import Prose
from graph.viewers import Viewer

State = Literal["waiting", "working", "ready", "failed"]

# A worker that makes a video says so every few seconds. After this silence it is taken for dead.
LEASE = timedelta(minutes=2)
PREPARED_AT_ONCE = 5


@dataclass(frozen=True, kw_only=True)
class VideoDraft:
    """A video as somebody shares it: uploaded, or by its address elsewhere. Raises `Invalid`."""

    title: str
    body: Prose
    skills: tuple[str, ...]
    community: CommunityId | None
    url: str
    upload: str

    def __post_init__(self) -> None:
        long = len(self.body.markdown) > BODY_CHARACTERS
        refuse_if_any(
            {
                "title": title_problem(self.title),
                "body": f"Keep the description to at most {BODY_CHARACTERS:,} characters." if long else None,
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
    """A video as one viewer sees it. `progress` is from 0 to 100, `seconds` its length, 0 if it is not known."""

    post: Publication
    state: State
    problem: str
    progress: int
    seconds: float
    url: str
    host: str
    embed: Embed | None
    picture: FileId | None
    strip: FileId | None
    original: FileId | None
    renditions: tuple[Rendition, ...]


@dataclass(frozen=True, kw_only=True)
class Job:
    """What a worker has to make of a video: an upload playable, or a picture of a page elsewhere."""

    upload: str
    url: str
    attempts: int


def post(draft: VideoDraft, *, by: PersonId) -> VideoId:
    """Publish a video. Raises `Forbidden` if its author may not post in that community."""
    properties: dict[str, object] = {
        "title": draft.title.strip(),
        "body": draft.body.markdown,
        "html": draft.body.html,
        "excerpt": prose.excerpt(draft.body.markdown),
        "url": draft.url.strip(),
        "upload": draft.upload,
        "state": "waiting",
        "problem": "",
        "progress": 0,
        "seconds": 0.0,
        "lease_key": 0,
        "attempts": 0,
    }
    return VideoId(publishing.publish("video", properties, about=draft.skills, community=draft.community, by=by))


def find_shared(upload: str, *, by: PersonId) -> VideoId | None:
    """Return the video that this person made of an upload, if there is one: the form may come twice."""
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
    """Make the video anew from another upload. Raises `Forbidden` for all but its author."""
    rows = write(
        """
        MATCH (video:Post {id: $id})<-[:POSTED]-(:Person {id: $by})
        WHERE video.kind = 'video' AND video.url = ''
        SET video.upload = $upload, video.state = 'waiting', video.problem = '', video.progress = 0,
            video.lease_key = 0, video.attempts = 0, video.changed_key = $key
        RETURN video.id AS id
        """,
        id=id,
        upload=upload,
        by=by,
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=Forbidden("Only the person who shared the video can replace it."))


def listed(*, viewer: Viewer, before: int = clock.FAR_FUTURE) -> Page:
    """Return a stretch of all videos, newest first, posted before this key."""
    rows = read(
        """
        MATCH (video:Post)
        WHERE video.video_key < $before AND video.audience IN $audiences
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
    rows = read(
        """
        MATCH (video:Post {id: $id})
        WHERE video.kind = 'video' AND video.audience IN $audiences
        RETURN video.state AS state, video.problem AS problem, video.progress AS progress, video.seconds AS seconds,
               video.url AS url, coalesce(video.player, '') AS player,
               [(video)-[use:USES]->(file:File) WHERE use.as = 'picture' | file.id][0] AS picture,
               [(video)-[use:USES]->(file:File) WHERE use.as = 'strip' | file.id][0] AS strip,
               [(video)-[use:USES]->(file:File) WHERE use.as = 'original' | file.id][0] AS original,
               [(video)-[use:USES]->(file:File) WHERE use.as STARTS WITH 'rendition'
                   | {file: file.id, width: file.width, height: file.height}] AS renditions
        """,
        id=id,
        audiences=viewer.audiences,
    )
    row = only(rows, otherwise=NotFound("This video doesn't exist, or you don't have access to it."))
    renditions = [Rendition(**rendition) for rendition in row["renditions"]]
    player, url = str(row.pop("player")), str(row["url"])
    return VideoPage(
        **having(
            row,
            post=publishing.show(id, "video", viewer=viewer),
            host=urlsplit(url).hostname or "",
            embed=embeds.find(url) or embeds.lent(player),
            renditions=tuple(sorted(renditions, key=lambda it: -it.height)),
        )
    )


def begin(id: VideoId) -> Job | None:
    """Take a video to work on; none if there is nothing to do, or somebody else works on it."""
    now = clock.now()
    rows = write(
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
    return Job(**rows[0]) if rows else None


def note_progress(id: VideoId, percent: int, *, upload: str) -> bool:
    """Note how far the work on an upload is, and that it goes on; False if the video was replaced by another one."""
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
    """Note the player that the site of a video lends, or that it lends none any more."""
    write("MATCH (video:Post {id: $id}) SET video.player = $player", id=id, player=player)


def finish(id: VideoId, *, upload: str, seconds: float) -> None:
    """Note that the video can be watched, unless it was replaced by another upload meanwhile."""
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
    """Note that no playable video could be made, and why, unless it was replaced by another upload meanwhile."""
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
    """Return videos that wait, or whose worker died, newest first, at most five."""
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
