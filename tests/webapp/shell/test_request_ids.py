"""Operators can find what the site did for a request by its id."""

from tests.webapp.client import Browser
from webapp.shell.request_ids import HEADER


def test_every_answer_bears_an_id_of_its_own(stranger: Browser) -> None:
    ids = [stranger.get(path).headers[HEADER] for path in ("/sign-in", "/sign-in")]
    assert all(ids)
    assert len(set(ids)) == 2


def test_an_id_that_the_request_brings_is_not_taken(stranger: Browser) -> None:
    answer = stranger.get("/sign-in", headers={HEADER: "that-of-somebody-else"})
    assert answer.headers[HEADER] != "that-of-somebody-else"
