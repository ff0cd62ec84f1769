"""Sections of the platform engineers: Kafka with its narrower skills, TLS, and everything else."""

import pytest

from graph import clock, viewers
from graph.communities import communities, memberships, sections
from graph.communities.communities import CommunityDraft
from graph.errors import Forbidden, Invalid, NotFound
from graph.ids import PersonId, SkillSlug
from graph.moderation import audit
from graph.posts import questions
from graph.skills import vocabulary
from graph.skills.vocabulary import SkillDraft
from graph.viewers import Viewer
from tests.company import Company, join, question

KAFKA, TLS = SkillSlug("kafka"), SkillSlug("tls")


def ask(company: Company, title: str, *skills: str) -> str:
    here = communities.show(company.platform, viewer=company.ada).id
    return questions.ask(question(title, *skills, community=here), by=company.ada.id)


def listed(company: Company, section: SkillSlug | None, *, viewer: Viewer | None = None) -> list[str]:
    page = sections.posts(company.platform, section, viewer=viewer or company.ada, before=clock.FAR_FUTURE)
    return [card.id for card in page.cards]


def test_posts_stand_in_sections_with_narrower_skills_counted_in(company: Company) -> None:
    streams = SkillDraft(name="Kafka Streams", summary="Tables.", aliases=(), broader=("kafka",), related=())
    vocabulary.add(streams, by=viewers.get(join("Barbara", is_admin=True)))
    narrow, other = (
        ask(company, "How do I join two tables?", "kafka-streams"),
        ask(company, "Where is the key?", "vault"),
    )
    sections.choose(company.platform, ["Kafka", "tls"], by=company.margaret)
    found = sections.of(company.platform, viewer=company.ada)
    assert found
    assert [(one.name, one.posts) for one in found.sections] == [("kafka", 2), ("tls", 1)]
    assert (found.rest, found.total) == (1, 3)
    assert listed(company, KAFKA) == [narrow, company.platform_question]
    assert (listed(company, TLS), listed(company, None)) == ([company.platform_question], [other])


def test_a_community_without_sections_has_no_pages_of_them(company: Company) -> None:
    assert sections.of(company.platform, viewer=company.ada) is None
    for section in (KAFKA, None):
        with pytest.raises(NotFound):
            listed(company, section)
    sections.choose(company.platform, ["tls"], by=company.margaret)
    with pytest.raises(NotFound):
        listed(company, KAFKA)


def test_strangers_see_no_section_of_a_closed_community(company: Company) -> None:
    sections.choose(company.platform, ["tls"], by=company.margaret)
    assert sections.of(company.platform, viewer=company.tim) is None
    with pytest.raises(NotFound):
        listed(company, TLS, viewer=company.tim)


def test_a_skill_that_only_a_closed_community_knows_is_no_section_for_others(company: Company) -> None:
    slug = communities.found(CommunityDraft(name="Cooks", purpose="Eat.", visibility="public"), by=company.margaret.id)
    margaret = viewers.get(company.margaret.id)
    ask(company, "What is the codename?", "zirconium")
    sections.choose(slug, ["zirconium", "kafka"], by=margaret)
    assert names(slug, viewer=margaret) == ["zirconium", "kafka"]
    assert names(slug, viewer=company.tim) == ["kafka"]
    _is_unknown(slug, by=company.tim.id)


def names(slug: str, *, viewer: Viewer) -> list[str]:
    found = sections.of(slug, viewer=viewer)
    return [one.name for one in found.sections] if found else []


def _is_unknown(slug: str, *, by: PersonId) -> None:
    """Look that a coach who may not know of a skill can't tell it from one that doesn't exist."""
    memberships.join(slug, by=by)
    memberships.make_coach(slug, by, by=next(one.id for one in communities.show(slug, viewer=viewers.get(by)).coaches))
    for name in ("zirconium", "nothing-of-the-kind"):
        with pytest.raises(Invalid, match=f"There is no skill called {name}"):
            sections.choose(slug, [name], by=viewers.get(by))


def test_only_coaches_choose_at_most_eight(company: Company) -> None:
    with pytest.raises(Forbidden):
        sections.choose(company.platform, ["tls"], by=company.ada)
    with pytest.raises(Forbidden):
        sections.options(company.platform, viewer=company.ada)
    with pytest.raises(Invalid, match="at most 8"):
        sections.choose(company.platform, [f"skill {number}" for number in range(9)], by=company.margaret)
    choice = sections.options(company.platform, viewer=company.margaret)
    assert (choice.chosen, choice.frequent) == ((), ("kafka", "tls"))


def test_the_same_choice_twice_is_one_entry_and_none_takes_them_away(company: Company) -> None:
    for names in (["tls", "kafka"], ["tls", "kafka"], []):
        sections.choose(company.platform, names, by=company.margaret)
    assert sections.of(company.platform, viewer=company.ada) is None
    assert [one.act for one in audit.listed(viewer=company.margaret).entries].count("changed_sections") == 2
