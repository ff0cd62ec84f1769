"""Whose words hold where someone writes. A list says nothing to people who may not read its community."""

import pytest

from graph.communities import communities
from graph.ids import CommunityId
from graph.words import places, words
from graph.words.words import WordDraft
from tests.company import Company


@pytest.fixture
def place(company: Company) -> CommunityId:
    words.put([WordDraft(text="falcon")], community=company.platform, by=company.margaret)
    return communities.show(company.platform, viewer=company.margaret).id


def test_a_new_post_is_where_it_is_posted(company: Company, place: CommunityId) -> None:
    assert places.of(on="", community=place, viewer=company.ada).community == place
    assert places.of(on="", community=None, viewer=company.ada).community is None


def test_an_answer_is_where_its_question_is(company: Company, place: CommunityId) -> None:
    assert places.of(on=company.platform_question, community=None, viewer=company.ada).community == place
    assert places.of(on=company.kafka_answer, community=None, viewer=company.ada).community is None


def test_someone_outside_never_meets_the_words_of_a_community(company: Company, place: CommunityId) -> None:
    assert places.of(on="", community=place, viewer=company.tim).community is None
    assert places.of(on=company.platform_question, community=None, viewer=company.tim).community is None


def test_without_a_list_there_is_nothing_to_read(company: Company) -> None:
    assert places.of(on="", community=None, viewer=company.ada).version == ""
