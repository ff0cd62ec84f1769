"""People who aren't signed in are turned away before the site reads what they send."""

import io
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.webapp.client import Browser


class Untouchable(io.RawIOBase):
    """A body that nobody may read."""

    def readable(self) -> bool:
        return True

    def readinto(self, _buffer: object) -> int:
        raise AssertionError("The body was read.")


def places(site: Flask) -> list[tuple[str, str]]:
    """Return every route that takes a body, with its method."""
    rules = [rule for rule in site.url_map.iter_rules() if rule.endpoint not in OPEN]
    return [
        (method, rule.build(dict.fromkeys(rule.arguments, "x"))[1])  # pyright: ignore[reportOptionalSubscript]
        for rule in rules
        for method in sorted((rule.methods or set[str]()) & {"POST", "PATCH", "PUT", "DELETE"})
    ]


OPEN = (
    "digests.stop",
    "forgotten_passwords.ask",
    "forgotten_passwords.choose",
    "invitations.accept",
    "notifications.stop",
    "sessions.create",
)


def test_no_route_reads_the_body_of_a_stranger(site: Flask, stranger: Browser) -> None:
    found = places(site)
    assert len(found) > 90
    for method, path in found:
        body = {"wsgi.input": Untouchable(), "CONTENT_LENGTH": "2000000000", "CONTENT_TYPE": "multipart/form-data"}
        response = stranger.open(path, method=method, environ_overrides=body)
        assert (response.status_code, urlsplit(response.location).path) == (303, "/sign-in"), path


@pytest.mark.parametrize("path", ["/sign-in", "/invitations/unknown"])
def test_what_strangers_may_send_is_short(stranger: Browser, path: str) -> None:
    form = {"csrf_token": stranger.token(), "password": "x" * 70_000}
    assert stranger.post(path, data=form).status_code == 413
