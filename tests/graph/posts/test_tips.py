"""Sharing tips."""

import pytest

from graph.communities import communities
from graph.errors import Forbidden, Invalid, NotFound
from graph.posts import tips
from graph.posts.tips import TipDraft
from tests.company import Company, text


def test_a_tip_is_listed_and_shown(company: Company) -> None:
    assert [card.id for card in tips.listed(viewer=company.tim).cards] == [company.kafka_tip]
    shown = tips.show(company.kafka_tip, viewer=company.tim)
    assert (shown.post.author.name, [tag.name for tag in shown.post.skills]) == ("Ada", ["kafka"])


def test_a_tip_in_a_closed_community_is_for_its_members(company: Company) -> None:
    closed = tips.post(draft(company, "Rotate at night"), by=company.linus.id)
    assert tips.show(closed, viewer=company.ada).post.title == "Rotate at night"
    with pytest.raises(NotFound):
        tips.show(closed, viewer=company.tim)


def test_a_stranger_cannot_post_in_a_closed_community(company: Company) -> None:
    with pytest.raises(Forbidden):
        tips.post(draft(company, "Hello"), by=company.tim.id)


def test_a_tip_needs_a_title_and_a_text() -> None:
    with pytest.raises(Invalid) as refused:
        TipDraft(title="", body=text(" "), skills=(), community=None)
    assert set(refused.value.problems) == {"title", "body"}


def test_a_question_is_no_tip(company: Company) -> None:
    with pytest.raises(NotFound):
        tips.show(company.kafka_question, viewer=company.ada)


def draft(company: Company, title: str) -> TipDraft:
    platform = communities.show(company.platform, viewer=company.ada)
    return TipDraft(title=title, body=text("Because."), skills=("tls",), community=platform.id)
