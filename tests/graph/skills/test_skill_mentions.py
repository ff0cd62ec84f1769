"""Skills that a text names, on both engines."""

import pytest

from graph import driver
from graph.posts import questions
from graph.skills import skill_mentions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company


def named(text: str, viewer: Viewer) -> list[tuple[str, str]]:
    """Return each word that was typed with the skill that it names."""
    return [(one.typed, one.slug) for one in skill_mentions.of(text, viewer=viewer)]


def call(slug: str, *aliases: str) -> None:
    """Give a skill other names."""
    for alias in aliases:
        driver.write(
            """
            MATCH (skill:Skill {slug: $slug})
            MERGE (alias:Alias {slug: $alias})
            SET alias.name = $name
            MERGE (alias)-[:NAMES]->(skill)
            """,
            slug=slug,
            alias=alias.casefold(),
            name=alias,
        )


@pytest.fixture(autouse=True)
def _skills(company: Company):
    questions.ask(stories.question("Which cluster?", "Kubernetes", "Machine learning"), by=company.grace.id)
    call("kubernetes", "K8s", "kube")


def test_a_skill_is_named_by_each_of_its_names(company: Company):
    assert named("Deploy to k8s, kubernetes or KUBE", company.tim) == [("k8s", "kubernetes")]
    [mention] = skill_mentions.of("k8s", viewer=company.tim)
    assert (mention.name, mention.others) == ("Kubernetes", ("K8s", "kube"))


def test_a_name_of_several_words_counts_before_the_words_in_it(company: Company):
    questions.ask(stories.question("Which machine?", "learning"), by=company.grace.id)
    assert named("kafka for machine learning", company.tim) == [
        ("kafka", "kafka"),
        ("machine learning", "machine-learning"),
    ]


def test_what_only_closed_posts_name_is_named_to_members_alone(company: Company):
    call("tls", "ssl")
    assert named("ssl and tls", company.ada) == [("ssl", "tls")]
    assert named("ssl and tls", company.tim) == []


def test_a_name_that_only_a_closed_community_uses_is_for_it_alone(company: Company):
    call("kafka", "Vaultline")
    driver.write("MATCH (alias:Alias {slug: 'vaultline'}) SET alias.audiences = $to", to=[company.ada.audiences[1]])
    assert named("vaultline", company.ada) == [("vaultline", "kafka")]
    assert named("vaultline", company.tim) == []
    assert skill_mentions.of("kafka", viewer=company.tim)[0].others == ()


@pytest.mark.parametrize("text", ["", "...", "word " * 5_000, "c++ & c#", "\x00"])
def test_odd_texts_name_nothing(company: Company, text: str):
    assert named(text, company.tim) == []
