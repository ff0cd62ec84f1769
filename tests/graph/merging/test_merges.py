"""Merging two skills, and undoing it without a trace."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest

from graph import driver, viewers
from graph.asking import asks, inbox
from graph.demand import anonymous_demand, needs
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.expertise import evidence, knowers, stated_levels
from graph.feed import follows
from graph.ids import SkillSlug
from graph.library import collections
from graph.matching import experts
from graph.mentoring import goals
from graph.mentoring.goals import GoalDraft
from graph.merging import distinctions, merges
from graph.posts import questions, tips
from graph.skills import naming, skills, vocabulary
from graph.skills.vocabulary import SkillDraft
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question

KAFKA, APACHE, TLS = SkillSlug("kafka"), SkillSlug("apache-kafka"), SkillSlug("tls")


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin in whose company two skills mean the same. Everything that can be tied to a skill is tied to them."""
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    for name, aliases in (("Streaming", ()), ("Apache Kafka", ("AK",))):
        draft = SkillDraft(name=name, summary=f"{name}.", aliases=aliases, broader=(), related=())
        vocabulary.add(draft, by=barbara)
    ties = SkillDraft(
        name="Apache Kafka", summary="A log.", aliases=("AK",), broader=("streaming",), related=("kafka",)
    )
    vocabulary.describe(APACHE, ties, by=barbara)
    for about in (("apache kafka",), ("apache kafka", "kafka")):
        asked = questions.ask(question("Which client?", *about), by=company.tim.id)
        evidence.weigh(stories.answers.give(asked, stories.text("This one."), by=company.ada))
    evidence.weigh(company.kafka_answer)
    for skill in (KAFKA, APACHE):
        follows.follow("skill", skill, by=company.linus)
        goals.aim(skill, GoalDraft(level=3), by=company.linus)
        stated_levels.state(skill, 4, by=company.ada)
    follows.follow("skill", APACHE, by=company.tim)
    goals.aim(APACHE, GoalDraft(level=3), by=company.tim)
    for slug in (APACHE, KAFKA):
        anonymous_demand.note((slug,), "failed", by=company.tim.id)
    anonymous_demand.note((APACHE,), "failed", by=company.grace.id)
    distinctions.say(APACHE, SkillSlug("streaming"), by=barbara)
    stated_levels.show_to(APACHE, "me", by=company.ada.id)
    rule = collections.Rule(skill=APACHE)
    collections.create(
        collections.CollectionDraft(name="All", description="", seen_by="everyone", rule=rule), by=company.tim
    )
    return barbara


@pytest.fixture
def newcomer(company: Company, barbara: Viewer) -> Viewer:
    """Margaret, who is asked about a question because she says that she knows its skill."""
    stated_levels.state(APACHE, 3, by=company.margaret)
    waiting = questions.ask(question("Which version?", "apache kafka"), by=company.grace.id)
    asks.send(experts.suggest(waiting, []), about=waiting)
    [ask] = inbox.asks(viewer=company.margaret)
    assert [skill.slug for skill in ask.mine] == [APACHE]
    return company.margaret


def dump() -> tuple[Counter[str], Counter[str]]:
    """Return every node and every tie with all their properties, without the record of merges."""
    nodes = driver.read(
        "MATCH (n) WHERE NOT n:Merge AND NOT n:Migration RETURN labels(n) AS labels, properties(n) AS properties"
    )
    ties = driver.read(
        """
        MATCH (a)-[tie]->(b)
        WHERE NOT a:Merge AND NOT b:Merge
        RETURN coalesce(a.id, a.slug, a.key) AS a, type(tie) AS type, properties(tie) AS properties,
               coalesce(b.id, b.slug, b.key) AS b
        """
    )
    return Counter(map(_line, nodes)), Counter(map(_line, ties))


def _line(row: dict[str, object]) -> str:
    return repr({key: _sorted(value) for key, value in sorted(row.items())})


