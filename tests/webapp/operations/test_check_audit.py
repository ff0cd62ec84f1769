"""`guildhall check-audit`, and what the doctor and *Site status* say about the audit log."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from graph import viewers
from graph.driver import write
from graph.moderation import audit_seals
from graph.people import employment
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser
from webapp.commands import check_audit
from webapp.operations import checkup, stores


@pytest.fixture
def admin(company: Company, monkeypatch: pytest.MonkeyPatch) -> Viewer:
    """Tim left, which is the second entry of the log, and came back."""
    monkeypatch.setattr(stores, "opened", lambda: pytest.MonkeyPatch.context())
    viewer = viewers.get(stories.join("Katherine", is_admin=True))
    employment.leave(company.tim.id, by=viewer.id)
    employment.come_back(company.tim.id, by=viewer.id)
    return viewer


def check(*options: str) -> Result:
    return CliRunner().invoke(check_audit.command, options)


def noted(result: Result) -> list[str]:
    """Return the options of the line that the operator should note."""
    return result.output.split("guildhall check-audit ")[1].split()


@pytest.mark.usefixtures("admin")
def test_a_log_that_is_whole_says_so_and_what_to_note() -> None:
    first = check()
    assert first.exit_code == 0
    assert first.output.startswith("The audit log is whole: 3 entries.\n")
    again = check(*noted(first))
    assert (again.exit_code, again.output) == (0, first.output)


@pytest.mark.usefixtures("admin")
def test_the_first_entry_that_was_changed_is_named() -> None:
    check()
    write("MATCH (entry:AuditEntry {act: 'left'}) SET entry.reason = 'He wanted to.'")
    found = check()
    assert found.exit_code == 1
    assert "The first fault: Entry 2 (" in found.output
    assert ", left) was changed." in found.output
    assert "--noted" not in found.output


@pytest.mark.usefixtures("admin")
def test_a_log_that_was_rewritten_as_a_whole_is_found_by_what_was_noted() -> None:
    line = noted(check())
    write("MATCH (chain:AuditChain) DELETE chain")
    write("MATCH (entry:AuditEntry) REMOVE entry.number, entry.seal SET entry.act = 'invited'")
    assert check().exit_code == 0
    found = check(*line)
    assert found.exit_code == 1
    assert "It was rewritten since, or cut." in found.output


@pytest.mark.usefixtures("admin")
def test_a_log_that_was_cut_is_found_by_what_was_noted() -> None:
    line = noted(check())
    write("MATCH (entry:AuditEntry {number: 3}) DETACH DELETE entry")
    write("MATCH (entry:AuditEntry {number: 2}) MATCH (chain:AuditChain) SET chain.number = 2, chain.seal = entry.seal")
    assert check().exit_code == 0
    assert check(*line).exit_code == 1


def test_erased_reasons_and_entries_without_a_seal_are_counted(admin: Viewer) -> None:
    check()
    write("MATCH (entry:AuditEntry {number: 2}) REMOVE entry.reason, entry.salt")
    write("MATCH (entry:AuditEntry {number: 3}) SET entry.number = 7")
    employment.leave(stories.join("Dorothy"), by=admin.id)
    found = check()
    assert "Entry 3 is missing." in found.output
    assert "Reasons that were erased: 1." in found.output
    assert "so nobody can tell whether they were changed: 1." in found.output


def test_the_doctor_and_the_status_name_a_broken_log_and_count_nothing(
    as_: Callable[[Viewer], Browser], admin: Viewer
) -> None:
    audit_seals.seal()
    whole = checkup.audit()
    assert (whole.fact, whole.advice) == ("the latest entries are whole", None)
    write("MATCH (entry:AuditEntry {number: 2}) DETACH DELETE entry")
    assert "guildhall check-audit" in str(checkup.audit().advice)
    page = as_(admin).get("/status").text
    assert "Audit log" in page
    assert "The log was changed without Guildhall." in page
