"""Texts in scripts other than Latin: bold beside Chinese and Japanese punctuation, and blocks from right to left."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
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
    """Let each block with right-to-left letters take its own direction."""
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
    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    before = state.src[state.pos - 1 : state.pos]
    after = state.src[state.pos + scanned.length : state.pos + scanned.length + 1]
    splits = marker == "*" and bool(EAST_ASIAN.match(before) or EAST_ASIAN.match(after))
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open or (splits and not after.isspace() and after != ""),
                close=scanned.can_close or (splits and not before.isspace() and before != ""),
            )
        )
    state.pos += scanned.length
    return True
