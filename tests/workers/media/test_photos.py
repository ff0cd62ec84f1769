"""A worker cuts photos of people into squares and keeps no others."""

import io

import pytest
from PIL import Image

from graph.ids import FileId
from graph.media import files, photos
from graph.media.files import FileDraft
from graph.media.photos import Crop
from graph.people import people
from store import blobs, incoming
from tests.company import Company
from tests.store import samples
from tests.workers.conftest import eventually
from webapp.operations.processes import Process
from workers import events
from workers.media import pictures

pytestmark = pytest.mark.usefixtures("data_folder")


def send(company: Company, content: io.BytesIO) -> tuple[FileId, blobs.Hash]:
    """Let Ada send a photo. Return it, and the hash of what she sent."""
    kept = incoming.receive_picture(content, name="photo")
    crop = Crop(zoom=100, across=500, down=500)
    return photos.send(FileDraft(**vars(kept)), crop, of=company.ada.id), kept.hash


def test_the_worker_shows_the_photo_as_soon_as_it_arrives(company: Company, worker: Process) -> None:
    events.picture_uploaded(send(company, samples.picture("JPEG"))[0])
    eventually(lambda: people.show(company.ada.id, viewer=company.tim).photo)


def test_the_sweep_prepares_a_photo_whose_message_was_lost(company: Company, worker: Process) -> None:
    send(company, samples.picture("PNG"))
    pictures.sweep()
    eventually(lambda: people.show(company.ada.id, viewer=company.tim).photo)


def test_only_the_square_is_kept(company: Company) -> None:
    id, sent = send(company, samples.picture("JPEG", size=(400, 300)))
    pictures.prepare(id)
    made = shown(company)
    assert not blobs.exists(sent)
    with blobs.open_(made) as content, Image.open(content) as square:
        assert (square.format, square.size) == ("WEBP", (256, 256))


def test_the_former_photo_goes_when_the_new_one_is_shown(company: Company) -> None:
    pictures.prepare(send(company, samples.picture("PNG"))[0])
    former = shown(company)
    pictures.prepare(send(company, samples.noise())[0])
    assert not blobs.exists(former)
    assert blobs.exists(shown(company))


def test_the_same_photo_again_stays(company: Company) -> None:
    for _ in range(2):
        pictures.prepare(send(company, samples.picture("PNG"))[0])
    assert blobs.exists(shown(company))


def test_what_was_made_of_a_photo_that_was_removed_meanwhile_is_not_kept(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    id, sent = send(company, samples.picture("PNG"))
    made = incoming.portrait(sent, pictures.Crop())

    def slowly(hash: blobs.Hash, crop: pictures.Crop) -> incoming.Received:
        photos.drop(company.ada.id)
        return made

    monkeypatch.setattr(incoming, "portrait", slowly)
    pictures.prepare(id)
    assert not blobs.exists(made.hash)
    assert photos.get(company.ada.id).photo is None


def test_a_photo_that_cannot_be_decoded_says_why_and_twice_changes_nothing(company: Company) -> None:
    id, _ = send(company, io.BytesIO(samples.noise().getvalue()[:20_000]))
    for _ in range(2):
        pictures.prepare(id)
    found = photos.get(company.ada.id)
    assert (found.photo, found.is_waiting, found.problem) == (None, False, "This picture is damaged. Export it again.")


def shown(company: Company) -> blobs.Hash:
    """Return the hash of Ada's photo."""
    photo = people.show(company.ada.id, viewer=company.tim).photo
    assert photo
    file = photos.show(company.ada.id, photo)
    assert not files.forget(files.UnusedFile(id=file.id, hash=file.hash))
    return blobs.Hash(file.hash)