def _sorted(value: object) -> object:
    return sorted(value.items()) if isinstance(value, dict) else value


def test_the_survivor_has_everything_of_both(company: Company, barbara: Viewer) -> None:
    merges.merge(APACHE, KAFKA, by=barbara)
    with pytest.raises(NotFound):
        skills.show(APACHE, viewer=company.tim)
    shown = skills.show(KAFKA, viewer=company.tim)
    assert (shown.aliases, [tag.slug for tag in shown.broader]) == (("AK", "Apache Kafka"), ["streaming"])
    assert len(skills.posts(KAFKA, viewer=company.tim, before=2**62).cards) == 4
    assert [one.key for one in follows.listed(viewer=company.tim)] == ["kafka"]
    assert naming.skill("Apache Kafka", viewer=company.tim) == "kafka"
    assert [tag.slug for tag in skills.resolve(["apache kafka"], by=company.tim.id)] == ["kafka"]


def test_what_a_person_hides_of_either_stays_hidden(company: Company, barbara: Viewer) -> None:
    merges.merge(APACHE, KAFKA, by=barbara)
    assert knowers.of(KAFKA, viewer=company.tim) == ()


@pytest.mark.usefixtures("newcomer")
def test_the_graph_is_the_same_after_a_merge_and_its_undoing(barbara: Viewer) -> None:
    before = dump()
    merges.undo(merges.merge(APACHE, KAFKA, by=barbara), by=barbara)
    assert dump() == before


@pytest.mark.usefixtures("newcomer")
def test_it_is_the_same_the_other_way_round(barbara: Viewer) -> None:
    before = dump()
    merges.undo(merges.merge(KAFKA, APACHE, by=barbara), by=barbara)
    assert dump() == before


def test_what_is_written_between_stays_with_the_survivor(company: Company, barbara: Viewer) -> None:
    merged = merges.merge(APACHE, KAFKA, by=barbara)
    new = questions.ask(question("Since when?", "Apache Kafka"), by=company.tim.id)
    follows.unfollow(KAFKA, by=company.tim)
    merges.undo(merged, by=barbara)
    assert new in [card.id for card in skills.show(KAFKA, viewer=company.tim).waiting]
    assert new not in [card.id for card in skills.show(APACHE, viewer=company.tim).waiting]
    assert follows.listed(viewer=company.tim) == ()


def test_a_chain_is_undone_from_its_end(company: Company, barbara: Viewer) -> None:
    before = dump()
    first = merges.merge(APACHE, KAFKA, by=barbara)
    second = merges.merge(KAFKA, SkillSlug("streaming"), by=barbara)
    assert naming.skill("Apache Kafka", viewer=company.tim) == "streaming"
    with pytest.raises(Conflict, match="since been merged into another"):
        merges.undo(first, by=barbara)
    for one in (second, first):
        merges.undo(one, by=barbara)
    assert dump() == before


@pytest.mark.parametrize("kept", ["kafka", "apache-kafka"])
def test_merges_that_share_a_skill_are_undone_from_the_last(company: Company, barbara: Viewer, kept: str) -> None:
    draft = SkillDraft(name="Franz", summary="", aliases=(), broader=(), related=("kafka", "apache-kafka"))
    vocabulary.add(draft, by=barbara)
    before = dump()
    first = merges.merge(*((APACHE, KAFKA) if kept == "kafka" else (KAFKA, APACHE)), by=barbara)
    second = merges.merge(SkillSlug("franz"), SkillSlug(kept), by=barbara)
    with pytest.raises(Conflict, match="later merge builds on the merge of"):
        merges.undo(first, by=barbara)
    for one in (second, first):
        merges.undo(one, by=barbara)
    assert dump() == before


