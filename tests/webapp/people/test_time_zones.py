"""Time zones come from a list of all that there are, with their offset today."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import available_timezones

import pytest

from graph import clock
from graph.people import profiles
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser
from tests.webapp.people.test_profile import GOOD
from webapp.people import time_zones

Open = Callable[[Viewer], Browser]


def labels(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> dict[str, str]:
    """Return the label of each zone at this moment."""
    monkeypatch.setattr(clock, "now", lambda: moment)
    return {zone.name: zone.label for region in time_zones.regions() for zone in region.zones}


def test_the_offset_is_the_present_one(monkeypatch: pytest.MonkeyPatch) -> None:
    winter = labels(monkeypatch, datetime(2026, 1, 15, 12, tzinfo=UTC))
    summer = labels(monkeypatch, datetime(2026, 7, 15, 12, tzinfo=UTC))
    assert (winter["Europe/Berlin"], summer["Europe/Berlin"]) == ("Berlin (UTC+01:00)", "Berlin (UTC+02:00)")
    assert winter["Asia/Kathmandu"] == "Kathmandu (UTC+05:45)"
    assert winter["America/Argentina/Ushuaia"] == "Ushuaia, Argentina (UTC-03:00)"
    assert winter["UTC"] == "UTC (UTC+00:00)"


def test_all_zones_are_there_once(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [zone.name for region in time_zones.regions() for zone in region.zones]
    assert len(names) == len(set(names))
    assert available_timezones() - set(names) == {"Factory", "localtime", "posixrules"} & available_timezones()
    assert [region.name for region in time_zones.regions()][-1] == "Other"


def test_the_chosen_zone_is_selected_and_saved(as_: Open, company: Company) -> None:
    ada = as_(company.ada)
    ada.send("/profile", **(GOOD | {"time_zone": "Asia/Tokyo"}))
    assert profiles.get(company.ada.id).time_zone == "Asia/Tokyo"
    assert re.findall(r'value="(\S+)" selected>Tokyo \(UTC\+09:00\)', ada.get("/profile").text) == ["Asia/Tokyo"]


def test_a_newcomer_gets_a_guess_until_they_choose_even_none(as_: Open, company: Company) -> None:
    ada = as_(company.ada)
    assert "Guessed from your browser" in ada.get("/profile", headers={"Accept-Language": "*"}).text
    ada.send("/profile", **(GOOD | {"time_zone": ""}))
    assert "Guessed from your browser" not in ada.get("/profile").text


def test_what_is_no_zone_stays_in_the_field_beside_the_sentence(as_: Open, company: Company) -> None:
    page = as_(company.ada).send("/profile", **(GOOD | {"time_zone": "Mars/Olympus"}))
    assert page.status_code == 422
    assert '<option value="Mars/Olympus" selected>Mars/Olympus</option>' in page.text
    assert "Choose a time zone from the list." in page.text.partition('id="time_zone-error"')[2]
