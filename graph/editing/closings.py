"""Questions that a coach closed with a reason: they keep what they have, get no more answers, and nobody is asked.

Comments go on, so that the asker can say what is meant. A question that was asked before is closed as a duplicate
instead, by graph/editing/duplicates.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import LiteralString

from graph.driver import only
from graph.editing import keeping
from graph.errors import Conflict, Forbidden, refuse_if_any
from graph.ids import QuestionId
from graph.viewers import Viewer

WORDS_CHARACTERS = 300

REASONS: Mapping[str, str] = {
    "unclear": "It isn't clear what is asked.",
    "off_topic": "It doesn't belong here.",
    "outdated": "It is about something that we no longer have.",
    "elsewhere": "It was settled in another place.",
    "other": "",
}

COACHES_ONLY = Forbidden("Only a coach of its community or an admin can close a question with a reason, or reopen it.")
CLOSED = Conflict("This question is closed already.")

_MAY: LiteralString = """
    MATCH (post:Post {id: $post})
    WHERE post.kind = 'question' AND {{post is open}} AND ({{post is coached}} OR {{viewer is the admin}})
    // Writing before looking takes the lock: of two coaches, one acts.
    SET post.lock_turn = $entry, post.changed_key = $key
    WITH post
    """
_CLOSE: tuple[LiteralString, ...] = (
    _MAY
    + """
    WHERE post.closed_at IS NULL
    SET post.closed_at = datetime($now), post.closed_by = $viewer, post.closed_reason = $reason
    SET {{post is listed by its state}}, {{post is no longer to be matched}}
    """
    + keeping.RECORDED,
    keeping.ASKS_EXPIRE,
)
_REOPEN: tuple[LiteralString, ...] = (
    _MAY
    + """
    WHERE post.closed_reason IS NOT NULL
    REMOVE post.closed_at, post.closed_by, post.closed_reason
    SET {{post is listed by its state}}
    SET {{post is to be matched again}}
    """
    + keeping.RECORDED,
)
_STATE: LiteralString = """
    MATCH (post:Post {id: $post})
    WHERE post.kind = 'question' AND {{post is open}} AND ({{post is coached}} OR {{viewer is the admin}})
    RETURN coalesce(post.closed_reason, '') AS reason, post.closed_at IS NOT NULL AS is_closed
    """


@dataclass(frozen=True, kw_only=True)
class ClosingDraft:
    """Why a question is closed: one of `REASONS`, and a sentence. Raises `Invalid` with a sentence per field."""

    reason: str
    words: str

    def __post_init__(self) -> None:
        chosen, says = self.reason in REASONS, self.words.strip()
        needed = self.reason == "other" and not says
        long = len(says) > WORDS_CHARACTERS
        refuse_if_any(
            {
                "reason": None if chosen else "Choose why it is closed.",
                "words": "Say why it is closed. Everyone will read it."
                if needed
                else f"Use {WORDS_CHARACTERS} characters or fewer."
                if long
                else None,
            }
        )

    @property
    def told(self) -> str:
        """What everyone reads."""
        return f"{REASONS[self.reason]} {self.words.strip()}".strip()


def close(question: QuestionId, draft: ClosingDraft, *, by: Viewer) -> None:
    """Close a question with a reason that everyone reads. The audit log records it. Twice changes nothing.

    People who were asked needn't reply any more. Raises `NotFound` for what the viewer may not see, `Forbidden` for
    everyone but coaches and admins, and `Conflict` for a question that was asked before.
    """
    state = _change(_CLOSE, question, "closed_question", draft.told, by)
    if not state["reason"]:
        raise CLOSED


def reopen(question: QuestionId, *, by: Viewer) -> None:
    """Reopen a question that was closed with a reason: people are asked again. Audit and refusals as in `close`."""
    _change(_REOPEN, question, "reopened_question", "", by)


def _change(
    steps: tuple[LiteralString, ...], question: QuestionId, act: str, reason: str, by: Viewer
) -> dict[str, str]:
    rows = keeping.carry_out((*steps, _STATE), question, act=act, reason=reason, by=by)
    return only(rows, otherwise=COACHES_ONLY)
