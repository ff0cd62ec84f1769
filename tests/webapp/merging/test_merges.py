"""The merge desk: three clicks, and back."""

from collections.abc import Callable

import pytest

from graph import driver, viewers
from graph.expertise import evidence
from graph.posts import questions
from graph.skills import vocabulary
from graph.skills.vocabulary import SkillDraft
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question
from tests.webapp.client import Browser


@pytest.fixture
def barbara(as_: Callable[[Viewer], Browser], company: Company) -> Browser:
    """An admin whose merge desk shows one of each: a pair, a loop and an orphan."""
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    questions.ask(question("Which client?", "Kafkas"), by=company.tim.id)
    evidence.weigh(company.kafka_answer)
    vocabulary.add(SkillDraft(name="COBOL", summary="", aliases=(), broader=(), related=()), by=barbara)
    vocabulary.add(SkillDraft(name="Streams", summary="", aliases=(), broader=("kafka",), related=()), by=barbara)
    driver.write("MATCH (a:Skill {slug: 'kafka'}) MATCH (b:Skill {slug: 'streams'}) CREATE (a)-[:BROADER]->(b)")
    return as_(barbara)


def test_two_skills_become_one_and_two_again(barbara: Browser) -> None:
    assert "/merge-desk/preview?lost=kafkas&amp;kept=kafka" in barbara.get("/merge-desk").text
    assert "1 post" in barbara.get("/merge-desk/preview?lost=kafkas&kept=kafka").text
    assert "Also called Kafkas." in barbara.send("/merge-desk", lost="kafkas", kept="kafka").text
    moved = barbara.get("/skills/kafkas")
    assert (moved.status_code, moved.location) == (308, "/skills/kafka")
    undoing = barbara.get("/merge-desk").text.split("/undoing")[0].rpartition('"')[2]
    barbara.send(f"{undoing}/undoing")
    assert barbara.get("/skills/kafkas").status_code == 200


def test_an_old_name_leads_on_over_two_merges_everywhere(barbara: Browser) -> None:
    barbara.send("/merge-desk", lost="kafkas", kept="kafka")
    barbara.send("/merge-desk", lost="kafka", kept="streams")
    for old in ("kafkas", "kafka"):
        assert barbara.get(f"/skills/{old}").location == "/skills/streams"
    for old in ("/experts?skills=kafkas", "/skill-map?around=kafkas"):
        page = barbara.get(old, follow_redirects=True)
        assert (page.status_code, "Streams" in page.text) == (200, True), old
    assert 'href="/skills/streams"' in barbara.send("/questions", title="Why?", body="So.", skills="Kafkas").text


def test_of_two_curators_the_second_is_told(barbara: Browser, as_: Callable[[Viewer], Browser]) -> None:
    dorothy = as_(viewers.get(stories.join("Dorothy", is_admin=True)))
    assert dorothy.get("/merge-desk/preview?lost=kafkas&kept=kafka").status_code == 200
    barbara.send("/merge-desk", lost="kafkas", kept="kafka")
    late = dorothy.send("/merge-desk", lost="kafkas", kept="kafka")
    assert (late.status_code, "kafkas is already another name for kafka." in late.text) == (409, True)


def test_a_pair_that_is_different_is_not_shown_again(barbara: Browser) -> None:
    pair = {"one": "kafkas", "other": "kafka"}
    assert "Their names are spelled almost the same." in barbara.get("/merge-desk").text
    assert "Their names are spelled almost the same." not in barbara.send("/merge-desk/distinctions", **pair).text
    assert "Their names are spelled almost the same." in barbara.send("/merge-desk/distinctions/undoing", **pair).text


def test_a_loop_is_cut_with_one_click(barbara: Browser) -> None:
    tie = {"below": "kafka", "above": "streams"}
    assert "kafka is not part of Streams" in barbara.get("/merge-desk").text
    assert "No loops among the skills that you can see." in barbara.send("/merge-desk/cuts", **tie).text
    assert "Part of" not in barbara.get("/skills/kafka").text
    barbara.send("/merge-desk/cuts/undoing", **tie)
    assert "Part of" in barbara.get("/skills/kafka").text


def test_an_orphan_is_merged_described_or_removed_and_comes_back(barbara: Browser) -> None:
    desk = barbara.get("/merge-desk").text
    assert '<a class="button button-small" href="/merge-desk?lost=cobol#kept">' in desk
    assert 'href="/skills/cobol/description#broader"' in desk
    assert 'value="cobol"' in barbara.get("/merge-desk?lost=cobol").text
    assert "Restore COBOL" in barbara.send("/merge-desk/removals", skill="cobol").text
    assert barbara.get("/skills/cobol").status_code == 404
    barbara.send("/merge-desk/removals/undoing", skill="cobol")
    assert barbara.get("/skills/cobol").status_code == 200


def test_what_makes_no_sense_comes_back_with_what_was_typed(barbara: Browser) -> None:
    for lost in ("Fortran", "tls"):
        back = barbara.get(f"/merge-desk/preview?lost={lost}&kept=kafka")
        assert (back.status_code, f'value="{lost}"' in back.text) == (422, True)
    assert "into itself" in barbara.get("/merge-desk/preview?lost=kafka&kept=Kafka").text
    for address in ("distinctions", "cuts", "removals"):
        assert barbara.send(f"/merge-desk/{address}").status_code in (403, 409, 422)


def test_it_is_not_for_everybody(as_: Callable[[Viewer], Browser], barbara: Browser, company: Company) -> None:
    tim = as_(company.tim)
    assert tim.get("/merge-desk").status_code == 403
    assert tim.get("/merge-desk/preview?lost=tls&kept=kafka").status_code == 422
    assert tim.send("/merge-desk/nothing/undoing").status_code == 404
    assert tim.send("/merge-desk", lost="kafkas", kept="kafka").status_code == 403
    for address, typed in (("distinctions", {"one": "kafkas", "other": "kafka"}), ("cuts", {"below": "kafka"})):
        assert tim.send(f"/merge-desk/{address}", **typed).status_code == 403
    assert as_(company.margaret).send("/merge-desk/removals", skill="cobol").status_code == 403
    assert "Unused skills" not in as_(company.margaret).get("/merge-desk").text
