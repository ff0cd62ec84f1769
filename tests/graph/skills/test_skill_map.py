"""The map of the skills, as each viewer may see it."""

from collections.abc import Iterable

import pytest

from graph import driver
from graph.expertise import evidence
from graph.ids import SkillSlug
from graph.posts import questions
from graph.skills import skill_map, vocabulary
from graph.skills.skill_map import MapSkill
from graph.skills.vocabulary import SkillDraft
from graph.viewers import Viewer
from tests.company import Company, question

KAFKA = SkillSlug("kafka")


def drawn(viewer: Viewer, around: SkillSlug | None = None, hops: int = 1) -> tuple[MapSkill, ...]:
    return skill_map.draw(around=around, hops=hops, community=None, viewer=viewer)


def slugs(found: Iterable[MapSkill]) -> list[str]:
    return [skill.slug for skill in found]


def describe(name: str, viewer: Viewer, *, broader: tuple[str, ...] = (), related: tuple[str, ...] = ()) -> None:
    draft = SkillDraft(name=name, summary="", aliases=(), broader=broader, related=related)
    vocabulary.describe(SkillSlug(name.lower()), draft, by=viewer)


def test_a_skill_is_as_large_as_what_the_viewer_may_open(company: Company) -> None:
    assert [(skill.slug, skill.posts) for skill in drawn(company.tim)] == [("kafka", 2)]
    assert [(skill.slug, skill.posts) for skill in drawn(company.ada)] == [("kafka", 3), ("tls", 1)]


def test_coverage_says_whether_anybody_has_shown_it(company: Company) -> None:
    assert [skill.coverage for skill in drawn(company.tim)] == ["none"]
    evidence.weigh(company.kafka_answer)
    assert [skill.coverage for skill in drawn(company.tim)] == ["thin"]


def test_ties_say_why_and_stand_at_both_ends(company: Company) -> None:
    describe("TLS", company.margaret, broader=("kafka",))
    kafka, tls = drawn(company.ada)
    assert [(tie.slug, tie.why) for tie in kafka.ties + tls.ties] == [("tls", "narrower"), ("kafka", "broader")]
    assert drawn(company.tim)[0].ties == ()


def test_what_posts_name_together_is_tied(company: Company) -> None:
    for title in ("Why does it lag?", "Why does it stop?"):
        questions.ask(question(title, "kafka", "java"), by=company.tim.id)
    ties = {skill.slug: [(tie.slug, tie.together) for tie in skill.ties] for skill in drawn(company.tim)}
    assert ties == {"kafka": [("java", 2)], "java": [("kafka", 2)]}


def test_around_a_skill_each_step_leads_further(company: Company) -> None:
    for pair in (("kafka", "java"), ("java", "spring"), ("cobol", "fortran")):
        for title in ("Why?", "How?"):
            questions.ask(question(title, *pair), by=company.tim.id)
    assert sorted(slugs(drawn(company.tim, KAFKA))) == ["java", "kafka"]
    assert sorted(slugs(drawn(company.tim, KAFKA, hops=2))) == ["java", "kafka", "spring"]
    assert len(drawn(company.tim)) == 5


def test_a_community_shows_what_its_posts_name(company: Company) -> None:
    within = skill_map.draw(around=None, hops=1, community=company.platform, viewer=company.ada)
    assert [(skill.slug, skill.posts) for skill in within] == [("kafka", 1), ("tls", 1)]
    assert skill_map.draw(around=None, hops=1, community=company.platform, viewer=company.tim) == ()


def test_a_skill_of_older_posts_is_small_and_still_there(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    questions.ask(question("Why rust?", "Rust"), by=company.tim.id)
    monkeypatch.setattr(skill_map, "POSTS_LOOKED_AT", 1)
    assert [(skill.slug, skill.posts) for skill in drawn(company.tim)] == [("rust", 1), ("kafka", 0)]


def test_skills_above_each_other_in_a_circle_are_drawn_once(company: Company) -> None:
    describe("TLS", company.margaret, broader=("kafka",))
    driver.write("MATCH (a:Skill {slug: 'kafka'}), (b:Skill {slug: 'tls'}) CREATE (a)-[:BROADER]->(b)")
    ties = [(skill.slug, len(skill.ties)) for skill in drawn(company.ada, KAFKA, hops=3)]
    assert ties == [("kafka", 1), ("tls", 1)]


def test_four_hundred_skills_are_cut_to_the_most_used(company: Company) -> None:
    for number in range(67):
        asked = [f"s{number}.{letter}" for letter in "abcdef"]
        questions.ask(question(f"Question {number}?", *asked), by=company.tim.id)
    found = drawn(company.tim)
    assert (len(found), found[0].slug) == (skill_map.MOST_SKILLS, "kafka")
