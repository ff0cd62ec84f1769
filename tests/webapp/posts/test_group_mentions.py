"""Groups after @ in the editor: suggested with how many people are told, and refused before too many would be."""

from collections.abc import Callable

import pytest

from graph import driver
from graph.people import people
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]

CROWD = "I typed for an hour. [@Backend](/people?unit=backend)"


@pytest.fixture
def crowd(company: Company) -> None:
    """A unit with 51 people."""
    people.work_in(company.ada.id, "Backend")
    driver.write(
        "MATCH (unit:Unit {slug: 'backend'}) UNWIND range(1, 50) AS one"
        " CREATE (:Person {id: 'crowd' + one, name: 'One', name_lower: 'one', state: 'active'})-[:WORKS_IN]->(unit)"
    )


def test_the_editor_suggests_groups_and_fields_for_people_do_not(as_: As, company: Company) -> None:
    people.work_in(company.ada.id, "Platform")
    linus = as_(company.linus)
    assert linus.get("/mentions/names?starts=plat").json == [
        {
            "name": "Platform engineers",
            "says": f"[@Platform engineers](/communities/{company.platform})",
            "more": "3 people are told",
        },
        {"name": "Platform", "says": "[@Platform](/people?unit=platform)", "more": "1 person is told"},
    ]
    assert linus.get("/mentions/people?starts=plat").json == []


@pytest.mark.usefixtures("crowd")
def test_a_group_that_is_too_large_is_only_a_link_and_says_so(as_: As, company: Company) -> None:
    [group] = as_(company.linus).get("/mentions/names?starts=back").json
    assert group["says"] == "[Backend](/people?unit=backend)"
    assert group["more"] == "51 people, too many to tell: only a link"


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/questions", {"title": "Who?", "body": CROWD}),
        ("/questions", {"title": "Who?", "body": "Hm.", "own_answer": CROWD}),
        ("/tips", {"title": "All of you", "body": CROWD}),
        ("/questions/{question}/answers", {"body": CROWD}),
        ("/comments/{question}", {"body": CROWD}),
    ],
)
def test_too_many_people_are_refused_before_posting_and_nothing_is_lost(
    as_: As, company: Company, path: str, fields: dict[str, str]
) -> None:
    page = as_(company.linus).send(path.format(question=company.kafka_question), **fields)
    assert page.status_code == 422
    assert "You mention more than 50 people: Backend (51). Mention fewer, or post in a community." in page.text
    assert "I typed for an hour." in page.text


@pytest.mark.usefixtures("crowd")
def test_a_units_page_lists_its_people(as_: As, company: Company) -> None:
    page = as_(company.linus).get("/people?unit=backend&name=a").text
    assert "Ada" in page
    assert "Unit: Backend" in page
    assert "Linus" not in page.partition("<main")[2].partition("</main>")[0]
