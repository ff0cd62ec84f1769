"""The log of a site's processes: one line for each important event, with the request that caused it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.posts import questions
from search import query
from tests import company as stories
from tests.company import Company
from tests.workers.conftest import eventually
from webapp.operations.processes import Process
from workers import events, logs

BEGINNING = """
import logging, logging.config, os
from workers import logs
logging.config.dictConfig(logs.configuration(os.environ))
log = logs.named("workers.stories")
"""


@pytest.fixture
def lines_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes log JSON."""
    monkeypatch.setenv("GUILDHALL_LOG", "json")


def said(story: str, **settings: str) -> str:
    """Return what a new process logs in this story."""
    command = [sys.executable, "-c", BEGINNING + story]
    return subprocess.run(
        command, env=os.environ | settings, check=True, stderr=subprocess.PIPE, text=True, timeout=60
    ).stderr


def lines(story: str) -> list[dict[str, object]]:
    """Return what a new process logs in this story, as a program would read it."""
    return [json.loads(line) for line in said(story, GUILDHALL_LOG="json").splitlines()]


def written(folder: Path, event: str) -> list[dict[str, object]]:
    """Return the lines that a worker logged about one kind of event."""
    said = [line for line in (folder / "engine.log").read_text().splitlines() if line.startswith("{")]
    return [line for line in map(json.loads, said) if line["event"] == event]


def test_the_line_of_a_task_bears_the_id_of_the_request_that_it_follows_from(
    company: Company, lines_as_json: None, worker: Process, data_folder: Path
):
    events.answer_given(company.kafka_answer)
    eventually(lambda: query.vote("consumer lag"))
    question = questions.ask(stories.question("Consumer lag?", "kafka"), by=company.linus.id)
    logs.begin("request-of-linus")
    events.question_asked(question)
    eventually(lambda: written(data_folder, "asked"))
    [line] = written(data_folder, "asked")
    assert line["request_id"] == "request-of-linus"
    assert line["task"] == "workers.matching.matching.match_question"
    assert (line["question"], line["person"], line["ring"]) == (question, company.ada.id, 1)
    assert line["because"]
    assert company.linus.id not in json.dumps(line)


def test_a_line_bears_the_id_of_the_present_request_and_of_no_former_one():
    story = 'logs.begin("first"); log.info("asked", question="q1"); logs.begin("second"); log.info("closed")'
    first, second = lines(story)
    assert (first["request_id"], first["question"]) == ("first", "q1")
    assert second["request_id"] == "second"
    assert "question" not in second


def test_a_sweep_that_had_nothing_to_do_says_nothing():
    [line] = lines("logs.swept(log, answer=0, tip=0); logs.swept(log, answer=2, tip=0)")
    assert (line["event"], line["answer"]) == ("swept", 2)
    assert "tip" not in line


def test_people_read_the_same_as_text():
    line = said('log.info("asked", question="q1")')
    assert line.startswith("20")
    assert "asked" in line
    assert "question=q1" in line


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_failure_is_written_without_the_values_of_variables(form: str):
    story = """
try:
    secret = "".join(["hun", "ter2"])
    raise ValueError(len(secret))
except ValueError:
    logging.getLogger("webapp").exception("It failed.")
"""
    line = said(story, GUILDHALL_LOG=form)
    assert "ValueError: 7" in line
    assert "hunter2" not in line


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_secret_of_an_address_is_not_written_when_its_page_fails(form: str):
    token, id = "Az_-9" * 9, "bcdfghjkmnpq"
    story = f"""
logging.getLogger("webapp").error("Exception on /feeds/{token}/questions.atom [GET]")
logging.getLogger("gunicorn.error").error("Error handling request %s %s", "GET", "/feeds/{token}/skills/kafka.atom")
log.warning("It failed.", path="/notifications/{id}/answer/{token}")
"""
    written = said(story, GUILDHALL_LOG=form)
    assert token not in written
    for path in ("/feeds/***/questions.atom", "/feeds/***/skills/kafka.atom", f"/notifications/{id}/answer/***"):
        assert path in written


def test_libraries_write_the_same_kind_of_line_and_only_what_is_worth_a_warning():
    [line] = lines(
        """
logging.getLogger("celery").info("Task received.")
logging.getLogger("celery").warning("Missed a heartbeat.", extra={"data": "the whole message"})
"""
    )
    assert (line["event"], line["logger"], line["level"]) == ("Missed a heartbeat.", "celery", "warning")
    assert "the whole message" not in line.values()
