"""What programs that watch the site are told: whether a process is alive, and whether the site is ready."""

import shutil
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from graph import driver
from graph.settings import Settings
from tests.company import Company
from tests.webapp.client import Browser
from webapp.operations import readiness
from workers import heard
from workers.app import app

Usage = type(shutil.disk_usage("/"))


@pytest.fixture
def no_graph(graph: Settings) -> Generator[None]:
    driver.connect(replace(graph, url="bolt://127.0.0.1:1"))
    yield
    driver.connect(graph)


def test_a_process_that_is_alive_says_ok_to_everybody(stranger: Browser, company: Company) -> None:
    response = stranger.get("/health")
    assert (response.status_code, response.text) == (200, "ok")


def states(stranger: Browser) -> dict[str, str]:
    response = stranger.get("/ready")
    found = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert response.status_code == (200 if set(found.values()) == {"ok"} else 503)
    return found


@pytest.mark.usefixtures("company", "no_graph")
def test_without_its_graph_a_process_is_alive_but_the_site_is_not_ready(stranger: Browser) -> None:
    assert stranger.get("/health").status_code == 200
    assert states(stranger)["graph"] == "away"


def test_a_full_disk_is_told(stranger: Browser, company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    def usage(_folder: Path) -> object:
        return Usage(10**12, 10**12 - 1, 1)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    response = stranger.get("/health")
    assert (response.status_code, response.text) == (503, "The disk is full. Nothing can be saved.")
    assert states(stranger)["disk"] == "full"


def test_a_site_is_ready_once_all_of_its_programs_were_heard_of(stranger: Browser, company: Company) -> None:
    heard.note(app, ("default", "index"))
    assert states(stranger)["workers"] == "not heard of: media, beat"
    heard.note(app, ("media", "beat"))
    assert states(stranger) == dict.fromkeys(readiness.CHECKS, "ok")
