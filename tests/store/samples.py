"""Files as people send them, good and bad."""

import io
import struct
import zipfile
import zlib

from PIL import Image


def picture(form: str = "PNG", size: tuple[int, int] = (40, 30), **how: object) -> io.BytesIO:
    """Return a picture in one colour."""
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, form, **how)
    return written


def moving(frames: int, size: tuple[int, int] = (8, 8)) -> io.BytesIO:
    """Return an animated GIF."""
    written = io.BytesIO()
    pictures = [Image.new("RGB", size, (number * 80 % 256, number, 0)) for number in range(frames)]
    pictures[0].save(written, "GIF", save_all=True, append_images=pictures[1:], duration=50)
    return written


def bomb(side: int = 50_000) -> io.BytesIO:
    """Return a PNG of some kilobytes that says it has gigabytes, and would unpack to them."""
    row = b"\0" + bytes(side // 8)
    squeezed = zlib.compressobj(9)
    data = b"".join(squeezed.compress(row) for _ in range(2_000)) + squeezed.flush()
    header = struct.pack("!IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b""))


def archive(**members: str) -> io.BytesIO:
    """Return a ZIP archive. `__` in a name stands for a slash."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for name, text in members.items():
            packed.writestr(name.replace("__", "/"), text)
    return written


# Drawing programs write this, and nothing needs it.
SVG_TYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'


def svg(inside: str, *, before: str = "") -> io.BytesIO:
    """Return a drawing."""
    return io.BytesIO(f'{before}<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{inside}</svg>'.encode())


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))