def test_a_neighbour_that_was_merged_elsewhere_comes_back_first(barbara: Viewer) -> None:
    vocabulary.add(SkillDraft(name="Queues", summary="", aliases=(), broader=(), related=()), by=barbara)
    before = dump()
    first = merges.merge(APACHE, KAFKA, by=barbara)
    second = merges.merge(SkillSlug("streaming"), SkillSlug("queues"), by=barbara)
    with pytest.raises(Conflict, match="later merge builds on the merge of"):
        merges.undo(first, by=barbara)
    for one in (second, first):
        merges.undo(one, by=barbara)
    assert dump() == before


def test_a_merge_that_makes_no_sense_is_told_so(barbara: Viewer) -> None:
    with pytest.raises(Invalid, match="into itself"):
        merges.merge(KAFKA, KAFKA, by=barbara)
    with pytest.raises(Invalid, match="no skill called cobol"):
        merges.merge(SkillSlug("cobol"), KAFKA, by=barbara)
    merged = merges.merge(APACHE, KAFKA, by=barbara)
    with pytest.raises(Conflict, match="already another name for"):
        merges.merge(APACHE, KAFKA, by=barbara)
    merges.undo(merged, by=barbara)
    with pytest.raises(Conflict, match="already been undone"):
        merges.undo(merged, by=barbara)


def test_who_may_not_see_or_moderate_may_not_merge(company: Company, barbara: Viewer) -> None:
    for viewer in (company.ada, company.margaret):
        with pytest.raises(Forbidden):
            merges.merge(APACHE, KAFKA, by=viewer)
    with pytest.raises(Invalid, match="no skill called tls"):
        merges.merge(TLS, KAFKA, by=barbara)
    with pytest.raises(NotFound):
        merges.undo(merges.merge(APACHE, KAFKA, by=barbara), by=company.margaret)


def test_a_coach_merges_what_only_their_community_uses_and_nobody_else_learns_its_name(
    company: Company, barbara: Viewer
) -> None:
    before = dump()
    merged = merges.merge(TLS, KAFKA, by=company.margaret)
    assert "tls" in skills.show(KAFKA, viewer=company.linus).aliases
    assert "tls" not in skills.show(KAFKA, viewer=company.tim).aliases
    assert [skills.resolve(["TLS"], by=one.id)[0].slug for one in (company.linus, company.tim)] == ["kafka", "tls"]
    assert naming.skill("tls", viewer=company.tim) is None
    assert merges.latest(viewer=barbara) == ()
    with pytest.raises(NotFound):
        merges.undo(merged, by=barbara)
    merges.undo(merged, by=company.margaret)
    assert dump() == before


def test_the_preview_counts_what_the_viewer_may_see(company: Company, barbara: Viewer) -> None:
    seen = merges.preview(KAFKA, APACHE, viewer=barbara)
    assert (seen.posts, seen.people, seen.aliases, seen.relations, seen.collections) == (3, 1, (), 1, 0)
    assert merges.preview(APACHE, KAFKA, viewer=barbara).collections == 1


def test_what_people_look_for_in_vain_is_one_need_and_each_of_them_counts_once(
    company: Company, barbara: Viewer
) -> None:
    anonymous_demand.note((KAFKA,), "failed", by=company.linus.id)
    merges.merge(APACHE, KAFKA, by=barbara)
    [need] = needs.listed(viewer=company.grace)
    assert (need.skill.slug, need.people) == (KAFKA, 3)


def test_a_need_of_the_name_that_goes_is_the_survivors(company: Company, barbara: Viewer) -> None:
    driver.write("MATCH (need:Need {key: 'kafka'}) DETACH DELETE need")
    before = dump()
    merged = merges.merge(APACHE, KAFKA, by=barbara)
    anonymous_demand.note((KAFKA,), "failed", by=company.linus.id)
    assert [need.people for need in needs.listed(viewer=company.grace)] == [3]
    anonymous_demand.found((KAFKA,), by=company.linus.id)
    merges.undo(merged, by=barbara)
    assert dump() == before


