"""A process of its own, which decodes one picture and ends. It has limits, because we do not trust the picture.

It reads the picture from its input. It writes a line of JSON and, if all went well, the bytes of the new picture.
"""

import io
import json
import resource
import sys

from PIL import AvifImagePlugin, Image
from PIL.JpegImagePlugin import JpegImageFile

from store import animations, extents, portraits, stills
from store.crops import Crop
from store.errors import Refused
from store.stills import Redrawn

# The largest pictures that `pictures.py` lets through take up 800 MB.
MEMORY_BYTES = 1_000_000_000
PROCESSOR_SECONDS = 60

# A JPEG is opened by its own reader, which sees one picture, and not those that phones put behind it.
FORMATS = ("PNG", "GIF", "WEBP", "AVIF")


def main(longest_side: int, shape: str, crop: Crop | None) -> None:
    """Write the picture of the input anew, or say what is wrong with it. Broken files may raise anything.

    With a crop, it becomes a square of this side. Otherwise its shape is `long` or `any`, as `stills.redrawn` says.
    """
    _limit()
    # The header was checked before this process began, with stricter limits.
    Image.MAX_IMAGE_PIXELS = None
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    try:
        redrawn = _redrawn(sys.stdin.buffer.read(), longest_side, shape, crop)
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


def _redrawn(content: bytes, longest_side: int, shape: str, crop: Crop | None) -> Redrawn:
    extent = extents.of(content)
    opened = JpegImageFile if extent.form == "JPEG" else _open
    with opened(io.BytesIO(content)) as picture:
        if crop:
            return portraits.redrawn(picture, longest_side, crop)
        if extent.frames > 1 and getattr(picture, "n_frames", 1) > 1:
            return animations.redrawn(picture, longest_side)
        return stills.redrawn(picture, longest_side, may_be_long=shape == "long")


def _open(content: io.BytesIO) -> Image.Image:
    return Image.open(content, formats=FORMATS)


def _say(facts: dict[str, object], content: bytes) -> None:
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + content)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], Crop(*map(int, sys.argv[3:])) if sys.argv[3:] else None)
