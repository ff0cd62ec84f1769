"""A process of its own, which decodes one picture and ends. It has limits, because we do not trust the picture.

It reads the picture from its input. It writes a line of JSON and, if all went well, the bytes of the new picture.
"""

import io
import json
import resource
import sys

from PIL import AvifImagePlugin, Image
from PIL.JpegImagePlugin import JpegImageFile

from store import animations, extents, stills
from store.errors import Refused
from store.stills import Redrawn

# The largest pictures that `pictures.py` lets through take up 800 MB.
MEMORY_BYTES = 1_000_000_000
PROCESSOR_SECONDS = 60

# A JPEG is opened by its own reader, which sees one picture, and not those that phones put behind it.
FORMATS = ("PNG", "GIF", "WEBP", "AVIF")


def main(longest_side: int, *, may_be_long: bool) -> None:
    """Write the picture of the input anew, or say what is wrong with it. Broken files may raise anything."""
    _limit()
    # The header was checked before this process began, with stricter limits.
    Image.MAX_IMAGE_PIXELS = None
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    try:
        redrawn = _redrawn(sys.stdin.buffer.read(), longest_side, may_be_long=may_be_long)
    except Refused as refused:
        _say({"problem": str(refused)}, b"")
    except MemoryError:
        _say({"problem": "This picture needs too much memory to open. Make it smaller and upload it again."}, b"")
    else:
        facts = {name: value for name, value in vars(redrawn).items() if name != "content"}
        _say(facts, redrawn.content)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 1))
    # It writes no files, not even one that tells how it died.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _redrawn(content: bytes, longest_side: int, *, may_be_long: bool) -> Redrawn:
    extent = extents.of(content)
    opened = JpegImageFile if extent.form == "JPEG" else _open
    with opened(io.BytesIO(content)) as picture:
        if extent.frames > 1 and getattr(picture, "n_frames", 1) > 1:
            return animations.redrawn(picture, longest_side)
        return stills.redrawn(picture, longest_side, may_be_long=may_be_long)


def _open(content: io.BytesIO) -> Image.Image:
    return Image.open(content, formats=FORMATS)


def _say(facts: dict[str, object], content: bytes) -> None:
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + content)


if __name__ == "__main__":
    main(int(sys.argv[1]), may_be_long=sys.argv[2] == "long")
