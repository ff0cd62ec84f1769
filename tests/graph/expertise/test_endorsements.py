"""Endorsements: given only after people met over a skill, discounted in rings, requested, declined or withdrawn."""

import pytest

from graph import driver
from graph.errors import Conflict, Forbidden, Invalid
from graph.expertise import abilities, encounters, endorsements, evidence, stated_levels
from graph.finding import criteria, finder
from graph.ids import SkillSlug
from graph.posts import answers, comments, questions, votes
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company

KAFKA = SkillSlug("kafka")


def weight(person: Viewer) -> float:
    """Return the weight of someone's open evidence on Kafka. An answer of today weighs 1."""
    rows = driver.read(
        """
        MATCH (:Person {id: $id})-[knows:KNOWS]->(:Skill {slug: 'kafka'})
        WHERE knows.audience = 'everyone'
        RETURN knows.weight AS weight
        """,
        id=person.id,
    )
    return rows[0]["weight"] / evidence.decay.freshness(endorsements.clock.now()) if rows else 0


def befriend(company: Company, *people: Viewer) -> None:
    """Let each person answer Grace's question on Kafka, and vote for the answer of the next one."""
    given = {
        person.id: answers.give(company.kafka_question, stories.text("Look there."), by=person) for person in people
    }
    for giver, person in zip(people, (*people[1:], people[0]), strict=True):
        votes.cast(given[person.id], 1, by=giver)


def test_who_was_helped_may_endorse_and_the_trace_is_shown(company: Company) -> None:
    endorsements.endorse(company.ada.id, KAFKA, 4, by=company.grace)
    [one] = endorsements.given(company.ada.id, KAFKA, viewer=company.tim)
    assert (one.by.name, one.level, one.is_in_ring) == ("Grace", 4, False)
    assert [(trace.title, trace.how) for trace in one.meetings] == [("Why does my Kafka consumer lag?", "answered")]
    assert weight(company.ada) == pytest.approx(1, rel=1e-3)
    skill = abilities.one(company.ada.id, KAFKA, viewer=company.tim)
    assert (skill.leading, skill.proofs[0].shows) == (abilities.StatedLevel(source="peer", level=4), "endorsement")


def test_who_was_taught_says_so_and_it_stands_as_mentoring(company: Company) -> None:
    endorsements.endorse(company.ada.id, KAFKA, None, by=company.grace)
    endorsements.endorse(company.ada.id, KAFKA, None, was_taught=True, by=company.grace)
    assert [one.was_taught for one in endorsements.given(company.ada.id, KAFKA, viewer=company.tim)] == [True]
    assert abilities.one(company.ada.id, KAFKA, viewer=company.tim).proofs[0].shows == "mentoring"
    assert weight(company.ada) == pytest.approx(1, rel=1e-3)
    wanted_one = criteria.Wanted(weights=criteria.weights(["kafka"], viewer=company.tim), level=1)
    [found] = finder.find(wanted_one, viewer=company.tim)
    assert [(reason.shows, reason.by) for reason in found.reasons] == [("mentoring", "Grace")]
    endorsements.endorse(company.ada.id, KAFKA, None, by=company.grace)
    assert abilities.one(company.ada.id, KAFKA, viewer=company.tim).proofs[0].shows == "endorsement"


def test_endorsing_twice_changes_nothing_but_the_level(company: Company) -> None:
    endorsements.endorse(company.ada.id, KAFKA, 4, by=company.grace)
    endorsements.endorse(company.ada.id, KAFKA, 3, by=company.grace)
    assert [one.level for one in endorsements.given(company.ada.id, KAFKA, viewer=company.tim)] == [3]
    assert weight(company.ada) == pytest.approx(1, rel=1e-3)


def test_without_a_trace_nobody_endorses_nor_anybody_themselves(company: Company) -> None:
    for stranger in (company.tim, company.ada):
        with pytest.raises(Forbidden):
            endorsements.endorse(company.ada.id, KAFKA, 5, by=stranger)
    with pytest.raises(Invalid):
        endorsements.endorse(company.ada.id, KAFKA, 6, by=company.grace)


def test_a_vote_or_a_comment_is_a_trace_and_an_anonymous_question_is_none(company: Company) -> None:
    votes.cast(company.kafka_answer, -1, by=company.linus)
    assert encounters.between(company.linus, company.ada.id, KAFKA) == ()
    comments.make(company.kafka_tip, stories.text("Nice."), by=company.tim)
    assert [one.how for one in encounters.between(company.tim, company.ada.id, KAFKA)] == ["commented"]
    secret = questions.ask(stories.question("Am I alone?", "kafka", is_anonymous=True), by=company.margaret.id)
    answers.accept(answers.give(secret, stories.text("No."), by=company.ada), by=company.margaret.id)
    assert encounters.between(company.margaret, company.ada.id, KAFKA) == ()


