"""A photo in place of initials: shown wherever someone is named, and gone when they remove it."""

import html
import io
import re
from collections.abc import Callable

import neo4j
import pytest
from werkzeug.test import TestResponse

from graph.media import photos
from graph.media import pictures as waiting
from graph.posts import questions
from graph.viewers import Viewer
from store import blobs
from tests import company as stories
from tests.company import Company
from tests.store import samples
from tests.webapp.client import Browser
from workers.media import pictures

Open = Callable[[Viewer], Browser]

MIDDLE = {"zoom": "100", "across": "500", "down": "500"}
SCRIPT = {"HX-Request": "true"}


def send(browser: Browser, content: io.BytesIO, *, headers: dict[str, str] | None = None, **crop: str) -> TestResponse:
    """Upload a photo, as the page does."""
    photo = (io.BytesIO(content.getvalue()), "me.jpg")
    form = {"csrf_token": browser.token(), **MIDDLE, **crop, "photo": photo}
    return browser.post("/profile/photo", data=form, headers=headers or {})


def prepare() -> None:
    """Do what the worker does as soon as a photo arrives."""
    for id in waiting.waiting():
        pictures.prepare(id)


def shown(as_: Open, company: Company) -> str:
    """Let Ada show herself, and return the address of her photo."""
    send(as_(company.ada), samples.picture("JPEG"))
    prepare()
    return f"/people/{company.ada.id}/photo/{photos.get(company.ada.id).photo}"


def test_a_photo_takes_the_place_of_initials_wherever_ada_is_named(as_: Open, company: Company) -> None:
    path = shown(as_, company)
    picture = f'src="{path}" alt=""'
    linus = as_(company.linus)
    pages = (f"/people/{company.ada.id}", "/people", f"/questions/{company.kafka_question}", "/")
    assert [page for page in pages if picture not in linus.get(page, follow_redirects=True).text] == []
    assert picture in as_(company.ada).get("/inbox").text
    assert "/photo/" not in linus.get(f"/people/{company.tim.id}").text.partition("person-head")[2]


def test_the_photo_is_a_small_square_that_browsers_keep(as_: Open, company: Company) -> None:
    answer = as_(company.tim).get(shown(as_, company))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    assert answer.headers["Cache-Control"] == "private, immutable, max-age=31536000"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_strangers_see_no_photo(as_: Open, company: Company, stranger: Browser) -> None:
    assert "/sign-in" in stranger.get(shown(as_, company)).location


def test_who_asks_without_her_name_is_not_betrayed_by_her_photo(as_: Open, company: Company) -> None:
    shown(as_, company)
    draft = stories.question("May I be shy?", "kafka", is_anonymous=True)
    question = questions.ask(draft, by=company.ada.id)
    page = as_(company.tim).get(f"/questions/{question}").text
    assert "May I be shy?" in page
    assert "/photo/" not in page


def test_until_the_photo_is_prepared_the_initials_stay(as_: Open, company: Company) -> None:
    ada = as_(company.ada)
    assert send(ada, samples.picture("PNG")).location == "/profile"
    assert "Your photo is being prepared." in ada.get("/profile").text
    assert "/photo/" not in as_(company.tim).get(f"/people/{company.ada.id}").text
    prepare()
    page = ada.get("/profile").text
    assert "being prepared" not in page
    assert re.search(rf'src="/people/{company.ada.id}/photo/\w{{16}}"', page)


def test_the_photo_shows_what_was_chosen(as_: Open, company: Company) -> None:
    send(as_(company.ada), samples.picture("PNG"), zoom="250", across="0", down="1000")
    job = waiting.begin(waiting.waiting()[0])
    assert job
    assert job.crop == (250, 0, 1000)


def test_a_removed_photo_is_gone_at_once_and_twice_is_fine(as_: Open, company: Company) -> None:
    path, ada = shown(as_, company), as_(company.ada)
    hash = photos.show(company.ada.id, path.rpartition("/")[2]).hash
    assert ada.get(path).status_code == 200
    for _ in range(2):
        assert ada.send("/profile/photo/removal").status_code == 200
        assert ada.get(path).status_code == 404
        assert "/photo/" not in as_(company.tim).get(f"/people/{company.ada.id}").text
    assert not blobs.exists(blobs.Hash(hash))


