"""Rings: who confirms only each other waits for a coach. Colleagues whose work left a trace never do."""

from collections.abc import Callable, Sequence
from itertools import permutations

import pytest

from graph import driver, viewers
from graph.errors import NotFound
from graph.expertise import endorsements, ring_decisions, rings
from graph.freshness import reactions
from graph.ids import SkillSlug
from graph.posts import answers, comments, questions, votes
from graph.reviewing import queue
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.graph.expertise.test_endorsements import befriend, weight

KAFKA = SkillSlug("kafka")

Pair = tuple[int, int]


def circle(size: int) -> list[Pair]:
    return [(at, (at + 1) % size) for at in range(size)]


def clique(size: int) -> list[Pair]:
    return list(permutations(range(size), 2))


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin who has nothing to do with any of it."""
    return viewers.get(stories.join("Barbara", is_admin=True))


def newcomers(count: int) -> list[Viewer]:
    return [viewers.get(stories.join(f"Peer{number}")) for number in range(count)]


def confirm(company: Company, people: Sequence[Viewer], pairs: Sequence[Pair]) -> None:
    """Let each of these pairs vote for an answer and then confirm: the least that the site asks of them."""
    given = {one.id: answers.give(company.kafka_question, stories.text("See there."), by=one) for one in people}
    for giver, person in pairs:
        votes.cast(given[people[person].id], 1, by=people[giver])
        endorsements.endorse(people[person].id, KAFKA, 4, by=people[giver])


def ring_of(company: Company, count: int = 2) -> list[Viewer]:
    people = newcomers(count)
    confirm(company, people, circle(count))
    rings.gather()
    return people


def waiting(viewer: Viewer) -> list[str]:
    return [one.id for one in ring_decisions.waiting(viewer=viewer)]


RINGS = [*[circle(size) for size in range(2, 7)], *[clique(size) for size in range(3, 7)], [*circle(5), (0, 2)]]


@pytest.mark.parametrize("pairs", RINGS)
def test_a_ring_of_up_to_six_is_found(company: Company, barbara: Viewer, pairs: list[Pair]) -> None:
    people = newcomers(1 + max(giver for giver, _ in pairs))
    confirm(company, people, pairs)
    [found] = rings.find()
    assert (found.skill, found.people) == (KAFKA, {one.id for one in people})
    assert rings.gather() == rings.gather() == 1
    [item] = queue.show(kind="ring", viewer=barbara).items
    assert (item.title, len(item.people), item.share > 0.1) == ("kafka", len(people), True)


def accepted(company: Company, one: Viewer, _other: Viewer) -> None:
    question = questions.ask(stories.question("Why?", "kafka"), by=company.tim.id)
    answers.accept(answers.give(question, stories.text("So."), by=one), by=company.tim.id)


def worked(company: Company, one: Viewer, other: Viewer) -> None:
    mine = answers.give(company.kafka_question, stories.text("Restart it."), by=one)
    reactions.react(mine, "works", by=other)


def liked_by_a_third(company: Company, one: Viewer, _other: Viewer) -> None:
    votes.cast(answers.give(company.kafka_question, stories.text("Wait."), by=one), 1, by=company.linus)


def confirmed_by_a_third(company: Company, one: Viewer, _other: Viewer) -> None:
    mine = answers.give(company.kafka_question, stories.text("Wait."), by=one)
    comments.make(mine, stories.text("Right."), by=company.linus)
    endorsements.endorse(one.id, KAFKA, None, by=company.linus)


def liked_without_a_name(company: Company, one: Viewer, other: Viewer) -> None:
    """The asker of an anonymous question is in the ring. It must not show by their vote counting otherwise."""
    secret = questions.ask(stories.question("Am I alone?", "kafka", is_anonymous=True), by=other.id)
    votes.cast(answers.give(secret, stories.text("No."), by=one), 1, by=other)


HONEST = [accepted, worked, liked_by_a_third, confirmed_by_a_third, liked_without_a_name]


@pytest.mark.parametrize("size", [2, 4])
@pytest.mark.parametrize("work", HONEST)
def test_colleagues_of_whom_one_left_a_trace_are_none(
    company: Company, size: int, work: Callable[[Company, Viewer, Viewer], None]
) -> None:
    people = newcomers(size)
    confirm(company, people, circle(size))
    assert len(rings.find()) == 1
    work(company, people[0], people[1])
    assert rings.find() == ()


@pytest.mark.parametrize("pairs", [[(0, 1)], [(0, 1), (1, 2)], [(0, 2), (1, 2)], circle(7)])
def test_who_gets_nothing_back_and_large_groups_are_none(company: Company, pairs: list[Pair]) -> None:
    confirm(company, newcomers(1 + max(max(pair) for pair in pairs)), pairs)
    assert rings.find() == ()


def test_a_ring_that_is_broken_no_longer_waits(company: Company, barbara: Viewer) -> None:
    one, other = ring_of(company)
    assert len(waiting(barbara)) == 1
    endorsements.withdraw(other.id, KAFKA, by=one.id)
    rings.gather()
    assert waiting(barbara) == []


def test_left_it_waits_again_after_half_a_year(company: Company, barbara: Viewer) -> None:
    ring_of(company)
    [id] = waiting(barbara)
    ring_decisions.leave(id, by=barbara)
    rings.gather()
    assert waiting(barbara) == []
    with pytest.raises(NotFound):
        ring_decisions.leave(id, by=barbara)
    driver.write("MATCH (ring:EndorsementRing) SET ring.until = ring.until - duration('P181D')")
    rings.gather()
    assert waiting(barbara) == [id]


def test_what_was_left_covers_smaller_groups_of_the_same_people(company: Company, barbara: Viewer) -> None:
    people = newcomers(3)
    confirm(company, people, clique(3))
    rings.gather()
    ring_decisions.leave(waiting(barbara)[0], by=barbara)
    for other in people[:2]:
        endorsements.withdraw(other.id, KAFKA, by=people[2].id)
    driver.write("MATCH (:Person {id: $id})-[vote:VOTED]->() DELETE vote", id=people[2].id)
    assert len(rings.find()) == 1
    rings.gather()
    assert waiting(barbara) == []


def test_discounted_confirmations_count_for_nothing_until_that_is_taken_back(company: Company, barbara: Viewer) -> None:
    one, other = ring_of(company)
    before = weight(one)
    [id] = waiting(barbara)
    assert set(ring_decisions.discount(id, by=barbara)) == {one.id, other.id}
    assert weight(one) == pytest.approx(before - 0.25, abs=1e-3)
    endorsements.endorse(one.id, KAFKA, 5, by=other)
    rings.gather()
    assert (weight(one), waiting(barbara)) == (pytest.approx(before - 0.25, abs=1e-3), [])
    assert ring_decisions.discounted(one.id, KAFKA, viewer=barbara) == id
    ring_decisions.count_again(id, by=barbara)
    assert (weight(one), waiting(barbara)) == (pytest.approx(before, abs=1e-3), [id])


def test_only_the_two_see_what_was_discounted(company: Company, barbara: Viewer) -> None:
    one, _ = ring_of(company)
    ring_decisions.discount(waiting(barbara)[0], by=barbara)
    [mine] = endorsements.given(one.id, KAFKA, viewer=one)
    assert mine.is_discounted
    assert endorsements.given(one.id, KAFKA, viewer=company.tim) == ()


def test_nobody_sees_or_decides_a_ring_that_they_are_in(company: Company, barbara: Viewer) -> None:
    befriend(company, company.margaret, barbara)
    for giver, person in ((company.margaret, barbara), (barbara, company.margaret)):
        endorsements.endorse(person.id, KAFKA, None, by=giver)
    rings.gather()
    dorothy = viewers.get(stories.join("Dorothy", is_admin=True))
    [id] = waiting(dorothy)
    for one in (barbara, company.margaret):
        assert waiting(one) == []
        for decide in (ring_decisions.leave, ring_decisions.discount, ring_decisions.count_again):
            with pytest.raises(NotFound):
                decide(id, by=one)


def test_a_coach_has_the_rings_of_members_of_a_community_of_theirs(company: Company) -> None:
    befriend(company, company.linus, company.tim)
    for giver, person in ((company.linus, company.tim), (company.tim, company.linus)):
        endorsements.endorse(person.id, KAFKA, None, by=giver)
    rings.gather()
    assert waiting(company.margaret) == waiting(company.ada) == []
    driver.write(
        "MATCH (p:Person {id: $id}) MATCH (c:Community {slug: $slug}) CREATE (p)-[:MEMBER_OF {is_coach: false}]->(c)",
        id=company.tim.id,
        slug=company.platform,
    )
    assert len(waiting(company.margaret)) == 1
