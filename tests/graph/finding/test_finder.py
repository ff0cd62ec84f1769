"""Finding people who know several skills: rarer skills weigh more, everyone found fits, hidden skills aren't found."""

from dataclasses import replace

import pytest

from graph import clock, driver
from graph.asking import asks
from graph.errors import Invalid
from graph.expertise import endorsements, evidence, stated_levels
from graph.finding import criteria, finder
from graph.ids import SkillSlug
from graph.people import inference_consent, people, profiles
from graph.posts import answers, questions, tips
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company

KAFKA = SkillSlug("kafka")


@pytest.fixture(autouse=True)
def _both_know_kafka(company: Company) -> None:
    for proof in (company.kafka_answer, company.kafka_tip):
        evidence.weigh(proof)
    evidence.weigh(answers.give(company.kafka_question, stories.text("Look at the lag."), by=company.tim))
    draft = tips.TipDraft(title="Tax in Poland", body=stories.text("Mind PIT."), skills=("Polish tax",), community=None)
    evidence.weigh(tips.post(draft, by=company.tim.id))


def found(viewer: Viewer, *names: str, **fitting: object) -> list[str]:
    asked = criteria.Wanted(weights=criteria.weights(names, viewer=viewer), **fitting)
    return [one.name for one in finder.find(asked, viewer=viewer)]


def test_one_skill_finds_who_shows_most_of_it(company: Company) -> None:
    assert found(company.grace, "Kafka") == ["Ada", "Tim"]


def test_with_two_skills_who_knows_the_rarer_comes_first(company: Company) -> None:
    assert found(company.grace, "kafka", "polish tax") == ["Tim", "Ada"]


def test_a_minimum_level_holds_for_every_skill(company: Company) -> None:
    assert found(company.grace, "kafka", level=2) == ["Ada", "Tim"]
    assert found(company.grace, "kafka", "polish tax", level=2) == ["Tim"]
    assert found(company.grace, "kafka", level=3) == []
    stated_levels.state(KAFKA, 4, by=company.linus)
    assert found(company.grace, "kafka", level=4) == ["Linus"]


def test_unit_office_language_and_hours_have_to_fit(company: Company) -> None:
    said = replace(profiles.get(company.tim.id), office="Łódź", languages=("Polish",), help_hours=6)
    profiles.describe(company.tim.id, said)
    people.work_in(company.tim.id, "Finance")
    for fitting in ({"office": "łódź"}, {"languages": ("pl", "polish")}, {"hours": 5}, {"unit": "finance"}):
        assert found(company.grace, "kafka", **fitting) == ["Tim"], fitting


def test_open_asks_take_from_the_free_hours(company: Company) -> None:
    asked = criteria.Wanted(weights=criteria.weights(["kafka"], viewer=company.grace))
    before = finder.find(asked, viewer=company.grace)[0].free_hours
    suggestion = finder.experts.Suggestion(
        person=company.ada.id, score=1, shares=finder.experts.WEIGHTS, availability=1, reasons=()
    )
    asks.send([suggestion], about=questions.ask(stories.question("Slow?", "kafka"), by=company.linus.id))
    assert finder.find(asked, viewer=company.grace)[0].free_hours == before - finder.HOURS_PER_ASK


def test_reasons_are_what_the_reader_may_open_with_their_shares(company: Company) -> None:
    asked = criteria.Wanted(weights=criteria.weights(["kafka"], viewer=company.grace))
    [ada, _] = finder.find(asked, viewer=company.grace)
    assert {one.title for one in ada.reasons} == {"Why does my Kafka consumer lag?", "See consumer lag at a glance"}
    assert sum(one.share for one in ada.reasons) == pytest.approx(1)
    assert [(one.name, one.level, one.source) for one in ada.known] == [("kafka", 2, "inferred")]


def test_the_word_of_a_colleague_is_a_reason(company: Company) -> None:
    endorsements.endorse(company.ada.id, KAFKA, None, by=company.grace)
    asked = criteria.Wanted(weights=criteria.weights(["kafka"], viewer=company.tim))
    said = [(one.shows, one.title, one.by) for one in finder.find(asked, viewer=company.tim)[0].reasons]
    assert ("endorsement", "kafka", "Grace") in said
    assert ("answer", "Why does my Kafka consumer lag?", "") in said


