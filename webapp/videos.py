"""Videos: the list of them, sharing one, and watching it."""

from dataclasses import dataclass

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph import captions, care, chapters, communities, videos
from graph.captions import Captions
from graph.chapters import Chapter
from graph.errors import Invalid
from graph.ids import VideoId
from graph.videos import VideoDraft, VideoPage
from store import uploads
from store.errors import Gone, Refused
from webapp import forms, pages, rendering, security
from webapp.session import me, viewer
from webapp.translations import translated as _
from workers import events

bp = Blueprint("videos", __name__, url_prefix="/videos")

# Loaded only on the page of a reader who asked for it.
PLAYERS = "frame-src https://www.youtube-nocookie.com https://player.vimeo.com https://embed.ted.com"


@dataclass(frozen=True, kw_only=True)
class Watching:
    """How a reader watches: from which second, in which language, and whether another site's player may load."""

    at: int
    may_load: bool
    spoken: tuple[Captions, ...]
    transcript: Captions | None
    chapters: tuple[Chapter, ...]


@bp.get("")
def index() -> ResponseReturnValue:
    return render_template("videos/index.html", page=videos.listed(viewer=viewer(), before=pages.before()))


@bp.get("/new")
def new() -> ResponseReturnValue:
    return _form(request.args.to_dict(), {}), 200


@bp.post("")
def post() -> ResponseReturnValue:
    id = videos.find_shared(request.form.get("upload", ""), by=me().id)
    if id is None:
        try:
            id = videos.post(_draft(), by=me().id)
        except Invalid as invalid:
            return _form(request.form.to_dict(), invalid.problems), 422
        events.video_posted(id)
    return redirect(url_for("videos.show", id=id), 303)


@bp.get("/<id>")
def show(id: VideoId) -> ResponseReturnValue:
    video = videos.show(id, viewer=viewer())
    watching = _watching(video)
    around = care.of(id, viewer=viewer())
    response = make_response(render_template("videos/show.html", video=video, watching=watching, care=around))
    if video.embed and watching.may_load:
        response.headers["Content-Security-Policy"] = f"{security.HEADERS['Content-Security-Policy']}; {PLAYERS}"
    return response


@bp.get("/<id>/player")
def player(id: VideoId) -> ResponseReturnValue:
    """The player alone, for a page that waits until the video can be watched."""
    video = videos.show(id, viewer=viewer())
    return render_template("videos/_player.html", video=video, watching=_watching(video))


@bp.post("/<id>/source")
def replace(id: VideoId) -> ResponseReturnValue:
    upload = _upload()
    if not upload:
        raise Invalid(video=_("Choose a video file first."))
    videos.replace(id, upload=upload, by=me().id)
    events.video_posted(id)
    return redirect(url_for("videos.show", id=id), 303)


def _watching(video: VideoPage) -> Watching:
    spoken = captions.of(VideoId(video.post.id), viewer=viewer())
    wanted = request.args.get("captions", "")
    return Watching(
        at=chapters.seconds(request.args.get("t", "")),
        may_load=request.args.get("play") == "1",
        spoken=spoken,
        transcript=next((one for one in spoken if one.language == wanted), spoken[0] if spoken else None),
        chapters=chapters.of(video.post.body),
    )


def _draft() -> VideoDraft:
    return VideoDraft(
        title=request.form.get("title", ""),
        body=rendering.prose(request.form.get("body", "")),
        skills=forms.names("skills"),
        community=forms.community(),
        url=request.form.get("url", ""),
        upload=_upload(),
    )


def _upload() -> str:
    """Return the id of the upload that came piece by piece before, or whole with this form; empty if there is none."""
    sent = request.files.get("file")
    try:
        if sent and sent.filename:
            return uploads.adopt(sent.stream, owner=me().id, name=sent.filename).id  # pyright: ignore[reportArgumentType]
        found = request.form.get("upload", "")
        if found and not uploads.get(uploads.UploadId(found), owner=me().id).is_whole:
            raise Invalid(video=_("The upload has not come to its end; choose the same file again to go on with it."))
    except (Gone, Refused) as problem:
        raise Invalid(video=_(str(problem))) from problem
    return found


def _form(typed: dict[str, str], problems: dict[str, str]) -> str:
    return render_template("videos/new.html", typed=typed, problems=problems, communities=communities.open_to(viewer()))
