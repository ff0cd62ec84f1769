"""What a warning, a silence and a suspension have in common: a reason with words and, but for warnings, an end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from graph import clock
from graph.conduct.reach import REASONS, WORDS_CHARACTERS, Reason
from graph.errors import Invalid

AppealState = Literal["open", "granted", "refused"]


@dataclass(frozen=True, kw_only=True)
class Sanction:
    """It holds until `ends_at`. `appeal` is what its person said against it, `answer` the reply; both can be empty."""

    reason: Reason
    words: str
    at: datetime
    ends_at: datetime
    appeal: str
    appeal_state: AppealState | None
    answer: str

    @property
    def is_over(self) -> bool:
        return self.ends_at <= clock.now()

    @property
    def may_appeal(self) -> bool:
        return not self.is_over and self.appeal_state is None


def problems(reason: str, words: str) -> dict[str, str | None]:
    """Return what is wrong with a reason and the words beside it, by field."""
    return {
        "reason": None if reason in REASONS else "Choose what was wrong.",
        "words": None if _fits(words) else f"Say in at most {WORDS_CHARACTERS} characters what was wrong.",
    }


def ends_in_time(ends_at: datetime | None, *, longest: timedelta) -> bool:
    """Tell whether an end was chosen, after now and at most this far away."""
    now = clock.now()
    return ends_at is not None and now < ends_at <= now + longest


def refuse_unless_asked(words: str) -> None:
    """Raise `Invalid` for an appeal without words, or with more than 500 characters."""
    if not _fits(words):
        raise Invalid(words=f"Say in at most {WORDS_CHARACTERS} characters why it should end.")


def refuse_unless_answered(words: str) -> None:
    """Raise `Invalid` for an answer to an appeal without words, or with more than 500 characters."""
    if not _fits(words):
        raise Invalid(words=f"Say why in at most {WORDS_CHARACTERS} characters. They will read it.")


def _fits(words: str) -> bool:
    return 0 < len(words.strip()) <= WORDS_CHARACTERS
