"""A site with a clock of its own, on which what follows from an act happens at once."""

import os
import random
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast
from unittest import mock

from flask import Flask
from flask.testing import FlaskClient

from graph import clock, driver, ids
from graph.people import accounts
from graph.viewers import Viewer
from webapp.operations import stores
from workers.app import app as queue


class Clock:
    """A clock that the simulation puts to a moment, and that goes on from there: no two acts have the same time."""

    def __init__(self, moment: datetime) -> None:
        self.put_to(moment)

    def put_to(self, moment: datetime) -> None:
        self._moment, self._since = moment, time.monotonic()

    def now(self) -> datetime:
        return self._moment + timedelta(seconds=time.monotonic() - self._since)


def opened(app: Flask, viewer: Viewer) -> FlaskClient:
    """Return a browser in which someone is signed in."""
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["_user_id"] = accounts.open_session(viewer.id, browser="bench")
        session["_fresh"] = True
    return browser


@contextmanager
def site(folder: Path, now: Callable[[], datetime], *, seed: int) -> Generator[None]:
    """Open this folder's stores with this clock, and do what is queued at once instead of queueing it."""
    with ExitStack() as stack:
        stack.enter_context(mock.patch.dict(os.environ, GUILDHALL_DATA_DIR=str(folder)))
        stack.enter_context(stores.opened())
        stack.callback(driver.close)
        stack.enter_context(mock.patch.object(clock, "now", now))
        stack.enter_context(_done_at_once())
        # Ids decide between equals, so they must be reproducible.
        stack.enter_context(mock.patch.object(ids.secrets, "choice", random.Random(seed).choice))
        driver.wait(60)
        yield


@contextmanager
def _done_at_once() -> Generator[None]:
    settings = cast(dict[str, object], queue.conf)
    settings["task_always_eager"] = True
    try:
        yield
    finally:
        settings["task_always_eager"] = False
