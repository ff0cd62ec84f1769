"""Whether what someone is about to publish looks like what coaches withdrew as spam, and why.

It says nothing while the site doesn't use it, or has learnt too little. People whom helpful acts of others made known,
coaches and admins are never suspected. What bears no name is judged by its text alone, whoever wrote it.
"""

import json
from dataclasses import dataclass

from graph import clock
from graph.driver import settings
from graph.rows import read_as
from graph.spam import features
from graph.spam.classifier import SPEAKS, Model
from graph.viewers import Viewer

WORDS_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Suspicion:
    """Why a text looks like spam: its words that are in much spam, its links, and how many days old the account is."""

    words: tuple[str, ...]
    links: int
    days: int | None

    @property
    def kept(self) -> dict[str, object]:
        """The properties of what waits because of it. A later version keeps what the first was suspected of."""
        return {
            "why": "spam",
            "spam_words": list(self.words),
            "spam_links": self.links,
            "spam_days": self.days,
        }


@dataclass(frozen=True, kw_only=True)
class _Writer:
    is_exempt: bool
    days: int | None


@dataclass(frozen=True, kw_only=True)
class _Version:
    version: str


@dataclass(frozen=True, kw_only=True)
class _Kept:
    version: str
    weights: str | None
    bound: float | None


# The model that this process has read last, and its version.
_read: dict[str, Model | None] = {}


def of(text: str, *, by: Viewer) -> Suspicion | None:
    """Return why a text that bears this person's name looks like spam, or `None` if it doesn't."""
    model = current()
    if model is None:
        return None
    rows = read_as(
        _Writer,
        """
        MATCH (me:Person {id: $by})
        RETURN {{me is an admin}} OR {{me is a coach}} OR {{me is known by acts}} AS is_exempt,
               toInteger(($now - me.joined_at.epochMillis) / 86400000) AS days
        """,
        by=by.id,
        now=clock.key(clock.now()) // 1000,
    )
    if not rows or rows[0].is_exempt:
        return None
    return judged(text, model, days=rows[0].days)


def without_a_name(text: str) -> Suspicion | None:
    """Return why a text without a name looks like spam, or `None`. Nothing about who wrote it is read."""
    model = current()
    return judged(text, model) if model else None


def judged(text: str, model: Model, *, days: int | None = None) -> Suspicion | None:
    """Return why the model is certain that a text is spam, or `None` if it isn't."""
    found = features.of(text, days=days)
    if not model.is_certain(found):
        return None
    words = [found[one] for one in model.telling(found) if model.weights[one] >= SPEAKS and found[one]]
    return Suspicion(words=tuple(words[:WORDS_SHOWN]), links=features.links(text), days=days)


def current() -> Model | None:
    """Return what the site has learnt, or `None` if it doesn't use it or has learnt too little."""
    if not settings().spam_check:
        return None
    rows = read_as(_Version, "MATCH (model:SpamModel {key: 'model'}) RETURN model.version AS version")
    if rows and rows[0].version not in _read:
        _read_again()
    return _read.get(rows[0].version) if rows else None


def _read_again() -> None:
    rows = read_as(
        _Kept,
        """
        MATCH (model:SpamModel {key: 'model'})
        RETURN model.version AS version, model.weights AS weights, model.bound AS bound
        """,
    )
    _read.clear()
    for row in rows:
        _read[row.version] = _model(row)


def _model(row: _Kept) -> Model | None:
    if row.weights is None or row.bound is None:
        return None
    weights: dict[str, float] = json.loads(row.weights)
    return Model(weights={int(one): weight for one, weight in weights.items()}, bound=row.bound)
