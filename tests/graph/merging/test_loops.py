"""Loops of broader skills: found, cut with one click, and harmless until then."""

import pytest

from graph import viewers
from graph.driver import read, write
from graph.errors import Forbidden, Invalid
from graph.expertise import encounters, endorsements
from graph.ids import SkillSlug
from graph.merging import loops, merges
from graph.skills import co_occurrence as near
from graph.skills import near_skills, skill_map, skills, vocabulary
from graph.skills.vocabulary import SkillDraft
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company

KAFKA, STREAMS, EVENTS = SkillSlug("kafka"), SkillSlug("streams"), SkillSlug("events")


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin in whose company Kafka is below streams, streams below events, and events below Kafka."""
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    for name in ("streams", "events"):
        vocabulary.add(SkillDraft(name=name, summary="", aliases=(), broader=(), related=()), by=barbara)
    for below, above in ((KAFKA, STREAMS), (STREAMS, EVENTS), (EVENTS, KAFKA)):
        tie(below, above)
    return barbara


def tie(below: str, above: str) -> None:
    """Put one skill below another unchecked. Two people who edit at the same moment can make a loop this way."""
    write(
        "MATCH (a:Skill {slug: $below}) MATCH (b:Skill {slug: $above}) MERGE (a)-[:BROADER]->(b)",
        below=below,
        above=above,
    )


def found(viewer: Viewer) -> list[list[tuple[str, str]]]:
    return [[(tie.below.slug, tie.above.slug) for tie in loop.ties] for loop in loops.found(viewer=viewer)]


def test_a_loop_begins_with_the_tie_that_is_best_cut(barbara: Viewer) -> None:
    assert found(barbara) == [[("kafka", "streams"), ("streams", "events"), ("events", "kafka")]]


def test_one_cut_mends_it_and_can_be_taken_back(company: Company, barbara: Viewer) -> None:
    for _ in range(2):
        loops.cut(KAFKA, STREAMS, by=barbara)
    assert found(barbara) == []
    assert skills.show(KAFKA, viewer=company.tim).broader == ()
    [cut] = loops.cuts(viewer=barbara)
    assert (cut.tie.below.slug, cut.tie.above.slug, cut.by) == (KAFKA, STREAMS, "Barbara")
    for _ in range(2):
        loops.mend(KAFKA, STREAMS, by=barbara)
    assert len(found(barbara)) == 1
    assert loops.cuts(viewer=barbara) == ()


def test_loops_that_touch_and_skills_below_themselves_are_found_too(barbara: Viewer) -> None:
    tie("streams", "kafka")
    tie("events", "events")
    assert sorted(len(loop) for loop in found(barbara)) in ([1, 3], [1, 2])
    for _ in range(3):
        for loop in loops.found(viewer=barbara):
            loops.cut(loop.ties[0].below.slug, loop.ties[0].above.slug, by=barbara)
    assert found(barbara) == []


def test_what_is_in_no_loop_is_left_alone(barbara: Viewer) -> None:
    loops.cut(EVENTS, KAFKA, by=barbara)
    vocabulary.add(SkillDraft(name="CDC", summary="", aliases=(), broader=("kafka",), related=()), by=barbara)
    assert found(barbara) == []


def test_who_may_not_describe_a_skill_may_not_cut(company: Company, barbara: Viewer) -> None:
    for act in (loops.cut, loops.mend):
        with pytest.raises(Forbidden):
            act(KAFKA, STREAMS, by=company.ada)
    loops.cut(KAFKA, STREAMS, by=company.margaret)
    with pytest.raises(Forbidden):
        loops.cut(STREAMS, EVENTS, by=company.margaret)


def test_a_loop_over_a_closed_skill_is_not_shown_to_others(company: Company, barbara: Viewer) -> None:
    loops.cut(EVENTS, KAFKA, by=barbara)
    tie("events", "tls")
    tie("tls", "kafka")
    assert (len(found(company.ada)), found(barbara)) == (1, [])
    loops.cut(EVENTS, SkillSlug("tls"), by=barbara)
    assert len(found(company.ada)) == 1


def test_describing_says_otherwise_than_a_cut(company: Company, barbara: Viewer) -> None:
    loops.cut(KAFKA, STREAMS, by=barbara)
    loops.cut(EVENTS, KAFKA, by=barbara)
    draft = SkillDraft(name="Kafka", summary="", aliases=(), broader=("streams",), related=())
    vocabulary.describe(KAFKA, draft, by=barbara)
    assert [cut.tie.below.slug for cut in loops.cuts(viewer=barbara)] == ["events"]


def test_every_page_that_walks_over_what_is_broader_ends(company: Company, barbara: Viewer) -> None:
    tangle()
    page = skills.show(KAFKA, viewer=company.tim)
    assert ([tag.slug for tag in page.broader], [tag.slug for tag in page.narrower]) == (["streams"], ["events"])
    assert near.beside(KAFKA, viewer=company.tim) == ()
    assert {bridge.skill.slug for bridge in near_skills.of([KAFKA], viewer=company.tim)} == {
        "kafka",
        "streams",
        "events",
    }
    assert skill_map.draw(around=KAFKA, hops=2, community=None, viewer=company.tim)
    assert len(encounters.between(company.grace, company.ada.id, EVENTS)) == 1
    endorsements.endorse(company.ada.id, KAFKA, None, by=company.grace)


def tangle() -> None:
    """Put each of thirty skills below three others, so that there are many loops."""
    write("UNWIND range(0, 29) AS i CREATE (:Skill {slug: 't' + toString(i), name: 't', audiences: ['everyone']})")
    write(
        """
        UNWIND range(0, 29) AS i
        UNWIND [1, 2, 3] AS step
        MATCH (a:Skill {slug: 't' + toString(i)})
        MATCH (b:Skill {slug: 't' + toString((i + step) % 30)})
        CREATE (a)-[:BROADER]->(b)
        """
    )


def test_describing_and_merging_end_in_a_tangle(barbara: Viewer) -> None:
    tangle()
    draft = SkillDraft(name="t0", summary="", aliases=(), broader=("t1", "t2", "t3"), related=())
    with pytest.raises(Invalid, match="already below"):
        vocabulary.describe(SkillSlug("t0"), draft, by=barbara)
    ties = "MATCH (a:Skill)-[tie:BROADER]->(b:Skill) RETURN a.slug AS a, b.slug AS b ORDER BY a, b"
    before = read(ties)
    merges.undo(merges.merge(SkillSlug("t0"), KAFKA, by=barbara), by=barbara)
    assert read(ties) == before
    assert len(loops.found(viewer=barbara)) > 1
