"""What others say about someone's skills: told to that person alone, as long as it holds."""

from graph import clock, driver, viewers
from graph.expertise import endorsements, stated_levels
from graph.ids import SkillSlug
from graph.merging import merges
from graph.notifications import inbox, notifications, skill_concerns
from graph.notifications.inbox import Line
from graph.people import accounts
from graph.posts import comments
from graph.viewers import Viewer
from tests.company import Company, join, text

KAFKA = SkillSlug("kafka")


def lines(viewer: Viewer) -> tuple[Line, ...]:
    return inbox.page("all", viewer=viewer).lines


def told(viewer: Viewer) -> list[tuple[str | None, str, str, list[str]]]:
    return [(line.what, line.title, line.thing, [one.name for one in line.by]) for line in lines(viewer)]


def count(viewer: Viewer) -> int:
    found = accounts.signed_in(accounts.open_session(viewer.id, browser="Firefox"))
    assert found
    return found.inbox_count


def note(*people: Viewer) -> None:
    for _ in range(2):
        for one in people:
            notifications.note_skills(one.id)


def others(company: Company) -> list[object]:
    return [told(one) for one in (company.grace, company.linus, company.margaret, company.tim)]


def test_a_confirmed_skill_is_told_until_it_is_withdrawn(company: Company) -> None:
    for who in (company.grace, company.tim):
        comments.make(company.kafka_answer, text("It works."), by=who)
        endorsements.endorse(company.ada.id, KAFKA, 4, by=who)
    note(company.ada)
    assert told(company.ada) == [("confirmed", "kafka", "kafka", ["Tim", "Grace"])]
    assert (count(company.ada), others(company)) == (2, [[]] * 4)
    endorsements.withdraw(company.ada.id, KAFKA, by=company.tim.id)
    assert told(company.ada) == [("confirmed", "kafka", "kafka", ["Grace"])]
    assert count(company.ada) == 1


def test_a_colleague_is_asked_to_confirm_until_they_answer(company: Company) -> None:
    stated_levels.state(KAFKA, 4, by=company.ada)
    endorsements.ask(company.grace.id, KAFKA, by=company.ada)
    note(company.ada, company.grace)
    assert told(company.grace) == [("asked", "kafka", "kafka", ["Ada"])]
    assert (told(company.ada), count(company.grace)) == ([], 1)
    endorsements.decline(company.ada.id, KAFKA, by=company.grace.id)
    note(company.ada, company.grace)
    assert (told(company.grace), told(company.ada), count(company.grace)) == ([], [], 0)


def test_a_level_from_a_manager_is_told_as_long_as_it_stands(company: Company) -> None:
    stated_levels.rate(company.ada.id, KAFKA, 4, by=company.grace.id)
    note(company.ada)
    assert told(company.ada) == [("rated", "kafka", "kafka", ["Grace"])]
    assert (count(company.ada), others(company)) == (1, [[]] * 4)
    stated_levels.rate(company.ada.id, KAFKA, None, by=company.grace.id)
    assert (told(company.ada), count(company.ada)) == ([], 0)


def test_one_s_own_level_tells_nothing(company: Company) -> None:
    stated_levels.state(KAFKA, 4, by=company.ada)
    note(company.ada)
    assert told(company.ada) == []


def test_a_merged_skill_is_told_by_its_new_name(company: Company) -> None:
    admin = viewers.get(join("Barbara", is_admin=True))
    stated_levels.rate(company.ada.id, KAFKA, 4, by=company.grace.id)
    note(company.ada)
    driver.write("CREATE (:Skill {slug: 'streaming', name: 'Streaming', audiences: ['everyone']})")
    merges.merge(KAFKA, SkillSlug("streaming"), by=admin)
    assert told(company.ada) == [("rated", "Streaming", "streaming", ["Grace"])]


def test_the_sweep_finds_whose_skills_changed(company: Company) -> None:
    begun = clock.now()
    stated_levels.rate(company.ada.id, KAFKA, 4, by=company.grace.id)
    assert skill_concerns.changed(since=begun) == (company.ada.id,)
