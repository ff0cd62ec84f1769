"""A mail server, and an admin who tries it out."""

from collections.abc import Iterator

import pytest

from graph.viewers import Viewer, get
from tests.company import Company, join
from tests.engines import mail as server
from tests.engines.mail import Letterbox


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Letterbox]:
    """A mail server that accepts everything, for a site that knows it."""
    with server.running() as box:
        for name, value in box.environment.items():
            monkeypatch.setenv(name, value)
        yield box


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin."""
    return get(join("Barbara", is_admin=True))
