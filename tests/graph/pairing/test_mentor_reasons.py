"""Why Ada could be Linus' mentor: what he may open, strongest first, and never who asked without a name."""

from dataclasses import replace

import pytest

from graph import driver, viewers
from graph.communities import communities, memberships
from graph.expertise import endorsements, evidence, named_experts, stated_levels
from graph.ids import AnswerId
from graph.mentorships.working_time import Shared
from graph.pairing import mentors
from graph.pairing.mentor_reasons import Reason
from graph.people import profiles
from graph.posts import answers, questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.graph.mentoring.learning import KAFKA, aim, teach


def reasons(company: Company, viewer: Viewer | None = None) -> dict[str, int]:
    return {one.kind: one.number for one in found(company, viewer)}


def found(company: Company, viewer: Viewer | None = None) -> tuple[Reason, ...]:
    seeker = viewer or company.linus
    [ada] = [one for one in mentors.suggest(aim(seeker), viewer=seeker) if one.name == "Ada"]
    return ada.reasons


def answered(by: Viewer, asker: Viewer, *, community: str | None = None, is_anonymous: bool = False) -> AnswerId:
    draft = stories.question("Why?", "kafka", community=community, is_anonymous=is_anonymous)
    question = questions.ask(draft, by=asker.id)
    answer = answers.give(question, stories.text("Because."), by=by)
    evidence.weigh(answer)
    return answer


@pytest.fixture(autouse=True)
def _ada_teaches(company: Company) -> None:
    teach(company.ada)


def test_a_level_that_only_she_states_is_a_reason_and_says_so(company: Company) -> None:
    assert found(company) == (Reason(kind="says", number=4, share=1.0),)


def test_a_level_that_her_manager_gives_and_one_that_shows(company: Company) -> None:
    stated_levels.rate(company.ada.id, KAFKA, 4, by=company.grace.id)
    stated_levels.state(KAFKA, None, by=company.ada)
    assert reasons(company) == {"rated": 4}
    stated_levels.rate(company.ada.id, KAFKA, None, by=company.grace.id)
    for _ in range(3):
        answered(company.ada, company.tim)
    assert "shown" in reasons(company)


def test_the_questions_that_she_answered_each_once(company: Company) -> None:
    evidence.weigh(company.kafka_answer)
    evidence.weigh(answers.give(company.kafka_question, stories.text("And look at the lag."), by=company.ada))
    answered(company.ada, company.tim)
    assert reasons(company)["answered"] == 2


def test_his_own_question_is_the_strongest(company: Company) -> None:
    answered(company.ada, company.linus)
    answered(company.ada, company.tim)
    assert [(one.kind, one.number) for one in found(company)][:2] == [("own", 1), ("answered", 2)]


def test_people_whom_she_helped_and_who_then_answered_others(company: Company) -> None:
    helped = answered(company.ada, company.tim)
    answers.accept(helped, by=company.tim.id)
    assert "taught" not in reasons(company)
    answered(company.tim, company.margaret)
    assert reasons(company)["taught"] == 1


def test_whom_she_did_not_help_or_who_answered_before_does_not_count(company: Company) -> None:
    answered(company.tim, company.margaret)
    helped = answered(company.ada, company.tim)
    assert "taught" not in reasons(company)
    answers.accept(helped, by=company.tim.id)
    assert "taught" not in reasons(company)


def test_an_anonymous_asker_is_never_among_those_whom_she_helped(company: Company) -> None:
    for asker in (company.linus, company.tim):
        helped = answered(company.ada, asker, is_anonymous=True)
        answers.accept(helped, by=asker.id)
        answered(asker, company.margaret)
    assert reasons(company)["answered"] == 2
    assert not {"own", "taught"} & reasons(company).keys()


def test_the_reasons_are_the_same_whoever_asked_without_a_name(company: Company) -> None:
    said = list[tuple[Reason, ...]]()
    for asker in (company.tim, company.margaret, company.grace, company.linus):
        answer = answered(company.ada, asker, is_anonymous=True)
        said.append(found(company))
        driver.write("MATCH (answer:Answer {id: $id})-[:ANSWERS]->(post:Post) DETACH DELETE answer, post", id=answer)
        driver.write("MATCH (:Person {id: $id})-[knows:KNOWS]->() DELETE knows", id=company.ada.id)
        teach(company.ada)
    assert len({tuple((one.kind, one.number) for one in each) for each in said}) == 1


def test_what_happened_in_a_closed_community_is_a_reason_for_its_members_only(company: Company) -> None:
    community = communities.show(company.platform, viewer=company.margaret).id
    helped = answered(company.ada, company.margaret, community=community)
    answers.accept(helped, by=company.margaret.id)
    answered(company.margaret, company.linus, community=community)
    assert reasons(company)["taught"] == 1
    assert reasons(company, company.tim) == {"says": 4}
    memberships.leave(company.platform, by=company.linus.id)
    assert reasons(company, viewers.get(company.linus.id)) == {"says": 4}


def test_named_confirmed_and_mentored_before(company: Company) -> None:
    evidence.weigh(company.kafka_answer)
    admin = viewers.get(stories.join("Admin", is_admin=True))
    named_experts.name(company.ada.id, KAFKA, by=admin)
    named_experts.agree(KAFKA, by=company.ada.id)
    endorsements.endorse(company.ada.id, KAFKA, None, by=company.grace)
    driver.write(
        """
        MATCH (mentor:Person {id: $ada})
        MATCH (skill:Skill {slug: 'kafka'})
        CREATE (past:Mentorship {state: 'ended'})
        CREATE (mentor)-[:MENTORS_IN]->(past)
        CREATE (past)-[:IN_SKILL]->(skill)
        """,
        ada=company.ada.id,
    )
    assert reasons(company) == {"mentored": 1, "named": 1, "answered": 1}
    assert 0 < sum(one.share for one in found(company)) < 1


def test_the_same_office_and_hours(company: Company) -> None:
    for one, begins in ((company.ada, "07:00"), (company.linus, "09:00")):
        said = replace(profiles.get(one.id), office="Łódź", time_zone="Europe/Warsaw")
        profiles.describe(one.id, replace(said, work_begins=begins, work_ends="12:00"))
    assert found(company)[1:] == (
        Reason(kind="says", number=4, share=0.3, hours=None),
        Reason(kind="hours", number=1, share=0.3, hours=Shared(begins="09:00", ends="12:00")),
    )


def test_someone_of_whom_nothing_may_be_inferred_has_only_what_others_and_they_say(company: Company) -> None:
    driver.write("MATCH (ada:Person {id: $id}) SET ada.infers = false", id=company.ada.id)
    answered(company.ada, company.linus)
    assert reasons(company) == {"says": 4}
