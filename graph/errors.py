"""Refusals, written for the person who reads them. Pages and the API turn them into answers in one place."""

from collections.abc import Callable


class Refusal(Exception):
    """Something that Guildhall won't or can't do, with a sentence that says why."""


class NotFound(Refusal):
    """The thing doesn't exist, or this viewer may not know of it. The two look the same on purpose."""


class Forbidden(Refusal):
    """The viewer can see the thing but may not do this with it."""


class Conflict(Refusal):
    """Someone else was faster, or the state of the thing no longer allows this."""


class Unavailable(Refusal):
    """A part that Guildhall needs isn't responding. The same request may succeed in a moment."""


class Busy(Unavailable):
    """Others kept changing the same thing at the same time. Nothing was changed."""


class Invalid(Refusal):
    """Someone typed something that Guildhall can't accept. There is one sentence per field."""

    def __init__(self, **problems: str) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


def refuse_together(*parts: Callable[[], object]) -> None:
    """Make each part of a form. Raise one `Invalid` that names every field with a problem in any of them."""
    found = dict[str, str]()
    for part in parts:
        try:
            part()
        except Invalid as invalid:
            found |= invalid.problems
    refuse_if_any({**found})


def refuse_if_any(problems: dict[str, str | None]) -> None:
    """Raise one `Invalid` that names every field with a problem, or nothing if there are no problems."""
    found = {field: problem for field, problem in problems.items() if problem}
    if found:
        raise Invalid(**found)
