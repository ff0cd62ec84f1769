"""What a newcomer finds at the end: posts worth reading and a colleague to greet, each with its reason, or nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import LiteralString

import pytest

from graph import clock, driver, viewers
from graph.communities import memberships
from graph.expertise import stated_levels
from graph.freshness import freshness, reactions
from graph.ids import PostId, TipId
from graph.people import accounts, people
from graph.posts import answers, questions, tips, votes
from graph.posts.tips import TipDraft
from graph.viewers import Viewer
from graph.welcome import first_reads, greetings, skill_choices
from tests.company import Company, join, question, text


def set_on(post: PostId, change: LiteralString) -> None:
    driver.write("MATCH (post:Post {id: $id}) SET " + change, id=post)


SPOILED: dict[str, Callable[[PostId, Viewer], object]] = {
    "dangerous": lambda post, by: reactions.react(post, "dangerous", "It deletes data.", by=by),
    "outdated": lambda post, by: freshness.doubt(post, "No longer so.", by=by),
    "retired": lambda post, _: set_on(post, "post.retired_at = datetime()"),
    "due for review": lambda post, _: set_on(post, "post.freshness = 'due'"),
    "closed": lambda post, _: set_on(post, "post.closed_at = datetime()"),
}


@pytest.fixture
def katherine(company: Company) -> Viewer:
    """Someone who has just joined and wants to learn Kafka."""
    new = viewers.get(join("Katherine"))
    skill_choices.choose(knows=[], wants=["kafka"], by=new)
    return new


def tip(title: str, *skills: str, by: Viewer) -> TipId:
    return tips.post(TipDraft(title=title, body=text(title), skills=skills, community=None), by=by.id)


def reads(viewer: Viewer) -> list[tuple[str, str, str]]:
    return [(one.card.title, one.why, one.name) for one in first_reads.of(viewer)]


def greeted(viewer: Viewer) -> tuple[str, str, str] | None:
    greetings.choose(by=viewer)
    found = greetings.find(viewer)
    return (found.name, found.why, found.what) if found else None


def test_good_posts_about_their_skills_are_worth_reading(company: Company, katherine: Viewer) -> None:
    assert reads(katherine) == [("See consumer lag at a glance", "wants", "kafka")]
    answers.accept(company.kafka_answer, by=company.grace.id)
    assert reads(katherine)[0] == ("Why does my Kafka consumer lag?", "wants", "kafka")


def test_each_skill_has_its_turn_and_at_most_three_are_shown(company: Company, katherine: Viewer) -> None:
    for number in range(4):
        tip(f"Offset {number}", "kafka", by=company.ada)
    tip("Borrow it", "Rust", by=company.ada)
    skill_choices.choose(knows=["Rust"], wants=[], by=katherine)
    found = reads(katherine)
    assert len(found) == 3
    assert found[1] == ("Borrow it", "knows", "Rust")


@pytest.mark.parametrize("how", SPOILED)
def test_nothing_outdated_dangerous_or_retired_is_shown(company: Company, katherine: Viewer, how: str) -> None:
    bad = tip("Spoiled", "kafka", by=company.ada)
    assert "Spoiled" in {title for title, _, _ in reads(katherine)}
    SPOILED[how](bad, company.tim)
    assert "Spoiled" not in {title for title, _, _ in reads(katherine)}


def test_posts_of_closed_communities_are_for_their_members(company: Company, katherine: Viewer) -> None:
    given = answers.give(company.platform_question, text("With a script."), by=company.linus)
    answers.accept(given, by=company.ada.id)
    assert "How do we rotate the cluster's certificates?" not in {title for title, _, _ in reads(katherine)}
    memberships.admit(company.platform, katherine.id, by=company.margaret.id)
    assert "How do we rotate the cluster's certificates?" in {title for title, _, _ in reads(viewers.get(katherine.id))}


def test_without_skills_and_communities_nothing_is_shown_or_proposed(company: Company) -> None:
    new = viewers.get(join("Mary"))
    assert reads(new) == []
    assert greeted(new) is None


def test_what_helped_colleagues_fills_the_rest(company: Company, katherine: Viewer) -> None:
    useful = tip("Sign your commits", "Git", by=company.ada)
    tip("Nobody has tried this", "Git", by=company.ada)
    votes.cast(useful, 1, by=company.tim)
    mary = viewers.get(join("Mary"))
    assert reads(mary) == [("Sign your commits", "liked", "")]
    assert reads(katherine) == [
        ("See consumer lag at a glance", "wants", "kafka"),
        ("Sign your commits", "liked", ""),
    ]


def test_open_questions_and_their_own_posts_are_not_worth_reading(company: Company, katherine: Viewer) -> None:
    questions.ask(question("Is it down?", "kafka"), by=company.ada.id)
    tip("Mine", "kafka", by=katherine)
    assert [title for title, _, _ in reads(katherine)] == ["See consumer lag at a glance"]


def test_they_greet_someone_who_knows_what_they_want_to_learn(company: Company, katherine: Viewer) -> None:
    for one in (company.linus, katherine):
        people.work_in(one.id, "Backend")
    stated_levels.add(["kafka"], level=4, wants=False, teaches=False, by=company.ada)
    for _ in range(2):
        assert greeted(katherine) == ("Ada", "wants", "kafka")


def test_colleagues_take_turns(company: Company, katherine: Viewer) -> None:
    for one in (company.ada, company.linus):
        stated_levels.add(["kafka"], level=4, wants=False, teaches=False, by=one)
    answers.give(company.kafka_question, text("Restart it."), by=company.linus)
    mary = viewers.get(join("Mary"))
    skill_choices.choose(knows=[], wants=["kafka"], by=mary)
    found = {greeted(one) for one in (katherine, mary)}
    assert found == {("Ada", "wants", "kafka"), ("Linus", "wants", "kafka")}


@pytest.mark.parametrize(
    "change",
    [
        "SET person.is_listed = false",
        "SET person.takes_asks = false",
        "SET person.state = 'left'",
        "SET person.away_until = datetime($soon)",
    ],
)
def test_nobody_is_proposed_who_does_not_want_it_or_is_not_here(
    company: Company, katherine: Viewer, change: LiteralString
) -> None:
    stated_levels.add(["kafka"], level=4, wants=False, teaches=False, by=company.ada)
    soon = (clock.now() + timedelta(days=3)).isoformat()
    greetings.choose(by=katherine)
    driver.write("MATCH (person:Person {id: $id}) " + change, id=company.ada.id, soon=soon)
    assert greetings.find(katherine) is None
    driver.write("MATCH (:Person)-[greeting:MAY_GREET]->(:Person) DELETE greeting")
    assert greeted(katherine) is None


def test_a_skill_that_someone_hides_is_no_reason(company: Company, katherine: Viewer) -> None:
    [kafka] = stated_levels.add(["kafka"], level=4, wants=False, teaches=False, by=company.ada)
    assert greeted(katherine) == ("Ada", "wants", "kafka")
    stated_levels.show_to(kafka.slug, "me", by=company.ada.id)
    assert greetings.find(katherine) is None


def test_people_who_wrote_nothing_for_months_are_not_proposed(company: Company, katherine: Viewer) -> None:
    stated_levels.add(["kafka"], level=4, wants=False, teaches=False, by=company.ada)
    past = (clock.now() - timedelta(days=91)).isoformat()
    driver.write("MATCH (p:Person {id: $id}) SET p.last_active_at = datetime($past)", id=company.ada.id, past=past)
    assert greeted(katherine) is None


def test_people_who_only_read_are_proposed_once_they_are_no_longer_new(company: Company, katherine: Viewer) -> None:
    stated_levels.add(["kafka"], level=4, wants=False, teaches=False, by=company.linus)
    accounts.open_session(company.linus.id, browser="Firefox")
    assert greeted(katherine) is None
    past = (clock.now() - timedelta(days=8)).isoformat()
    driver.write("MATCH (p:Person {id: $id}) SET p.joined_at = datetime($past)", id=company.linus.id, past=past)
    assert greeted(katherine) == ("Linus", "wants", "kafka")


def test_members_of_a_closed_community_greet_each_other(company: Company) -> None:
    new = viewers.get(join("Mary"))
    memberships.admit(company.platform, new.id, by=company.margaret.id)
    found = greeted(viewers.get(new.id))
    assert found
    assert found[1:] == ("community", "Platform engineers")
    memberships.leave(company.platform, by=new.id)
    assert greetings.find(viewers.get(new.id)) is None
