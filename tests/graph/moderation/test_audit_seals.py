"""Sealing the audit log and checking it, on both engines."""

from concurrent.futures import ThreadPoolExecutor
from typing import LiteralString

import pytest

from docs.schema.schema import schema
from graph import viewers
from graph.communities import memberships
from graph.driver import read, write
from graph.moderation import audit_seals, unmaskings
from graph.moderation.audit_chain import BEGINNING, FaultKind, Head
from graph.people import employment
from graph.posts import questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question

# What someone who can write to the graph may do to the third of five entries, and what the check says.
TAMPERINGS: dict[LiteralString, tuple[FaultKind, int]] = {
    "SET entry.reason = 'Nothing.'": ("changed", 3),
    "SET entry.act = 'made_admin'": ("changed", 3),
    "SET entry.at_key = entry.at_key - 1": ("changed", 3),
    "SET entry.at = datetime('2020-01-01T00:00:00Z')": ("changed", 3),
    "SET entry.did = []": ("changed", 3),
    "REMOVE entry.seal": ("changed", 3),
    "REMOVE entry.number": ("missing", 3),
    "SET entry.number = 700": ("missing", 3),
    "DETACH DELETE entry": ("missing", 3),
    "WITH entry MATCH (entry)<-[did:DID]-(:Person) DELETE did": ("changed", 3),
    "WITH entry MATCH (entry)-[records:RECORDS]->(:Person) DELETE records": ("changed", 3),
    "WITH entry MATCH (other:Person) WHERE other.name = 'Grace' CREATE (other)-[:DID]->(entry)": ("changed", 3),
    "CREATE (:AuditEntry {id: 'forged', number: 6, seal: entry.seal, act: 'invited'})": ("added", 6),
    "WITH entry MATCH (last:AuditEntry {number: 5}) DETACH DELETE last": ("missing", 5),
    "WITH entry MATCH (chain:AuditChain) SET chain.seal = entry.seal": ("end", 5),
    "WITH entry MATCH (chain:AuditChain) SET chain.number = 4": ("end", 4),
    "WITH entry MATCH (chain:AuditChain) DELETE chain": ("added", 1),
}


@pytest.fixture
def admin(company: Company) -> Viewer:
    """The entry of who joined as an admin is the first."""
    return viewers.get(stories.join("Katherine", is_admin=True))


def act(company: Company, admin: Viewer, *, times: int) -> None:
    for _ in range(times):
        employment.leave(company.tim.id, by=admin.id)
        employment.come_back(company.tim.id, by=admin.id)


def numbers() -> list[int]:
    return [row["number"] for row in read("MATCH (entry:AuditEntry) RETURN entry.number AS number ORDER BY number")]


def test_an_empty_log_is_whole(company: Company) -> None:
    checked = audit_seals.check()
    assert (checked.head, checked.fault, checked.waiting) == (Head(number=0, seal=BEGINNING), None, 0)
    assert audit_seals.ends_well()


def test_entries_are_sealed_in_the_order_in_which_they_were_made(company: Company, admin: Viewer) -> None:
    act(company, admin, times=2)
    assert audit_seals.check().waiting == 5
    audit_seals.seal()
    checked = audit_seals.check()
    assert (checked.fault, checked.waiting, checked.erased, checked.head.number) == (None, 0, 0, 5)
    rows = read("MATCH (entry:AuditEntry) RETURN entry.number AS number, entry.act AS act ORDER BY entry.at_key")
    assert [row["number"] for row in rows] == [1, 2, 3, 4, 5]
    assert audit_seals.seal_at(5) == checked.head.seal


def test_sealing_twice_changes_nothing_and_later_goes_on(company: Company, admin: Viewer) -> None:
    audit_seals.seal()
    first = audit_seals.check().head
    audit_seals.seal()
    assert audit_seals.check().head == first
    act(company, admin, times=1)
    audit_seals.seal()
    assert audit_seals.check().head.number == 3
    assert audit_seals.seal_at(first.number) == first.seal


