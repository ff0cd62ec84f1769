"""Photos of people: shown when prepared, one at a time, gone when removed."""

import pytest

from graph import clock
from graph.errors import Invalid, NotFound
from graph.ids import FileId
from graph.media import files, photos, pictures
from graph.media.files import FileDraft
from graph.media.photos import Crop, OwnPhoto
from graph.people import accounts, people
from tests.company import Company, signed_in

SENT = FileDraft(hash="a" * 64, name="photo.jpg", media_type="image/jpeg", bytes=9, width=40, height=30)
MADE = FileDraft(hash="b" * 64, name="photo.webp", media_type="image/webp", bytes=7, width=256, height=256)
OTHER = FileDraft(hash="c" * 64, name="photo.webp", media_type="image/webp", bytes=8, width=256, height=256)
MIDDLE = Crop(zoom=100, across=500, down=500)
NO_PHOTO = OwnPhoto(photo=None, is_waiting=False, problem="")


def send(company: Company) -> FileId:
    """Let Ada upload a photo."""
    return photos.send(SENT, MIDDLE, of=company.ada.id)


def shown(company: Company, made: FileDraft = MADE) -> FileId:
    """Let Ada upload a photo and a worker prepare it."""
    id = send(company)
    photos.finish(id, made)
    return id


def test_initials_stay_until_the_photo_is_prepared(company: Company) -> None:
    send(company)
    assert people.show(company.ada.id, viewer=company.linus).photo is None
    assert photos.get(company.ada.id) == OwnPhoto(photo=None, is_waiting=True, problem="")


def test_the_photo_is_on_her_page_and_in_her_own_header(company: Company) -> None:
    shown(company)
    photo = people.show(company.ada.id, viewer=company.tim).photo
    assert photo == "b" * photos.HASH_CHARACTERS
    assert photos.show(company.ada.id, photo).hash == MADE.hash
    header = accounts.signed_in(signed_in(company.ada))
    assert header
    assert header.photo == photo


def test_the_worker_is_told_which_square(company: Company) -> None:
    id = photos.send(SENT, Crop(zoom=200, across=0, down=1000), of=company.ada.id)
    job = pictures.begin(id)
    assert job
    assert job.crop == (200, 0, 1000)


def test_a_new_photo_takes_the_place_of_the_old_one(company: Company) -> None:
    old = shown(company)
    id = send(company)
    assert people.show(company.ada.id, viewer=company.tim).photo == "b" * photos.HASH_CHARACTERS
    assert [file.id for file in photos.finish(id, OTHER)] == [old]
    assert people.show(company.ada.id, viewer=company.tim).photo == "c" * photos.HASH_CHARACTERS
    with pytest.raises(NotFound):
        photos.show(company.ada.id, "b" * photos.HASH_CHARACTERS)


def test_finishing_twice_changes_nothing(company: Company) -> None:
    id = shown(company)
    assert photos.finish(id, OTHER) == ()
    assert photos.show(company.ada.id, "b" * photos.HASH_CHARACTERS).hash == MADE.hash


def test_of_two_sent_one_after_the_other_the_last_counts(company: Company) -> None:
    first, second = send(company), send(company)
    assert [file.id for file in photos.drop(company.ada.id, but=second)] == [first]
    photos.finish(first, MADE)
    assert photos.get(company.ada.id) == OwnPhoto(photo=None, is_waiting=True, problem="")
    photos.finish(second, OTHER)
    assert photos.get(company.ada.id) == OwnPhoto(photo="c" * photos.HASH_CHARACTERS, is_waiting=False, problem="")


def test_sending_a_new_one_leaves_the_one_that_is_shown(company: Company) -> None:
    shown(company)
    assert photos.drop(company.ada.id, but=send(company)) == ()
    assert photos.get(company.ada.id).photo


def test_a_photo_removed_is_gone_with_its_file_and_twice_is_fine(company: Company) -> None:
    shown(company)
    send(company)
    dropped = photos.drop(company.ada.id)
    assert {file.hash for file in dropped} == {SENT.hash, MADE.hash}
    assert photos.get(company.ada.id) == NO_PHOTO
    assert all(files.forget(file) for file in dropped)
    assert photos.drop(company.ada.id) == ()


def test_a_photo_removed_while_it_was_prepared_is_not_shown(company: Company) -> None:
    id = send(company)
    photos.drop(company.ada.id)
    photos.finish(id, MADE)
    assert photos.get(company.ada.id) == NO_PHOTO


def test_a_removed_photo_is_tidied_even_if_the_request_was_interrupted(company: Company) -> None:
    id = shown(company)
    assert files.unused(before=clock.now()) == ()
    photos.drop(company.ada.id)
    assert [file.id for file in files.unused(before=clock.moment(1))] == [id]


def test_a_photo_is_not_tidied_while_it_is_shown(company: Company) -> None:
    id = shown(company)
    assert not files.forget(files.UnusedFile(id=id, hash=MADE.hash))
    assert photos.show(company.ada.id, "b" * photos.HASH_CHARACTERS)


def test_a_photo_that_cannot_be_shown_says_why_to_its_owner_and_leaves_the_old_one(company: Company) -> None:
    shown(company)
    pictures.fail(send(company), "This picture is damaged.")
    assert photos.get(company.ada.id) == OwnPhoto(
        photo="b" * photos.HASH_CHARACTERS, is_waiting=False, problem="This picture is damaged."
    )


def test_nobody_opens_a_photo_as_a_file(company: Company) -> None:
    id = shown(company)
    for viewer in (company.ada, company.tim):
        with pytest.raises(NotFound):
            files.get(id, viewer=viewer)


@pytest.mark.parametrize(
    ("zoom", "across", "down"), [(99, 0, 0), (501, 0, 0), (-1, 0, 0), (100, -1, 0), (100, 1001, 0), (100, 0, 1001)]
)
def test_a_square_outside_the_picture_is_refused(zoom: int, across: int, down: int) -> None:
    with pytest.raises(Invalid) as refused:
        Crop(zoom=zoom, across=across, down=down)
    assert "photo" in refused.value.problems
