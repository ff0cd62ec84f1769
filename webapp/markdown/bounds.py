"""Limits on the cost of a text: some short texts take a parser minutes, or become a hundred megabytes of HTML.

Nobody writes such texts by hand. They are shown more plainly: without the costly tables, links or depth.
"""

import re
from collections.abc import Callable, Iterable
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token

# The most levels of nested quotes; a nested list counts as two. Deeper lines are shown without more indentation.
DEEPEST = 40
# Each level of a quote looks at every line that follows it.
MOST_LINES_TIMES_DEPTH = 40_000
LEAST_DEEPEST = 4
# The most cells in one row. Every row of a table is filled up to the length of its head.
MOST_COLUMNS = 100
# The most brackets in one paragraph. Each may begin a link, so the parser looks for its end in the whole paragraph.
MOST_BRACKETS = 1_000
# An address that many links share is written out for each of them.
MOST_HTML_CHARACTERS = 1_000_000

MARKERS = re.compile(r"^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*")

InlineRule = Callable[[StateInline, bool], bool]


def plugin(markdown: MarkdownIt) -> None:
    """Limit a parser's depth, tables and links."""
    # The parser's own check would leave out anything deeper.
    markdown.options["maxNesting"] = 2 * DEEPEST
    markdown.block.ruler.before("table", "too_deep", _too_deep)
    markdown.block.ruler.at("table", _narrow_table, {"alt": ["paragraph", "reference"]})
    markdown.inline.ruler.at("link", _few(link))
    markdown.inline.ruler.at("image", _few(image))


def is_too_much(tokens: Iterable[Token]) -> bool:
    """Tell whether the HTML of these tokens would be too long to send to readers."""
    return sum(map(_weight, tokens)) > MOST_HTML_CHARACTERS


def _deepest(state: StateBlock) -> int:
    return min(DEEPEST, max(LEAST_DEEPEST, MOST_LINES_TIMES_DEPTH // len(state.bMarks)))


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Turn a line that is nested too deep into a paragraph."""
    if silent or state.level < _deepest(state):
        return False
    state.push("paragraph_open", "p", 1).map = [start, start + 1]
    inside = state.push("inline", "", 0)
    inside.content = MARKERS.sub("", state.src[state.bMarks[start] : state.eMarks[start]]).strip()
    inside.map, inside.children = [start, start + 1], []
    state.push("paragraph_close", "p", -1)
    state.line = start + 1
    return True


def _narrow_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.src.count("|", state.bMarks[start], state.eMarks[start]) > MOST_COLUMNS:
        return False
    return table(state, start, end, silent)


def _few(rule: InlineRule) -> InlineRule:
    """Return the same rule for links, except that it skips paragraphs with too many brackets."""

    def bounded(state: StateInline, silent: bool) -> bool:
        counted = cast(dict[str, int], state.env.setdefault("brackets", {}))
        if state.src not in counted:
            counted[state.src] = state.src.count("[")
        return counted[state.src] <= MOST_BRACKETS and rule(state, silent)

    return bounded


def _weight(token: Token) -> int:
    attributes = sum(len(str(value)) for value in token.attrs.values())
    return len(token.content) + attributes + len(token.tag) + sum(map(_weight, token.children or ()))
