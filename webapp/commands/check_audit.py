"""`guildhall check-audit`: whether the audit log is as it was written."""

import click

from graph.moderation import audit_seals
from graph.moderation.audit_chain import Fault, FaultKind
from graph.moderation.audit_seals import Checked
from webapp.operations import stores

FAULTS: dict[FaultKind, str] = {
    "changed": "{entry} was changed.",
    "missing": "Entry {number:,} is missing.",
    "moved": "{entry} doesn't follow the entry before it. Entries were swapped, added or removed here.",
    "added": "Entry {number:,} was added without Guildhall.",
    "end": "Entry {number:,} is the last one, but the log ended with another one.",
}


@click.command()
@click.option("--noted", type=(int, str), help="A number and a seal that this command printed earlier.")
def command(noted: tuple[int, str] | None) -> None:
    """Check that no entry of the audit log was changed, removed, added or moved.

    Exits with code 1 if one was. With --noted, also checks that the log still begins as it did when you noted its end.
    """
    with stores.opened():
        audit_seals.seal()
        checked = audit_seals.check()
        is_rewritten = noted is not None and audit_seals.seal_at(noted[0]) != noted[1].strip().lower()
    _say(checked)
    if is_rewritten:
        click.echo("The log doesn't begin as it did when you noted its end. It was rewritten since, or cut.")
    if checked.fault or is_rewritten:
        raise SystemExit(1)


def _say(checked: Checked) -> None:
    if checked.fault:
        click.echo(f"The audit log was changed without Guildhall. The first fault: {_words(checked.fault)}")
    else:
        click.echo(f"The audit log is whole: {checked.head.number:,} entries.")
    if checked.erased:
        click.echo(f"Reasons that were erased: {checked.erased:,}.")
    if checked.waiting:
        click.echo(f"Entries that aren't sealed, so nobody can tell whether they were changed: {checked.waiting:,}.")
    if checked.head.number and not checked.fault:
        click.echo("To show later that nobody rewrote it, note this where the site's operators can't change it:")
        click.echo(f"  guildhall check-audit --noted {checked.head.number} {checked.head.seal}")


def _words(fault: Fault) -> str:
    entry = fault.entry
    named = f"Entry {fault.number:,} ({entry.id}, {entry.act})" if entry else ""
    return FAULTS[fault.kind].format(entry=named, number=fault.number)
