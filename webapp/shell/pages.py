"""What views share: answering with a part or a page, reading where a list continues, and waiting for workers."""

from dataclasses import dataclass

from flask import make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from graph import clock
from webapp.shell import forms

FIRST_TURN_MILLISECONDS = 250
LAST_TURN = 10

# Nobody turns so many pages.
LAST_PAGE = 10_000


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How a page waits for a worker. It asks again after longer and longer pauses, and then gives up."""

    turn: int
    is_over: bool

    @property
    def goes_on(self) -> bool:
        return not self.is_over and self.turn < LAST_TURN

    @property
    def milliseconds(self) -> int:
        return FIRST_TURN_MILLISECONDS * (self.turn + 1)


def waiting(*, is_over: bool) -> Waiting:
    """Return how the page that sent this request continues to wait."""
    return Waiting(turn=request.args.get("turn", 1, type=int), is_over=is_over)


def swap(part: str, *, otherwise: str, **context: object) -> ResponseReturnValue:
    """Answer htmx with the part that changed. Redirect any other request to the page that shows it."""
    if "HX-Request" not in request.headers:
        return redirect(otherwise, 303)
    return make_response(render_template(part, **context))


def number() -> int:
    """Return the number of the page in the address, 1 if there is none or it isn't one."""
    return min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)


def before() -> int:
    """Return the key in the address from which a list continues, or the key of its beginning if there is none."""
    return request.args.get("before", clock.FAR_FUTURE, type=forms.moment)
