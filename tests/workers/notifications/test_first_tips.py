"""The sweep asks newcomers for a tip, and makes up for the time in which no worker ran."""

from datetime import timedelta

import pytest

from graph import clock, viewers
from graph.notifications import inbox
from tests.company import Company, join
from workers.notifications import notifications


@pytest.mark.usefixtures("queue", "data_folder")
def test_the_sweep_asks_everyone_whose_first_week_is_over(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    joined = clock.now()
    katherine = viewers.get(join("Katherine"))
    for days, told in ((6, []), (9, ["first_tip"]), (10, ["first_tip"])):
        monkeypatch.setattr(clock, "now", lambda days=days: joined + timedelta(days=days))
        notifications.sweep()
        assert [line.kind for line in inbox.page("all", viewer=katherine).lines] == told
    # Tim has written nothing, Ada has.
    assert [line.kind for line in inbox.page("all", viewer=company.tim).lines] == ["first_tip"]
    assert "first_tip" not in [line.kind for line in inbox.page("all", viewer=company.ada).lines]
