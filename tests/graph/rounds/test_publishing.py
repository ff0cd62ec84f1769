"""Publishing a round: its pairs become mentorships once, as far as they still hold, and can be taken back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from graph import clock, driver
from graph.communities import memberships
from graph.errors import Conflict, Forbidden
from graph.ids import MentoringRoundId
from graph.mentoring import offers
from graph.mentoring.offers import Offer
from graph.mentorships import mentorships as own
from graph.mentorships import notes
from graph.notifications import inbox, notifications
from graph.people import employment, people
from graph.rounds import members, previews, publishing, rounds
from graph.rounds.publishing import Publication
from tests import company as stories
from tests.company import Company
from tests.graph.rounds import cohort


@pytest.fixture
def spring(company: Company) -> MentoringRoundId:
    """A round in which Ada teaches Kafka and Linus learns it."""
    id = cohort.begin(company, weeks=8)
    cohort.teach(id, company.ada, "Kafka")
    cohort.learn(id, company.linus, "Kafka")
    return id


def mentorships() -> list[dict[str, object]]:
    return driver.read(
        """
        MATCH (mentor:Person)-[:MENTORS_IN]->(one:Mentorship)<-[:LEARNS_IN]-(learner:Person)
        RETURN mentor.name AS mentor, learner.name AS learner, one.state AS state, one.ends_on AS ends_on,
               [(one)-[:IN_SKILL]->(skill:Skill) | skill.slug] AS skills,
               [(one)-[:SERVES]->(goal:Goal) | goal.level] AS goals, one.level AS level
        """
    )


def test_a_pair_becomes_a_mentorship(
    company: Company, spring: MentoringRoundId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 1, 12, tzinfo=UTC))
    cohort.publish(company, spring, (company.linus, company.ada))
    [found] = mentorships()
    assert (found["mentor"], found["learner"], found["state"], found["level"]) == ("Ada", "Linus", "running", 4)
    assert (found["skills"], found["goals"]) == (["kafka"], [4])
    assert found["ends_on"] == datetime(2027, 1, 26, tzinfo=UTC)
    assert publishing.of(spring, viewer=company.margaret) == Publication(mentorships=1, left_out=0, can_be_undone=True)


def test_the_two_see_each_other_and_nobody_else_does(company: Company, spring: MentoringRoundId) -> None:
    edsger = cohort.newcomer(company, "Edsger")
    cohort.publish(company, spring, (company.linus, company.ada))
    [of_linus], [of_ada] = (members.pairs_of(spring, viewer=one) for one in (company.linus, company.ada))
    assert (of_linus.person.name, of_linus.learns) == ("Ada", True)
    assert (of_ada.person.name, of_ada.learns) == ("Linus", False)
    assert [one.slug for one in of_ada.skills] == ["kafka"]
    for other in (edsger, company.margaret, company.grace):
        assert members.pairs_of(spring, viewer=other) == ()


def test_publishing_twice_publishes_once(company: Company, spring: MentoringRoundId) -> None:
    cohort.publish(company, spring, (company.linus, company.ada))
    publishing.publish(spring, by=company.margaret)
    assert len(mentorships()) == 1


def test_two_coaches_at_once_publish_once(company: Company, spring: MentoringRoundId) -> None:
    rounds.close(spring, by=company.margaret)
    cohort.propose(spring, (company.linus, company.ada))

    def publish(_: int) -> bool:
        try:
            publishing.publish(spring, by=company.margaret)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert any(threads.map(publish, range(4)))
    assert len(mentorships()) == 1


def test_only_what_was_seen_of_a_closed_round_is_published(company: Company, spring: MentoringRoundId) -> None:
    cohort.propose(spring, (company.linus, company.ada))
    with pytest.raises(Conflict):
        publishing.publish(spring, by=company.margaret)
    rounds.close(spring, by=company.margaret)
    with pytest.raises(Conflict):
        publishing.publish(spring, by=company.margaret)
    cohort.propose(spring, (company.linus, company.ada))
    members.leave(spring, by=company.linus)
    with pytest.raises(Conflict):
        publishing.publish(spring, by=company.margaret)
    assert mentorships() == []


def test_only_coaches_publish_and_undo(company: Company, spring: MentoringRoundId) -> None:
    rounds.close(spring, by=company.margaret)
    cohort.propose(spring, (company.linus, company.ada))
    for act in (publishing.publish, publishing.undo):
        with pytest.raises(Forbidden):
            act(spring, by=company.ada)
    assert mentorships() == []


def says_never(company: Company) -> None:
    driver.write(
        "MATCH (one:Person {id: $one}) MATCH (other:Person {id: $other}) CREATE (one)-[:NEVER_WITH]->(other)",
        one=company.ada.id,
        other=company.linus.id,
    )


def pauses(company: Company) -> None:
    offers.set_terms(Offer(is_paused=True), by=company.ada)


def is_full(company: Company) -> None:
    driver.write(
        "MATCH (ada:Person {id: $id}) CREATE (ada)-[:MENTORS_IN]->(:Mentorship {id: 'other', state: 'running'})",
        id=company.ada.id,
    )


def manages(company: Company) -> None:
    people.report_to(company.linus.id, company.ada.id)


def is_managed(company: Company) -> None:
    people.report_to(company.ada.id, company.linus.id)


def leaves_the_company(company: Company) -> None:
    employment.leave(company.ada.id, by=stories.join("Barbara", is_admin=True))


def leaves_the_community(company: Company) -> None:
    memberships.leave(company.platform, by=company.linus.id)


@pytest.mark.parametrize(
    "happens",
    [says_never, pauses, is_full, manages, is_managed, leaves_the_company, leaves_the_community],
    ids=lambda one: one.__name__,
)
def test_a_pair_that_no_longer_holds_is_left_out(
    company: Company, spring: MentoringRoundId, happens: Callable[[Company], None]
) -> None:
    rounds.close(spring, by=company.margaret)
    cohort.propose(spring, (company.linus, company.ada))
    happens(company)
    publishing.publish(spring, by=company.margaret)
    assert mentorships() == []
    found = publishing.of(spring, viewer=company.margaret)
    assert (found.mentorships, found.left_out) == (0, 1)


@pytest.mark.parametrize("places", [1, 2, 3])
def test_a_mentor_gets_no_more_learners_than_places(company: Company, spring: MentoringRoundId, places: int) -> None:
    offers.set_terms(Offer(places=places), by=company.ada)
    learners = [company.linus, *(cohort.newcomer(company, f"Learner{number}") for number in range(3))]
    for one in learners[1:]:
        cohort.learn(spring, one, "Kafka")
    cohort.publish(company, spring, *((one, company.ada) for one in learners))
    assert len(mentorships()) == places


def meet(state: str) -> None:
    driver.write("MATCH (one:Mentorship) CREATE (:MentoringSession {id: 's', state: $state})-[:OF]->(one)", state=state)


def test_a_round_is_taken_back(company: Company, spring: MentoringRoundId) -> None:
    cohort.publish(company, spring, (company.linus, company.ada))
    meet("proposed")
    for _ in range(2):
        publishing.undo(spring, by=company.margaret)
    assert mentorships() == []
    assert rounds.get(spring, viewer=company.linus).phase == "closed"
    assert driver.read("MATCH (one:MentoringSession) RETURN one.id AS id") == []
    publishing.publish(spring, by=company.margaret)
    assert len(mentorships()) == 1


def test_both_of_a_pair_are_told_and_taken_back_nothing_is_left(company: Company, spring: MentoringRoundId) -> None:
    cohort.publish(company, spring, (company.linus, company.ada))
    [found] = own.mine(viewer=company.ada)
    notifications.note_mentorship(found.id)
    for person in (company.ada, company.linus):
        assert [line.what for line in inbox.page("all", viewer=person).lines] == ["began"]
    notes.keep(found.id, "Be on time.", by=company.linus)
    publishing.undo(spring, by=company.margaret)
    assert driver.read("MATCH (note:MentoringNote) RETURN note.body AS body") == []
    assert inbox.page("all", viewer=company.ada).lines == ()


@pytest.mark.parametrize("state", ["agreed", "held"])
def test_a_round_stays_once_two_have_a_meeting(company: Company, spring: MentoringRoundId, state: str) -> None:
    cohort.publish(company, spring, (company.linus, company.ada))
    meet(state)
    assert not publishing.of(spring, viewer=company.margaret).can_be_undone
    with pytest.raises(Conflict):
        publishing.undo(spring, by=company.margaret)
    assert len(mentorships()) == 1


def test_the_preview_of_a_published_round_stays(company: Company, spring: MentoringRoundId) -> None:
    cohort.publish(company, spring, (company.linus, company.ada))
    assert len(previews.pairs(spring, are_paired=True, viewer=company.margaret)) == 1
    with pytest.raises(Forbidden):
        previews.want(spring, by=company.margaret)