def test_however_many_seal_at_once_there_is_one_chain(
    company: Company, admin: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_seals, "SEALED_AT_ONCE", 3)
    act(company, admin, times=6)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: audit_seals.seal(), range(4)))
    assert numbers() == [*range(1, 14)]
    assert audit_seals.check().fault is None


def test_what_is_done_meanwhile_is_sealed_too(company: Company, admin: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_seals, "SEALED_AT_ONCE", 1)
    with ThreadPoolExecutor(3) as pool:
        work = [pool.submit(act, company, admin, times=5), *(pool.submit(audit_seals.seal) for _ in range(2))]
        for one in work:
            one.result()
    audit_seals.seal()
    assert numbers() == [*range(1, 12)]
    assert audit_seals.check().fault is None


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_tampering_is_found(company: Company, admin: Viewer, tampering: LiteralString) -> None:
    act(company, admin, times=2)
    audit_seals.seal()
    write("MATCH (entry:AuditEntry {number: 3}) " + tampering)
    # What a worker does meanwhile hides nothing.
    audit_seals.seal()
    fault = audit_seals.check().fault
    assert fault
    assert (fault.kind, fault.number) == TAMPERINGS[tampering]
    assert not audit_seals.ends_well()


def test_two_entries_that_were_swapped_are_found(company: Company, admin: Viewer) -> None:
    act(company, admin, times=2)
    audit_seals.seal()
    for number, other in ((2, 900), (4, 2), (900, 4)):
        write("MATCH (entry:AuditEntry {number: $number}) SET entry.number = $other", number=number, other=other)
    fault = audit_seals.check().fault
    assert fault
    assert (fault.kind, fault.number) == ("moved", 2)


def test_the_end_is_checked_without_the_rest(company: Company, admin: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_seals, "LATEST", 3)
    monkeypatch.setattr(audit_seals, "READ_AT_ONCE", 2)
    act(company, admin, times=3)
    audit_seals.seal()
    write("MATCH (entry:AuditEntry {number: 2}) SET entry.act = 'invited'")
    assert audit_seals.ends_well()
    assert audit_seals.check().fault
    write("MATCH (entry:AuditEntry {number: 5}) SET entry.act = 'invited'")
    assert not audit_seals.ends_well()


def test_a_person_can_be_erased(company: Company, admin: Viewer) -> None:
    act(company, admin, times=1)
    audit_seals.seal()
    write("MATCH (person:Person {id: $id}) DETACH DELETE person", id=company.tim.id)
    assert audit_seals.check().fault is None


def test_a_reason_can_be_erased_and_the_check_counts_it(company: Company, admin: Viewer) -> None:
    act(company, admin, times=1)
    write("MATCH (entry:AuditEntry {act: 'left'}) SET entry.reason = 'tim@example.com'")
    audit_seals.seal()
    write("MATCH (entry:AuditEntry {act: 'left'}) REMOVE entry.reason, entry.salt")
    checked = audit_seals.check()
    assert (checked.fault, checked.erased) == (None, 1)


def test_what_is_sealed_of_an_unmasking_leads_nobody_to_the_asker(company: Company) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    asked = questions.ask(question("Who broke it?", "kafka", is_anonymous=True), by=company.linus.id)
    unmaskings.request(asked, "The log holds a password.", by=viewers.get(stories.join("Root", is_admin=True)))
    audit_seals.seal()
    kept = read("MATCH (entry:AuditEntry) RETURN properties(entry) AS kept")
    assert any(row["kept"]["act"] == "requested" for row in kept)
    assert company.linus.id not in str(kept)


def test_everything_that_entries_record_is_looked_for(company: Company) -> None:
    recorded = {end for _, end in schema().relationships["RECORDS"].ends}
    assert recorded == {"Community", "MentoringReport", "Person", "Unmasking"}
    write("CREATE (:Community {id: 'C'}), (:MentoringReport {id: 'R'}), (:Person {id: 'P'}), (:Unmasking {id: 'U'})")
    assert all(audit_seals._exist(["nobody", id]) for id in "CRPU")
    assert not audit_seals._exist(["nobody"])
