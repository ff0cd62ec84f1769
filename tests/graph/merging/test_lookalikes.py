"""Skills that may mean the same, why, and remembering that two of them don't."""

import pytest

from graph import driver, viewers
from graph.errors import Forbidden, Invalid
from graph.ids import SkillSlug
from graph.merging import distinctions, lookalikes
from graph.merging.lookalikes import Likeness
from graph.posts import questions, tips
from graph.skills import vocabulary
from graph.skills.vocabulary import SkillDraft
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question

KAFKA, KAFKAS = SkillSlug("kafka"), SkillSlug("kafkas")


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin who belongs to no community."""
    return viewers.get(stories.join("Barbara", is_admin=True))


def suspected(viewer: Viewer) -> dict[tuple[str, str], tuple[Likeness, ...]]:
    """Return why each pair is suspected. The skill that would go comes first."""
    return {(one.lost.slug, one.kept.slug): one.likenesses for one in lookalikes.found(viewer=viewer)}


def call(skill: str, *names: str, by: Viewer) -> None:
    """Give a skill other names."""
    draft = SkillDraft(name=skill, summary="", aliases=names, broader=(), related=())
    vocabulary.describe(SkillSlug(skill), draft, by=by)


def test_names_that_differ_in_a_sign_an_ending_or_a_letter(company: Company, barbara: Viewer) -> None:
    for name in ("Kafkas", "data modelling", "data-modeling", "C", "C#", "Postgres", "Podman"):
        questions.ask(question("How?", name), by=company.tim.id)
    alike = (Likeness(kind="spelling"),)
    found = suspected(barbara)
    assert found == {("kafkas", "kafka"): alike, ("data-modelling", "data-modeling"): alike}


def test_another_name_that_both_bear(company: Company, barbara: Viewer) -> None:
    for name in ("postgres", "psql"):
        questions.ask(question("How?", name), by=company.tim.id)
    call("postgres", "P-SQL", by=barbara)
    assert suspected(barbara) == {("psql", "postgres"): (Likeness(kind="name", what="P-SQL"),)}


def test_a_name_that_only_a_closed_community_uses_is_no_reason_for_others(company: Company, barbara: Viewer) -> None:
    questions.ask(question("How?", "psql"), by=company.tim.id)
    call("kafka", "P-SQL", by=barbara)
    assert suspected(barbara) == {("psql", "kafka"): (Likeness(kind="name", what="P-SQL"),)}
    driver.write("MATCH (alias:Alias) SET alias.audiences = $closed", closed=list(company.ada.audiences[1:]))
    assert suspected(barbara) == {}


def test_one_concept_that_both_were_tied_to(company: Company, barbara: Viewer) -> None:
    for name in ("containers", "docker"):
        questions.ask(question("How?", name), by=company.tim.id)
    driver.write(
        """
        MATCH (one:Skill) WHERE one.slug IN ['containers', 'docker']
        MERGE (concept:Concept {id: 'esco/c', name: 'container technology'})
        MERGE (one)-[:MEANS]->(concept)
        """
    )
    assert list(suspected(barbara).values()) == [(Likeness(kind="concept", what="container technology"),)]


def test_posts_that_nearly_always_name_both_by_the_same_people(company: Company, barbara: Viewer) -> None:
    for about in (("k8s", "kubernetes"),) * 3 + (("kubernetes",), ("k8s", "kafka")):
        draft = tips.TipDraft(title="Drain first", body=stories.text("So."), skills=about, community=None)
        tips.post(draft, by=company.ada.id)
    assert suspected(barbara) == {("kubernetes", "k8s"): (Likeness(kind="posts", together=3, posts=5),)}


def test_pairs_for_which_more_speaks_come_first(company: Company, barbara: Viewer) -> None:
    for name in ("kafkas", "postgres", "postgress"):
        questions.ask(question("How?", name), by=company.tim.id)
    assert list(suspected(barbara)) == [("kafkas", "kafka"), ("postgress", "postgres")]
    call("postgres", "postgres s", by=barbara)
    assert list(suspected(barbara)) == [("postgress", "postgres"), ("kafkas", "kafka")]


def test_a_coach_is_shown_what_they_may_merge(company: Company) -> None:
    closed = company.ada.audiences[1]
    questions.ask(question("How?", "certificates", community=closed), by=company.ada.id)
    questions.ask(question("How?", "certificate"), by=company.tim.id)
    questions.ask(question("How?", "kafkas"), by=company.tim.id)
    assert list(suspected(company.margaret)) == [("certificates", "certificate")]
    assert suspected(company.tim) == {}


def test_that_they_are_different_stays_said(company: Company, barbara: Viewer) -> None:
    questions.ask(question("How?", "Kafkas"), by=company.tim.id)
    for pair in ((KAFKA, KAFKAS), (KAFKAS, KAFKA)):
        distinctions.say(*pair, by=barbara)
    assert suspected(barbara) == {}
    [said] = distinctions.said(viewer=barbara)
    assert (said.one.slug, said.other.slug, said.by) == (KAFKA, KAFKAS, "Barbara")
    distinctions.take_back(KAFKAS, KAFKA, by=barbara)
    assert list(suspected(barbara)) == [("kafkas", "kafka")]


def test_who_may_not_or_makes_no_sense_is_told_so(company: Company, barbara: Viewer) -> None:
    with pytest.raises(Forbidden):
        distinctions.say(KAFKA, SkillSlug("tls"), by=company.tim)
    with pytest.raises(Invalid, match="two skills"):
        distinctions.say(KAFKA, KAFKA, by=barbara)
    with pytest.raises(Invalid, match="no longer exists"):
        distinctions.say(KAFKA, SkillSlug("tls"), by=barbara)
    distinctions.say(KAFKA, SkillSlug("tls"), by=company.margaret)
    assert len(distinctions.said(viewer=company.margaret)) == 1
    assert distinctions.said(viewer=barbara) == distinctions.said(viewer=company.ada) == ()
