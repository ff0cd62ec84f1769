"""Refusals, written for the person who reads them. Pages and the API turn them into answers in one place."""


class Refusal(Exception):
    """Something that Guildhall will not or cannot do, with a sentence that says why."""


class NotFound(Refusal):
    """There is no such thing, or none that this viewer may know of: the two look the same on purpose."""


class Forbidden(Refusal):
    """The viewer sees the thing but may not do this to it."""


class Conflict(Refusal):
    """Somebody else was quicker, or the thing is no longer in a state that allows this."""


class Unavailable(Refusal):
    """A part that Guildhall needs does not answer just now; the same request may succeed in a moment."""


class Invalid(Refusal):
    """What was typed cannot be taken: one sentence per field."""

    def __init__(self, **problems: str) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


def refuse_if_any(problems: dict[str, str | None]) -> None:
    """Raise one `Invalid` that names every field with a problem, or none if all are fine."""
    found = {field: problem for field, problem in problems.items() if problem}
    if found:
        raise Invalid(**found)
