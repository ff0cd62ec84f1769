"""The tus protocol, as its specification describes it."""

import base64
from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

TUS = {"Tus-Resumable": "1.0.0"}


def begin(browser: Browser, size: int, **headers: str) -> TestResponse:
    name = base64.b64encode("Schlüssel.mp4".encode()).decode()
    return browser.post(
        "/uploads",
        headers=TUS
        | {
            "X-CSRFToken": browser.token(),
            "Upload-Length": str(size),
            "Upload-Metadata": f"filename {name},relativePath bnVsbA==",
        }
        | headers,
    )


def send(browser: Browser, place: str, piece: bytes, at: int, **headers: str) -> TestResponse:
    return browser.patch(
        place,
        data=piece,
        headers=TUS
        | {
            "X-CSRFToken": browser.token(),
            "Upload-Offset": str(at),
            "Content-Type": "application/offset+octet-stream",
        }
        | headers,
    )


def test_an_upload_comes_in_pieces(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    begun = begin(ada, 10)
    assert (begun.status_code, begun.headers["Tus-Resumable"]) == (201, "1.0.0")
    assert "Upload-Expires" in begun.headers
    place = begun.location
    assert send(ada, place, b"01234", 0).headers["Upload-Offset"] == "5"
    state = ada.head(place, headers=TUS)
    assert (state.headers["Upload-Offset"], state.headers["Upload-Length"]) == ("5", "10")
    assert "no-store" in state.headers["Cache-Control"]
    last = send(ada, place, b"56789", 5)
    assert (last.status_code, last.headers["Upload-Offset"]) == (204, "10")


def test_the_server_says_what_it_can(as_: Callable[[Viewer], Browser], company: Company) -> None:
    said = as_(company.ada).options("/uploads").headers
    assert (said["Tus-Version"], said["Tus-Max-Size"]) == ("1.0.0", "2000000000")
    assert said["Tus-Extension"] == "creation,expiration,termination"


def test_a_piece_in_the_wrong_place_is_refused(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    place = begin(ada, 10).location
    assert send(ada, place, b"x", 3).status_code == 409
    assert send(ada, place, b"x" * 11, 0).status_code == 413
    assert send(ada, place, b"x", 0, **{"Content-Type": "text/plain"}).status_code == 415


def test_an_upload_is_nobody_elses(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada, tim = as_(company.ada), as_(company.tim)
    place = begin(ada, 10).location
    assert tim.head(place, headers=TUS).status_code == 404
    assert send(tim, place, b"x", 0).status_code == 404
    assert tim.delete(place, headers={"X-CSRFToken": tim.token()}).status_code == 404
    assert ada.delete(place, headers={"X-CSRFToken": ada.token()}).status_code == 204
    assert ada.head(place, headers=TUS).status_code == 404


@pytest.mark.parametrize(("size", "status"), [(0, 409), (2_000_000_001, 413)])
def test_what_is_empty_or_too_large_is_not_begun(
    as_: Callable[[Viewer], Browser], company: Company, size: int, status: int
) -> None:
    answer = begin(as_(company.ada), size)
    assert answer.status_code == status
    assert answer.text


def test_an_upload_needs_the_forms_token(as_: Callable[[Viewer], Browser], company: Company) -> None:
    assert begin(as_(company.ada), 10, **{"X-CSRFToken": "forged"}).status_code == 400


def test_a_stranger_uploads_nothing(stranger: Browser) -> None:
    assert stranger.head("/uploads/" + "0" * 32).status_code == 303
