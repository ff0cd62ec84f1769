"""The page *Find an expert* and its table."""

from collections.abc import Callable

import pytest

from graph.expertise import endorsements, evidence
from graph.ids import SkillSlug
from graph.people import people
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

Sign = Callable[[Viewer], Browser]


@pytest.fixture(autouse=True)
def _ada_has_shown_kafka(company: Company) -> None:
    evidence.weigh(company.kafka_answer)
    people.work_in(company.ada.id, "=Data")


def test_who_fits_stands_with_levels_and_reasons(as_: Sign, company: Company) -> None:
    page = as_(company.tim).get("/experts?skills=Kafka&unit=%3DData").text
    for words in ("Ada", "Why does my Kafka consumer lag?", "100 %", "level 2 of 5", "4 hours free"):
        assert words in page


def test_the_word_of_a_colleague_stands_among_the_reasons(as_: Sign, company: Company) -> None:
    endorsements.endorse(company.ada.id, SkillSlug("kafka"), None, by=company.grace)
    assert "Grace confirms kafka" in as_(company.tim).get("/experts?skills=kafka").text
    assert "Grace confirms kafka" in as_(company.tim).get("/experts/table.csv?skills=kafka").text


def test_the_table_holds_the_same_and_runs_nothing(as_: Sign, company: Company) -> None:
    table = as_(company.tim).get("/experts/table.csv?skills=kafka")
    assert table.mimetype == "text/csv"
    assert "Ada,,'=Data,,,4,kafka 2 (inferred),Why does my Kafka consumer lag?" in table.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("kafak", "Did you mean kafka?"),
        (",".join(f"s{n}" for n in range(100)), "at most 6 skills"),
        ("<b>", "no skill"),
    ],
)
def test_what_cannot_be_found_says_why_and_keeps_what_was_typed(
    as_: Sign, company: Company, typed: str, sentence: str
) -> None:
    page = as_(company.tim).get("/experts", query_string={"skills": typed, "office": "Łódź"})
    assert page.status_code == 422
    assert sentence in page.text
    assert "Łódź" in page.text


def test_nobody_fits_and_nothing_asked_yet(as_: Sign, company: Company) -> None:
    assert "Nobody matches everything" in as_(company.tim).get("/experts?skills=kafka&level=5&hours=oops").text
    assert "Find people" in as_(company.tim).get("/experts").text
