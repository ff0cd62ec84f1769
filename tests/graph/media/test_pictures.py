"""A picture is taken by one worker at a time, and found again if that worker dies."""

from datetime import timedelta

import pytest

from graph import clock
from graph.ids import FileId
from graph.media import files, pictures
from graph.media.files import FileDraft
from tests.company import Company

SENT = FileDraft(hash="raw", name="lag.png", media_type="image/png", bytes=9, width=4, height=3)
MADE = FileDraft(hash="made", name="lag.webp", media_type="image/webp", bytes=5, width=4, height=3)


@pytest.fixture
def picture(company: Company) -> FileId:
    """A picture that Linus has just uploaded."""
    return files.upload(SENT, by=company.linus.id, is_waiting=True)


def test_a_picture_waits_until_it_is_prepared(company: Company, picture: FileId) -> None:
    assert pictures.waiting() == (picture,)
    assert files.get(picture, viewer=company.linus).is_waiting
    job = pictures.begin(picture)
    assert job
    assert (job.hash, job.name, job.attempts) == ("raw", "lag.png", 1)
    for _ in range(2):
        pictures.finish(picture, MADE)
    found = files.get(picture, viewer=company.linus)
    assert (found.is_waiting, found.hash, found.name, found.media_type) == (False, "made", "lag.webp", "image/webp")
    assert (pictures.waiting(), pictures.begin(picture)) == ((), None)
    assert (files.is_kept("raw"), files.is_kept("made")) == (False, True)


def test_two_workers_never_have_the_same_picture(picture: FileId) -> None:
    assert pictures.begin(picture)
    assert pictures.begin(picture) is None
    assert pictures.waiting() == ()


def test_a_picture_whose_worker_died_is_found_again(picture: FileId, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures.begin(picture)
    later = clock.now() + pictures.LEASE + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert pictures.waiting() == (picture,)
    again = pictures.begin(picture)
    assert again
    assert again.attempts == 2


def test_a_clock_that_was_ahead_does_not_hide_a_picture(picture: FileId, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as ahead:
        far = clock.now() + timedelta(days=900)
        ahead.setattr(clock, "now", lambda: far)
        assert pictures.begin(picture)
    assert pictures.waiting() == (picture,)
    assert pictures.begin(picture)


def test_a_problem_is_kept_and_other_files_have_none(company: Company, picture: FileId) -> None:
    pictures.begin(picture)
    pictures.fail(picture, "It is damaged.")
    assert [one.problem for one in files.mine(company.linus)] == ["It is damaged."]
    assert not files.get(picture, viewer=company.linus).is_waiting
    ready = files.upload(MADE, by=company.linus.id)
    found = files.get(ready, viewer=company.linus)
    assert (found.problem, found.is_waiting, found.is_mine) == ("", False, True)
