"""A disk without room: nothing is half written, nothing typed is lost, and people can still read."""

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

Usage = type(shutil.disk_usage("/"))


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return a function that pretends that the disk has so many bytes left."""

    def pretend(left: int) -> None:
        def usage(_folder: Path) -> object:
            return Usage(10**12, 10**12 - left, left)

        monkeypatch.setattr(shutil, "disk_usage", usage)

    return pretend


def test_a_question_for_which_there_is_no_room_comes_back(
    as_: Callable[[Viewer], Browser], company: Company, free: Callable[[int], None]
) -> None:
    linus = as_(company.linus)
    token = linus.token()
    free(1_000_000)
    response = linus.post("/questions", data={"csrf_token": token, "title": "Room?", "body": "A long story."})
    assert response.status_code == 507
    assert "Nothing can be saved" in response.text
    assert "A long story." in response.text
    assert response.headers["Retry-After"] == "300"
    assert linus.get("/").status_code == 200


def test_a_file_needs_more_room_than_a_form(
    as_: Callable[[Viewer], Browser], company: Company, free: Callable[[int], None]
) -> None:
    linus = as_(company.linus)
    token = linus.token()
    free(510_000_000)
    assert linus.post("/tips", data={"csrf_token": token, "title": "", "body": ""}).status_code == 422
    large = {"Content-Length": "20000000", "X-CSRFToken": token}
    assert linus.post("/files", headers=large).status_code == 507


def test_a_disk_that_fills_up_meanwhile_gets_the_same_page(
    site: Flask, as_: Callable[[Viewer], Browser], company: Company
) -> None:
    def fill() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    linus = as_(company.linus)
    token = linus.token()
    site.before_request_funcs[None].append(fill)
    response = linus.post("/tips", data={"csrf_token": token, "title": "Room?", "body": "A long story."})
    assert (response.status_code, "A long story." in response.text) == (507, True)
