"""Runs ffmpeg in a process of its own, on files that we do not trust: with limits, and with a format for each file."""

import importlib.util
import re
import subprocess
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from store.errors import Refused

MEMORY_KILOBYTES = 4_000_000
THREADS = "2"
LONGEST_SIDE = 8_192
LEAST_SECONDS = 600
SECONDS_FOR_EACH = 6
MOST_SECONDS = 5 * 60 * 60

# A WAV file of this size or less has only a header.
EMPTY_WAV_BYTES = 100

SECONDS_BEFORE_END = 0.5
FRAMES = 10
FRAME = (160, 90)

BROKEN = "This video is damaged or incomplete. Export it again as MP4 or WebM."

# The shorter side decides, so that a phone's upright video is as sharp as others. H.264 needs even numbers.
# Pixels become square, because not every player heeds another shape.
WIDTH = (
    "if(gt(iw*sar,ih),min({most},2*max(1,round(min({short},ih)*iw*sar/ih/2))),max(2,trunc(min({short},iw*sar)/2)*2))"
)
HEIGHT = (
    "if(gt(iw*sar,ih),max(2,trunc(min({short},ih)/2)*2),min({most},2*max(1,round(min({short},iw*sar)*ih/iw/sar/2))))"
)
SCALE = f"scale=w='{WIDTH}':h='{HEIGHT}',setsar=1"
H264 = (
    *("-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-pix_fmt", "yuv420p"),
    *("-crf", "24", "-maxrate", "2500k", "-bufsize", "5000k", "-bf", "2", "-g", "120"),
)
AAC = ("-c:a", "aac", "-b:a", "128k", "-ac", "2")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What ffmpeg says about a file. `seconds` is 0 if the file gives no length, as with many browser recordings."""

    seconds: float
    width: int
    height: int


def look(path: Path, form: str) -> Facts:
    """Return the facts about a file. Raises `Refused` if it has no picture, is damaged or has too many pixels."""
    said = _run(("-f", form, "-i", str(path)), seconds=60, may_fail=True)
    size = re.search(r"Stream #[^\n]*?: Video: (?![^\n]*attached pic)[^\n]*?[ ,](\d{1,5})x(\d{1,5})(?=[ ,\[\n])", said)
    if size is None:
        raise Refused("This video has no picture." if "Audio:" in said else BROKEN)
    width, height = int(size[1]), int(size[2])
    if max(width, height) > LONGEST_SIDE:
        raise Refused(f"This video has {width} by {height} pixels. The limit is {LONGEST_SIDE} on each side.")
    time = re.search(r"Duration: (\d+):(\d\d):(\d\d\.\d+)", said)
    hours, minutes, seconds = (float(part) for part in time.groups()) if time else (0.0, 0.0, 0.0)
    return Facts(seconds=hours * 3600 + minutes * 60 + seconds, width=width, height=height)


def render(
    source: Path, form: str, target: Path, *, short_side: int, seconds: float, progress: Callable[[float], None]
) -> None:
    """Make a version of the video that every browser plays. `progress` gets the number of seconds done.

    `seconds` is the length of the video, which limits the time this may take. Raises `Refused` if it fails.
    """
    limit = min(max(LEAST_SECONDS, seconds * SECONDS_FOR_EACH), MOST_SECONDS)
    read = (
        "-threads",
        THREADS,
        "-f",
        form,
        "-i",
        str(source),
        "-map",
        # Not the picture of a cover.
        "0:V:0",
        "-map",
        "0:a:0?",
        "-map_metadata",
        "-1",
    )
    written = (*H264, "-vf", SCALE.format(short=short_side, most=LONGEST_SIDE), *AAC)
    options = (*read, *written, "-threads", THREADS, "-movflags", "+faststart", "-f", "mp4", str(target))
    with _started(("-progress", "pipe:1", "-nostats", *options), seconds=limit) as process:
        for line in _lines(process):
            if done := re.fullmatch(r"out_time_us=(\d+)", line):
                progress(int(done[1]) / 1e6)
    if process.returncode or not target.exists():
        raise Refused(BROKEN)


def poster(video: Path, target: Path, *, at: float) -> None:
    """Write one picture of a video that we made, the nearest to this second. Raises `Refused` if there is none."""
    read = ("-f", "mov", "-i", str(video), "-map", "0:V:0")
    _run(("-ss", f"{at:.2f}", *read, "-frames:v", "1", "-q:v", "3", str(target)), seconds=60, may_fail=True)
    if not target.exists():
        # The sound goes on. Take the last picture: each of those near the end is written over the one before it.
        near = max(0.0, _end_of_pictures(video) - SECONDS_BEFORE_END)
        _run(("-noaccurate_seek", "-ss", f"{near:.2f}", *read, "-update", "1", "-q:v", "3", str(target)), seconds=60)
    if not target.exists():
        raise Refused(BROKEN)


def strip(video: Path, target: Path, *, seconds: float) -> None:
    """Write ten pictures of a video that we made, side by side, each from the middle of its tenth.

    Raises `Refused` if it has none.
    """
    width, height = FRAME
    for number in range(FRAMES):
        poster(video, target.with_name(f"frame-{number}.jpg"), at=seconds * (number + 0.5) / FRAMES)
    fit = f"scale={width}:{height}:force_original_aspect_ratio=decrease,pad={width}:{height}:-1:-1,setsar=1"
    row = ("-vf", f"{fit},tile={FRAMES}x1", "-frames:v", "1", str(target))
    _run(("-f", "image2", "-i", str(target.with_name("frame-%d.jpg")), *row), seconds=60)


def sound(video: Path, target: Path) -> bool:
    """Write the sound of a video that we made, at 16,000 samples a second, and tell whether there is any."""
    read = ("-f", "mov", "-i", str(video), "-map", "0:a:0?", "-ac", "1", "-ar", "16000", "-c:a", "pcm_s16le")
    _run((*read, "-f", "wav", str(target)), seconds=LEAST_SECONDS, may_fail=True)
    return target.exists() and target.stat().st_size > EMPTY_WAV_BYTES


def _end_of_pictures(video: Path) -> float:
    options = ("-f", "mov", "-i", str(video), "-map", "0:V:0", "-c", "copy", "-f", "null", "-")
    said = _run(("-progress", "pipe:1", "-nostats", *options), seconds=60)
    return max((int(time) / 1e6 for time in re.findall(r"out_time_us=(\d+)", said)), default=0.0)


@cache
def program() -> str:
    """Return the path of ffmpeg. Raises `ModuleNotFoundError` if its package is not installed."""
    # Found without importing the package, which would load readers of pictures that we do not use.
    found = importlib.util.find_spec("imageio_ffmpeg")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("The package imageio-ffmpeg is not installed.")
    (program,) = Path(found.origin).parent.glob("binaries/ffmpeg-*")
    return str(program)


def _run(options: Sequence[str], *, seconds: float, may_fail: bool = False) -> str:
    with _started(options, seconds=seconds) as process:
        said = "\n".join(_lines(process))
    if process.returncode and not may_fail:
        raise Refused(BROKEN)
    return said


@contextmanager
def _started(options: Sequence[str], *, seconds: float) -> Generator[subprocess.Popen[str]]:
    """Run ffmpeg with little memory, for at most this many seconds, at low priority."""
    # Local files and pipes only: ffmpeg must not open anything on the network that a video refers to.
    command = (program(), "-hide_banner", "-nostdin", "-y", "-protocol_whitelist", "file,pipe", *options)
    limited = ("sh", "-c", 'ulimit -v "$0" 2>/dev/null; exec nice -n 10 "$@"', str(MEMORY_KILOBYTES), *command)
    process = subprocess.Popen(limited, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    patience = threading.Timer(seconds, process.kill)
    patience.daemon = True
    patience.start()
    try:
        yield process
    finally:
        patience.cancel()
        if process.poll() is None:
            process.kill()
        process.wait()


def _lines(process: subprocess.Popen[str]) -> Iterator[str]:
    assert process.stdout is not None
    for line in process.stdout:
        yield line.strip()
    process.wait()
