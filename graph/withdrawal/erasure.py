"""Erasing for good what was withdrawn: texts, revisions, drafts of edits, and names.

What its author withdrew goes after ten minutes. What a coach withdrew goes after thirty days, until when its author can
appeal. What is hidden until a coach has looked at it is kept until then.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.driver import read, write, write_together
from graph.ids import FileId, WithdrawalId
from graph.media import files
from graph.media.files import UnusedFile
from graph.rows import read_as
from graph.withdrawal.withdrawals import APPEAL_WITHIN, UNDO_WITHIN

ERASED_AT_ONCE = 100

# So long the index hears of what is gone, even if a message was lost.
IDS_KEPT = timedelta(days=2)


@dataclass(frozen=True, kw_only=True)
class _Named:
    texts: tuple[str, ...]
    used: tuple[FileId, ...]


def due() -> tuple[WithdrawalId, ...]:
    """Return at most a hundred withdrawals that can no longer be undone, the oldest first."""
    now = clock.now()
    rows = read(
        """
        MATCH (act:Withdrawal)
        WHERE act.at_key < $before AND NOT coalesce(act.is_hidden, false)
          AND (NOT coalesce(act.is_audited, false) OR act.at_key < $appealed_before)
        RETURN act.id AS id
        ORDER BY act.at_key
        LIMIT $limit
        """,
        before=clock.key(now - UNDO_WITHIN),
        appealed_before=clock.key(now - APPEAL_WITHIN),
        limit=ERASED_AT_ONCE,
    )
    return tuple(row["id"] for row in rows)


def erase(id: WithdrawalId) -> tuple[UnusedFile, ...]:
    """Erase what was withdrawn, and return the files that it used and that nothing else uses. Twice changes nothing."""
    used = _files(id)
    write_together(
        [
            # Drafts of edits contain the text.
            """
            MATCH (:Withdrawal {id: $id})-[:KEEPS_COPY]->(copy:Withdrawn)
            WHERE copy.indexed_as IS NOT NULL
            MATCH (draft:Draft {about: copy.id})
            WHERE draft.form STARTS WITH 'edit-'
            DETACH DELETE draft
            """,
            """
            MATCH (:Withdrawal {id: $id})-[:KEEPS_COPY]->(copy:Withdrawn)
            WHERE copy.indexed_as IS NOT NULL
            CREATE (:Withdrawn {id: copy.id, indexed_as: copy.indexed_as, withdrawn_key: copy.withdrawn_key})
            """,
            """
            MATCH (act:Withdrawal {id: $id})
            WITH act, [(act)-[:KEEPS_COPY]->(copy:Withdrawn) | copy] AS copies
            FOREACH (copy IN copies | DETACH DELETE copy)
            DETACH DELETE act
            """,
        ],
        id=id,
    )
    return files.unused_among(used)


def forget_ids(*, before: datetime | None = None) -> None:
    """Forget the ids of what was erased more than two days ago."""
    write(
        """
        MATCH (gone:Withdrawn)
        WHERE gone.withdrawn_key < $before AND NOT EXISTS { (gone)<-[:KEEPS_COPY]-(:Withdrawal) }
        DETACH DELETE gone
        """,
        before=clock.key(before or clock.now() - IDS_KEPT),
    )


def _files(id: WithdrawalId) -> tuple[FileId, ...]:
    """Return the files that the withdrawn texts named or used."""
    found = read_as(
        _Named,
        """
        MATCH (act:Withdrawal {id: $id})
        RETURN [(act)-[:KEEPS_COPY]->(copy:Withdrawn) WHERE copy.body CONTAINS '/files/' | copy.body] AS texts,
               [(act)-[:KEEPS_COPY]->(:Withdrawn)-[held:HELD]->(file:File) WHERE held.was = 'USES' | file.id] AS used
        """,
        id=id,
    )
    named = (FileId(file) for one in found for text in one.texts for file in files.NAMED.findall(text))
    return tuple(dict.fromkeys((*named, *(file for one in found for file in one.used))))
