"""Introductions: Linus hasn't met Tim, and Ada has worked with both on Kafka. Tim learns nothing unless she says so."""

from datetime import timedelta

import pytest

from graph import clock, driver, viewers
from graph.errors import Conflict, Invalid, NotFound
from graph.expertise import thanks
from graph.introductions import go_betweens, introductions
from graph.notifications import inbox, introduction_concerns, notifications
from graph.posts import answers, questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question, text
from tests.graph.mentoring.learning import pair

WHY = "We both move topics this quarter."


def joins(name: str) -> Viewer:
    return viewers.get(stories.join(name))


def answer(asker: Viewer, helper: Viewer, *, community: str | None = None, is_anonymous: bool = False) -> None:
    draft = question("Slow?", "kafka", community=community, is_anonymous=is_anonymous)
    answers.give(questions.ask(draft, by=asker.id), text("Like this."), by=helper)


@pytest.fixture
def met(company: Company) -> Company:
    """A company in which Ada has answered Linus and Tim."""
    for asker in (company.linus, company.tim):
        answer(asker, company.ada)
    return company


def found(viewer: Viewer, person: Viewer) -> list[tuple[str, str]]:
    return [(one.person.name, one.skill.slug) for one in go_betweens.of(person.id, viewer=viewer)]


def told(viewer: Viewer) -> list[tuple[str | None, str, str, str]]:
    return [
        (line.what, line.by[0].name, line.title, line.words)
        for line in inbox.page("all", viewer=viewer).lines
        if line.kind == "introduction"
    ]


def tell(id: str) -> None:
    notifications.tell(introduction_concerns.on_introduction(id, since=notifications.horizon()))


def test_who_has_worked_with_both_can_introduce_them(met: Company) -> None:
    assert found(met.linus, met.tim) == [("Ada", "kafka")]
    assert found(met.tim, met.linus) == [("Ada", "kafka")]
    # Linus has met Ada, and Grace manages him.
    assert found(met.linus, met.ada) == found(met.linus, met.grace) == found(met.linus, met.linus) == []


def test_who_has_met_needs_nobody(met: Company) -> None:
    answer(met.tim, met.linus)
    assert found(met.linus, met.tim) == found(met.tim, met.linus) == []


def test_thanks_and_mentorships_are_meetings_too(met: Company) -> None:
    katherine = joins("Katherine")
    answer(katherine, met.ada)
    assert found(met.linus, katherine) == [("Ada", "kafka")]
    pair(met.linus, katherine)
    assert found(met.linus, katherine) == []
    thanks.give(met.tim.id, "For lunch.", by=met.linus)
    assert found(met.linus, met.tim) == []


@pytest.mark.parametrize("hidden", ["anonymous", "closed"])
def test_what_the_viewer_may_not_see_is_no_trace(company: Company, hidden: str) -> None:
    answer(company.tim, company.margaret)
    community = company.ada.audiences[1] if hidden == "closed" else None
    answer(company.linus, company.margaret, community=community, is_anonymous=hidden == "anonymous")
    assert found(company.tim, company.linus) == []
    # In their own community, Linus sees it.
    assert found(company.linus, company.tim) == ([("Margaret", "kafka")] if hidden == "closed" else [])


def test_the_colleague_is_told_and_nobody_else(met: Company) -> None:
    tell(introductions.ask(met.tim.id, met.ada.id, WHY, by=met.linus))
    assert told(met.ada) == [("asked", "Linus", "Tim", WHY)]
    assert told(met.tim) == told(met.linus) == told(met.grace) == []
    assert [one.to.name for one in introductions.waiting(viewer=met.ada)] == ["Tim"]
    for other in (met.tim, met.grace):
        assert introductions.waiting(viewer=other) == introductions.made(viewer=other) == ()
        assert introductions.asked(viewer=other) == ()


def test_once_made_both_are_told_with_the_names_and_why(met: Company) -> None:
    id = introductions.ask(met.tim.id, met.ada.id, WHY, by=met.linus)
    tell(id)
    for _ in range(2):
        introductions.make(id, by=met.ada)
        tell(id)
    assert told(met.linus) == [("made", "Ada", "Tim", WHY)]
    assert told(met.tim) == [("made", "Ada", "Linus", WHY)]
    assert told(met.ada) == []
    for one in (met.linus, met.tim, met.ada):
        assert [shown.why for shown in introductions.made(viewer=one)] == [WHY]
    assert introductions.asked(viewer=met.linus) == ()
    assert found(met.linus, met.tim) == []


def test_a_refusal_looks_like_silence_and_ends_after_a_week(met: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    id = introductions.ask(met.tim.id, met.ada.id, WHY, by=met.linus)
    before = introductions.asked(viewer=met.linus)
    for _ in range(2):
        introductions.decline(id, by=met.ada)
    tell(id)
    assert told(met.linus) == told(met.tim) == told(met.ada) == []
    assert introductions.asked(viewer=met.linus) == before
    assert introductions.is_asked(met.tim.id, viewer=met.linus)
    later = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)
    introductions.expire()
    assert introductions.asked(viewer=met.linus) == ()
    assert not introductions.is_asked(met.tim.id, viewer=met.linus)


def test_what_nobody_made_within_a_week_is_closed(met: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    id = introductions.ask(met.tim.id, met.ada.id, WHY, by=met.linus)
    later = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)
    introductions.expire()
    assert introductions.waiting(viewer=met.ada) == ()
    with pytest.raises(NotFound):
        introductions.make(id, by=met.ada)


def test_only_the_colleague_makes_or_declines_it(met: Company) -> None:
    id = introductions.ask(met.tim.id, met.ada.id, WHY, by=met.linus)
    for other in (met.linus, met.tim, met.grace):
        for act in (introductions.make, introductions.decline):
            with pytest.raises(NotFound):
                act(id, by=other)
    assert len(introductions.waiting(viewer=met.ada)) == 1


def test_once_a_pair_and_three_a_week(met: Company) -> None:
    introductions.ask(met.tim.id, met.ada.id, WHY, by=met.linus)
    with pytest.raises(Conflict):
        introductions.ask(met.tim.id, met.ada.id, WHY, by=met.linus)
    strangers = [joins(name) for name in ("Ida", "Joan", "Mary")]
    for stranger in strangers:
        answer(stranger, met.ada)
    for stranger in strangers[:2]:
        introductions.ask(stranger.id, met.ada.id, WHY, by=met.linus)
    with pytest.raises(Conflict):
        introductions.ask(strangers[2].id, met.ada.id, WHY, by=met.linus)


def test_nobody_is_asked_who_has_not_worked_with_both(met: Company) -> None:
    for through in (met.grace, met.tim, met.linus):
        with pytest.raises(Conflict):
            introductions.ask(met.tim.id, through.id, WHY, by=met.linus)
    for why in (" ", "x" * 301):
        with pytest.raises(Invalid):
            introductions.ask(met.tim.id, met.ada.id, why, by=met.linus)
    assert introductions.waiting(viewer=met.ada) == ()


def test_who_has_left_or_is_not_listed_is_neither_met_nor_asked(met: Company) -> None:
    driver.write("MATCH (one:Person {id: $id}) SET one.is_listed = false", id=met.tim.id)
    assert found(met.linus, met.tim) == []
    driver.write("MATCH (one:Person {id: $id}) SET one.is_listed = true", id=met.tim.id)
    driver.write("MATCH (one:Person {id: $id}) SET one.state = 'left'", id=met.ada.id)
    assert found(met.linus, met.tim) == []
