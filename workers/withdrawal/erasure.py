"""Erases what was withdrawn, once it can no longer be restored."""

from graph.ids import WithdrawalId
from graph.media import files
from graph.reporting import reports
from graph.withdrawal import erasure
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
def sweep() -> None:
    """Erase everything that was withdrawn more than ten minutes ago, and close what was reported about it."""
    reports.uphold_all_gone()
    records.each("the erasure of a text", erasure.due(), erase, kind=WithdrawalId)


@task
def tidy() -> None:
    """Forget the ids of what was erased, once the index has heard of them."""
    erasure.forget_ids()