def test_a_reason_is_gone_as_soon_as_its_post_is_closed_to_the_reader(company: Company) -> None:
    driver.write("MATCH (post:Post {id: $id}) SET post.audience = 'closed'", id=company.kafka_question)
    asked = criteria.Wanted(weights=criteria.weights(["kafka"], viewer=company.tim))
    assert [one.title for one in finder.find(asked, viewer=company.tim)[0].reasons] == ["See consumer lag at a glance"]


def test_who_was_asked_often_lately_comes_later(company: Company) -> None:
    assert found(company.grace, "kafka") == ["Ada", "Tim"]
    driver.write(
        """
        MATCH (ada:Person {id: $id})
        UNWIND range(1, 20) AS number
        CREATE (:Suggestion {id: toString(number), state: 'declined', made_at: datetime($now)})-[:PROPOSES]->(ada)
        """,
        id=company.ada.id,
        now=clock.now().isoformat(),
    )
    assert found(company.grace, "kafka") == ["Tim", "Ada"]


def test_evidence_in_a_neighbour_skill_counts_a_little(company: Company) -> None:
    evidence.weigh(answers.give(company.kafka_question, stories.text("Restart it."), by=company.margaret))
    asked = questions.ask(stories.question("Redpanda?", "redpanda"), by=company.grace.id)
    evidence.weigh(answers.give(asked, stories.text("It is faster."), by=company.margaret))
    equals = found(company.grace, "kafka")[1:]
    driver.write("MATCH (a:Skill {slug: 'kafka'}), (b:Skill {slug: 'redpanda'}) CREATE (a)-[:RELATED]->(b)")
    assert (sorted(equals), found(company.grace, "kafka")[1:]) == (["Margaret", "Tim"], ["Margaret", "Tim"])


def test_what_has_to_fit_is_asked_before_the_best_are_chosen(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finder, "CONSIDERED", 1)
    monkeypatch.setattr(finder, "LOOKED_AT", 1)
    assert found(company.grace, "kafka") == ["Ada"]
    people.work_in(company.tim.id, "Finance")
    assert found(company.grace, "kafka", unit="finance") == ["Tim"]


def test_if_the_strongest_have_left_it_looks_further_down(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finder, "LOOKED_AT", 1)
    driver.write("MATCH (person:Person {id: $id}) SET person.state = 'left'", id=company.ada.id)
    assert found(company.grace, "kafka") == ["Tim"]


def test_who_hides_refuses_or_has_left_is_not_found(company: Company) -> None:
    stated_levels.show_to(KAFKA, "managers", by=company.ada.id)
    assert found(company.grace, "kafka") == ["Tim"]
    inference_consent.choose(company.tim.id, is_inferred=False)
    evidence.weigh_person(company.tim.id)
    assert found(company.grace, "kafka") == []


def test_who_is_not_listed_or_has_left_is_not_found(company: Company) -> None:
    profiles.describe(company.tim.id, replace(profiles.get(company.tim.id), is_listed=False))
    driver.write("MATCH (person:Person {id: $id}) SET person.state = 'left'", id=company.ada.id)
    assert found(company.grace, "kafka") == []


def test_a_skill_of_a_closed_community_is_unknown_to_outsiders(company: Company) -> None:
    evidence.weigh(answers.give(company.platform_question, stories.text("With cert-manager."), by=company.linus))
    assert found(company.ada, "tls") == ["Linus"]
    with pytest.raises(Invalid, match="no skill called tls"):
        found(company.tim, "tls")


@pytest.mark.parametrize(
    ("names", "sentence"),
    [(("kafak",), "Did you mean kafka?"), (tuple(f"skill {n}" for n in range(100)), "at most 6 skills")],
)
def test_what_cannot_be_looked_for_says_why(company: Company, names: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence.replace("?", r"\?")):
        found(company.grace, *names)


def test_a_name_that_only_a_closed_community_uses_is_unknown_to_outsiders(company: Company) -> None:
    driver.write(
        """
        MATCH (kafka:Skill {slug: 'kafka'})
        CREATE (:Alias {slug: 'phoenix', name: 'Phoenix', audiences: [$closed]})-[:NAMES]->(kafka)
        """,
        closed=company.ada.audiences[-1],
    )
    with pytest.raises(Invalid):
        criteria.weights(["Phoenix"], viewer=company.tim)
    assert [one.slug for one in criteria.weights(["Phoenix"], viewer=company.ada) if not one.is_near] == ["kafka"]
