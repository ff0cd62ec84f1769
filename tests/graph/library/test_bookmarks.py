"""Bookmarks."""

import pytest

from graph.errors import NotFound
from graph.library import bookmarks
from graph.viewers import EVERYONE, Viewer
from tests.company import Company


def test_a_bookmark_is_kept_once_and_found_again_by_its_owner_alone(company: Company) -> None:
    for _ in range(2):
        bookmarks.keep(company.kafka_tip, by=company.tim)
    assert [card.id for card in bookmarks.listed(viewer=company.tim).cards] == [company.kafka_tip]
    assert bookmarks.listed(viewer=company.ada).cards == ()
    for _ in range(2):
        assert bookmarks.drop(company.kafka_tip, by=company.tim) == "tip"
    assert bookmarks.listed(viewer=company.tim).cards == ()


def test_what_is_closed_can_neither_be_kept_nor_found_again(company: Company) -> None:
    with pytest.raises(NotFound):
        bookmarks.keep(company.platform_question, by=company.tim)
    bookmarks.keep(company.platform_question, by=company.linus)
    assert bookmarks.listed(viewer=Viewer(id=company.linus.id, audiences=(EVERYONE,))).cards == ()
