"""The names of skills, their relations, and who may change them."""

from dataclasses import replace

import pytest

from graph import clock, viewers
from graph.driver import read, write
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import SkillSlug
from graph.imports import posts
from graph.imports import skills as imported
from graph.imports.posts import ImportedPost
from graph.posts import questions
from graph.skills import naming, skills, vocabulary
from graph.skills.vocabulary import SkillDraft
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question

KAFKA, TLS = SkillSlug("kafka"), SkillSlug("tls")
STREAMS = SkillDraft(name="Kafka Streams", summary="Tables and streams.", aliases=(), broader=("kafka",), related=())
ABOUT_KAFKA = SkillDraft(name="Kafka", summary="A log.", aliases=("Apache Kafka",), broader=(), related=())


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin who belongs to no community."""
    return viewers.get(stories.join("Barbara", is_admin=True))


def test_an_admin_adds_a_skill_that_everybody_sees(company: Company, barbara: Viewer) -> None:
    added = vocabulary.add(STREAMS, by=barbara)
    shown = skills.show(added, viewer=company.tim)
    assert (shown.name, shown.summary, shown.broader[0].slug) == ("Kafka Streams", "Tables and streams.", KAFKA)
    assert [tag.slug for tag in skills.show(KAFKA, viewer=company.tim).narrower] == ["kafka-streams"]
    assert "kafka-streams" in {row.slug for row in skills.directory(starts_with="kafka", viewer=company.tim)}


def test_others_add_one_by_naming_it(company: Company) -> None:
    with pytest.raises(Forbidden, match="Name the skill in a post"):
        vocabulary.add(STREAMS, by=company.ada)


def test_a_skill_is_not_added_twice_also_by_another_name(company: Company, barbara: Viewer) -> None:
    vocabulary.describe(KAFKA, ABOUT_KAFKA, by=barbara)
    for name in ("KAFKA", "Apache Kafka"):
        with pytest.raises(Conflict, match="is already a skill"):
            vocabulary.add(replace(STREAMS, name=name, broader=()), by=barbara)


def test_adding_what_a_closed_community_knows_tells_nothing_of_it(company: Company, barbara: Viewer) -> None:
    vocabulary.add(replace(STREAMS, name="TLS", broader=()), by=barbara)
    assert skills.show(TLS, viewer=company.tim).best == ()
    assert {tag.slug for tag in skills.resolve(["tls"], by=company.tim.id)} == {"tls"}


def test_a_new_name_leads_to_the_skill_and_its_address_stays(company: Company, barbara: Viewer) -> None:
    vocabulary.describe(KAFKA, replace(ABOUT_KAFKA, name="Event streaming"), by=barbara)
    assert skills.show(KAFKA, viewer=company.tim).name == "Event streaming"
    assert [tag.slug for tag in skills.resolve(["Event streaming", "apache kafka"], by=company.tim.id)] == ["kafka"]


def test_describing_again_replaces_and_twice_changes_nothing(company: Company, barbara: Viewer) -> None:
    vocabulary.add(STREAMS, by=barbara)
    for _ in range(2):
        vocabulary.describe(KAFKA, replace(ABOUT_KAFKA, related=("Kafka Streams",)), by=barbara)
    assert len(skills.show(KAFKA, viewer=company.tim).related) == 1
    vocabulary.describe(KAFKA, replace(ABOUT_KAFKA, aliases=()), by=barbara)
    after = skills.show(KAFKA, viewer=company.tim)
    assert (after.related, after.aliases) == ((), ())


def test_no_skill_lies_below_itself(company: Company, barbara: Viewer) -> None:
    vocabulary.add(STREAMS, by=barbara)
    vocabulary.add(replace(STREAMS, name="KTables", broader=("Kafka Streams",)), by=barbara)
    with pytest.raises(Invalid, match="KTables is already below Kafka"):
        vocabulary.describe(KAFKA, replace(ABOUT_KAFKA, broader=("KTables",)), by=barbara)
    with pytest.raises(Invalid, match="below itself"):
        vocabulary.describe(KAFKA, replace(ABOUT_KAFKA, broader=("kafka",)), by=barbara)


def test_a_neighbour_must_exist_for_who_names_it(company: Company, barbara: Viewer) -> None:
    for unknown in ("COBOL", "tls"):
        with pytest.raises(Invalid, match=f"no skill called {unknown} yet"):
            vocabulary.describe(KAFKA, replace(ABOUT_KAFKA, related=(unknown,)), by=barbara)


def test_another_skills_name_is_refused(company: Company, barbara: Viewer) -> None:
    vocabulary.add(STREAMS, by=barbara)
    with pytest.raises(Invalid, match="merge them"):
        vocabulary.describe(KAFKA, replace(ABOUT_KAFKA, aliases=("kafka streams",)), by=barbara)


def test_a_coach_describes_what_the_own_community_uses(company: Company, barbara: Viewer) -> None:
    vocabulary.describe(TLS, replace(ABOUT_KAFKA, name="TLS", related=("kafka",), aliases=()), by=company.margaret)
    vocabulary.add(STREAMS, by=barbara)
    with pytest.raises(Forbidden, match="Only admins and coaches of a community"):
        vocabulary.describe(SkillSlug("kafka-streams"), STREAMS, by=company.margaret)
    with pytest.raises(NotFound):
        vocabulary.describe(TLS, ABOUT_KAFKA, by=barbara)


def test_who_cannot_see_a_neighbour_does_not_take_it_away(company: Company, barbara: Viewer) -> None:
    vocabulary.describe(KAFKA, replace(ABOUT_KAFKA, related=("tls",)), by=company.margaret)
    vocabulary.describe(KAFKA, ABOUT_KAFKA, by=barbara)
    assert [tag.slug for tag in skills.show(KAFKA, viewer=company.margaret).related] == ["tls"]
    assert skills.show(KAFKA, viewer=barbara).related == ()


def test_what_is_too_long_or_no_name_is_sent_back() -> None:
    with pytest.raises(Invalid) as refusal:
        replace(ABOUT_KAFKA, name="!", summary="x" * 501, aliases=("?",), broader=("a",) * 21)
    assert set(refusal.value.problems) == {"name", "summary", "aliases", "broader"}


def test_a_skill_that_a_closed_community_used_becomes_known_when_a_post_names_it(company: Company) -> None:
    questions.ask(question("Which TLS version?", "tls"), by=company.tim.id)
    assert skills.show(TLS, viewer=company.tim).open_questions == 1


def test_a_name_that_only_a_closed_community_uses_is_no_neighbour_for_outsiders(
    company: Company, barbara: Viewer
) -> None:
    write(
        """
        MATCH (kafka:Skill {slug: 'kafka'})
        CREATE (:Alias {slug: 'phoenix', name: 'Phoenix', audiences: ['closed']})-[:NAMES]->(kafka)
        """
    )
    with pytest.raises(Invalid, match="There is no skill called Phoenix"):
        vocabulary.add(replace(STREAMS, name="Streams", related=("Phoenix",)), by=barbara)


@pytest.fixture
def closed_name(company: Company) -> None:
    """Another name of TLS that only the platform engineers know."""
    write(
        """
        MATCH (tls:Skill {slug: 'tls'})
        CREATE (:Alias {slug: 'apache-kafka', name: 'Apache kafka', audiences: [$closed]})-[:NAMES]->(tls)
        """,
        closed=company.ada.audiences[1],
    )


@pytest.mark.usefixtures("closed_name")
def test_a_name_that_only_a_closed_community_knew_means_what_is_openly_called_so(
    company: Company, barbara: Viewer
) -> None:
    for _ in range(2):
        vocabulary.describe(KAFKA, ABOUT_KAFKA, by=barbara)
        assert vocabulary.description(KAFKA, viewer=barbara).aliases == ("Apache Kafka",)
    for reader in (company.tim, company.ada):
        assert naming.skill("apache kafka", viewer=reader) == "kafka"


@pytest.mark.usefixtures("closed_name")
@pytest.mark.parametrize(("audience", "skill"), [("everyone", "apache-kafka"), ("closed", "tls")])
def test_an_import_follows_a_closed_name_for_its_community_only(company: Company, audience: str, skill: str) -> None:
    seen_by = company.ada.audiences[1] if audience == "closed" else audience
    tag = SkillSlug("apache-kafka")
    if audience == "everyone":
        imported.add([imported.ImportedSkill(slug=tag, name="Apache Kafka", summary="")], at=clock.now())
    tip = ImportedPost(
        key="a 1",
        title="Lag",
        body=stories.text("So."),
        author=None,
        skills=(tag,),
        score=0,
        posted_at=clock.now(),
        audience=seen_by,
    )
    posts.add_tips([tip], at=clock.now())
    [found] = read("MATCH (:Post {import_key: 'a 1'})-[:ABOUT]->(skill:Skill) RETURN skill.slug AS slug")
    assert found["slug"] == skill
