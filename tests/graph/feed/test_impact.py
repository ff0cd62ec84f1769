"""Impact: views, help given and posts built on yours; and forgetting who viewed them."""

from datetime import timedelta

import pytest

from graph import clock, driver
from graph.feed import impact, view_counts
from graph.library import collections, items
from graph.library.collections import CollectionDraft
from graph.posts import answers
from tests.company import Company


def test_a_viewer_counts_once_a_day_and_an_author_never(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    for viewer in (company.tim, company.tim, company.grace, company.ada):
        view_counts.count(company.kafka_tip, by=viewer)
    assert impact.of(company.ada).seen == 2
    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    view_counts.count(company.kafka_tip, by=company.tim)
    assert impact.of(company.ada).seen == 3


def test_what_is_closed_is_not_counted(company: Company) -> None:
    for post in (company.platform_question, company.kafka_tip):
        view_counts.count(post, by=company.tim)
    assert impact.of(company.ada).seen == 1


def test_the_next_day_nothing_tells_who_saw_what(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    view_counts.count(company.kafka_tip, by=company.tim)
    assert not driver.read("MATCH (:Glance)--(thing) RETURN thing.id AS id")
    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    for _ in range(2):
        view_counts.forget()
    assert not driver.read("MATCH (left) WHERE left:Glance OR left:GlanceDay RETURN left.day AS day")
    assert impact.of(company.ada).seen == 1


def test_solving_and_being_built_upon_count_as_far_as_one_may_see(company: Company) -> None:
    answers.accept(company.kafka_answer, by=company.grace.id)
    for seen_by in ("everyone", "me"):
        kept = collections.create(CollectionDraft(name="Kafka", description="", seen_by=seen_by), by=company.tim)
        items.add(kept, company.kafka_tip, by=company.tim)
    assert impact.of(company.ada) == impact.Impact(seen=0, solved=1, built_upon=1)
    assert not impact.of(company.margaret).is_any
