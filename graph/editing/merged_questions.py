"""Merging questions: a coach moves everything on one question to another that asks the same. See decision 48.

The merged question stays as it was asked. It is retired, its address leads to the other, and nobody can add to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graph import clock
from graph.demand import anonymous_demand
from graph.driver import only, read, write_together
from graph.editing import merge_steps
from graph.errors import Conflict, Forbidden, NotFound
from graph.ids import PersonId, QuestionId, new_id
from graph.posts import roles
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

COACHES_ONLY = Forbidden("Only coaches of its community and admins can merge a question.")
NOT_ABLE = Conflict(
    "You can't choose that question: you don't look after it, it is closed, or not everyone may see both."
)
NAMELESS = Conflict(
    "An anonymous question can't be merged: what its asker wrote there would get another name. "
    "Close it as asked before instead."
)


@dataclass(frozen=True, kw_only=True)
class Moves:
    """What would move from a question to the one that is kept."""

    lost: QuestionId
    lost_title: str
    kept: QuestionId
    kept_title: str
    answers: int
    comments: int
    followers: int
    same: int

    @property
    def told(self) -> str:
        """What the audit log says: how much moved, without a word of the questions."""
        return f"{self.answers} answers and {self.comments} comments were moved."


@dataclass(frozen=True, kw_only=True)
class _Asker:
    kept: PersonId | None
    lost: PersonId | None


def refuse_others(lost: QuestionId, *, by: Viewer) -> None:
    """Raise `Forbidden` for everyone but coaches and admins, and `Conflict` for an anonymous question."""
    role = roles.of(lost, viewer=by)
    if not (role.is_coach or role.is_admin):
        raise COACHES_ONLY
    if read("MATCH (post:Post {id: $id}) WHERE post.is_anonymous RETURN post.id AS id", id=lost):
        raise NAMELESS


def able(candidates: Sequence[QuestionId], lost: QuestionId, *, viewer: Viewer) -> tuple[QuestionId, ...]:
    """Return those of the candidates with which the viewer may merge a question, in their order.

    They look after both, neither is anonymous, and whoever sees the one that is kept sees the other.
    """
    rows = read(
        """
        UNWIND $candidates AS candidate
        MATCH (kept:Post {id: candidate})
        MATCH (lost:Post {id: $lost})
        WHERE lost.id <> kept.id AND lost.kind = 'question' AND kept.kind = 'question'
          AND {{lost is open}} AND {{kept is open}}
          AND NOT coalesce(lost.is_anonymous, false) AND NOT coalesce(kept.is_anonymous, false)
          AND lost.merged_at IS NULL AND kept.merged_at IS NULL
          AND kept.closed_at IS NULL AND kept.retired_at IS NULL AND {{kept is not shut}}
          AND lost.audience IN [$everyone, kept.audience]
          AND ({{viewer is the admin}} OR ({{lost is coached}} AND {{kept is coached}}))
        RETURN kept.id AS id
        """,
        lost=lost,
        candidates=list(candidates),
        everyone=EVERYONE,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    found = {row["id"] for row in rows}
    return tuple(one for one in candidates if one in found)


def preview(lost: QuestionId, kept: QuestionId, *, viewer: Viewer) -> Moves:
    """Return what would move. Raises like `merge`."""
    refuse_others(lost, by=viewer)
    if not able([kept], lost, viewer=viewer):
        raise NOT_ABLE
    found = read_as(
        Moves,
        """
        MATCH (lost:Post {id: $lost})
        MATCH (kept:Post {id: $kept})
        WHERE {{lost is open}} AND {{kept is open}}
        RETURN lost.id AS lost, lost.title AS lost_title, kept.id AS kept, kept.title AS kept_title,
               COUNT { (lost)<-[:ANSWERS]-(:Answer) } AS answers,
               COUNT { (lost)<-[:ON]-(:Comment) } + COUNT { (lost)<-[:ANSWERS|LEFT_IN]-()<-[:ON]-(:Comment) }
                   AS comments,
               COUNT { (lost)<-[:FOLLOWS]-(:Person) } AS followers,
               COUNT { (lost)<-[:ECHOES]-(:Echo) } AS same
        """,
        lost=lost,
        kept=kept,
        audiences=viewer.audiences,
    )
    return only(found, otherwise=NotFound(roles.NOT_HERE))


def merge(lost: QuestionId, kept: QuestionId, *, by: Viewer) -> None:
    """Move everything on a question to another one. The audit log records it, and authors are told. It can't be undone.

    Raises `NotFound` for what the viewer may not see, `Forbidden` for everyone but coaches and admins, and `Conflict`
    for an anonymous question, for one that can't be chosen, and for the second of two who merge at once.
    """
    moves, now = preview(lost, kept, viewer=by), clock.now()
    [asker] = _askers(lost, kept)
    rows = write_together(
        merge_steps.STEPS,
        lost=lost,
        kept=kept,
        entry=new_id(),
        reason=moves.told,
        asker=asker.lost or "",
        their_key=f"{kept}:{anonymous_demand.mark(asker.lost)}" if asker.lost and asker.lost != asker.kept else "",
        own_key=f"{kept}:{anonymous_demand.mark(asker.kept)}" if asker.kept else "",
        everyone=EVERYONE,
        viewer=by.id,
        audiences=by.audiences,
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=NOT_ABLE)


def _askers(lost: QuestionId, kept: QuestionId) -> tuple[_Asker, ...]:
    return read_as(
        _Asker,
        """
        MATCH (lost:Post {id: $lost})
        MATCH (kept:Post {id: $kept})
        RETURN [(kept)<-[:ASKED]-(asker:Person) | asker.id][0] AS kept,
               [(lost)<-[:ASKED]-(asker:Person) | asker.id][0] AS lost
        """,
        lost=lost,
        kept=kept,
    )
