"""Detects a file's type by its bytes, not by its name. Only the types listed here are accepted."""

import re
import struct
import zipfile
from dataclasses import dataclass
from typing import BinaryIO, Literal

from store.errors import Refused

Group = Literal["pictures", "drawings", "documents", "text", "archives"]

HEAD_BYTES = 4096
# Listing a million names takes up a gigabyte.
MOST_NAMES = 100_000
OFFICE = "application/vnd.openxmlformats-officedocument"
TAKEN = "This file type isn't supported. You can upload pictures, PDF and office documents, text and archives."


@dataclass(frozen=True, kw_only=True)
class Type:
    """A type of file: its media type, the ending of its name, and the group of types by which a site accepts it."""

    media_type: str
    suffix: str
    group: Group


# Characters that no editor writes. Tabs, line ends and the colour codes of terminal output are fine.
UNTYPED = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

STARTS: tuple[tuple[re.Pattern[bytes], Type], ...] = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), Type(media_type="image/png", suffix="png", group="pictures")),
    (re.compile(rb"\xff\xd8\xff"), Type(media_type="image/jpeg", suffix="jpg", group="pictures")),
    (re.compile(rb"GIF8[79]a"), Type(media_type="image/gif", suffix="gif", group="pictures")),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), Type(media_type="image/webp", suffix="webp", group="pictures")),
    (re.compile(rb".{4}ftypavi[fs]", re.DOTALL), Type(media_type="image/avif", suffix="avif", group="pictures")),
    (re.compile(rb"%PDF-"), Type(media_type="application/pdf", suffix="pdf", group="documents")),
    (re.compile(rb"\x1f\x8b"), Type(media_type="application/gzip", suffix="gz", group="archives")),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), Type(media_type="application/x-7z-compressed", suffix="7z", group="archives")),
)
SVG = Type(media_type="image/svg+xml", suffix="svg", group="drawings")
ZIP = Type(media_type="application/zip", suffix="zip", group="archives")
TEXT = Type(media_type="text/plain; charset=utf-8", suffix="txt", group="text")

# The contents of an archive show which office program wrote it.
OFFICES: tuple[tuple[str, Type], ...] = (
    ("word/", Type(media_type=f"{OFFICE}.wordprocessingml.document", suffix="docx", group="documents")),
    ("xl/", Type(media_type=f"{OFFICE}.spreadsheetml.sheet", suffix="xlsx", group="documents")),
    ("ppt/", Type(media_type=f"{OFFICE}.presentationml.presentation", suffix="pptx", group="documents")),
)
OPEN_DOCUMENTS: dict[bytes, Type] = {
    f"application/vnd.oasis.opendocument.{name}".encode(): Type(
        media_type=f"application/vnd.oasis.opendocument.{name}", suffix=suffix, group="documents"
    )
    for name, suffix in (("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp"))
}


# Pictures that few browsers show, each with a way to make one that all of them show.
OTHER_PICTURES: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (
        re.compile(rb".{4}ftyp(hei[cfmsx]|hev[cmsx]|mif1|msf1)", re.DOTALL),
        "This is a HEIC photo, which most browsers can't show. Share it as JPEG. On an iPhone, "
        "choose Settings, Camera, Formats, Most Compatible to take photos as JPEG.",
    ),
    (re.compile(rb"II\*\0|MM\0\*"), "Browsers can't show TIFF or raw photos. Export the picture as PNG or JPEG."),
    (re.compile(rb"BM.{12}[\x0c\x28\x6c\x7c]\0{3}", re.DOTALL), "This is a BMP picture. Save it as PNG or JPEG."),
    (re.compile(rb"\xff\x0a|\0{3}\x0cJXL |\0{3}\x0cjP  "), "Few browsers show this picture. Save it as PNG or JPEG."),
)


def of(content: BinaryIO) -> Type:
    """Return the type of these bytes. Raises `Refused` for other types, and for empty, damaged or unsafe files."""
    content.seek(0)
    head = content.read(HEAD_BYTES)
    if not head:
        raise Refused("This file is empty.")
    for start, found in STARTS:
        if start.match(head):
            return found
    if head.startswith(b"PK\x03\x04"):
        return _of_archive(content)
    _refuse_other_pictures(head)
    return _of_text(content)


def _refuse_other_pictures(head: bytes) -> None:
    for beginning, sentence in OTHER_PICTURES:
        if beginning.match(head):
            raise Refused(sentence)


def _of_archive(content: BinaryIO) -> Type:
    content.seek(0)
    if content.read().count(b"PK\x01\x02") > MOST_NAMES:
        raise Refused("This archive has too many files. Share fewer of them.")
    try:
        with zipfile.ZipFile(content) as archive:
            names = archive.namelist()
            kind = _stored_type(archive) if "mimetype" in names else b""
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        OSError,
        struct.error,
    ) as error:
        raise Refused("This archive is damaged. Create it again.") from error
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Refused("This document contains macros, which could harm people who open it. Save it without macros.")
    office = next((found for folder, found in OFFICES if any(name.startswith(folder) for name in names)), ZIP)
    return OPEN_DOCUMENTS.get(kind, office if "[Content_Types].xml" in names else ZIP)


def _stored_type(archive: zipfile.ZipFile) -> bytes:
    """Return the type that an open document names, empty if that is compressed. Unpacking could take any memory."""
    is_stored = archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
    # A longer one is not a valid type.
    return archive.open("mimetype").read(100) if is_stored else b""


def _of_text(content: BinaryIO) -> Type:
    content.seek(0)
    try:
        text = content.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(TAKEN) from error
    if UNTYPED.search(text):
        raise Refused(TAKEN)
    beginning = text[:HEAD_BYTES].lower()
    if "<svg" in beginning:
        return SVG
    if "<html" in beginning or "<script" in beginning:
        raise Refused(
            "A web page could run code in your colleagues' browsers. Share its address, or upload it as a ZIP file."
        )
    return TEXT
