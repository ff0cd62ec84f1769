"""Mentions of communities and units: who is told, and how many at most; on both engines."""

import pytest

from graph import driver
from graph.communities import communities
from graph.communities.communities import CommunityDraft
from graph.ids import PersonId, PostId
from graph.people import people
from graph.posts import answers, comments, group_mentions, people_mentions, questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company

PLATFORM = "[@Platform engineers](/communities/{})"
BACKEND = "[@Backend](/people?unit=backend)"


@pytest.fixture
def backend(company: Company) -> None:
    """A unit in which Ada, Linus and Tim work."""
    for viewer in (company.ada, company.linus, company.tim):
        people.work_in(viewer.id, "Backend")


def crowd(company: Company, number: int) -> None:
    """Let so many more people work in the unit."""
    driver.write(
        "MATCH (unit:Unit {slug: 'backend'}) UNWIND range(1, $number) AS one"
        " CREATE (:Person {id: 'crowd' + one, name: 'One', name_lower: 'one', state: 'active'})-[:WORKS_IN]->(unit)",
        number=number,
    )


def told(id: str) -> set[PersonId]:
    people_mentions.note(id)
    rows = driver.read("MATCH (thing)-[:MENTIONS]->(p:Person) WHERE thing.id = $id RETURN p.id AS id", id=id)
    assert len(rows) == len({row["id"] for row in rows})
    return {row["id"] for row in rows}


def commented(company: Company, words: str, *, on: PostId | None = None, by: Viewer | None = None) -> set[PersonId]:
    made = comments.make(on or company.kafka_question, stories.text(words), by=by or company.ada)
    told(made.id)
    return told(made.id)


def test_the_people_of_a_community_are_told_except_the_writer(company: Company):
    assert commented(company, PLATFORM.format(company.platform)) == {company.linus.id, company.margaret.id}


@pytest.mark.usefixtures("backend")
def test_the_people_of_a_unit_are_told_each_once(company: Company):
    words = f"{BACKEND} [@Tim](/people/{company.tim.id}) {PLATFORM.format(company.platform)}"
    assert commented(company, words) == {company.linus.id, company.tim.id, company.margaret.id}


@pytest.mark.usefixtures("backend")
def test_only_people_who_may_see_the_text_are_told(company: Company):
    assert commented(company, BACKEND, on=company.platform_question) == {company.linus.id}


def test_a_hidden_community_is_mentioned_only_on_its_own_posts(company: Company):
    hidden = communities.found(
        CommunityDraft(name="Merger talks", purpose="Quiet.", visibility="hidden"), by=company.grace.id
    )
    assert commented(company, PLATFORM.format(hidden)) == set()
    assert group_mentions.in_text(PLATFORM.format(hidden), viewer=company.tim) == ()


@pytest.mark.usefixtures("backend")
def test_an_anonymous_asker_is_told_like_anyone_else_unless_they_wrote_it(company: Company):
    asked = questions.ask(stories.question("Am I alone?", "kafka", is_anonymous=True), by=company.linus.id)
    assert company.linus.id in commented(company, BACKEND, on=asked)
    own = answers.give(asked, stories.text(BACKEND), by=company.linus)
    assert told(own) == {company.ada.id, company.tim.id}


@pytest.mark.usefixtures("backend")
def test_more_than_fifty_are_too_many(company: Company):
    crowd(company, 47)
    assert group_mentions.problem(BACKEND, viewer=company.ada) is None
    crowd_and_more = f"{BACKEND} {PLATFORM.format(company.platform)}"
    assert "more than 50 people: Platform engineers (3), Backend (50)" in (
        group_mentions.problem(crowd_and_more, viewer=company.ada) or ""
    )
    assert len(commented(company, crowd_and_more)) == 50


@pytest.mark.usefixtures("backend")
def test_groups_are_suggested_with_their_size(company: Company):
    def found(starts: str, viewer: Viewer) -> list[tuple[str, str, int]]:
        return [(one.kind, one.name, one.size) for one in group_mentions.suggest(starts, viewer=viewer)]

    assert found("plat", company.tim) == [("community", "Platform engineers", 3)]
    assert found("back", company.tim) == [("unit", "Backend", 3)]
    communities.found(CommunityDraft(name="Plating", purpose="Quiet.", visibility="hidden"), by=company.grace.id)
    assert found("plating", company.tim) == []


def test_a_plain_link_tells_nobody(company: Company):
    assert commented(company, f"[Platform engineers](/communities/{company.platform})") == set()
