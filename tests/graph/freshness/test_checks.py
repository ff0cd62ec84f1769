"""Who is asked to check a post, and which checks wait for each person."""

from dataclasses import replace
from datetime import timedelta

import pytest

from graph import clock
from graph.errors import NotFound
from graph.expertise import evidence
from graph.freshness import checks, freshness
from graph.ids import PostId
from graph.people import profiles
from graph.posts import tips
from graph.viewers import Viewer
from tests.company import Company, text

REASON = "The flag was renamed."


@pytest.fixture
def doubted(company: Company) -> PostId:
    """Ada's tip, which Grace found outdated; Ada and Linus have shown that they know Kafka."""
    tip = tips.TipDraft(title="Lag", body=text("More."), skills=("kafka",), community=None)
    for id in (company.kafka_answer, company.kafka_tip, tips.post(tip, by=company.linus.id)):
        evidence.weigh(id)
    freshness.doubt(company.kafka_tip, REASON, by=company.grace)
    return company.kafka_tip


def asked(viewer: Viewer) -> list[tuple[PostId, str]]:
    return [(one.card.id, one.reason) for one in checks.waiting(viewer=viewer) if one.why == "asked"]


def test_who_knows_most_is_asked_once(company: Company, doubted: PostId) -> None:
    for _ in range(2):
        checks.ask(doubted)
    assert asked(company.ada) == [(doubted, REASON)]
    assert asked(company.linus) == []


def test_who_passes_leaves_it_to_the_next(company: Company, doubted: PostId) -> None:
    checks.ask(doubted)
    (mine,) = [one for one in checks.waiting(viewer=company.ada) if one.check]
    for _ in range(2):
        assert checks.decline(mine.check, by=company.ada.id) == doubted
    checks.ask(doubted)
    assert (asked(company.ada), asked(company.linus)) == ([], [(doubted, REASON)])
    with pytest.raises(NotFound):
        checks.decline(mine.check, by=company.tim.id)


def test_people_who_are_away_are_not_asked(company: Company, doubted: PostId) -> None:
    away = replace(profiles.get(company.ada.id), away_until=(clock.now() + timedelta(days=9)).date())
    profiles.describe(company.ada.id, away)
    checks.ask(doubted)
    assert (asked(company.ada), asked(company.linus)) == ([], [(doubted, REASON)])


def test_people_who_doubted_it_are_not_asked(company: Company, doubted: PostId) -> None:
    freshness.doubt(doubted, REASON, by=company.linus)
    checks.ask(doubted)
    assert (asked(company.linus), asked(company.grace)) == ([], [])
    assert asked(company.ada) == [(doubted, REASON)]


def test_a_check_ends_when_the_post_is_verified(company: Company, doubted: PostId) -> None:
    checks.ask(doubted)
    assert asked(company.ada) == [(doubted, REASON)]
    freshness.verify(doubted, by=company.linus)
    assert checks.waiting(viewer=company.ada) == ()


def test_silence_moves_on_after_a_week(company: Company, doubted: PostId, monkeypatch: pytest.MonkeyPatch) -> None:
    checks.ask(doubted)
    assert checks.expire() == ()
    then = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: then)
    assert checks.expire() == (doubted,)
    checks.ask(doubted)
    assert asked(company.linus) == [(doubted, REASON)]


def test_nobody_is_asked_about_what_they_may_not_see(company: Company) -> None:
    tip = tips.TipDraft(title="TLS", body=text("More."), skills=("tls",), community=None)
    evidence.weigh(tips.post(tip, by=company.tim.id))
    freshness.doubt(company.platform_question, REASON, by=company.linus)
    checks.ask(company.platform_question)
    assert asked(company.tim) == []
    assert asked(company.ada) == [(company.platform_question, REASON)]
    everyones = tips.post(tip, by=company.linus.id)
    freshness.doubt(everyones, REASON, by=company.grace)
    checks.ask(everyones)
    assert asked(company.tim) == [(everyones, REASON)]


def test_a_coach_sees_what_waits_in_the_community(company: Company) -> None:
    freshness.doubt(company.platform_question, REASON, by=company.linus)
    assert [(one.card.id, one.why) for one in checks.waiting(viewer=company.margaret)] == [
        (company.platform_question, "coach")
    ]
    assert checks.waiting(viewer=company.linus) == ()
