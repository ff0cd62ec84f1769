"""Counts what each person does and refuses what is far too much, with a sentence and when to try again."""

import math
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_login import current_user  # pyright: ignore[reportUnknownVariableType]
from limits import RateLimitItem
from limits.errors import StorageError
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter

from webapp.limits import refusals
from webapp.limits.allowances import ALLOWANCES, Allowance
from webapp.shell import errors
from webapp.shell.session import me
from webapp.shell.translations import translated as _
from workers import logs

log = logs.named(__name__)

# While the queue's store is away, it is asked this seldom, so that pages don't wait for it.
PAUSE_SECONDS = 10.0
LOGGED_TIMES = (1, 10, 100, 1_000, 10_000, 100_000)
MINUTE = 60
HOUR = 60 * MINUTE
CHANGES = ("POST", "PUT", "PATCH", "DELETE")
# What the browser sends by itself does not count as a change.
AUTOMATIC = ("drafts.save", "uploads.append", "view_counts.count", "searches.note", "home.see", "inbox.see")

# Where people write, and what a link and a mention look like there.
FIELDS = ("body", "own_answer", "title", "url")
MARKS = {"links": re.compile(r"https?://"), "mentions": re.compile(r"(?<![\w./])@\w")}


class TooMuch(Exception):
    """Someone did too much of one kind; the message says what."""

    def __init__(self, told: str, seconds: int) -> None:
        super().__init__(told)
        self.seconds = seconds


@dataclass
class Throttle:
    """The counts of all processes. `asks_again_at` is when the store is asked again after it was away."""

    store: Storage
    factor: int
    asks_again_at: float = 0.0

    def count(self, allowance: Allowance, person: str, amount: int) -> None:
        """Count this. Raises `TooMuch` if it is more than allowed."""
        if time.monotonic() < self.asks_again_at:
            return
        limit = type(allowance.limit)(allowance.limit.amount * self.factor, allowance.limit.multiples)
        try:
            if not FixedWindowRateLimiter(self.store).hit(limit, allowance.kind, person, cost=amount):
                self._refuse(limit, allowance, person)
        except StorageError as away:
            self.asks_again_at = time.monotonic() + PAUSE_SECONDS
            log.warning("The counts of what people do are unavailable.", why=str(away))

    def _refuse(self, limit: RateLimitItem, allowance: Allowance, person: str) -> None:
        ends = FixedWindowRateLimiter(self.store).get_window_stats(limit, allowance.kind, person).reset_time
        named = refusals.NAMELESS if _is_anonymous() else person
        times = refusals.note(allowance.kind, named, store=self.store)
        # A program that goes on and on must not fill the log.
        if times in LOGGED_TIMES:
            log.warning("A person ran into a limit.", kind=allowance.kind, person=named, times_today=times)
        raise TooMuch(allowance.told, max(1, math.ceil(ends - time.time())))


def register(app: Flask, queue_url: str, *, factor: int) -> None:
    """Count every request of a signed-in person for which there is an allowance. A factor of 0 counts nothing."""
    throttle = Throttle(refusals.opened(queue_url), factor)
    app.register_error_handler(TooMuch, _too_much)

    @app.before_request
    def count() -> None:
        if factor and current_user.is_authenticated:
            for allowance in _of_this_request():
                if amount := _amount(allowance):
                    throttle.count(allowance, me().id, amount)


def _waiting_time(seconds: int) -> str:
    """Return in words how long to wait."""
    if seconds <= MINUTE:
        return _("a minute")
    if seconds <= HOUR:
        return _("{count} minutes").format(count=math.ceil(seconds / MINUTE))
    return _("{count} hours").format(count=math.ceil(seconds / HOUR))


def _too_much(refusal: TooMuch) -> ResponseReturnValue:
    again = _("Try again in {time}.").format(time=_waiting_time(refusal.seconds))
    page = errors.page_to_repeat(errors.TITLES[429], f"{_(str(refusal))} {again}")
    return page, 429, {"Retry-After": str(refusal.seconds)}


def _of_this_request() -> Iterator[Allowance]:
    for allowance in ALLOWANCES:
        if allowance.for_new_people and not me().is_new:
            continue
        if request.endpoint in allowance.endpoints and (request.method != "GET" or allowance.counts == "requests"):
            yield allowance
    if request.method in CHANGES and request.endpoint not in AUTOMATIC:
        yield ALLOWANCES[-1]


def _is_anonymous() -> bool:
    """Whether this is a question without a name. An admin who sees it doesn't learn whose limit was reached by it."""
    return request.endpoint == "questions.ask" and "anonymous" in request.form


def _amount(allowance: Allowance) -> int:
    if allowance.counts == "requests":
        return 1
    if allowance.counts == "bytes":
        return max(1, request.content_length or 0)
    texts = (request.form.get(field, "") for field in FIELDS)
    return sum(len(MARKS[allowance.counts].findall(text)) for text in texts)
