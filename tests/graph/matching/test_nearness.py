"""The nearest sufficient helper, and the place reserved for a newcomer; on both engines."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from graph import clock, driver, viewers
from graph.asking import asks, inbox, widening
from graph.expertise import endorsements, evidence, stated_levels
from graph.ids import CommunityId, PersonId, QuestionId, SkillSlug
from graph.matching import candidates, experts, nearness, newcomer_place
from graph.matching.experts import Suggestion
from graph.matching.nearness import NOWHERE, Workplace
from graph.matching.scores import NOTHING
from graph.people import people
from graph.posts import answers, questions, votes
from tests import company as stories
from tests.company import Company

KAFKA = SkillSlug("kafka")
JANUARY = datetime(2026, 1, 15, tzinfo=UTC)


def one(name: str, score: float, *near: nearness.Trait, open_asks: int = 0) -> Suggestion:
    return Suggestion(
        person=PersonId(name), score=score, shares=NOTHING, availability=1.0, reasons=(), near=near, open_asks=open_asks
    )


def order(*ranked: Suggestion) -> list[str]:
    return [one.person for one in experts.nearest_sufficient(ranked)]


def test_who_is_near_and_knows_enough_comes_before_the_distant_guru():
    assert order(one("guru", 1.0), one("near", 0.5, "unit")) == ["near", "guru"]


def test_who_is_near_and_knows_too_little_does_not():
    assert order(one("guru", 1.0), one("near", 0.49, "unit", "office")) == ["guru", "near"]


def test_of_those_who_know_enough_the_less_loaded_comes_first():
    assert order(one("busy", 1.0, open_asks=2), one("free", 0.6)) == ["free", "busy"]


def test_without_any_difference_the_score_decides():
    assert order(one("first", 1.0), one("second", 0.9), one("third", 0.8)) == ["first", "second", "third"]


def test_what_is_unknown_is_near_to_nothing():
    assert nearness.shared(NOWHERE, NOWHERE, at=JANUARY) == ()


def test_people_share_units_offices_working_days_and_communities():
    circle = frozenset({CommunityId("c")})
    berlin = Workplace(unit="data", office="Berlin", zone="Europe/Berlin", circles=circle)
    assert nearness.shared(berlin, berlin, at=JANUARY) == ("unit", "office", "zone", "circle")
    assert nearness.shared(berlin, Workplace(zone="Europe/Helsinki"), at=JANUARY) == ("zone",)
    assert nearness.shared(berlin, Workplace(zone="America/New_York"), at=JANUARY) == ()
    assert nearness.shared(Workplace(zone="Pacific/Tongatapu"), Workplace(zone="Pacific/Midway"), at=JANUARY) == (
        "zone",
    )


@pytest.fixture
def knowers(company: Company) -> Callable[[int], list[PersonId]]:
    """Return a function that lets this many new people show that they know Kafka."""

    def join(number: int) -> list[PersonId]:
        found = [stories.join(f"Knower{place}") for place in range(number)]
        for person in found:
            given = answers.give(company.kafka_question, stories.text("Look at the lag."), by=viewers.get(person))
            evidence.weigh(given)
        return found

    return join


def suggested(company: Company, **details: bool) -> list[PersonId]:
    question = questions.ask(stories.question("Slow?", "kafka", **details), by=company.linus.id)
    return [one.person for one in experts.suggest(question, [])]


def test_the_one_in_the_askers_unit_is_asked_of_six_who_know_enough(company: Company, knowers):
    found = knowers(6)
    absent = next(person for person in found if person not in suggested(company))
    for person in (absent, company.linus.id):
        people.work_in(person, "Data")
    assert suggested(company)[0] == absent


def test_how_near_those_asked_are_gives_no_anonymous_asker_away(company: Company, knowers):
    found = knowers(6)
    absent = next(person for person in found if person not in suggested(company))
    for person in (absent, company.linus.id):
        people.work_in(person, "Data")
    assert absent in suggested(company)
    assert absent not in suggested(company, is_anonymous=True)


def says(person: PersonId, level: int, *, hidden: bool = False) -> None:
    """Let someone state their level in Kafka."""
    stated_levels.state(KAFKA, level, by=viewers.get(person))
    if hidden:
        stated_levels.show_to(KAFKA, "managers", by=person)


def test_one_of_five_places_is_a_newcomers(company: Company, knowers):
    knowers(6)
    says(company.tim.id, 3)
    question = questions.ask(stories.question("Slow?", "kafka"), by=company.linus.id)
    *known, newcomer = experts.suggest(question, [])
    assert (len(known), newcomer.person, newcomer.via) == (4, company.tim.id, "newcomer")
    assert [(reason.evidence, reason.part) for reason in newcomer.reasons] == [("kafka", "declared")]


def test_there_is_one_newcomer_and_no_more(company: Company, knowers):
    says(company.tim.id, 3)
    says(company.margaret.id, 4)
    assert suggested(company) == [company.margaret.id]


@pytest.mark.parametrize(("level", "hidden"), [(1, False), (4, True)], ids=["a novice", "who hides it"])
def test_the_place_stays_free_for_others(company: Company, level: int, hidden: bool):
    says(company.tim.id, 3)
    assert suggested(company) == [company.tim.id]
    says(company.tim.id, level, hidden=hidden)
    assert suggested(company) == []


def test_a_newcomer_who_is_away_is_not_asked(company: Company):
    says(company.tim.id, 3)
    assert suggested(company) == [company.tim.id]
    later = (clock.now() + timedelta(days=2)).isoformat()
    driver.write("MATCH (p:Person {id: $id}) SET p.away_until = datetime($at)", id=company.tim.id, at=later)
    assert suggested(company) == []


def newcomer_to(company: Company) -> list[tuple[PersonId, str]]:
    """Return who gets the newcomer's place for a question from Linus, and why."""
    case = candidates.case(questions.ask(stories.question("Slow?", "kafka"), by=company.linus.id))
    assert case
    return [(one.person, one.why) for one in newcomer_place.find(case, besides=[])]


