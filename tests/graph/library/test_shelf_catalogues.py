"""Catalogues of courses on the shelf of a community: what is new, by whom, and never twice."""

import pytest

from graph.errors import Forbidden, Invalid, NotFound
from graph.library import shelf_catalogues, shelf_items
from graph.library.shelf_catalogues import MOST, Course
from tests.company import Company

KAFKA = Course(url="https://example.com/kafka", title="Kafka for beginners", details="Acme · 6 hours · kafka")
RUST = Course(url="https://example.com/rust", title="Rust", details="")


def shelf(company: Company) -> list[str]:
    return [one.title for one in shelf_items.waiting(viewer=company.margaret)]


def test_courses_lie_on_the_shelf_in_their_order(company: Company) -> None:
    shelf_catalogues.put(company.platform, [KAFKA, RUST], by=company.margaret)
    assert shelf(company) == ["Kafka for beginners", "Rust"]
    [first, _rust] = shelf_items.waiting(viewer=company.margaret)
    assert (first.is_course, first.summary, first.source) == (True, "Acme · 6 hours · kafka", "")


def test_only_what_is_new_is_put_there(company: Company) -> None:
    [item] = shelf_catalogues.put(company.platform, [KAFKA], by=company.margaret)
    shelf_items.discard(item, by=company.margaret)
    assert shelf_catalogues.new(company.platform, [KAFKA, RUST, RUST], viewer=company.margaret) == (RUST,)
    shelf_catalogues.put(company.platform, [KAFKA, RUST], by=company.margaret)
    assert shelf_catalogues.put(company.platform, [KAFKA, RUST], by=company.margaret) == ()
    assert shelf(company) == ["Rust"]


def test_only_coaches_fill_the_shelf(company: Company) -> None:
    for other in (company.ada, company.tim, company.grace):
        with pytest.raises((Forbidden, NotFound)):
            shelf_catalogues.put(company.platform, [KAFKA], by=other)
    assert shelf(company) == []


def test_what_is_no_course_or_too_much_is_refused(company: Company) -> None:
    with pytest.raises(Invalid, match="full address"):
        Course(url="kafka", title="Kafka", details="")
    many = [Course(url=f"https://example.com/{n}", title="One", details="") for n in range(MOST + 1)]
    with pytest.raises(Invalid, match="at most 1,000"):
        shelf_catalogues.put(company.platform, many, by=company.margaret)
