"""A mail server for letters about accounts."""

from collections.abc import Iterator

import pytest

from tests.engines import mail as server
from tests.engines.mail import Letterbox


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Letterbox]:
    """A mail server that accepts everything, for a site that knows it."""
    with server.running() as box:
        for name, value in box.environment.items():
            monkeypatch.setenv(name, value)
        yield box
