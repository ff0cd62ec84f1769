"""Videos: the list of them, sharing one, and watching it."""

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.communities import communities
from graph.errors import Invalid
from graph.ids import VideoId
from graph.media import captions, chapters, videos
from graph.media.captions import Captions
from graph.media.chapters import Chapter
from graph.media.videos import VideoDraft, VideoPage
from graph.posts import sidebar
from webapp.approvals import holding
from webapp.editing import drafts
from webapp.markdown import rendering, typed_texts
from webapp.shell import forms, pages, security, uploads
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers import events

bp = Blueprint("videos", __name__, url_prefix="/videos")


@dataclass(frozen=True, kw_only=True)
class Watching:
    """How to show a video: from which second, in which language, and whether another site's player may load."""

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
    return _form(drafts.begun("video", brought=request.args.to_dict()), {}), 200


@bp.post("")
def post() -> ResponseReturnValue:
    if shared := videos.find_shared(request.form.get("upload", ""), by=me().id):
        return redirect(url_for("videos.show", id=shared), 303)
    begun = drafts.sent("video")
    try:
        begun.typed["upload"] = uploads.received()
        draft = _draft(begun.typed["upload"])
        return holding.hold(draft) or _publish(draft)
    except Invalid as invalid:
        return _form(begun, invalid.problems), 422


@bp.get("/<id>")
def show(id: VideoId) -> ResponseReturnValue:
    return _page(id)


@bp.get("/<id>/player")
def player(id: VideoId) -> ResponseReturnValue:
    """Show only the player, for a page that waits until people can watch the video."""
    video = videos.show(id, viewer=viewer())
    return render_template("videos/_player.html", video=video, watching=watching(video))


@bp.post("/<id>/source")
def replace(id: VideoId) -> ResponseReturnValue:
    try:
        upload = uploads.received()
        if not upload:
            raise Invalid(video=_("Choose a video file first."))
        videos.replace(id, upload=upload, by=me().id)
    except Invalid as invalid:
        return _page(id, problem=invalid.problems["video"]), 422
    events.video_posted(id)
    return redirect(url_for("videos.show", id=id), 303)


def _page(id: VideoId, *, problem: str = "") -> Response:
    """Return a video's page, with what is wrong with a replacement file that was refused."""
    video = videos.show(id, viewer=viewer())
    how, around = watching(video), sidebar.of(id, viewer=viewer())
    page = render_template("videos/show.html", video=video, watching=how, sidebar=around, problem=problem)
    response = make_response(page)
    if video.embed and how.may_load:
        # Frames are allowed only for a reader who asked for the player, and only from the site that offers it.
        policy, frames = security.HEADERS["Content-Security-Policy"], f"frame-src 'self' {video.embed.origin}"
        response.headers["Content-Security-Policy"] = policy.replace("frame-src 'self'", frames)
    return response


def watching(video: VideoPage) -> Watching:
    """Return how the address says to show a video."""
    spoken = captions.of(VideoId(video.post.id), viewer=viewer())
    wanted = request.args.get("captions", "")
    return Watching(
        at=chapters.seconds(request.args.get("t", "")),
        may_load=request.args.get("play") == "1",
        spoken=spoken,
        transcript=next((one for one in spoken if one.language == wanted), spoken[0] if spoken else None),
        chapters=chapters.of(video.description),
    )


def _publish(draft: VideoDraft) -> ResponseReturnValue:
    id = videos.post(draft, by=me().id)
    typed_texts.keep(id)
    drafts.forget("video")
    events.video_posted(id)
    return redirect(url_for("videos.show", id=id), 303)


def _draft(upload: str) -> VideoDraft:
    return VideoDraft(
        title=typed_texts.line("title"),
        body=rendering.described(typed_texts.read()),
        skills=forms.names("skills"),
        community=forms.community(),
        is_machine_written=forms.machine_written(),
        url=request.form.get("url", ""),
        upload=upload,
    )


def _form(begun: drafts.Begun, problems: dict[str, str]) -> str:
    return render_template(
        "videos/new.html",
        begun=begun,
        typed=begun.typed,
        problems=problems,
        kept=uploads.kept(begun.typed.get("upload", "")),
        communities=communities.to_post_in(viewer()),
    )
