"""People who could take over a skill, and why."""

from dataclasses import replace
from datetime import timedelta

import pytest

from graph import clock, driver, viewers
from graph.demand import succession
from graph.demand.succession import Takeover
from graph.errors import NotFound
from graph.expertise import evidence, stated_levels
from graph.ids import SkillSlug
from graph.people import profiles
from graph.skills import vocabulary
from graph.skills.vocabulary import SkillDraft
from tests.company import Company, join

KAFKA, RABBIT = SkillSlug("kafka"), SkillSlug("rabbitmq")


@pytest.fixture(autouse=True)
def _ada_has_shown_kafka(company: Company) -> None:
    evidence.weigh(company.kafka_answer)
    stated_levels.add(["RabbitMQ"], level=4, wants=False, teaches=True, by=company.tim)


def relate(company: Company, *, broader: tuple[str, ...] = (), related: tuple[str, ...] = ("RabbitMQ",)) -> None:
    draft = SkillDraft(name="Kafka", summary="", aliases=(), broader=broader, related=related)
    vocabulary.describe(KAFKA, draft, by=company.margaret)


def left(company: Company) -> Takeover:
    return succession.of({KAFKA: [company.ada.id]}, viewer=company.grace)[KAFKA]


def test_who_wants_it_knows_some_of_it_or_lies_beside_it_is_named_with_the_reason(company: Company) -> None:
    relate(company)
    stated_levels.set_interest(KAFKA, wants=True, teaches=False, by=company.linus)
    stated_levels.state(KAFKA, 2, by=company.margaret)
    linus, margaret, tim = left(company).successors
    assert (linus.name, linus.wants, linus.kinds) == ("Linus", True, 1)
    assert (margaret.name, margaret.level, margaret.source) == ("Margaret", 2, "self")
    assert (tim.name, tim.near, tim.kinds) == ("Tim", ("RabbitMQ",), 1)


def test_who_has_shown_it_long_ago_is_close_to_it(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    later = clock.now() + timedelta(days=500)
    monkeypatch.setattr(clock, "now", lambda: later)
    [ada] = succession.of({KAFKA: []}, viewer=company.grace)[KAFKA].successors
    assert (ada.name, ada.evidence, ada.level) == ("Ada", 1, None)
    assert ada.last_at is not None


def test_of_many_those_for_whom_most_speaks_are_named_by_name(company: Company) -> None:
    relate(company)
    for number in range(6):
        one = viewers.get(join(f"Crew-{number}"))
        stated_levels.state(KAFKA, 1, by=one)
        if number > 3:
            stated_levels.add(["Kafka"], level=1, wants=True, teaches=False, by=one)
    assert [one.name for one in left(company).successors] == ["Crew-0", "Crew-1", "Crew-2", "Crew-4", "Crew-5"]


def test_what_somebody_hides_does_not_speak_for_them(company: Company) -> None:
    relate(company)
    stated_levels.show_to(RABBIT, "managers", by=company.tim.id)
    stated_levels.set_interest(KAFKA, wants=True, teaches=False, by=company.linus)
    stated_levels.show_to(KAFKA, "me", by=company.linus.id)
    stated_levels.state(KAFKA, 1, by=company.margaret)
    profiles.describe(company.margaret.id, replace(profiles.get(company.margaret.id), is_listed=False))
    assert left(company).successors == ()


def test_what_is_written_stays(company: Company) -> None:
    assert [post.title for post in left(company).posts] == ["See consumer lag at a glance"]


def test_skills_that_lie_above_each_other_in_a_circle_end(company: Company) -> None:
    relate(company, broader=("RabbitMQ",), related=())
    driver.write("MATCH (a:Skill {slug: 'rabbitmq'}), (b:Skill {slug: 'kafka'}) CREATE (a)-[:BROADER]->(b)")
    assert [(one.name, one.near) for one in left(company).successors] == [("Tim", ("RabbitMQ",))]


def test_who_holds_it_is_named_unless_the_skill_is_not_theirs_to_know(company: Company) -> None:
    held = succession.holders(KAFKA, viewer=company.grace)
    assert (held.coverage, [one.name for one in held.holders]) == ("thin", ["Ada"])
    with pytest.raises(NotFound):
        succession.holders(SkillSlug("tls"), viewer=company.grace)


def test_a_hundred_skills_at_once(company: Company) -> None:
    names = [f"Skill {number}" for number in range(100)]
    for begin in range(0, 100, 5):
        stated_levels.add(names[begin : begin + 5], level=1, wants=True, teaches=False, by=company.linus)
    found = succession.of({SkillSlug(f"skill-{number}"): [] for number in range(100)}, viewer=company.grace)
    assert {one.name for heritage in found.values() for one in heritage.successors} == {"Linus"}
    assert len(found) == 100
