"""Seals the entries of the audit log, so that a later change shows."""

from graph.moderation import audit_seals
from workers.app import task


@task
def seal() -> None:
    """Seal every entry that isn't sealed yet."""
    audit_seals.seal()


@task
def sweep() -> None:
    """Seal what no message said, such as entries of earlier versions."""
    audit_seals.seal()
