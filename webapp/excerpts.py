"""What a result says of a post: the words that were looked for where they stand, and the answer that helped."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from graph import captions, contents
from graph.captions import Moment
from graph.contents import Content
from graph.findings import Finding
from graph.ids import AnswerId, PostId
from graph.posts import Card
from graph.prose import excerpt
from graph.viewers import Viewer
from search import excerpts
from search.excerpts import NO_PASSAGE, Passage


@dataclass(frozen=True, kw_only=True)
class Excerpt:
    """`passage` is `None` where the post's own beginning says as much; `moment` is where in a video it is said."""

    passage: Markup | None
    accepted: AnswerId | None
    answer: Markup
    moment: Moment | None


def of(findings: Sequence[Finding], words: str, *, viewer: Viewer) -> dict[PostId, Excerpt]:
    """Return the excerpt of each post among these findings."""
    ids = [finding.id for finding in findings if isinstance(finding, Card)]
    videos = [finding.id for finding in findings if isinstance(finding, Card) and finding.kind == "video"]
    said = captions.moments(words, posts=videos, viewer=viewer) if videos and words else {}
    found = contents.of(ids, viewer=viewer) if ids else {}
    return {id: _excerpt(content, words, said.get(id)) for id, content in found.items()}


def _excerpt(content: Content, words: str, moment: Moment | None) -> Excerpt:
    passages = [excerpts.passage(text, words) for text in content.texts]
    best = max(passages, key=lambda passage: passage.found, default=NO_PASSAGE)
    answer = excerpts.passage(content.accepted_text, words)
    return Excerpt(
        passage=_marked(best) if best.found else None,
        accepted=content.accepted,
        answer=_marked(answer) if answer.found else escape(excerpt(content.accepted_text)),
        moment=moment,
    )


def _marked(passage: Passage) -> Markup:
    pieces = (Markup("<mark>{}</mark>").format(one.text) if one.is_match else one.text for one in passage.pieces)
    return Markup("").join(pieces)
