"""A coach uploads a catalogue of courses, sees what is new, and puts it on the shelf."""

from collections.abc import Callable
from io import BytesIO

import pytest

from graph.communities import communities
from graph.library import shelf_items
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]

TABLE = """Course title;Link;Provider;Duration;Topics
Kafka for beginners;https://example.com/kafka;Acme;6 hours;kafka
No address;here;;;
;https://example.com/nameless;;;
"""


def upload(browser: Browser, company: Company, table: str):
    file = (BytesIO(table.encode()), "courses.csv")
    return browser.send(f"/communities/{company.platform}/shelf/catalogue", file=file)


def test_what_is_new_is_shown_before_anything_happens(as_: As, company: Company) -> None:
    page = upload(as_(company.margaret), company, TABLE).text
    assert "1 course is new. Nothing is on the shelf yet." in page
    assert "Acme · 6 hours · kafka" in page
    assert "Line 3: Enter the full address" in page
    assert "Line 4: It has no title." in page
    assert shelf_items.waiting(viewer=company.margaret) == ()


def test_it_is_put_on_the_shelf_and_shared_with_its_skills(as_: As, company: Company) -> None:
    margaret = as_(company.margaret)
    margaret.send(f"/communities/{company.platform}/shelf/catalogue", table=TABLE, put="1")
    [course] = shelf_items.waiting(viewer=company.margaret)
    assert "Course</span>" in margaret.get("/review?kind=shelf").text
    margaret.send("/review/approval", item=f"shelf:{course.id}")
    place = communities.show(company.platform, viewer=company.margaret).id
    [card] = [one for one in communities.posts(place, viewer=company.ada, before=10**18).cards if one.kind == "link"]
    assert (card.title, [skill.name for skill in card.skills]) == ("Kafka for beginners", ["kafka"])
    assert "1 was here before" in upload(margaret, company, TABLE).text


@pytest.mark.parametrize(
    ("table", "why"), [("", "at most 1 MB"), ("a,b\n1,2\n", "title and url"), ("x" * 1_000_001, "at most 1 MB")]
)
def test_what_is_no_catalogue_is_refused_beside_the_field(as_: As, company: Company, table: str, why: str) -> None:
    answer = upload(as_(company.margaret), company, table)
    assert answer.status_code == 422
    assert why in answer.text


def test_others_bring_nothing(as_: As, company: Company) -> None:
    for other in (company.ada, company.tim):
        assert upload(as_(other), company, TABLE).status_code == 403
