"""What would happen with a text, and how many existing posts a new word would concern: before it is put on a list."""

from collections.abc import Collection
from dataclasses import dataclass
from time import monotonic
from typing import Literal

from graph import clock
from graph.ids import CommunityId, WordId
from graph.viewers import Viewer
from graph.words import existing, words
from graph.words.existing import Existing
from graph.words.words import Action, Word, WordDraft
from queries.words import matching
from queries.words.matching import WordFinder

# Nobody waits longer for a count. In this time, some 10,000 posts are read.
COUNT_SECONDS = 2.0

EXAMPLES = 5

# The first that a text has a word for decides.
Outcome = Action | Literal["nothing"]
OUTCOMES: tuple[Action, ...] = ("block", "hold", "report", "notify", "replace")


@dataclass(frozen=True, kw_only=True)
class Found:
    """A word of the list, and how it is written in the text."""

    typed: str
    word: Word


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What would happen with a text. `text` is how it would be published or sent to a coach."""

    outcome: Outcome
    found: tuple[Found, ...]
    text: str


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many posts have a word in themselves or in an answer or comment, of those that were looked at.

    `is_whole` says whether these were all that the viewer may see. The latest are looked at first.
    """

    posts: int
    looked_at: int
    is_whole: bool
    examples: tuple[Existing, ...]


def attempt(text: str, *, draft: WordDraft | None, community: CommunityId | None, viewer: Viewer) -> Trial:
    """Return what would happen with a text in a community, if a draft were on the list as well.

    Raises `Forbidden` for everyone but coaches and admins. Only lists that the viewer may read count.
    """
    new = [_word(draft)] if draft else []
    finder = WordFinder([*words.listed(viewer=viewer), *new])
    matches = finder.find(text, language=matching.language_of(text), community=community)
    return Trial(
        outcome=_outcome({one.word.action for one in matches}),
        found=tuple(Found(typed=text[one.start : one.end], word=one.word) for one in matches),
        text=matching.replaced(text, matches),
    )


def count(draft: WordDraft, *, community: str, viewer: Viewer) -> Count:
    """Return how many of the posts that the viewer may see have a word, in a community by its slug or anywhere."""
    finder, begun, key = WordFinder([_word(draft)]), monotonic(), clock.FAR_FUTURE
    posts, looked_at, examples = 0, 0, list[Existing]()
    while some := existing.before(key, community=community, viewer=viewer):
        found = [post for post in some if _has_one(post, finder)]
        posts, looked_at, examples = posts + len(found), looked_at + len(some), [*examples, *found][:EXAMPLES]
        key = some[-1].key
        if len(some) < existing.AT_ONCE or monotonic() - begun > COUNT_SECONDS:
            break
    is_whole = len(some) < existing.AT_ONCE
    return Count(posts=posts, looked_at=looked_at, is_whole=is_whole, examples=tuple(examples))


def _outcome(actions: Collection[Action]) -> Outcome:
    for one in OUTCOMES:
        if one in actions:
            return one
    return "nothing"


def _has_one(post: Existing, finder: WordFinder) -> bool:
    text = "\n\n".join((post.title, *post.texts))
    return bool(finder.find(text, language=matching.language_of(text), community=None))


def _word(draft: WordDraft) -> Word:
    """Return a draft as if it were on the list of the whole site, wherever it will be."""
    return Word(
        id=WordId("draft"),
        text=draft.text,
        kind=next(one for one in words.KINDS if one == draft.kind),
        action=next(one for one in words.ACTIONS if one == draft.action),
        replacement=draft.replacement,
        note=draft.note,
        language=draft.language,
        community=None,
    )
