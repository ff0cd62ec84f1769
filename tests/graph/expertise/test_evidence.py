"""Evidence that people know things, on both engines."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest

from graph import clock, decay, driver
from graph.communities import communities
from graph.expertise import evidence, knowers
from graph.ids import PersonId, SkillSlug
from graph.posts import answers, questions, votes
from tests import company as stories
from tests.company import Company

CLOSE = 1e-9


def known(person: PersonId) -> dict[tuple[str, str], tuple[float, int]]:
    """Return weight and number of pieces by skill and audience."""
    rows = driver.read(
        """
        MATCH (:Person {id: $id})-[knows:KNOWS]->(skill:Skill)
        RETURN skill.slug AS skill, knows.audience AS audience, knows.weight AS weight, knows.evidence AS evidence
        """,
        id=person,
    )
    assert len({(row["skill"], row["audience"]) for row in rows}) == len(rows)
    return {(row["skill"], row["audience"]): (row["weight"], row["evidence"]) for row in rows}


def test_votes_count_ever_less_and_rejection_leaves_a_quarter():
    qualities = [decay.quality(votes=votes, is_accepted=False) for votes in (-3, 0, 1, 3, 7)]
    assert qualities == [0.25, 1, 2, 3, 4]
    assert decay.quality(votes=7, is_accepted=True) == 5


def test_what_was_written_half_a_year_later_weighs_twice_as_much():
    earlier = decay.weight(votes=2, is_accepted=True, at=clock.now())
    later = decay.weight(votes=2, is_accepted=True, at=clock.now() + timedelta(days=180))
    assert later == pytest.approx(2 * earlier)


def test_an_answer_speaks_for_its_author_in_every_skill_of_the_question(company: Company):
    evidence.weigh(company.kafka_answer)
    [(key, (weight, pieces))] = known(company.ada.id).items()
    assert key == ("kafka", "everyone")
    assert pieces == 1
    assert weight == pytest.approx(decay.weight(votes=0, is_accepted=False, at=clock.now()), rel=1e-4)


def test_weighing_twice_changes_nothing(company: Company):
    evidence.weigh(company.kafka_answer)
    once = known(company.ada.id)
    assert once
    evidence.weigh(company.kafka_answer)
    assert known(company.ada.id) == once


def test_the_engine_and_python_agree_on_the_formula(company: Company):
    votes.cast(company.kafka_answer, 1, by=company.linus)
    votes.cast(company.kafka_answer, 1, by=company.tim)
    answers.accept(company.kafka_answer, by=company.grace.id)
    evidence.weigh(company.kafka_answer)
    row = driver.read(
        "MATCH (answer:Answer {id: $id}) RETURN answer.weight AS weight, answer.given_at AS at", id=company.kafka_answer
    )[0]
    assert row["weight"] == pytest.approx(decay.weight(votes=2, is_accepted=True, at=row["at"]), rel=CLOSE)


def test_a_tip_speaks_for_its_author_and_a_question_for_nobody(company: Company):
    evidence.weigh(company.kafka_tip)
    evidence.weigh(company.kafka_question)
    assert known(company.ada.id)["kafka", "everyone"][1] == 1
    assert known(company.grace.id) == {}


def test_what_was_written_in_a_closed_community_is_kept_apart(company: Company):
    answer = answers.give(company.platform_question, stories.text("With cert-manager."), by=company.linus)
    evidence.weigh(answer)
    audience = communities.show(company.platform, viewer=company.ada).id
    assert set(known(company.linus.id)) == {("kafka", audience), ("tls", audience)}


def test_an_anonymous_askers_own_answer_counts_for_nobody(company: Company):
    secret = questions.ask(
        stories.question("How do I read a flame graph?", "perf", is_anonymous=True), by=company.linus.id
    )
    for writer in (company.linus, company.ada):
        evidence.weigh(answers.give(secret, stories.text("Found it: widest first."), by=writer))
    for count in (lambda: None, evidence.recount):
        count()
        assert ("perf", "everyone") in known(company.ada.id)
        assert known(company.linus.id) == {}


def test_a_recount_forgets_what_no_longer_stands(company: Company):
    evidence.weigh(company.kafka_answer)
    assert known(company.ada.id)
    driver.write("MATCH (:Post {id: $id})-[about:ABOUT]->() DELETE about", id=company.kafka_question)
    driver.write("MATCH (:Post {id: $id})-[about:ABOUT]->() DELETE about", id=company.kafka_tip)
    evidence.recount()
    assert known(company.ada.id) == {}


def test_after_a_community_opens_its_evidence_speaks_to_everyone(company: Company):
    evidence.weigh(answers.give(company.platform_question, stories.text("With cert-manager."), by=company.linus))
    driver.write("MATCH (post:Post {id: $id}) SET post.audience = 'everyone'", id=company.platform_question)
    evidence.recount_community(company.platform)
    assert set(known(company.linus.id)) == {("kafka", "everyone"), ("tls", "everyone")}


def test_two_workers_that_weigh_the_same_add_it_once(company: Company):
    with ThreadPoolExecutor(max_workers=4) as workers:
        list(workers.map(evidence.weigh, [company.kafka_answer, company.kafka_tip] * 8))
    added = known(company.ada.id)
    evidence.recount()
    assert added["kafka", "everyone"] == pytest.approx(known(company.ada.id)["kafka", "everyone"], rel=CLOSE)


@pytest.mark.parametrize("is_recounted", [False, True])
def test_an_answer_from_the_future_weighs_and_was_seen_as_if_it_came_today(company: Company, is_recounted: bool):
    driver.write(
        "MATCH (answer:Answer {id: $id}) SET answer.given_at = datetime($at)",
        id=company.kafka_answer,
        at=(clock.now() + timedelta(days=720)).isoformat(),
    )
    evidence.weigh(company.kafka_tip)
    todays = pytest.approx(2 * decay.weight(votes=0, is_accepted=False, at=clock.now()), rel=1e-4)
    count = evidence.recount if is_recounted else partial(evidence.weigh, company.kafka_answer)
    count()
    assert known(company.ada.id) == {("kafka", "everyone"): (todays, 2)}
    [seen] = knowers.of(SkillSlug("kafka"), viewer=company.tim)
    assert seen.last_at <= clock.now()
