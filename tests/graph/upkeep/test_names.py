"""Names in a graph from before combining marks and leading signs counted."""

from graph import driver
from graph.people import people
from graph.skills import naming, skills
from graph.upkeep import names
from tests.company import Company


def test_a_skill_keeps_its_address_and_is_found_under_its_name(company: Company) -> None:
    driver.write("CREATE (:Skill {slug: 'net', name: '.NET', audiences: ['everyone']})")
    driver.write("CREATE (:Skill {slug: 'ल-ख', name: 'लेखा', audiences: ['everyone']})")
    names.renew()
    names.renew()
    found = {typed: naming.skill(typed, viewer=company.tim) for typed in (".NET", "NET", "लेखा", "लेख")}
    assert found == {".NET": "net", "NET": "net", "लेखा": "ल-ख", "लेख": None}
    assert skills.show(skills.SkillSlug("net"), viewer=company.tim).aliases == ()


def test_an_alias_leads_on(company: Company) -> None:
    driver.write("MATCH (kafka:Skill {slug: 'kafka'}) CREATE (:Alias {slug: 'ข-าว', name: 'ข่าว'})-[:NAMES]->(kafka)")
    names.renew()
    assert naming.skill("ข่าว", viewer=company.tim) == "kafka"
    assert naming.skill("ข้าว", viewer=company.tim) is None


def test_a_unit_keeps_its_people(company: Company) -> None:
    people.work_in(company.tim.id, "लेखा")
    driver.write("MATCH (unit:Unit {name: 'लेखा'}) SET unit.slug = 'ल-ख'")
    names.renew()
    people.work_in(company.ada.id, "लेखा")
    assert driver.read("MATCH (unit:Unit {name: 'लेखा'}) RETURN count(unit) AS units") == [{"units": 1}]
