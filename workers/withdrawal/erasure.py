"""Erases what was withdrawn, once it can no longer be restored."""

from graph.ids import WithdrawalId
from graph.media import files
from graph.reporting import reports
from graph.withdrawal import appeals, erasure, restoration
from store import blobs
from workers import records
from workers.app import task


@task
def erase(id: WithdrawalId) -> None:
    """Erase a withdrawn text with what it used. Twice changes nothing."""
    for file in erasure.erase(id):
        if files.forget(file):
            blobs.remove(blobs.Hash(file.hash))


@task
def restore(id: WithdrawalId) -> None:
    """Put back what a coach withdrew and another one wants back, if a process died before. Other sweeps do the rest."""
    restoration.put_back(id)


@task
def sweep() -> None:
    """Put back what was granted, erase everything whose time is over, and close what was reported about it."""
    reports.uphold_all_gone()
    records.each("texts to put back", appeals.unfinished(), restore, kind=WithdrawalId)
    records.each("the erasure of a text", erasure.due(), erase, kind=WithdrawalId)


@task
def tidy() -> None:
    """Forget the ids of what was erased, once the index has heard of them."""
    erasure.forget_ids()
