"""Interpreting searches, without a page."""

from datetime import timedelta

import pytest

from graph import clock
from graph.ids import SkillSlug
from graph.skills import vocabulary
from graph.skills.vocabulary import SkillDraft
from graph.viewers import Viewer
from queries import finding, other_names, search_box
from tests.company import Company
from workers.finding import indexing


@pytest.fixture(autouse=True)
def indexed(company: Company, data_folder: object) -> None:
    indexing.rebuild(lambda _done: None)


def found(text: str, viewer: Viewer) -> tuple[str, ...]:
    return finding.posts(search_box.understood(text, viewer=viewer), limit=10, viewer=viewer)


def test_operators_are_understood_and_the_rest_is_words(company: Company) -> None:
    asked = search_box.understood("lag type:question is:unheard-of", viewer=company.tim)
    assert (asked.words, [one.name for one in asked.chosen]) == ("lag is unheard-of", ["type"])
    assert [one.text for one in asked.unclear] == ["is:unheard-of"]
    assert found("lag type:question", company.tim) == (company.kafka_question,)


def test_each_viewer_finds_what_they_may_see(company: Company) -> None:
    assert company.platform_question in found("certificates", company.ada)
    assert company.platform_question not in found("certificates", company.tim)


def test_what_is_new_is_found_by_other_names_too(company: Company) -> None:
    streaming = SkillDraft(name="Kafka", summary="", aliases=("event streaming",), broader=(), related=())
    vocabulary.describe(SkillSlug("kafka"), streaming, by=company.margaret)
    assert "event streaming" in other_names.of("kafka", viewer=company.tim)

    def new_since(hours: int) -> tuple[str, ...]:
        since = clock.now() - timedelta(hours=hours)
        return finding.new_posts("event streaming", marks=("type:tip",), since=since, limit=5, viewer=company.tim)

    assert new_since(1) == (company.kafka_tip,)
    assert new_since(-1) == ()
