"""Sweeps look through what was published, and forget what is gone."""

import pytest

from graph import clock, driver, sweeps
from graph.posts import answers
from graph.reviewing import queue
from graph.sensitive import found
from tests.company import Company, text
from tests.graph.sensitive.samples import GITHUB
from workers.moderation import secrets


def kinds(company: Company) -> list[str]:
    return [one.kind for one in queue.waiting(viewer=company.margaret)]


def test_a_secret_among_published_texts_waits_for_a_coach(company: Company) -> None:
    answers.give(company.platform_question, text(GITHUB), by=company.ada)
    secrets.sweep()
    secrets.sweep()
    assert kinds(company) == ["secret"]


def test_a_text_that_was_imported_is_found_too(company: Company) -> None:
    driver.write("MATCH (post:Post {id: $id}) SET post.body = $body", id=company.platform_question, body=GITHUB)
    secrets.sweep()
    assert kinds(company) == ["secret"]


def test_a_sweep_that_was_interrupted_goes_on(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "POSTS_AT_ONCE", 1)
    answers.give(company.platform_question, text(GITHUB), by=company.ada)
    portions = [until for _ids, until in found.changed(since=clock.EPOCH)]
    assert (len(portions), portions) == (3, sorted(portions))
    sweeps.done("secrets", at=portions[-1])
    secrets.sweep()
    assert kinds(company) == ["secret"]


def test_one_bad_text_stops_nothing(company: Company) -> None:
    driver.write("MATCH (post:Post {id: $id}) SET post.body = 7", id=company.kafka_question)
    answers.give(company.platform_question, text(GITHUB), by=company.ada)
    secrets.sweep()
    assert kinds(company) == ["secret"]


def test_what_was_found_in_a_text_that_is_gone_is_forgotten(company: Company) -> None:
    driver.write("CREATE (:SecretFinding {about: 'gone', open_key: 7})")
    secrets.sweep()
    assert driver.read("MATCH (found:SecretFinding) RETURN found.about AS id") == []
