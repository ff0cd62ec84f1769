"""Files as people send them, good and bad."""

import io
import struct
import zipfile
import zlib

from PIL import Image, ImageDraw


def picture(form: str = "PNG", size: tuple[int, int] = (40, 30), **how: object) -> io.BytesIO:
    """Return a picture in one colour."""
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, form, **how)
    return written


def selfie() -> io.BytesIO:
    """Return a JPEG as a phone writes it when it is held upright: lying on its side, with a place. Drawn, not taken."""
    wall = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)]).resize((900, 1200))
    draw = ImageDraw.Draw(wall)
    for ellipse, colour in (
        ((150, 250, 550, 750), "peru"),
        ((240, 430, 290, 480), "black"),
        ((400, 430, 450, 480), "black"),
    ):
        draw.ellipse(ellipse, colour)
    draw.arc((260, 520, 440, 660), 20, 160, "darkred", 16)
    draw.pieslice((150, 230, 550, 640), 180, 360, "sienna")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)}
    written = io.BytesIO()
    wall.rotate(90, expand=True).save(written, "JPEG", quality=90, exif=exif)
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


def frames_without_pixels(frames: int = 3, side: int = 6_300) -> io.BytesIO:
    """Return a GIF of a few bytes whose frames claim to be as large as a poster."""
    head = b"GIF89a" + struct.pack("<HHBBB", side, side, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\0"
    return io.BytesIO(head + frames * frame + b";")


def with_scans(more: int, side: int = 2_000) -> io.BytesIO:
    """Return a JPEG that repeats its last scan."""
    whole = picture("JPEG", (side, side), progressive=True).getvalue()
    last = whole[whole.rindex(b"\xff\xda") : -2]
    return io.BytesIO(whole[:-2] + more * last + b"\xff\xd9")


def noise(size: tuple[int, int] = (400, 300), *, form: str = "PNG", mode: str = "RGB") -> io.BytesIO:
    """Return a picture of nothing but noise, which no program can make smaller."""
    written = io.BytesIO()
    bands = [Image.effect_noise(size, 60) for _ in mode]
    Image.merge(mode, bands).save(written, form)
    return written


def claiming(size: tuple[int, int], form: str) -> io.BytesIO:
    """Return a small picture whose header was changed to claim another size."""
    width, height = size
    content = bytearray(picture(form, (40, 30)).getvalue())
    if form == "JPEG":
        at = content.index(b"\xff\xc0") + 5
        content[at : at + 4] = struct.pack("!HH", height, width)
    elif form == "WEBP":
        at = content.index(b"VP8 ") + 14
        content[at : at + 4] = struct.pack("<HH", width, height)
    elif form == "AVIF":
        at = content.index(b"ispe") + 8
        content[at : at + 8] = struct.pack("!II", width, height)
    else:
        content[6:10] = struct.pack("<HH", width, height)
    return io.BytesIO(bytes(content))
