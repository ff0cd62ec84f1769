"""The HTML of what is left of texts, made from their Markdown before the statements run, which can't make it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, LiteralString, cast

from graph import prose
from graph.approvals.pending_posts import EXCERPT_CHARACTERS
from graph.ids import PostId
from graph.prose import Prose
from graph.redaction.passages import MARK, THINGS, Passage
from graph.rows import read_as

# Makes HTML of Markdown. The second argument says whether it is the description of a video.
Render = Callable[[str, bool], Prose]

Row = dict[str, object]

# Texts with HTML: those of the page, the edits that were suggested to them, and what was withdrawn from it.
_TEXTS: LiteralString = (
    THINGS
    + """
    UNWIND things AS thing
    UNWIND [thing] + [(thing)<-[:WOULD_CHANGE]-(edit:SuggestedEdit) | edit] AS one
    WITH thing, one
    WHERE one.body CONTAINS $passage
    RETURN one.id AS id, one.body AS body, coalesce(thing.kind, '') = 'video' AS is_described
    """
)
_COPIES: LiteralString = """
    MATCH (act:Withdrawal)
    WHERE act.post = $post
    MATCH (act)-[:KEEPS_COPY]->(copy:Withdrawn)
    WHERE copy.body CONTAINS $passage AND copy.html IS NOT NULL
    RETURN copy.id AS id, copy.body AS body, false AS is_described
    """


@dataclass(frozen=True, kw_only=True)
class _Text:
    id: str
    body: str
    is_described: bool


@dataclass(frozen=True, kw_only=True)
class _Pending:
    id: str
    draft: str


def of(post: PostId, passage: Passage, *, render: Render) -> list[Row]:
    """Return the HTML and the excerpt that each text gets, by its id and by what it was made from."""
    page = read_as(_Text, _TEXTS, post=post, passage=passage.words)
    copies = read_as(_Text, _COPIES, post=post, passage=passage.words)
    return [_rendered(one, passage, render) for one in (*page, *copies)]


def pending(post: PostId, passage: Passage, *, render: Render) -> list[Row]:
    """Return what becomes of the answers to a post that wait for a coach and have the passage."""
    found = read_as(
        _Pending,
        """
        MATCH (pending:PendingPost)
        WHERE pending.post = $post AND ANY(one IN $escaped WHERE pending.draft CONTAINS one)
        RETURN pending.id AS id, pending.draft AS draft
        """,
        post=post,
        escaped=passage.escaped,
    )
    return [_redrafted(one, passage, render) for one in found]


def _rendered(text: _Text, passage: Passage, render: Render) -> Row:
    left = render(text.body.replace(passage.words, MARK), text.is_described)
    return {"id": text.id, "was": text.body, "html": left.html, "excerpt": prose.excerpt(left.markdown)}


def _redrafted(one: _Pending, passage: Passage, render: Render) -> Row:
    draft = cast(dict[str, Any], json.loads(one.draft))
    left = render(draft["body"]["markdown"].replace(passage.words, MARK), False)
    kept = {
        name: value.replace(passage.words, MARK) if isinstance(value, str) else value for name, value in draft.items()
    }
    kept["body"] = {"markdown": left.markdown, "html": left.html}
    return {"id": one.id, "was": one.draft, "draft": json.dumps(kept), "excerpt": left.markdown[:EXCERPT_CHARACTERS]}
