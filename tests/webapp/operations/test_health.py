"""The health check for a program that restarts processes."""

from dataclasses import replace

from graph import driver
from graph.settings import Settings
from tests.company import Company
from tests.webapp.client import Browser


def test_a_process_that_can_work_says_ok_to_everybody(stranger: Browser, company: Company) -> None:
    response = stranger.get("/health")
    assert (response.status_code, response.text) == (200, "ok")


def test_a_process_without_its_graph_does_not(stranger: Browser, company: Company, graph: Settings) -> None:
    driver.connect(replace(graph, url="bolt://127.0.0.1:1"))
    assert stranger.get("/health").status_code == 503
    driver.connect(graph)
    assert stranger.get("/health").status_code == 200
