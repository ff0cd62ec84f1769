"""Which files are accepted and which are refused. Each refusal says why."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as any_

from store import blobs, incoming, types
from store.errors import Refused
from tests.store import samples

NO_DRAWING = "can run code or load external content"
HREF = 'xmlns:x="http://www.w3.org/1999/xlink" x:href'


@pytest.mark.parametrize(
    ("content", "name", "media_type", "kept_as"),
    [
        (samples.picture("PNG"), "a.exe", "image/png", "a.png"),
        (samples.picture("AVIF"), "a.jpg", "image/avif", "a.avif"),
        (io.BytesIO(b"%PDF-1.7 ..."), "plan.pdf", "application/pdf", "plan.pdf"),
        (io.BytesIO(b"a;b\n1;2\n"), "table.csv", "text/plain; charset=utf-8", "table.csv"),
        (io.BytesIO("Grüße".encode()), "greet", "text/plain; charset=utf-8", "greet.txt"),
        (samples.archive(a="x"), "a.zip", "application/zip", "a.zip"),
        (samples.svg("<rect width='3' height='3'/>"), "d.svg", "image/svg+xml", "d.svg"),
        (samples.svg("<rect/>", before=samples.SVG_TYPE), "d.svg", "image/svg+xml", "d.svg"),
        (
            samples.archive(**{"[Content_Types].xml": "x", "word__document.xml": "x"}),
            "letter.doc",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "letter.docx",
        ),
        (
            samples.archive(mimetype="application/vnd.oasis.opendocument.text"),
            "x.odt",
            "application/vnd.oasis.opendocument.text",
            "x.odt",
        ),
    ],
)
def test_a_file_is_told_by_its_bytes(content: io.BytesIO, name: str, media_type: str, kept_as: str) -> None:
    kept = incoming.receive(content, name=name)
    assert (kept.media_type, kept.name) == (media_type, kept_as)
    assert blobs.open_(kept.hash).read(kept.bytes + 1)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (io.BytesIO(b""), "empty"),
        (io.BytesIO(b"MZ\x90\0\x03\0\0\0\xff\xff"), "file type"),
        (io.BytesIO(b"\x7fELF\x02\x01\x01"), "file type"),
        (io.BytesIO(b"<!doctype html><html><p>Hi"), "web page"),
        (io.BytesIO(b"PK\x03\x04 but not really"), "damaged"),
        (io.BytesIO(b"PK\x03\x04" + b"PK\x01\x02" * 200_000), "too many files"),
        (samples.archive(**{"[Content_Types].xml": "x", "word__vbaProject.bin": "x"}), "macros"),
        (samples.svg("<script>alert(1)</script>"), NO_DRAWING),
        (samples.svg("<rect onload='alert(1)'/>"), NO_DRAWING),
        (samples.svg("<a href='javascript:alert(1)'><rect/></a>"), NO_DRAWING),
        (samples.svg("<foreignObject><p>x</p></foreignObject>"), NO_DRAWING),
        (samples.svg(f"<image {HREF}='https://a.example/x.png'/>"), NO_DRAWING),
        (samples.svg("<style>@import url(https://a.example/x.css)</style>"), NO_DRAWING),
        (samples.svg("<rect style='fill: url(https://a.example/x)'/>"), NO_DRAWING),
        (io.BytesIO(b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'), "entities"),
        (samples.svg("<rect/>", before='<!DOCTYPE svg [<!ENTITY % a SYSTEM "https://a.example/x.dtd">]>'), "entities"),
        (samples.svg("<rect>"), "damaged"),
        (samples.svg("<g>" * 300 + "</g>" * 300), "too many parts"),
        (samples.svg("<g/>" * 300_000), "too many parts"),
        (io.BytesIO(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), "HEIC photo.*Most Compatible"),
        (io.BytesIO(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic"), "HEIC photo"),
        (io.BytesIO(b"II*\0\x08\0\0\0"), "TIFF or raw.*PNG or JPEG"),
        (samples.picture("TIFF"), "TIFF or raw.*PNG or JPEG"),
        (samples.picture("BMP"), "BMP picture.*PNG or JPEG"),
        (samples.picture("JPEG2000"), "Save it as PNG or JPEG"),
    ],
)
def test_each_refusal_says_why(content: io.BytesIO, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        incoming.receive(content, name="it.png")


def test_a_file_above_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUILDHALL_FILE_MEGABYTES", "1")
    with pytest.raises(Refused, match="The limit is 1 MB"):
        incoming.receive(io.BytesIO(b"x" * 1_000_001), name="log.txt")


def test_what_the_operator_does_not_want_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUILDHALL_FILE_TYPES", "pictures, documents")
    with pytest.raises(Refused, match="documents, pictures"):
        incoming.receive(samples.archive(a="x"), name="a.zip")


def test_a_name_cannot_leave_its_folder_or_its_line() -> None:
    kept = incoming.receive(io.BytesIO(b"x"), name="..\\../etc/[pass](wd)\n.sh")
    assert kept.name == "pass wd.sh"


def test_the_same_bytes_are_kept_once(store: Path) -> None:
    first, second = (incoming.receive(io.BytesIO(b"same"), name=name) for name in ("a.txt", "b.txt"))
    assert first.hash == second.hash
    assert len([path for path in (store / "files").rglob("*") if path.is_file()]) == 1


def test_another_store_can_be_named_by_its_url(monkeypatch: pytest.MonkeyPatch, store: Path) -> None:
    monkeypatch.setenv("GUILDHALL_FILES_URL", "memory://guildhall")
    kept = incoming.receive(io.BytesIO(b"in memory"), name="a.txt")
    assert blobs.open_(kept.hash).read() == b"in memory"
    blobs.remove(kept.hash)
    assert not blobs.exists(kept.hash)
    assert not (store / "files").exists()


def test_of_many_who_send_at_once_each_keeps_a_whole_file(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # One connection for all threads, as with cloud storage.
    shared, root = fsspec.url_to_fs(blobs.settings().url)
    monkeypatch.setattr(fsspec, "url_to_fs", lambda _url: (shared, root))
    together = threading.Barrier(8)

    def send(number: int) -> bool:
        together.wait()
        sent = f"{number}".encode() * 3_000_000
        return blobs.open_(blobs.put_bytes(sent)).read() == sent

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(send, range(8)))
    assert not shared.transaction.files


def test_half_a_file_never_stands_under_a_name(store: Path) -> None:
    class BreaksOff(io.BytesIO):
        """A file of three pieces. It is read in full for its hash, and breaks off while it is copied."""

        reads = 0

        def read(self, size: int | None = -1) -> bytes:
            self.reads += 1
            if self.reads > 5:
                raise OSError("The disk is gone.")
            return super().read(size)

    with pytest.raises(OSError, match="gone"):
        blobs.put(BreaksOff(b"x" * 3_000_000))
    assert not [path for path in (store / "files").rglob("*") if path.is_file()]


def drawing(content: io.BytesIO) -> bytes:
    """Return a drawing as browsers get it."""
    return blobs.open_(incoming.receive(content, name="d.svg").hash).read()


@pytest.mark.parametrize(
    "unwanted",
    [
        '<?xml-stylesheet type="text/xsl" href="https://a.example/x.xsl"?>',
        '<?xml-stylesheet href="https://a.example/x.css"?>',
        "<?php system('id'); ?>",
        "<!-- written by Ada on her own machine -->",
        samples.SVG_TYPE,
    ],
)
def test_a_drawing_loses_everything_around_it(unwanted: str) -> None:
    kept = drawing(samples.svg("<title>Größe</title><rect/>", before=unwanted))
    assert "<title>Größe</title><rect />" in kept.decode()
    assert kept.decode().count("<?") == 1
    assert b"<!" not in kept


@pytest.mark.parametrize("where", ["<{}/>", "<metadata><{}/></metadata>", "<g><{}/></g>"])
@pytest.mark.parametrize("what", ["?xml-stylesheet href='https://a.example/x.css'?><i:a", "i:meta", "i:form"])
def test_a_drawing_loses_what_is_no_drawing(where: str, what: str) -> None:
    named = f'<g xmlns:i="http://www.w3.org/1999/xhtml" i:label="mine">{where.format(what)}</g>'
    kept = drawing(samples.svg(f"{named}<circle r='2'/>"))
    assert b"xhtml" not in kept
    assert b"stylesheet" not in kept
    assert b'<circle r="2" />' in kept


@given(any_.lists(any_.tuples(any_.integers(4, 200), any_.integers(0, 255)), max_size=4), any_.booleans())
def test_a_damaged_archive_is_taken_or_refused(changes: list[tuple[int, int]], is_compressed: bool) -> None:
    content = bytearray(samples.archive(mimetype="application/zip", a="x" * 90).getvalue())
    # How the first file and its entry in the list are compressed.
    content[8] = content[content.index(b"PK\x01\x02") + 10] = 14 if is_compressed else 0
    for at, byte in changes:
        content[at % len(content)] = byte
    try:
        found = types.of(io.BytesIO(bytes(content)))
    except Refused:
        return
    assert found.group in ("archives", "documents", "text")