def test_a_trace_on_a_broader_skill_is_enough(company: Company) -> None:
    stated_levels.add(["Kafka Streams"], level=3, wants=False, teaches=False, by=company.ada)
    streams = SkillSlug("kafka-streams")
    assert encounters.between(company.grace, company.ada.id, streams) == ()
    driver.write("MATCH (n:Skill {slug: 'kafka-streams'}) MATCH (b:Skill {slug: 'kafka'}) CREATE (n)-[:BROADER]->(b)")
    assert len(encounters.between(company.grace, company.ada.id, streams)) == 1


def test_what_is_hidden_is_not_endorsed(company: Company) -> None:
    evidence.weigh(company.kafka_answer)
    stated_levels.show_to(KAFKA, "me", by=company.ada.id)
    with pytest.raises(Forbidden):
        endorsements.endorse(company.ada.id, KAFKA, 4, by=company.grace)


def test_a_closed_trace_is_known_inside_only(company: Company) -> None:
    votes.cast(answers.give(company.platform_question, stories.text("So."), by=company.linus), 1, by=company.ada)
    endorsements.endorse(company.linus.id, SkillSlug("tls"), 5, by=company.ada)
    assert endorsements.given(company.linus.id, SkillSlug("tls"), viewer=company.tim) == ()
    assert len(endorsements.given(company.linus.id, SkillSlug("tls"), viewer=company.ada)) == 1


@pytest.mark.parametrize("size", [2, 3, 4])
def test_in_a_ring_each_counts_a_quarter_until_it_is_broken(company: Company, size: int) -> None:
    ring = (company.ada, company.linus, company.tim, company.margaret)[:size]
    befriend(company, *ring)
    for giver, person in zip(ring, (*ring[1:], ring[0]), strict=True):
        endorsements.endorse(person.id, KAFKA, 5, by=giver)
    assert [weight(one) for one in ring] == pytest.approx([0.25] * size, rel=1e-3)
    assert abilities.one(ring[1].id, KAFKA, viewer=company.grace).leading == abilities.StatedLevel(
        source="peer", level=5
    )
    endorsements.withdraw(ring[0].id, KAFKA, by=ring[-1].id)
    assert [weight(one) for one in ring] == pytest.approx([0, *[1] * (size - 1)], rel=1e-3)


def test_withdrawing_takes_back_what_it_counted_and_twice_changes_nothing(company: Company) -> None:
    endorsements.endorse(company.ada.id, KAFKA, 4, by=company.grace)
    for _ in range(2):
        endorsements.withdraw(company.ada.id, KAFKA, by=company.grace.id)
    assert endorsements.given(company.ada.id, KAFKA, viewer=company.tim) == ()
    assert weight(company.ada) == 0
    endorsements.endorse(company.ada.id, KAFKA, 4, by=company.grace)
    assert weight(company.ada) == pytest.approx(1, rel=1e-3)


def test_what_was_given_before_skills_merged_can_still_be_withdrawn(company: Company) -> None:
    endorsements.endorse(company.ada.id, KAFKA, 4, by=company.grace)
    driver.write("MATCH (skill:Skill {slug: 'kafka'}) SET skill.slug = 'apache-kafka'")
    apache = SkillSlug("apache-kafka")
    endorsements.endorse(company.ada.id, apache, 3, by=company.grace)
    assert [one.level for one in endorsements.given(company.ada.id, apache, viewer=company.tim)] == [3]
    endorsements.withdraw(company.ada.id, apache, by=company.grace.id)
    assert endorsements.given(company.ada.id, apache, viewer=company.tim) == ()


def test_it_may_be_asked_for_once_and_declined(company: Company) -> None:
    evidence.weigh(company.kafka_answer)
    for _ in range(2):
        endorsements.ask(company.grace.id, KAFKA, by=company.ada)
    assert [one.person.name for one in endorsements.requests(viewer=company.grace)] == ["Ada"]
    assert weight(company.ada) == pytest.approx(1, rel=1e-3)
    endorsements.decline(company.ada.id, KAFKA, by=company.grace.id)
    assert endorsements.requests(viewer=company.grace) == ()
    with pytest.raises(Conflict):
        endorsements.ask(company.grace.id, KAFKA, by=company.ada)
    with pytest.raises(Forbidden):
        endorsements.ask(company.ada.id, KAFKA, by=company.ada)


def test_endorsements_count_the_same_from_the_beginning(company: Company) -> None:
    befriend(company, company.ada, company.linus)
    endorsements.endorse(company.linus.id, KAFKA, 5, by=company.ada)
    endorsements.endorse(company.ada.id, KAFKA, None, by=company.linus)
    endorsements.endorse(company.ada.id, KAFKA, 3, by=company.grace)
    before = (weight(company.ada), weight(company.linus))
    assert min(before) > 0
    for person in (company.ada, company.linus):
        evidence.weigh_person(person.id)
    # This also weighs the answers that weren't weighed before: two of Ada's and one of Linus's.
    assert weight(company.ada) > before[0]
    once = (weight(company.ada), weight(company.linus))
    for people in ([company.ada.id, company.linus.id], None):
        evidence.recount(people)
        assert (weight(company.ada), weight(company.linus)) == pytest.approx(once, rel=1e-6)
