"""Formulas in Markdown: `$x^2$` within a line, `$$x^2$$` displayed. The page's script turns the TeX into MathML.

This is our own plugin, because mdit-py-plugins' one decides about a text's first formula by its last character.
"""

import re
from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

# As in Pandoc: no space inside the dollars and no digit after them, so that "from $5 to $10" stays money. There is no
# letter or bracket after them either, so that $PATH:$HOME and $(COLOR) stay variables.
FORMULA = re.compile(
    r"\$\$(?P<displayed>(?:\\.|\$(?!\$)|[^\\$])+)\$\$|\$(?=\S)(?P<inline>(?:\\.|[^\\$])+)(?<!\s)\$(?![\w({])", re.DOTALL
)


def plugin(markdown: MarkdownIt) -> None:
    """Teach a Markdown parser formulas."""
    markdown.inline.ruler.before("escape", "formula", _inline)
    markdown.block.ruler.before("fence", "formula", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    markdown.add_render_rule("formula", _render)
    markdown.add_render_rule("formula_block", _render_block)


def _inline(state: StateInline, silent: bool) -> bool:
    found = FORMULA.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("formula", "span", 0)
        token.content = found[found.lastgroup or 0].strip()
        token.markup = "$$" if found.lastgroup == "displayed" else "$"
    state.pos = found.end()
    return True


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start) or not _line(state, start).startswith("$$"):
        return False
    last = _last_line(state, start, end)
    if last is None:
        return False
    if not silent:
        token = state.push("formula_block", "div", 0)
        token.content = state.getLines(start, last + 1, state.blkIndent, False).strip()[2:-2].strip()
        token.map = [start, last + 1]
        state.line = last + 1
    return True


def _last_line(state: StateBlock, start: int, end: int) -> int | None:
    """Return the last line of the formula that begins here; `None` if it doesn't end at the end of a line.

    A blank line inside means that there is no formula.
    """
    for number in range(start, end):
        line = _line(state, number).removeprefix("$$" if number == start else "")
        if "$$" in line:
            return number if line.index("$$") == len(line) - 2 else None
        if not line and number > start:
            return None
    return None


def _line(state: StateBlock, number: int) -> str:
    # Signs to the left of the block, such as the > of a quote, are not part of its lines.
    if state.sCount[number] < state.blkIndent:
        return ""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].strip()


def _render(renderer: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    # A displayed formula within a paragraph has to stay a span; the script looks at the class.
    kind = "block" if tokens[index].markup == "$$" else "inline"
    return f'<span class="math {kind}">{escape(tokens[index].content)}</span>'


def _render_block(
    renderer: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<div class="math block">{escape(tokens[index].content)}</div>\n'
