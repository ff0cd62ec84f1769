"""Uploads grow piece by piece and survive any interruption."""

import io
import os
import time
from pathlib import Path

import pytest

from store import blobs, containers, uploads
from store.errors import Gone, Refused
from tests.store.films import film


class Broken(io.BytesIO):
    """A connection that breaks after its last byte."""

    def read(self, size: int | None = -1) -> bytes:
        if piece := super().read(size):
            return piece
        raise ConnectionResetError


def test_what_came_before_the_connection_broke_is_kept() -> None:
    upload = uploads.begin(owner="ada", name="a.mp4", bytes=10)
    with pytest.raises(ConnectionResetError):
        uploads.append(upload.id, Broken(b"0123"), owner="ada", offset=0)
    assert uploads.get(upload.id, owner="ada").offset == 4
    whole = uploads.append(upload.id, io.BytesIO(b"456789"), owner="ada", offset=4)
    assert whole.is_whole
    assert uploads.finished(upload.id).read_bytes() == b"0123456789"


def test_a_piece_begins_where_the_upload_ends_and_ends_where_it_was_announced() -> None:
    upload = uploads.begin(owner="ada", name="a.mp4", bytes=4)
    with pytest.raises(uploads.Misplaced):
        uploads.append(upload.id, io.BytesIO(b"x"), owner="ada", offset=2)
    with pytest.raises(Refused, match="announced"):
        uploads.append(upload.id, io.BytesIO(b"12345"), owner="ada", offset=0)


def test_two_requests_never_write_to_the_same_upload() -> None:
    upload = uploads.begin(owner="ada", name="a.mp4", bytes=4)

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            with pytest.raises(uploads.Busy):
                uploads.append(upload.id, io.BytesIO(b"x"), owner="ada", offset=0)
            return super().read(size)

    assert uploads.append(upload.id, Slow(b"1234"), owner="ada", offset=0).is_whole


def test_an_upload_is_its_owners() -> None:
    upload = uploads.begin(owner="ada", name="a.mp4", bytes=4)
    with pytest.raises(Gone):
        uploads.get(upload.id, owner="tim")


@pytest.mark.parametrize("id", ["../../secret-key", "0" * 32, "", "a/b", "A" * 32])
def test_odd_ids_lead_nowhere(id: str) -> None:
    with pytest.raises(Gone):
        uploads.get(uploads.UploadId(id), owner="ada")


def test_too_large_and_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUILDHALL_VIDEO_MEGABYTES", "1")
    with pytest.raises(Refused, match="The limit is 1 MB"):
        uploads.begin(owner="ada", name="a", bytes=1_000_001)
    with pytest.raises(Refused, match="empty"):
        uploads.begin(owner="ada", name="a", bytes=0)
    for _ in range(uploads.MOST_UNFINISHED):
        uploads.begin(owner="ada", name="a", bytes=9)
    with pytest.raises(Refused, match="unfinished"):
        uploads.begin(owner="ada", name="a", bytes=9)
    assert uploads.begin(owner="tim", name="a", bytes=9).offset == 0


def test_what_nobody_went_on_with_is_forgotten() -> None:
    old, new, wanted = (uploads.begin(owner="ada", name="a", bytes=9) for _ in range(3))
    long_ago = time.time() - 8 * 24 * 60 * 60
    for one in (old, wanted):
        os.utime(uploads.finished(one.id), (long_ago, long_ago))
    uploads.tidy(except_for={wanted.id})
    assert uploads.get(wanted.id, owner="ada")
    with pytest.raises(Gone):
        uploads.get(old.id, owner="ada")
    assert uploads.get(new.id, owner="ada").offset == 0


@pytest.mark.parametrize(("form", "named"), [("mp4", "mov"), ("webm", "matroska"), ("avi", "avi")])
def test_a_video_is_told_by_its_bytes(store: Path, form: str, named: str) -> None:
    path = store / "film"
    path.write_bytes(film(form))
    assert containers.of(path) == named
    assert blobs.put_file(path) == blobs.put_file(path)


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90", b"#EXTM3U\nfile:///etc/passwd", b"ffconcat version 1.0\nfile a", b"\x89PNG\r\n\x1a\n"]
)
def test_what_is_no_video_is_refused_before_ffmpeg_sees_it(store: Path, content: bytes) -> None:
    path = store / "film.mp4"
    path.write_bytes(content)
    with pytest.raises(Refused, match="video format"):
        containers.of(path)
