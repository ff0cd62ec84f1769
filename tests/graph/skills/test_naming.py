"""Finding the skill that a typed word means, for people who may know about it."""

from graph import driver
from graph.skills import naming, skill_mentions, skills
from tests.company import Company


def test_a_skill_is_meant_by_its_name_and_by_its_aliases(company: Company):
    driver.write(
        "MATCH (s:Skill {slug: 'kafka'}) CREATE (:Alias {slug: 'apache-kafka', name: 'Apache Kafka'})-[:NAMES]->(s)"
    )
    assert naming.skill("Kafka", viewer=company.tim) == "kafka"
    assert naming.skill("Apache Kafka", viewer=company.tim) == "kafka"
    assert naming.skill("cobol", viewer=company.tim) is None


def test_a_skill_of_closed_posts_alone_is_nothing_to_others(company: Company):
    assert naming.skill("tls", viewer=company.ada) == "tls"
    assert naming.skill("tls", viewer=company.tim) is None
    assert naming.names(["kafka", "tls"], [], viewer=company.tim).skills == {"kafka": "kafka"}


def test_a_hidden_community_is_known_to_its_members_only(company: Company):
    assert naming.community(company.platform, viewer=company.tim) == company.platform
    driver.write("MATCH (c:Community {slug: $slug}) SET c.visibility = 'hidden'", slug=company.platform)
    assert naming.community(company.platform, viewer=company.tim) is None
    assert naming.names([], [company.platform], viewer=company.tim).communities == {}
    assert naming.names([], [company.platform], viewer=company.ada).communities == {
        company.platform: "Platform engineers"
    }


def test_people_are_meant_by_how_their_names_begin(company: Company):
    assert naming.people("LIN", viewer=company.tim) == (company.linus.id,)
    assert naming.people("me", viewer=company.tim) == (company.tim.id,)
    assert naming.people("", viewer=company.tim) == naming.people("nobody", viewer=company.tim) == ()


def test_a_skill_that_only_others_know_hides_no_alias_of_the_same_name(company: Company):
    driver.write("MATCH (s:Skill {slug: 'kafka'}) CREATE (:Alias {slug: 'tls', name: 'TLS'})-[:NAMES]->(s)")
    assert naming.skill("TLS", viewer=company.tim) == "kafka"
    assert naming.skill("TLS", viewer=company.ada) == "tls"
    assert [one.slug for one in skill_mentions.of("A word on TLS", viewer=company.tim)] == ["kafka"]
    assert [skills.resolve(["TLS"], by=one.id)[0].slug for one in (company.tim, company.ada)] == ["kafka", "tls"]
