"""Redacting: a coach takes a passage out of a text for good. See decision 44.

Nothing keeps the passage, so nobody can put it back, and there is no appeal. The authors read why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from graph import clock
from graph.driver import read, write_together
from graph.errors import Conflict, refuse_if_any
from graph.ids import PersonId, PostId, WithdrawalId, new_id
from graph.posts import group_mentions, people_mentions
from graph.redaction import captions, renderings, steps
from graph.redaction.passages import MARK, Passage, Places, Redactable, Thing, places
from graph.redaction.renderings import Render
from graph.viewers import Viewer

# What authors and the audit log read, before the coach's own words.
REASONS: Mapping[str, str] = {
    "secret": "It held a secret, such as a password or a key.",
    "private": "It held personal data.",
    "customer": "It told something about a customer that not everyone may know.",
    "rude": "It hurt someone.",
    "other": "",
}

WORDS_CHARACTERS = 500
SUMMARY = "A passage was removed"

# So often others may change the page while the passage is being taken out of it.
TRIES = 3
CHANGED = Conflict("Someone is changing this page right now. Nothing was removed. Try again in a moment.")


@dataclass(frozen=True, kw_only=True)
class RedactionDraft:
    """A passage and why it has to go: one of `REASONS`, and a sentence. Raises `Invalid` with a sentence per field.

    The reason is kept, so it must not have the passage in it.
    """

    passage: Passage
    reason: str
    words: str

    def __post_init__(self) -> None:
        chosen = self.reason in REASONS
        refuse_if_any({"reason": None if chosen else "Choose why it has to go.", "words": self._problem_of_words})

    @property
    def told(self) -> str:
        """What authors and the audit log read."""
        return f"{REASONS[self.reason]} {self.words.strip()}".strip()

    @property
    def _problem_of_words(self) -> str | None:
        if self.reason == "other" and not self.words.strip():
            return "Say why it has to go. Its author will read it."
        if len(self.words) > WORDS_CHARACTERS:
            return f"Use {WORDS_CHARACTERS} characters or fewer."
        if self.passage.is_in(self.words):
            return "This is kept and read. Give the reason without the passage itself."
        return None


@dataclass(frozen=True, kw_only=True)
class Redaction:
    """What was done: how many places the coach has seen, and the notices that the authors get."""

    places: int
    notices: tuple[WithdrawalId, ...]


def redact(text: Redactable, draft: RedactionDraft, *, render: Render, by: Viewer) -> Redaction:
    """Take a passage out of a text, of everything on its page and of everything made from it, for good.

    `render` makes HTML of what is left. The audit log records the act and the reason, without the passage. Raises
    `Invalid` if the passage isn't there, as it is for the second of two; `Conflict` if others keep changing the page.
    """
    for _ in range(TRIES):
        seen = _changed_key(text.post)
        found = places(draft.passage, of=text.post, viewer=by)
        changed = [_change(one, draft.passage, found, of=text.post) for one in found.things]
        copies = _copies(text.post, draft.passage, render=render, by=by)
        if _carry_out(text.post, draft, changed, copies, seen=seen, by=by):
            return Redaction(places=found.total, notices=tuple(one.notice for one in changed if one.notice))
    raise CHANGED


def since(moment: float) -> bool:
    """Tell whether something was redacted after this moment, in seconds since 1970. Only workers ask."""
    rows = read(
        "MATCH (post:Post) WHERE post.redacted_key >= $since RETURN post.id AS id LIMIT 1",
        since=int(moment * 1_000_000),
    )
    return bool(rows)


@dataclass(frozen=True, kw_only=True)
class _Change:
    """What becomes of a text: ids for its versions and for the notice to its authors, and who is no longer named."""

    id: str
    kind: str
    has_version: bool
    first: str
    revision: str
    notice: WithdrawalId
    unnamed: tuple[PersonId, ...]


def _change(thing: Thing, passage: Passage, found: Places, *, of: PostId) -> _Change:
    return _Change(
        id=thing.id,
        kind=thing.kind,
        has_version=thing.stands and not thing.is_former,
        first=new_id(),
        revision=new_id(),
        notice=WithdrawalId(new_id() if thing in found.hit else ""),
        unnamed=_unnamed(thing.body, passage, of=of),
    )


def _unnamed(body: str, passage: Passage, *, of: PostId) -> tuple[PersonId, ...]:
    if passage.words not in body or people_mentions.SIGN not in body:
        return ()
    still = _named(body.replace(passage.words, MARK), of=of)
    return tuple(sorted(_named(body, of=of) - still))


def _named(body: str, *, of: PostId) -> set[PersonId]:
    alone = {PersonId(id) for id in people_mentions.NAMED.findall(body)}
    return alone | set(group_mentions.members(body, of=of))


def _changed_key(post: PostId) -> int:
    rows = read("MATCH (post:Post {id: $post}) RETURN coalesce(post.changed_key, 0) AS key", post=post)
    return rows[0]["key"] if rows else 0


def _copies(post: PostId, passage: Passage, *, render: Render, by: Viewer) -> dict[str, object]:
    """Return what becomes of the copies that no statement can make: HTML, JSON, and words over several captions."""
    spoken = captions.of(post, passage.spoken, viewer=by)
    return {
        "rendered": renderings.of(post, passage, render=render),
        "pending": renderings.pending(post, passage, render=render),
        "captions": [captions.without(one, passage.spoken, MARK) for one in spoken],
    }


def _carry_out(
    post: PostId, draft: RedactionDraft, changed: Sequence[_Change], copies: dict[str, object], *, seen: int, by: Viewer
) -> bool:
    """Run the steps, unless the page has changed since then. Return whether they did anything."""
    now = clock.now()
    rows = write_together(
        steps.STEPS,
        post=post,
        seen=seen,
        entry=new_id(),
        reason=draft.told,
        summary=SUMMARY,
        passage=draft.passage.words,
        escaped=draft.passage.escaped,
        mark=MARK,
        changed=[{**asdict(one), "unnamed": list(one.unnamed)} for one in changed],
        viewer=by.id,
        audiences=by.audiences,
        now=now.isoformat(),
        key=clock.key(now),
        **copies,
    )
    return bool(rows)