def test_whom_colleagues_confirm_is_a_newcomer_by_their_word_however_many_they_are(company: Company):
    answer = answers.give(company.kafka_question, stories.text("Look there."), by=company.tim)
    evidence.weigh(answer)
    votes.cast(answer, 1, by=company.margaret)
    assert newcomer_to(company) == []
    for giver in (company.grace, company.margaret):
        endorsements.endorse(company.tim.id, KAFKA, None, by=giver)
    assert newcomer_to(company) == [(company.tim.id, "endorsed")]


def test_friends_who_confirm_each_other_are_not(company: Company):
    theirs = [answers.give(company.kafka_question, stories.text("Look."), by=one) for one in (company.tim, company.ada)]
    for answer, voter in zip(theirs, (company.ada, company.tim), strict=True):
        evidence.weigh(answer)
        votes.cast(answer, 1, by=voter)
    endorsements.endorse(company.ada.id, KAFKA, None, by=company.tim)
    endorsements.endorse(company.tim.id, KAFKA, None, by=company.ada)
    assert newcomer_to(company) == []
    votes.cast(theirs[0], 1, by=company.margaret)
    for giver in (company.grace, company.margaret):
        endorsements.endorse(company.tim.id, KAFKA, None, by=giver)
    assert newcomer_to(company) == [(company.tim.id, "endorsed")]


def test_who_has_shown_it_often_is_no_newcomer(company: Company):
    stated_levels.state(KAFKA, 4, by=company.tim)
    assert newcomer_to(company) == [(company.tim.id, "declared")]
    for title in ("One?", "Two?", "Three?"):
        asked = questions.ask(stories.question(title, "kafka"), by=company.grace.id)
        evidence.weigh(answers.give(asked, stories.text("Look there."), by=company.tim))
    assert newcomer_to(company) == []


def test_the_newcomer_hears_of_it_with_the_reason(company: Company):
    says(company.tim.id, 3)
    question: QuestionId = questions.ask(stories.question("Slow?", "kafka"), by=company.linus.id)
    asks.send(experts.suggest(question, []), about=question)
    [ask] = inbox.asks(viewer=company.tim)
    assert [(reason.part, reason.title) for reason in ask.reasons] == [("declared", "kafka")]
    [asked] = widening.asked(question, viewer=company.grace)
    assert [reason.part for reason in asked.reasons] == ["declared"]
