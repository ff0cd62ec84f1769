"""What someone sent for a coach to look at: the drafts of posts and answers, kept as JSON and shown in forms again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from graph.ids import QuestionId
from graph.media.videos import VideoDraft
from graph.posts import answers
from graph.posts.links import LinkDraft
from graph.posts.publishing import PostDraft
from graph.posts.questions import QuestionDraft
from graph.posts.tips import TipDraft
from graph.prose import Prose
from graph.rows import made

PendingKind = Literal["question", "tip", "link", "video", "answer"]


@dataclass(frozen=True, kw_only=True)
class AnswerDraft:
    """An answer as it was typed. Raises `Invalid` if it is empty or too long."""

    question: QuestionId
    body: Prose
    is_machine_written: bool = False

    def __post_init__(self) -> None:
        answers.refuse_length(self.body)


Sent = QuestionDraft | TipDraft | LinkDraft | VideoDraft | AnswerDraft

KINDS: Mapping[PendingKind, type[Sent]] = {
    "question": QuestionDraft,
    "tip": TipDraft,
    "link": LinkDraft,
    "video": VideoDraft,
    "answer": AnswerDraft,
}

# The names of fields in forms, where they aren't those of the drafts.
FIELDS = {
    "is_anonymous": "anonymous",
    "is_cheat_sheet": "cheat_sheet",
    "is_machine_written": "machine_written",
    "first": "ask",
}


def kind_of(draft: Sent) -> PendingKind:
    """Return what a draft becomes."""
    return next(kind for kind, of in KINDS.items() if isinstance(draft, of))


def form_of(draft: Sent) -> str:
    """Return the form by which a draft is sent, as in graph/editing/drafts.py."""
    return f"answer-{draft.question}" if isinstance(draft, AnswerDraft) else kind_of(draft)


def restored(kind: PendingKind, draft: str) -> Sent:
    """Return what was sent, as it was kept."""
    return made(KINDS[kind], [json.loads(draft)])[0]


def title_of(draft: Sent) -> str:
    """Return the title of a draft, the address of a link without one, and nothing for an answer."""
    if isinstance(draft, PostDraft):
        return draft.title.strip() or (draft.url.strip() if isinstance(draft, LinkDraft) else "")
    return ""


def typed(draft: Mapping[str, Any]) -> dict[str, str]:
    """Return what was typed into the form, by the names of its fields."""
    return {FIELDS.get(name, name): words for name, value in draft.items() if (words := _words(value))}


def _words(value: object) -> str:
    """Return a field of a draft as it stands in a form."""
    if isinstance(value, dict):
        return cast(dict[str, str], value)["markdown"]
    if isinstance(value, (list, tuple)):
        return ", ".join(cast(tuple[str, ...], value))
    return "on" if value is True else str(value or "")
