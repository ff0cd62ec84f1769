"""Captions of videos: files for players, and a page where the video's author writes them."""

import hashlib

from babel import Locale, UnknownLocaleError
from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import VideoId
from graph.media import captions, encodings, videos, webvtt
from webapp.markdown import typed_texts, typed_words
from webapp.media import videos as watched
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers import events

bp = Blueprint("captions", __name__, url_prefix="/videos/<id>/captions")

# Languages that many offices use. Captions can be in any of them.
LANGUAGES = ("ar", "cs", "da", "de", "en", "es", "fi", "fr", "hi", "hu", "it", "ja", "ko", "nb", "nl", "pl", "pt", "ro")
MORE_LANGUAGES = ("es-419", "pt-BR", "sv", "tr", "uk", "zh-Hans", "zh-Hant")
MOST_BYTES = 4_000_000
MOST_NAMED = 5


@bp.get("/<language>.vtt")
def show(id: VideoId, language: str) -> ResponseReturnValue:
    """Return the captions as the file that the player reads."""
    for one in captions.of(id, viewer=viewer()):
        if one.language == language:
            return Response(webvtt.written(one.cues), mimetype="text/vtt")
    raise NotFound(_("These captions don't exist, or you don't have access to them."))


@bp.get("/<language>")
def edit(id: VideoId, language: str) -> ResponseReturnValue:
    return _form(id, language, _present(id, language), {}), 200


@bp.post("/<language>")
def write_down(id: VideoId, language: str) -> ResponseReturnValue:
    language, typed = _chosen(language), request.form.get("captions", "")
    try:
        language = captions.tag(language)
        typed = _sent(language) or typed
        _save(id, language, typed)
    except Invalid as invalid:
        return _form(id, language, typed, invalid.problems), 422
    except Conflict as conflict:
        return _form(id, language, typed, {"captions": str(conflict)}, beside=_present(id, language)), 409
    events.captions_written(id)
    return redirect(url_for("videos.show", id=id, captions=language), 303)


def language_name(code: str) -> str:
    """Return the name of a language in the reader's own, or its tag if Babel knows no name for it."""
    try:
        found = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return code
    # Babel takes an undetermined language for English.
    return (found.language == code.split("-")[0] and found.get_display_name(get_locale())) or code


def _chosen(language: str) -> str:
    """Return the language that was typed or else chosen in the form, or the one in the address."""
    return request.form.get("tag", "").strip() or request.form.get("language", language)


def _save(id: VideoId, language: str, typed: str) -> None:
    """Save the captions, and say what is left out of them.

    What is typed can be mended in the form. A file that came from elsewhere is taken as far as it can be read.
    """
    _refuse_if_outrun(_present(id, language), typed)
    typed = typed_texts.sent_as_file(typed, field="captions", before=_present(id, language), on=id)
    is_file = bool(request.files.get("file"))
    left_out = captions.write_down(id, language, typed, by=me().id, partly=is_file)
    typed_words.keep()
    if left_out:
        more = [_("And %(count)s more.") % {"count": len(left_out) - MOST_NAMED}] if len(left_out) > MOST_NAMED else []
        said = [_("The captions are saved, but not all of them."), *left_out[:MOST_NAMED], *more]
        flash(" ".join(said), "warn")


def _sent(language: str) -> str:
    """Return the text of the file sent with the form, empty if there was none."""
    sent = request.files.get("file")
    return encodings.decoded(sent.stream.read(MOST_BYTES), language) if sent and sent.filename else ""


def _present(id: VideoId, language: str) -> str:
    """Return the current captions in a language, as WebVTT; empty if there are none."""
    written = {one.language: webvtt.written(one.cues) for one in captions.of(id, viewer=viewer())}
    return written.get(language, "")


def _refuse_if_outrun(present: str, typed: str) -> None:
    """Raise `Conflict` if the captions changed since the form was made, in another window or by a machine."""
    if present and typed != present and request.form.get("made_of", "") != _mark(present):
        raise Conflict(_("Captions in this language already exist. Copy what you need, then save again."))


def _mark(written: str) -> str:
    return hashlib.sha256(written.encode()).hexdigest()[:16] if written else ""


def _form(id: VideoId, language: str, typed: str, problems: dict[str, str], *, beside: str = "") -> str:
    """Return the form as typed, next to the player and to captions saved in the meantime."""
    video, tag = videos.show(id, viewer=viewer()), request.form.get("tag", "").strip()
    if not video.post.is_mine:
        raise Forbidden(_("Only the person who shared the video can change its captions."))
    return render_template(
        "captions/edit.html",
        video=video,
        watching=watched.watching(video),
        language=language,
        languages=sorted({*LANGUAGES, *MORE_LANGUAGES, language} - {"new", tag}, key=language_name),
        typed=typed,
        tag=tag,
        made_of=_mark(_present(id, language)),
        beside=beside,
        problems=problems,
    )
