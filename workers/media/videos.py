"""Makes uploaded videos playable in every browser, and fetches pictures of videos hosted elsewhere."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.approvals import pending_posts
from graph.errors import NotFound
from graph.ids import VideoId
from graph.media import embeds, files, videos
from graph.media.files import FileDraft
from graph.media.videos import Job
from store import blobs, containers, incoming, pictures, scanner, uploads
from store.errors import Gone, Refused
from workers import logs
from workers.app import later, task
from workers.media import ffmpeg
from workers.posts import oembed, previews, web

log = logs.named(__name__)

SHORT_SIDES = (720, 360)
# The large rendition takes most of the time.
SHARE_OF_LARGE = 0.8
SECONDS_BETWEEN_NOTES = 1.0
# A video that crashes its worker again and again is given up.
MOST_ATTEMPTS = 3


class Replaced(Exception):
    """Someone has replaced the video while it was being worked on."""


@task
def prepare(id: VideoId) -> None:
    """Make a video playable. Does nothing if it is done or another worker is working on it."""
    if job := videos.begin(id):
        _prepare(id, job)
        later("finding.indexing.index_video", id)
        later("media.speech.write_down", id)


@task
def sweep() -> None:
    """Continue videos whose worker died, and start those that were posted while the queue was down."""
    unfinished = videos.unfinished()
    for id in unfinished:
        prepare(id)
    logs.swept(log, videos=len(unfinished))


@task
def tidy() -> None:
    """Delete abandoned uploads, but not those of videos that wait for a coach."""
    uploads.tidy(except_for=pending_posts.uploads())


def _prepare(id: VideoId, job: Job) -> None:
    if job.attempts > MOST_ATTEMPTS:
        videos.fail(id, "Guildhall tried several times but couldn't make this video playable.", upload=job.upload)
        return
    try:
        seconds = _made(id, job.upload) if job.upload else _introduced(id, job.url)
        videos.finish(id, upload=job.upload, seconds=seconds)
    except (Refused, Gone) as problem:
        videos.fail(id, str(problem), upload=job.upload)
        return
    except (Replaced, NotFound):
        # Someone has replaced or withdrawn it.
        log.info("replaced", video=id)
    if job.upload:
        uploads.remove(job.upload)


def _introduced(id: VideoId, url: str) -> float:
    """Keep a picture of a video hosted elsewhere, and the player that its site offers."""
    with suppress(web.Unreachable, web.Closed):
        preview = previews.of(url)
        if picture := previews.picture_of(preview):
            files.attach(FileDraft(**vars(picture)), to=id, role="picture")
        if preview.oembed and embeds.find(url) is None:
            videos.note_player(id, oembed.player(preview.oembed))
    return 0.0


def _made(id: VideoId, upload: str) -> float:
    source = uploads.finished(upload)
    form = containers.of(source)
    with source.open("rb") as content:
        scanner.refuse_if_infected(content)
    facts = ffmpeg.look(source, form)
    progress = _noting(id, upload, facts.seconds, 0, SHARE_OF_LARGE)
    with TemporaryDirectory(dir=source.parent) as folder:
        large = Path(folder) / "large.mp4"
        ffmpeg.render(source, form, large, short_side=SHORT_SIDES[0], seconds=facts.seconds, progress=progress)
        made = ffmpeg.look(large, "mov")
        _note(id, upload, SHARE_OF_LARGE)
        _keep_pictures(id, large, made.seconds)
        _keep_video(id, large, made, SHORT_SIDES[0])
        if min(made.width, made.height) > SHORT_SIDES[1]:
            _keep_small(id, upload, large, made.seconds)
        else:
            # The small rendition may be left from the video that this one replaces.
            files.detach(id, role=f"rendition-{SHORT_SIDES[1]}")
    _keep_original(id, source, form)
    return made.seconds


def _keep_small(id: VideoId, upload: str, large: Path, seconds: float) -> None:
    small = large.with_name("small.mp4")
    progress = _noting(id, upload, seconds, SHARE_OF_LARGE, 1)
    ffmpeg.render(large, "mov", small, short_side=SHORT_SIDES[1], seconds=seconds, progress=progress)
    _note(id, upload, 1)
    _keep_video(id, small, ffmpeg.look(small, "mov"), SHORT_SIDES[1])


def _keep_pictures(id: VideoId, video: Path, seconds: float) -> None:
    """Keep a poster and a strip. A video plays without them, so it is no failure if they can't be made."""
    poster, strip = video.with_name("poster.jpg"), video.with_name("strip.jpg")
    try:
        ffmpeg.poster(video, poster, at=min(seconds / 10, 20))
        ffmpeg.strip(video, strip, seconds=seconds)
    except Refused as problem:
        log.info("no pictures", video=id, problem=str(problem))
    for role, path in (("picture", poster), ("strip", strip)):
        if path.exists():
            _keep_picture(id, path, role)
        else:
            # One may be left from the video that this one replaces.
            files.detach(id, role=role)


def _keep_picture(id: VideoId, path: Path, role: str) -> None:
    with path.open("rb") as content:
        kept = incoming.keep(pictures.rewritten(content), name=role)
    files.attach(FileDraft(**vars(kept)), to=id, role=role)


def _keep_video(id: VideoId, path: Path, facts: ffmpeg.Facts, short_side: int) -> None:
    draft = FileDraft(
        hash=blobs.put_file(path),
        name=f"video-{short_side}.mp4",
        media_type="video/mp4",
        bytes=path.stat().st_size,
        width=facts.width,
        height=facts.height,
    )
    files.attach(draft, to=id, role=f"rendition-{short_side}")


def _keep_original(id: VideoId, path: Path, form: str) -> None:
    draft = FileDraft(
        hash=blobs.put_file(path),
        name=f"original.{form}",
        # The original is never played, only downloaded.
        media_type="application/octet-stream",
        bytes=path.stat().st_size,
        width=0,
        height=0,
    )
    files.attach(draft, to=id, role="original")


def _note(id: VideoId, upload: str, share: float) -> None:
    if not videos.note_progress(id, round(100 * share), upload=upload):
        raise Replaced


def _noting(id: VideoId, upload: str, seconds: float, begin: float, end: float) -> Callable[[float], None]:
    """Return a function that notes the progress of one step at most once a second.

    `begin` and `end` are the step's place in the whole, as shares of 1. Noting raises `Replaced`.
    """
    noted = 0.0

    def note(done: float) -> None:
        nonlocal noted
        if time.monotonic() - noted > SECONDS_BETWEEN_NOTES:
            noted = time.monotonic()
            share = min(done / seconds, 1) if seconds else 0
            _note(id, upload, begin + share * (end - begin))

    return note
