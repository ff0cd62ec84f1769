"""What stories about letters and devices share: a clock."""

from datetime import UTC, datetime

import pytest

from graph import clock
from tests.company import Company


class Clock:
    """A clock that the stories set. It begins on a Wednesday at noon."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture
def time(company: Company, monkeypatch: pytest.MonkeyPatch) -> Clock:
    set_clock = Clock()
    monkeypatch.setattr(clock, "now", lambda: set_clock.now)
    return set_clock
