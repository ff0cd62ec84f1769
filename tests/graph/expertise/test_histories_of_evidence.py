"""After any events in any order, incrementally updated sums equal sums counted from the start."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from graph import driver
from graph.expertise import endorsements, evidence, stated_levels
from graph.freshness import freshness, reactions, verification_evidence
from graph.ids import AnswerId, SkillSlug
from graph.people import inference_consent
from graph.posts import answers, votes
from tests import company as stories
from tests.company import Company

CLOSE = 1e-6
KAFKA = SkillSlug("kafka")


@dataclass(kw_only=True)
class History:
    """Events that change what Ada wrote, each followed by what the site does about it."""

    company: Company
    written: list[AnswerId] = field(default_factory=list)

    def give(self, _: int) -> None:
        self.written.append(answers.give(self.company.kafka_question, stories.text("Look."), by=self.company.ada))
        evidence.weigh(self.written[-1])

    def vote(self, number: int) -> None:
        value: votes.VoteValue = (-1, 0, 1)[number % 3]
        votes.cast(self._answer(number), value, by=(self.company.linus, self.company.margaret)[number % 2])
        evidence.weigh(self._answer(number))

    def react(self, number: int) -> None:
        reactions.react(self._answer(number), ("works", "none")[number % 2], "", by=self.company.linus)
        evidence.weigh(self._answer(number))

    def accept(self, number: int) -> None:
        change = (answers.accept, answers.take_back)[number % 2]
        for id in change(self._answer(number), by=self.company.grace.id).answers:
            evidence.weigh(id)

    def retire(self, number: int) -> None:
        (freshness.retire, freshness.bring_back)[number % 2](self.company.kafka_tip, by=self.company.ada)
        evidence.weigh_post(self.company.kafka_tip)

    def tag_anew(self, number: int) -> None:
        driver.write(
            """
            MATCH (post:Post {id: $post})
            OPTIONAL MATCH (post)-[about:ABOUT]->(:Skill)
            DELETE about
            WITH DISTINCT post
            MATCH (skill:Skill)
            WHERE skill.slug IN $slugs
            CREATE (post)-[:ABOUT]->(skill)
            """,
            post=self.company.kafka_question,
            slugs=(["kafka"], ["tls"], ["kafka", "tls"])[number % 3],
        )
        evidence.weigh_post(self.company.kafka_question)

    def close(self, number: int) -> None:
        driver.write(
            "MATCH (post:Post {id: $post}) SET post.audience = $audience",
            post=self.company.kafka_question,
            audience=("everyone", self.company.ada.audiences[1])[number % 2],
        )
        evidence.weigh_post(self.company.kafka_question)

    def refuse(self, number: int) -> None:
        inference_consent.choose(self.company.ada.id, is_inferred=number % 2 == 0)
        evidence.weigh_person(self.company.ada.id)

    def endorse(self, number: int) -> None:
        # A hidden skill can't be endorsed and a retired tip is no reason to do so. Both are brought back first.
        if number % 2:
            endorsements.withdraw(self.company.ada.id, KAFKA, by=self.company.tim.id)
        else:
            stated_levels.show_to(KAFKA, "everyone", by=self.company.ada.id)
            votes.cast(self.company.kafka_tip, 1, by=self.company.tim)
            freshness.bring_back(self.company.kafka_tip, by=self.company.ada)
            evidence.weigh_post(self.company.kafka_tip)
            endorsements.endorse(self.company.ada.id, KAFKA, number % 5 + 1, by=self.company.tim)

    def verify(self, _: int) -> None:
        verification_evidence.note(self.company.kafka_question, by=self.company.ada.id)
        evidence.weigh_post(self.company.kafka_question)

    def hide(self, number: int) -> None:
        stated_levels.show_to(KAFKA, ("nobody", "everyone")[number % 2], by=self.company.ada.id)

    def _answer(self, number: int) -> AnswerId:
        return self.written[number % len(self.written)]


VERBS: tuple[Callable[[History, int], None], ...] = (
    History.give,
    History.vote,
    History.react,
    History.accept,
    History.retire,
    History.tag_anew,
    History.close,
    History.refuse,
    History.endorse,
    History.verify,
    History.hide,
)
ACTS = some.lists(some.tuples(some.sampled_from(VERBS), some.integers(0, 11)), max_size=15)


def known(company: Company) -> dict[tuple[str, str], tuple[object, ...]]:
    rows = driver.read(
        """
        MATCH (person:Person {id: $id})-[knows:KNOWS]->(skill:Skill)
        RETURN skill.slug AS skill, knows.audience AS audience, knows.weight AS weight, knows.evidence AS evidence,
               toString(knows.last_at) AS last_at, coalesce(knows.hidden, false) AS hidden,
               coalesce(knows.level, 0) AS level, person.activity AS activity
        """,
        id=company.ada.id,
    )
    return {
        (row["skill"], row["audience"]): tuple(
            pytest.approx(row[name], rel=CLOSE, abs=CLOSE) if isinstance(row[name], float) else row[name]
            for name in ("weight", "evidence", "last_at", "hidden", "level", "activity")
        )
        for row in rows
    }


def ties(company: Company) -> dict[str, tuple[object, ...]]:
    """Return the properties of Ada's ties to what she wrote. They must equal those of the nodes themselves."""
    rows = driver.read(
        """
        MATCH (:Person {id: $id})-[tie:GAVE|POSTED|SHOWED]->(proof)
        RETURN proof.id AS id, tie.weight AS weight, tie.counted AS counted, tie.counted_in AS counted_in,
               proof.weight AS own_weight, proof.counted AS own_counted, proof.counted_in AS own_counted_in
        """,
        id=company.ada.id,
    )
    for row in rows:
        assert all(row[name] == row[f"own_{name}"] for name in ("weight", "counted", "counted_in")), row
    return {
        row["id"]: (row["weight"] and pytest.approx(row["weight"], rel=CLOSE), sorted(row["counted"] or ()))
        for row in rows
    }


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_differences_add_up_to_what_counting_from_the_beginning_gives(
    company: Company, acts: list[tuple[Callable[[History, int], None], int]]
) -> None:
    evidence.recount()
    history = History(company=company, written=[company.kafka_answer])
    for verb, number in acts:
        verb(history, number)
    added = known(company), ties(company)
    evidence.recount()
    assert (known(company), ties(company)) == added
