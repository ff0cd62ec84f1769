"""Excerpts in search results: the words that people looked for, in their context, and the answer that helped."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from graph.cards import Card
from graph.finding import full_texts
from graph.finding.full_texts import Content
from graph.finding.result_items import Finding, ResultItem
from graph.ids import AnswerId, PostId
from graph.media import captions
from graph.media.captions import Moment
from graph.prose import excerpt, plain
from graph.viewers import Viewer
from search import excerpts
from search.excerpts import Passage, Sought


@dataclass(frozen=True, kw_only=True)
class Excerpt:
    """An excerpt. `passage` is `None` if the post's beginning says as much. `moment` is where a video has the words."""

    passage: Markup | None
    accepted: AnswerId | None
    answer: Markup
    moment: Moment | None


def of(findings: Sequence[Finding], words: str, *, viewer: Viewer) -> dict[PostId, Excerpt]:
    """Return the excerpt of each post among these findings."""
    ids = [finding.id for finding in findings if isinstance(finding, Card)]
    videos = [finding.id for finding in findings if isinstance(finding, Card) and finding.kind == "video"]
    said = captions.moments(words, posts=videos, viewer=viewer) if videos and words else {}
    found = full_texts.of(ids, viewer=viewer) if ids else {}
    wanted = excerpts.sought(words)
    return {id: _excerpt(content, wanted, said.get(id)) for id, content in found.items()}


def of_places(findings: Sequence[Finding], words: str) -> dict[str, Markup]:
    """Return the excerpt of each person, skill and community among these findings."""
    wanted = excerpts.sought(words)
    return {one.key: _said(one.texts, wanted) for one in findings if isinstance(one, ResultItem) and one.texts}


def _said(texts: Sequence[str], wanted: Sought) -> Markup:
    passage = _passage(texts, wanted)
    return _marked(passage) if passage.found else escape(excerpt(texts[0]))


def _excerpt(content: Content, wanted: Sought, moment: Moment | None) -> Excerpt:
    passage = _passage(content.texts, wanted)
    accepted = plain(content.accepted_text)
    answer = excerpts.passage(accepted, wanted)
    return Excerpt(
        passage=_marked(passage) if passage.found else None,
        accepted=content.accepted,
        answer=_marked(answer) if answer.found else escape(excerpt(accepted)),
        moment=moment,
    )


def _passage(texts: Sequence[str], wanted: Sought) -> Passage:
    # Only the text that is shown is freed of Markdown, because that takes longer than finding the text.
    return excerpts.passage(plain(excerpts.best(texts, wanted)), wanted)


def _marked(passage: Passage) -> Markup:
    # Each piece is escaped on its own, because formatting `Markup` with a hundred pieces takes three times as long.
    pieces = ((escape(one.text), one.is_match) for one in passage.pieces)
    return Markup("".join(f"<mark>{text}</mark>" if is_match else text for text, is_match in pieces))
