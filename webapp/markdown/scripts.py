"""Texts in scripts other than Latin: bold beside Chinese and Japanese punctuation, and blocks from right to left."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.token import Token

# Chinese, Japanese and Korean letters and punctuation, in full width too.
EAST_ASIAN = re.compile(
    r"[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]"
)
# Hebrew, Arabic and their relatives.
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
BLOCKS = {"paragraph_open", "heading_open", "list_item_open", "th_open", "td_open"}


def plugin(markdown: MarkdownIt) -> None:
    """Teach a Markdown parser emphasis in scripts without spaces between words."""
    markdown.inline.ruler.at("emphasis", _emphasis)


def direct(tokens: Sequence[Token]) -> None:
    """Let the browser choose the direction of each block that has right-to-left letters."""
    opened = list[Token]()
    for token in tokens:
        if token.type in BLOCKS:
            opened.append(token)
        elif token.type == "inline":
            # A tight list hides its paragraphs, so the item takes the direction too.
            for block in opened if RIGHT_TO_LEFT.search(token.content) else ():
                block.attrSet("dir", "auto")
            opened.clear()


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Read `*` and `_` as CommonMark does, except next to characters of East Asian scripts.

    CommonMark looks for spaces around punctuation to tell where emphasis begins and ends. These scripts have none, so
    `**重要。**次` would stay as typed. As in markdown-cjk-friendly, such a neighbour counts as a space.
    """
    start, former = state.pos, len(state.delimiters)
    if not emphasis.tokenize(state, silent):
        return False
    before, after = state.src[start - 1 : start], state.src[state.pos : state.pos + 1]
    if state.src[start] == "*" and (EAST_ASIAN.match(before) or EAST_ASIAN.match(after)):
        for delimiter in state.delimiters[former:]:
            delimiter.open = delimiter.open or not (after.isspace() or after == "")
            delimiter.close = delimiter.close or not (before.isspace() or before == "")
    return True
