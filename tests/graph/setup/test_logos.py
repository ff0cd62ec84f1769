"""The site's logo: shown when prepared, one at a time, gone when removed."""

import pytest

from graph import clock
from graph.errors import Forbidden, NotFound
from graph.ids import FileId
from graph.media import files, pictures
from graph.media.files import FileDraft
from graph.moderation import audit
from graph.setup import identity, logos
from graph.setup.identity import Logo
from graph.setup.logos import SentLogo
from graph.viewers import Viewer, get
from tests.company import Company, join

SENT = FileDraft(hash="a" * 64, name="logo.png", media_type="image/png", bytes=9, width=400, height=300)
MADE = FileDraft(hash="b" * 64, name="logo.webp", media_type="image/webp", bytes=7, width=96, height=72)
OTHER = FileDraft(hash="c" * 64, name="logo.webp", media_type="image/webp", bytes=8, width=96, height=96)
NO_LOGO = SentLogo(logo=None, is_waiting=False, problem="")


@pytest.fixture
def barbara(company: Company) -> Viewer:
    return get(join("Barbara", is_admin=True))


def shown(by: Viewer, made: FileDraft = MADE) -> FileId:
    """Let an admin upload a logo and a worker prepare it."""
    id = logos.send(SENT, by=by.id)
    logos.finish(id, made)
    return id


def acts(viewer: Viewer) -> list[str]:
    return [one.act for one in audit.listed(viewer=viewer).entries if one.act.endswith("_logo")]


def test_a_logo_is_shown_once_it_is_prepared(barbara: Viewer) -> None:
    assert logos.get() == NO_LOGO
    id = logos.send(SENT, by=barbara.id)
    assert logos.get() == SentLogo(logo=None, is_waiting=True, problem="")
    assert identity.get().logo is None
    logos.finish(id, MADE)
    assert identity.get().logo == Logo(address="b" * logos.HASH_CHARACTERS, width=96, height=72)
    assert logos.show("b" * logos.HASH_CHARACTERS).hash == MADE.hash
    assert acts(barbara) == ["changed_logo"]


def test_the_worker_knows_a_logo_from_a_photo(barbara: Viewer) -> None:
    job = pictures.begin(logos.send(SENT, by=barbara.id))
    assert job
    assert (job.is_logo, job.crop) == (True, ())


def test_the_former_logo_stays_until_the_next_is_prepared_and_then_goes(barbara: Viewer) -> None:
    former = shown(barbara)
    id = logos.send(SENT, by=barbara.id)
    assert logos.get().logo == "b" * logos.HASH_CHARACTERS
    assert [file.id for file in logos.finish(id, OTHER)] == [former]
    with pytest.raises(NotFound):
        logos.show("b" * logos.HASH_CHARACTERS)


def test_finishing_twice_changes_nothing(barbara: Viewer) -> None:
    id = shown(barbara)
    assert logos.finish(id, OTHER) == ()
    assert logos.get().logo == "b" * logos.HASH_CHARACTERS


def test_of_two_sent_one_after_the_other_the_last_counts(barbara: Viewer) -> None:
    first, second = (logos.send(SENT, by=barbara.id) for _ in range(2))
    assert [file.id for file in logos.drop_others(second)] == [first]
    logos.finish(first, MADE)
    assert logos.get() == SentLogo(logo=None, is_waiting=True, problem="")


def test_a_logo_that_fails_leaves_the_former_one(barbara: Viewer) -> None:
    shown(barbara)
    pictures.fail(logos.send(SENT, by=barbara.id), "It is damaged.")
    assert logos.get() == SentLogo(logo="b" * logos.HASH_CHARACTERS, is_waiting=False, problem="It is damaged.")


def test_an_admin_removes_the_logo_and_what_waits(barbara: Viewer) -> None:
    ids = {shown(barbara), logos.send(SENT, by=barbara.id)}
    assert {file.id for file in logos.remove(by=barbara.id)} == ids
    assert logos.remove(by=barbara.id) == ()
    assert logos.get() == NO_LOGO
    assert identity.get().logo is None
    assert acts(barbara) == ["removed_logo", "changed_logo", "changed_logo"]


def test_only_admins_change_the_logo(company: Company, barbara: Viewer) -> None:
    shown(barbara)
    with pytest.raises(Forbidden):
        logos.send(SENT, by=company.ada.id)
    assert logos.remove(by=company.ada.id) == ()
    assert logos.get().logo == "b" * logos.HASH_CHARACTERS


def test_the_logo_is_a_file_in_use_until_it_is_removed(barbara: Viewer) -> None:
    id = shown(barbara)
    files.note_use(now=clock.now())
    assert files.unused(before=clock.now()) == ()
    logos.remove(by=barbara.id)
    assert [file.id for file in files.unused(before=clock.now())] == [id]
