"""Rounds: who may start and see one, and when its window opens and closes, with a stopped clock."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from graph import clock, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import MentoringRoundId
from graph.rounds import members, phases, proposals, rounds
from graph.rounds.members import PartDraft
from graph.rounds.rounds import NO_DAY, RoundDraft, Terms, Window
from tests import company as stories
from tests.company import Company
from tests.graph.rounds import cohort

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Return a function that stops the clock at a moment. It stands at noon of 1 December first."""

    def stop(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    stop(NOON)
    return stop


def test_a_coach_starts_a_round_which_members_see(company: Company) -> None:
    id = cohort.begin(company, way="most", hours_apart=3, other_unit=True, weeks=8)
    [found] = rounds.listed(viewer=company.linus)
    assert (found.id, found.name, found.community.slug) == (id, "Spring", company.platform)
    assert (found.way, found.hours_apart, found.other_unit, found.weeks) == ("most", 3, True, 8)
    assert (found.phase, found.is_mine, found.joins) == ("open", False, False)
    assert rounds.get(id, viewer=company.margaret).is_mine


@pytest.mark.parametrize("name", ["ada", "linus", "tim", "grace"])
def test_only_coaches_start_rounds(company: Company, name: str) -> None:
    draft = RoundDraft(name="Mine", window=cohort.window(), terms=Terms())
    with pytest.raises(Forbidden):
        rounds.begin(draft, company.platform, by=getattr(company, name))


def test_people_outside_the_community_learn_nothing_of_a_round(company: Company) -> None:
    id, barbara = cohort.begin(company), viewers.get(stories.join("Barbara", is_admin=True))
    for outside in (company.tim, company.grace, barbara):
        assert rounds.listed(viewer=outside) == ()
        for act in (rounds.get, rounds.led, members.own):
            with pytest.raises(NotFound):
                act(id, viewer=outside)
        with pytest.raises(NotFound):
            members.join(id, PartDraft(teaches=True), by=outside)


def test_a_coach_of_another_community_is_a_stranger_to_it(company: Company) -> None:
    communities.found(CommunityDraft(name="Cooks", purpose="Eat.", visibility="public"), by=company.tim.id)
    id = cohort.begin(company)
    for act in (rounds.close, members.leave):
        with pytest.raises(NotFound):
            act(id, by=company.tim)


def test_a_member_who_leaves_the_community_sees_its_rounds_no_more(company: Company) -> None:
    cohort.begin(company)
    memberships.leave(company.platform, by=company.linus.id)
    assert rounds.listed(viewer=viewers.get(company.linus.id)) == ()


def test_rounds_are_listed_for_one_community_the_last_to_close_first(company: Company) -> None:
    slug = communities.found(CommunityDraft(name="Cooks", purpose="Eat.", visibility="hidden"), by=company.margaret.id)
    cohort.begin(company, name="Early")
    cohort.begin(company, name="Late", opens_in=9)
    rounds.begin(RoundDraft(name="Soup", window=cohort.window(), terms=Terms()), slug, by=company.margaret)
    listed = rounds.listed(community=company.platform, viewer=company.margaret)
    assert [one.name for one in listed] == ["Late", "Early"]
    assert len(rounds.listed(viewer=company.margaret)) == 3


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "field"),
    [
        (NO_DAY, date(2026, 12, 9), "opens_on"),
        (date(9999, 1, 1), date(9999, 12, 31), "opens_on"),
        (date(2026, 12, 1), NO_DAY, "closes_on"),
        (date(2026, 11, 1), date(2026, 11, 30), "closes_on"),
        (date(2026, 12, 9), date(2026, 12, 8), "closes_on"),
        (date(2026, 12, 9), date(2027, 6, 1), "closes_on"),
    ],
)
def test_a_window_that_cannot_be_is_refused(
    at: Callable[[datetime], None], opens_on: date, closes_on: date, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        Window(opens_on=opens_on, closes_on=closes_on)
    assert field in refused.value.problems


@pytest.mark.parametrize(("field", "typed"), [("way", "luck"), ("hours_apart", 10), ("hours_apart", -1), ("weeks", 0)])
def test_terms_that_cannot_be_are_refused(field: str, typed: object) -> None:
    with pytest.raises(Invalid) as refused:
        Terms(**{field: typed})
    assert list(refused.value.problems) == [field]


@pytest.mark.parametrize("name", ["", "  ", "N" * 81])
def test_a_round_needs_a_name(name: str) -> None:
    with pytest.raises(Invalid):
        RoundDraft(name=name, window=cohort.window(), terms=Terms())


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        (datetime(2026, 12, 2, 23, 59, tzinfo=UTC), "coming"),
        (datetime(2026, 12, 3, 0, 0, tzinfo=UTC), "open"),
        (datetime(2026, 12, 10, 23, 59, tzinfo=UTC), "open"),
        (datetime(2026, 12, 11, 0, 0, tzinfo=UTC), "closed"),
    ],
)
def test_people_join_from_the_first_day_to_the_end_of_the_last(
    company: Company, at: Callable[[datetime], None], moment: datetime, phase: str
) -> None:
    id = cohort.begin(company, opens_in=2)
    at(moment)
    assert rounds.get(id, viewer=company.ada).phase == phase
    if phase == "open":
        cohort.teach(id, company.ada, "kafka")
        assert rounds.get(id, viewer=company.ada).joins
    else:
        with pytest.raises(Conflict):
            cohort.teach(id, company.ada, "kafka")
        assert not rounds.get(id, viewer=company.ada).joins


def test_a_round_closes_once_its_last_day_is_over(company: Company, at: Callable[[datetime], None]) -> None:
    id = cohort.begin(company)
    phases.note()
    at(datetime(2026, 12, 8, 23, 59, tzinfo=UTC))
    phases.note()
    assert rounds.get(id, viewer=company.ada).state == "open"
    at(datetime(2026, 12, 9, tzinfo=UTC))
    assert phases.note() == (id,)
    assert proposals.wanted() == (id,)
    assert phases.note() == ()
    assert rounds.get(id, viewer=company.ada).state == "closed"


def test_a_coach_closes_early_and_opens_again(company: Company) -> None:
    id = cohort.begin(company)
    rounds.close(id, by=company.margaret)
    rounds.close(id, by=company.margaret)
    with pytest.raises(Conflict):
        cohort.teach(id, company.ada, "kafka")
    rounds.set_window(id, cohort.window(days=20), by=company.margaret)
    cohort.teach(id, company.ada, "kafka")
    assert rounds.get(id, viewer=company.ada).closes_on == clock.now().date() + timedelta(days=20)


def test_only_coaches_change_a_round(company: Company) -> None:
    id = cohort.begin(company)
    acts = (
        lambda: rounds.close(id, by=company.ada),
        lambda: rounds.set_window(id, cohort.window(), by=company.ada),
        lambda: rounds.set_terms(id, Terms(), by=company.ada),
    )
    for act in acts:
        with pytest.raises(Forbidden):
            act()


def test_new_terms_want_a_new_preview(company: Company) -> None:
    id = cohort.begin(company)
    assert proposals.wanted() == ()
    rounds.set_terms(id, Terms(other_unit=True), by=company.margaret)
    assert rounds.get(id, viewer=company.ada).other_unit
    assert proposals.wanted() == (id,)


def test_an_unknown_round_is_not_there(company: Company) -> None:
    with pytest.raises(NotFound):
        rounds.get(MentoringRoundId("gone"), viewer=company.margaret)
