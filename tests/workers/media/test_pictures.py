"""Pictures are prepared by a worker, also if the message about them was lost."""

import io

import pytest

from graph.ids import FileId
from graph.media import files
from graph.media import pictures as waiting
from graph.media.files import FileDraft
from store import blobs, incoming
from tests.company import Company
from tests.store import samples
from tests.workers.conftest import eventually
from webapp.operations.processes import Process
from workers import events
from workers.media import pictures

pytestmark = pytest.mark.usefixtures("data_folder")


def upload(company: Company, content: io.BytesIO) -> FileId:
    """Let Linus upload a picture."""
    kept = incoming.receive(content, name="lag.png")
    return files.upload(FileDraft(**vars(kept)), by=company.linus.id, is_waiting=incoming.must_wait(kept))


def test_the_worker_prepares_a_picture_as_soon_as_it_arrives(company: Company, worker: Process) -> None:
    id = upload(company, samples.picture("PNG"))
    events.picture_uploaded(id)
    eventually(lambda: not files.get(id, viewer=company.linus).is_waiting)
    assert files.get(id, viewer=company.linus).media_type == "image/webp"


def test_the_sweep_prepares_a_picture_whose_message_was_lost(company: Company, worker: Process) -> None:
    id = upload(company, samples.picture("PNG"))
    pictures.sweep()
    eventually(lambda: not files.get(id, viewer=company.linus).is_waiting)


def test_the_picture_as_it_was_sent_is_not_kept(company: Company) -> None:
    first, second = (upload(company, samples.picture("PNG")) for _ in range(2))
    sent = blobs.Hash(files.get(first, viewer=company.linus).hash)
    pictures.prepare(first)
    assert blobs.exists(sent)
    pictures.prepare(second)
    assert not blobs.exists(sent)
    assert blobs.exists(blobs.Hash(files.get(first, viewer=company.linus).hash))


def test_what_cannot_be_decoded_is_kept_and_says_why(company: Company) -> None:
    id = upload(company, io.BytesIO(samples.noise().getvalue()[:20_000]))
    for _ in range(2):
        pictures.prepare(id)
    found = files.get(id, viewer=company.linus)
    assert (found.problem, found.media_type) == ("This picture is damaged. Export it again.", "image/png")
    assert blobs.exists(blobs.Hash(found.hash))


def test_a_picture_that_kills_its_worker_is_given_up(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    id = upload(company, samples.picture("PNG"))
    monkeypatch.setattr(waiting, "LEASE", -waiting.LEASE)
    for _ in range(pictures.MOST_ATTEMPTS):
        assert waiting.begin(id)
    pictures.prepare(id)
    assert files.get(id, viewer=company.linus).problem == pictures.GIVEN_UP