def test_a_second_photo_has_another_address_and_the_first_has_none(as_: Open, company: Company) -> None:
    first, ada = shown(as_, company), as_(company.ada)
    send(ada, samples.noise())
    assert ada.get(first).status_code == 200
    prepare()
    assert ada.get(first).status_code == 404
    assert first not in ada.get("/people").text


def test_nobody_changes_the_photo_of_another(as_: Open, company: Company) -> None:
    path, tim = shown(as_, company), as_(company.tim)
    tim.send("/profile/photo/removal", id=company.ada.id, person=company.ada.id)
    send(tim, samples.noise(), id=company.ada.id)
    prepare()
    assert tim.get(path).status_code == 200
    assert tim.get(path.replace(company.ada.id, company.tim.id)).status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (io.BytesIO(b"just words"), "Choose a picture, such as a JPEG or PNG file."),
        (io.BytesIO(b"%PDF-1.7"), "Choose a picture, such as a JPEG or PNG file."),
        (samples.svg("<rect/>"), "Choose a picture, such as a JPEG or PNG file."),
        (io.BytesIO(), "This file is empty."),
        (samples.bomb(), "This picture has 2,500 million pixels. The limit is 80 million."),
        (samples.with_scans(150), "This picture has 160 scans. The limit is 100. Export it again."),
    ],
)
def test_what_is_no_photo_is_refused_beside_the_field(
    as_: Open, company: Company, content: io.BytesIO, sentence: str
) -> None:
    path, ada = shown(as_, company), as_(company.ada)
    answer = send(ada, content)
    assert answer.status_code == 422
    assert sentence in html.unescape(answer.text.partition('id="photo-error"')[2].partition("</p>")[0])
    assert ada.get(path).status_code == 200


@pytest.mark.parametrize("crop", [{"zoom": "99"}, {"zoom": "wide"}, {"across": "1001"}, {"down": "-1"}, {"down": ""}])
def test_a_square_that_the_page_never_sends_is_refused(as_: Open, company: Company, crop: dict[str, str]) -> None:
    answer = send(as_(company.ada), samples.picture("PNG"), **crop)
    assert (answer.status_code, photos.get(company.ada.id).is_waiting) == (422, False)
    assert "Choose the photo and the part to show again." in answer.text


def test_a_form_without_a_photo_says_what_to_do(as_: Open, company: Company) -> None:
    answer = as_(company.ada).send("/profile/photo")
    assert answer.status_code == 422
    assert "Choose a photo first." in answer.text


def test_with_a_script_only_the_photo_is_replaced_so_nothing_typed_is_lost(as_: Open, company: Company) -> None:
    ada = as_(company.ada)
    for answer in (send(ada, io.BytesIO(b"words"), headers=SCRIPT), send(ada, samples.picture("PNG"), headers=SCRIPT)):
        assert answer.text.lstrip().startswith("<photo-crop")
        assert "<html" not in answer.text


def test_a_photo_that_cannot_be_decoded_says_why_beside_the_field(as_: Open, company: Company) -> None:
    ada = as_(company.ada)
    send(ada, io.BytesIO(samples.noise().getvalue()[:20_000]))
    prepare()
    problem = ada.get("/profile").text.partition('id="photo-error"')[2].partition("</p>")[0]
    assert "This picture is damaged. Export it again." in html.unescape(problem)


def test_a_photo_that_is_too_large_is_refused(as_: Open, company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUILDHALL_FILE_MEGABYTES", "3")
    assert send(as_(company.ada), io.BytesIO(b"x" * 3_100_000)).status_code == 422
    assert send(as_(company.ada), io.BytesIO(b"x" * 10_000_000)).status_code == 413


def test_photos_cost_no_statement(as_: Open, company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    run, seen = neo4j.Session.run, list[object]()

    def counted(session: neo4j.Session, statement: str, *parameters: object) -> object:
        seen.append(statement)
        return run(session, statement, *parameters)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(neo4j.Session, "run", counted)
    tim = as_(company.tim)

    def statements(page: str) -> int:
        seen.clear()
        tim.get(page)
        # A process reads the site's name every few seconds, whatever is on the page.
        return sum(":Site " not in str(statement) for statement in seen)

    pages = ("/", "/people", f"/questions/{company.kafka_question}")
    before = [statements(page) for page in pages]
    shown(as_, company)
    assert [statements(page) for page in pages] == before