@pytest.fixture
def met(company: Company, barbara: Viewer) -> Callable[[SkillSlug], None]:
    """Let two members of the closed community look in vain. Returns a function by which a tip there meets the need."""
    for person in (company.ada, company.linus):
        anonymous_demand.note((APACHE,), "failed", by=person.id)

    def meet(skill: SkillSlug) -> None:
        [need] = [need for need in needs.listed(viewer=company.margaret) if need.skill.slug == skill]
        draft = tips.TipDraft(
            title="Clients", body=stories.text("So."), skills=(skill,), community=company.ada.audiences[1]
        )
        needs.close(need.id, tips.post(draft, by=company.margaret.id), by=company.margaret)

    return meet


def test_a_need_that_was_met_for_some_is_the_same_after_a_merge_and_its_undoing(
    barbara: Viewer, met: Callable[[SkillSlug], None]
) -> None:
    met(APACHE)
    before = dump()
    merges.undo(merges.merge(APACHE, KAFKA, by=barbara), by=barbara)
    assert dump() == before


def test_a_need_that_was_met_for_some_while_merged_is_left_to_the_others(
    company: Company, barbara: Viewer, met: Callable[[SkillSlug], None]
) -> None:
    merged = merges.merge(APACHE, KAFKA, by=barbara)
    met(KAFKA)
    assert len(needs.on_home(viewer=company.ada).met) == 1
    merges.undo(merged, by=barbara)
    for member in (company.ada, company.linus):
        assert len(needs.on_home(viewer=member).met) == 1
    anonymous_demand.note((APACHE,), "failed", by=company.margaret.id)
    left = {need.skill.slug: need.people for need in needs.listed(viewer=company.margaret)}
    assert left == {APACHE: 3}


@pytest.mark.parametrize(("lost", "kept"), [(KAFKA, APACHE), (APACHE, KAFKA)])
def test_what_a_taxonomy_says_moves_and_returns(barbara: Viewer, lost: SkillSlug, kept: SkillSlug) -> None:
    driver.write(
        """
        MATCH (kafka:Skill {slug: 'kafka'})
        MATCH (apache:Skill {slug: 'apache-kafka'})
        CREATE (log:Concept {id: 'esco/log'}), (kafka)-[:MEANS]->(log), (apache)-[:MEANS]->(log),
               (apache)-[:MEANS]->(:Concept {id: 'esco/queue'})
        """
    )
    before = dump()
    merged = merges.merge(lost, kept, by=barbara)
    assert len(driver.read("MATCH (:Skill {slug: $kept})-[:MEANS]->(c:Concept) RETURN c.id AS id", kept=kept)) == 2
    merges.undo(merged, by=barbara)
    assert dump() == before


def test_of_two_who_merge_at_once_one_does_and_the_other_is_told(barbara: Viewer) -> None:
    before = dump()
    others = (KAFKA, SkillSlug("streaming"))
    assert at_once(*(partial(merges.merge, APACHE, kept, by=barbara) for kept in others)) == ["did it", "was told"]
    [merge] = merges.latest(viewer=barbara)
    assert at_once(*(partial(merges.undo, merge.id, by=barbara) for _ in others)) == ["did it", "was told"]
    assert dump() == before


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do all of this at the same time, and return the outcomes, sorted."""
    together = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        together.wait()
        try:
            act()
        except Conflict:
            return "was told"
        return "did it"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_an_ask_is_about_the_survivor(barbara: Viewer, newcomer: Viewer) -> None:
    merges.merge(APACHE, KAFKA, by=barbara)
    [ask] = inbox.asks(viewer=newcomer)
    assert [skill.slug for skill in ask.mine] == [KAFKA]


@pytest.mark.usefixtures("newcomer")
def test_every_tie_of_skills_is_known_to_merges(company: Company, barbara: Viewer) -> None:
    rows = driver.read("MATCH (:Skill)-[tie]-() RETURN DISTINCT type(tie) AS type")
    assert {row["type"] for row in rows} <= merges.merge_steps.KNOWN
