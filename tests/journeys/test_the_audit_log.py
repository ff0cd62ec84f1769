"""The audit log: Katherine makes Ingeborg an admin, and finds it again. A worker has sealed it."""

import csv
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from graph.ids import PersonId
from graph.moderation import audit_seals
from tests import company as stories
from tests.journeys.conftest import PASSWORD, PATIENCE_SECONDS, Journey
from webapp.people import passwords

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def ingeborg(journey: Journey) -> PersonId:
    return stories.join("Ingeborg", password_hash=passwords.hashed(PASSWORD))


def test_what_an_admin_did_is_found_downloaded_and_sealed(
    journey: Journey, ingeborg: PersonId, no_barriers: Callable[[Page], None]
) -> None:
    admin = journey.sign_in("katherine")
    admin.goto(f"/accounts/{ingeborg}")
    admin.get_by_role("button", name="Make an admin").click()
    find(admin, no_barriers)
    download(admin)
    phone = journey.sign_in("katherine", viewport=PHONE, color_scheme="dark")
    phone.goto("/audit?act=made_admin&person=ingeborg&from=yesterday")
    expect(phone.get_by_role("alert")).to_contain_text("Give a day such as")
    no_barriers(phone)
    is_sealed()
    admin.goto(f"/accounts/{ingeborg}")
    admin.get_by_role("button", name="Take the role of admin").click()


def find(admin: Page, no_barriers: Callable[[Page], None]) -> None:
    admin.goto("/audit")
    admin.get_by_label("Act", exact=True).select_option("Made someone an admin")
    admin.get_by_label("Who did it, or whom it affects").fill("inge")
    admin.get_by_role("button", name="Show").click()
    expect(admin.locator("li.entry")).to_have_count(1)
    expect(admin.locator("li.entry")).to_contain_text("Katherine made Ingeborg an admin")
    expect(admin.get_by_label("Act", exact=True)).to_have_value("made_admin")
    no_barriers(admin)


def download(admin: Page) -> None:
    with admin.expect_download() as downloading:
        admin.get_by_role("link", name="Download as CSV").click()
    rows = list(csv.reader(Path(downloading.value.path()).read_text().splitlines()))
    assert [row[1:4] for row in rows[1:]] == [["Made someone an admin", "Katherine", "Ingeborg"]]


def is_sealed() -> None:
    """Wait until a worker has sealed everything, which takes a moment and not until the next sweep."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while audit_seals.check().waiting:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert audit_seals.check().fault is None
