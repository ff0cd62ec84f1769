"""Limits for each person and kind of act: generous, shared by all processes, and harmless while the queue is away."""

import signal
import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from limits import parse
from limits.storage import Storage

from graph.viewers import Viewer
from tests.company import Company
from tests.engines.valkey import Running
from tests.webapp.client import Browser
from webapp.limits import allowances, refusals, throttle
from webapp.limits.allowances import ALLOWANCES, Allowance
from webapp.site import create_app


@pytest.fixture
def store(queue: str) -> Storage:
    store = refusals.opened(queue)
    store.reset()
    return store


@pytest.fixture
def small(store: Storage, monkeypatch: pytest.MonkeyPatch) -> tuple[Allowance, ...]:
    """Allow each kind of act twice a minute, and uploads of 1,000 bytes."""
    few = tuple(
        Allowance(
            kind=it.kind,
            limit=parse("1000 per minute" if it.counts == "bytes" or it is ALLOWANCES[-1] else "2 per minute"),
            told=it.told,
            endpoints=it.endpoints,
            counts=it.counts,
        )
        for it in ALLOWANCES
        if not it.for_new_people
    )
    monkeypatch.setattr(throttle, "ALLOWANCES", few)
    return few


def test_every_endpoint_of_an_allowance_exists(site: Flask) -> None:
    named = {endpoint for it in allowances.ALLOWANCES for endpoint in it.endpoints}
    assert named <= {rule.endpoint for rule in site.url_map.iter_rules()}


@pytest.mark.usefixtures("small")
def test_after_too_many_searches_one_is_told_when_to_try_again(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    linus = as_(company.linus)
    answers = [linus.get("/search?q=kafka") for _ in range(3)]
    assert [it.status_code for it in answers] == [200, 200, 429]
    assert "You have searched very often in the last minute. Try again in a minute." in answers[-1].text
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert linus.get("/").status_code == 200
    assert as_(company.tim).get("/search?q=kafka").status_code == 200


@pytest.mark.usefixtures("small")
def test_a_tip_that_is_one_too_many_is_not_lost(as_: Callable[[Viewer], Browser], company: Company) -> None:
    linus = as_(company.linus)
    form = {"csrf_token": linus.token(), "title": "", "body": "A long story."}
    answers = [linus.post("/tips", data=form) for _ in range(3)]
    assert [it.status_code for it in answers] == [422, 422, 429]
    assert "A long story." in answers[-1].text
    assert "Try again" in answers[-1].text


@pytest.mark.usefixtures("small")
def test_uploads_count_their_bytes(as_: Callable[[Viewer], Browser], company: Company) -> None:
    linus = as_(company.linus)
    token = {"X-CSRFToken": linus.token()}
    answers = [linus.patch(f"/uploads/{'0' * 32}", data=b"x" * 400, headers=token).status_code for _ in range(3)]
    assert answers == [415, 415, 429]


@pytest.mark.usefixtures("small")
def test_all_processes_count_together(site: Flask, as_: Callable[[Viewer], Browser], company: Company) -> None:
    linus = as_(company.linus)
    assert [linus.get("/search?q=kafka").status_code for _ in range(2)] == [200, 200]
    other = create_app()
    other.test_client_class = Browser
    client = other.test_client()
    client.set_cookie("guildhall", linus.get_cookie("guildhall").value)  # pyright: ignore[reportOptionalMemberAccess]
    assert client.get("/search?q=kafka").status_code == 429


@pytest.mark.usefixtures("small")
def test_the_people_who_run_the_site_see_who_ran_into_a_limit(
    as_: Callable[[Viewer], Browser], company: Company, store: Storage
) -> None:
    linus = as_(company.linus)
    for _ in range(4):
        linus.get("/search?q=kafka")
    [found] = [it for it in refusals.of_the_week(store) if it.person == company.linus.id]
    assert (found.kind, found.times) == ("search", 2)


@pytest.mark.usefixtures("small")
def test_who_asks_without_their_name_is_not_named_there(
    as_: Callable[[Viewer], Browser], company: Company, store: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    linus = as_(company.linus)
    form = {"csrf_token": linus.token(), "title": "", "anonymous": "yes"}
    assert [linus.post("/questions", data=form).status_code for _ in range(3)] == [422, 422, 429]
    found = {it.person: it.kind for it in refusals.of_the_week(store)}
    assert found[refusals.NAMELESS] == "posts"
    assert "posts" not in {it.kind for it in refusals.of_the_week(store) if it.person == company.linus.id}
    assert company.linus.id not in caplog.text


@pytest.fixture
def hanging_queue(site: Flask, running_queue: Running) -> Iterator[None]:
    """A queue that accepts connections and says nothing."""
    running_queue.process.send_signal(signal.SIGSTOP)
    yield
    running_queue.process.send_signal(signal.SIGCONT)


@pytest.mark.usefixtures("small", "hanging_queue")
def test_while_the_queue_hangs_pages_go_on(as_: Callable[[Viewer], Browser], company: Company) -> None:
    linus = as_(company.linus)
    begun = time.monotonic()
    assert [linus.get("/search?q=kafka").status_code for _ in range(5)] == [200] * 5
    assert time.monotonic() - begun < 4


def test_the_allowances_leave_room_for_busy_people() -> None:
    least = {"search": 60, "preview": 60, "posts": 60, "comments": 100, "invitations": 100, "changes": 120}
    assert {
        it.kind: it.limit.amount for it in ALLOWANCES if it.kind in least and it.limit.amount < least[it.kind]
    } == {}
