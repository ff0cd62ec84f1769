"""A worker makes logos small and keeps no others."""

import io

import pytest
from PIL import Image

from graph.ids import FileId
from graph.media.files import FileDraft
from graph.setup import identity, logos
from graph.viewers import Viewer
from store import blobs, incoming
from store.errors import Refused
from tests.store import samples
from tests.workers.conftest import eventually
from webapp.operations.processes import Process
from workers import events
from workers.media import pictures

pytestmark = pytest.mark.usefixtures("data_folder")


def send(barbara: Viewer, content: io.BytesIO) -> tuple[FileId, blobs.Hash]:
    """Let an admin send a logo. Return it, and the hash of what was sent."""
    kept = incoming.receive_logo(content)
    return logos.send(FileDraft(**vars(kept)), by=barbara.id), kept.hash


def shown() -> blobs.Hash:
    found = identity.get().logo
    assert found
    return blobs.Hash(logos.show(found.address).hash)


def test_the_worker_shows_the_logo_as_soon_as_it_arrives(barbara: Viewer, worker: Process) -> None:
    events.picture_uploaded(send(barbara, samples.picture("PNG"))[0])
    eventually(lambda: identity.get().logo)


def test_only_the_small_logo_is_kept_in_its_own_shape(barbara: Viewer) -> None:
    id, sent = send(barbara, samples.picture("JPEG", size=(1600, 400)))
    pictures.prepare(id)
    assert not blobs.exists(sent)
    with blobs.open_(shown()) as content, Image.open(content) as small:
        assert small.size == (480, 120)


def test_the_former_logo_goes_when_the_new_one_is_shown(barbara: Viewer) -> None:
    pictures.prepare(send(barbara, samples.picture("PNG"))[0])
    former = shown()
    pictures.prepare(send(barbara, samples.noise())[0])
    assert not blobs.exists(former)
    assert blobs.exists(shown())


def test_a_damaged_logo_says_so_and_the_former_one_stays(barbara: Viewer) -> None:
    pictures.prepare(send(barbara, samples.picture("PNG"))[0])
    former, whole = shown(), samples.picture("PNG", size=(300, 300)).getvalue()
    pictures.prepare(send(barbara, io.BytesIO(whole[: len(whole) // 2]))[0])
    assert logos.get().problem
    assert shown() == former


def test_neither_an_animation_nor_another_file_is_a_logo() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    moving = io.BytesIO()
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])
    for content in (moving, io.BytesIO(b"Just text.")):
        with pytest.raises(Refused):
            incoming.receive_logo(content)
