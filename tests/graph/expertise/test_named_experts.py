"""Named experts: named by a coach, shown once they agree, free to step down; on both engines."""

import pytest

from graph import driver, viewers
from graph.errors import Conflict, Forbidden, NotFound
from graph.expertise import evidence, named_experts, standings, stated_levels
from graph.ids import ExpertId, SkillSlug
from graph.merging import merges
from graph.notifications import inbox, notifications, personal
from graph.posts import answers, questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company

KAFKA = SkillSlug("kafka")


@pytest.fixture
def named(company: Company) -> ExpertId:
    """Margaret, whose community uses the skill, has named Ada."""
    return named_experts.name(company.ada.id, KAFKA, by=company.margaret)


def shown(viewer: Viewer, skill: SkillSlug = KAFKA) -> list[tuple[str, str, str]]:
    return [(one.person.name, one.by.name, one.state) for one in named_experts.of(skill, viewer=viewer)]


def test_nobody_is_shown_before_they_agree(company: Company, named: ExpertId):
    assert shown(company.tim) == []
    assert shown(company.ada) == shown(company.margaret) == [("Ada", "Margaret", "asked")]
    for _ in range(2):
        named_experts.agree(KAFKA, by=company.ada.id)
    assert shown(company.tim) == [("Ada", "Margaret", "agreed")]


def test_naming_twice_asks_once_and_keeps_who_named_first(company: Company, named: ExpertId):
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    assert named_experts.name(company.ada.id, KAFKA, by=barbara) == named
    assert shown(company.ada) == [("Ada", "Margaret", "asked")]


def test_she_can_step_down_and_is_not_asked_again(company: Company, named: ExpertId):
    named_experts.agree(KAFKA, by=company.ada.id)
    for _ in range(2):
        named_experts.decline(KAFKA, by=company.ada.id)
    assert shown(company.ada) == []
    with pytest.raises(Conflict):
        named_experts.name(company.ada.id, KAFKA, by=company.margaret)


def test_a_coach_can_remove_and_name_her_again(company: Company, named: ExpertId):
    named_experts.agree(KAFKA, by=company.ada.id)
    for _ in range(2):
        named_experts.remove(company.ada.id, KAFKA, by=company.margaret)
    assert shown(company.tim) == []
    with pytest.raises(NotFound):
        named_experts.agree(KAFKA, by=company.ada.id)
    assert named_experts.name(company.ada.id, KAFKA, by=company.margaret) == named
    assert shown(company.ada) == [("Ada", "Margaret", "asked")]


def test_only_its_coaches_and_admins_name_and_remove(company: Company, named: ExpertId):
    for somebody in (company.grace, company.linus, company.tim):
        with pytest.raises(Forbidden):
            named_experts.name(company.ada.id, KAFKA, by=somebody)
        with pytest.raises(Forbidden):
            named_experts.remove(company.ada.id, KAFKA, by=somebody)


def test_nobody_names_themselves_or_who_has_left_or_hides_it(company: Company):
    evidence.weigh(company.kafka_answer)
    stated_levels.show_to(KAFKA, "me", by=company.ada.id)
    driver.write("MATCH (tim:Person {id: $id}) SET tim.state = 'left'", id=company.tim.id)
    for person in (company.margaret, company.tim, company.ada):
        with pytest.raises(Forbidden):
            named_experts.name(person.id, KAFKA, by=company.margaret)


def test_nobody_agrees_to_what_they_were_not_asked(company: Company, named: ExpertId):
    for act in (named_experts.agree, named_experts.decline):
        with pytest.raises(NotFound):
            act(KAFKA, by=company.linus.id)


def test_a_skill_of_a_closed_community_has_experts_for_its_members_only(company: Company):
    tls = SkillSlug("tls")
    named_experts.name(company.ada.id, tls, by=company.margaret)
    named_experts.agree(tls, by=company.ada.id)
    assert shown(company.linus, tls) == [("Ada", "Margaret", "agreed")]
    assert shown(company.tim, tls) == []


def test_she_is_asked_in_her_inbox_once_until_she_answers(company: Company, named: ExpertId):
    driver.write("MATCH (p:Person) SET p.password_hash = 'not a hash'")
    for _ in range(2):
        notifications.tell(personal.concern(named))
    [line] = inbox.page("all", viewer=company.ada).lines
    assert (line.kind, line.by[0].name, line.title, line.post) == ("expert", "Margaret", "kafka", None)
    named_experts.agree(KAFKA, by=company.ada.id)
    assert inbox.page("all", viewer=company.ada).lines == ()
    assert personal.concern(named) == ()


def test_a_merge_of_skills_keeps_them(company: Company, named: ExpertId):
    named_experts.agree(KAFKA, by=company.ada.id)
    questions.ask(stories.question("Which?", "Apache Kafka"), by=company.tim.id)
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    merges.merge(KAFKA, SkillSlug("apache-kafka"), by=barbara)
    assert shown(company.tim, SkillSlug("apache-kafka")) == [("Ada", "Margaret", "agreed")]


def kinds(company: Company, viewer: Viewer) -> list[tuple[str, str]]:
    found = standings.on(company.kafka_question, viewer=viewer)
    return [(one.kind, one.skill) for one in found.values()]


def test_an_answer_says_what_its_author_is_known_for(company: Company, named: ExpertId):
    evidence.weigh(company.kafka_answer)
    assert kinds(company, company.tim) == []
    stated_levels.state(KAFKA, 4, by=company.ada)
    assert kinds(company, company.tim) == [("stated", "kafka")]
    named_experts.agree(KAFKA, by=company.ada.id)
    assert kinds(company, company.tim) == [("named", "kafka")]


def test_much_evidence_shows_it_too(company: Company):
    evidence.weigh(company.kafka_answer)
    driver.write(
        "MATCH (:Person {id: $id})-[knows:KNOWS]->(:Skill) SET knows.weight = 30.0 * knows.weight", id=company.ada.id
    )
    assert kinds(company, company.tim) == [("shown", "kafka")]


def test_what_she_hides_is_not_told(company: Company):
    evidence.weigh(company.kafka_answer)
    stated_levels.state(KAFKA, 5, by=company.ada)
    stated_levels.show_to(KAFKA, "me", by=company.ada.id)
    assert kinds(company, company.tim) == []


def test_an_anonymous_asker_has_no_standing_on_their_own_question(company: Company):
    evidence.weigh(company.kafka_answer)
    stated_levels.state(KAFKA, 5, by=company.ada)
    asked = questions.ask(stories.question("Am I alone?", "kafka", is_anonymous=True), by=company.ada.id)
    answers.give(asked, stories.text("No."), by=company.ada)
    for viewer in (company.ada, company.tim):
        assert standings.on(asked, viewer=viewer) == {}
