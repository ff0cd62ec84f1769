"""Turns Markdown into the HTML that pages show: once, when someone posts it. The HTML is safe whatever they wrote."""

import re
import time
from collections.abc import Iterable, Iterator
from html import escape
from typing import TypeVar

import nh3
import pygments
from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from pygments.formatters import HtmlFormatter
from pygments.lexers import find_lexer_class_by_name

from graph.media import chapters
from graph.posts.questions import BODY_CHARACTERS
from graph.prose import Prose
from webapp.markdown import bounds, formulas, scripts

Piece = TypeVar("Piece")

# Code is coloured at about 1 ms per 1,000 characters. Some of Pygments' 500 languages need minutes for odd texts,
# so these are the ones that proved fast, and people who paste a whole log can read it in one colour.
LANGUAGE = re.compile(
    r"abap|bash|c|c#|c\+\+|console|cpp|cs|csharp|css|cypher|dart|diff|docker|dockerfile|elixir|erlang|go|graphql"
    r"|groovy|haskell|hcl|html|ini|java|javascript|js|json|julia|kotlin|latex|lua|make|makefile|mysql|nginx|objective-c"
    r"|perl|php|postgresql|powershell|properties|protobuf|ps1|py|pycon|python|r|rb|rs|ruby|rust|sass|scala|scss|sh"
    r"|shell|sql|swift|terraform|tex|toml|ts|tsx|typescript|vb\.net|xml|yaml|yml",
    re.IGNORECASE,
)
COLOURED_CHARACTERS = 10_000
# The longest text that any form accepts.
MOST_TYPED_CHARACTERS = BODY_CHARACTERS
COLOURING_SECONDS = 0.2

SCHEMES = {"http", "https", "mailto"}
FOREIGN = "nofollow noopener noreferrer"

# Typed HTML stays text, because `List<String>` is not a tag. These few tags have no equivalent in Markdown and can't do
# harm.
TYPED_TAG = re.compile(r"</?(?:kbd|sub|sup)>")

BLOCKS = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "div", "br"}
TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
WORDS = {"a", "code", "em", "img", "kbd", "s", "span", "strong", "sub", "sup"}
ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "pre": {"class", "tabindex"},
    **{tag: {"class"} for tag in ("code", "div", "span")},
    **{tag: {"class", "dir"} for tag in ("td", "th")},
    **{tag: {"dir"} for tag in ("p", "li", "h2", "h3", "h4", "h5", "h6")},
}

# Everything else may lead to another host: full addresses, and `//host` and `/\host`, which browsers treat the same.
OWN_ADDRESS = re.compile(r"[#?]|/(?![/\\])")


def prose(markdown: str) -> Prose:
    """Return the typed text with its HTML. A text that is too long to be accepted has none.

    Parsing such a text could take any amount of time.
    """
    typed = _lines(markdown)
    return Prose(markdown=typed, html=html(typed) if _is_accepted(typed) else "")


def described(markdown: str) -> Prose:
    """Return the typed description of a video, with the HTML of all but its chapters. Limited like `prose`."""
    typed = _lines(markdown)
    return Prose(markdown=typed, html=html(chapters.around(typed)) if _is_accepted(typed) else "")


def imported(markdown: str) -> Prose:
    """Return a text from elsewhere with its HTML, however long it is."""
    text = _lines(markdown)
    return Prose(markdown=text, html=html(text))


def html(markdown: str) -> str:
    """Return safe HTML. It has no h1, because a page has only one: its title."""
    env = dict[str, object]()
    tokens = _parser.parse(markdown, env)
    if bounds.is_too_much(tokens):
        return _cleaner.clean(f"<pre><code>{escape(markdown)}</code></pre>")
    return _cleaner.clean(_parser.renderer.render(tokens, _parser.options, env))


def _lines(markdown: str) -> str:
    return markdown.replace("\r\n", "\n").replace("\r", "\n")


def _is_accepted(typed: str) -> bool:
    return len(typed) <= MOST_TYPED_CHARACTERS


def _coloured(code: str, language: str, _attributes: str) -> str:
    # People can scroll it by keyboard if they can reach it with the Tab key.
    kind = "mermaid" if language == "mermaid" else "highlight"
    return f'<pre class="{kind}" tabindex="0"><code>{_marked(code, language)}</code></pre>'


def _marked(code: str, language: str) -> str:
    if not LANGUAGE.fullmatch(language) or len(code) > COLOURED_CHARACTERS:
        return escape(code)
    try:
        lexer = find_lexer_class_by_name(language)(stripnl=False)
        return pygments.format(_in_time(lexer.get_tokens(code)), _formatter)
    except TimeoutError:
        return escape(code)


def _in_time(pieces: Iterable[Piece]) -> Iterator[Piece]:
    deadline = time.monotonic() + COLOURING_SECONDS
    for piece in pieces:
        if time.monotonic() > deadline:
            raise TimeoutError
        yield piece


def _typed_tag(state: StateInline, silent: bool) -> bool:
    found = TYPED_TAG.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = found[0]
    state.pos = found.end()
    return True


def _arrange(state: StateCore) -> None:
    scripts.direct(state.tokens)
    headings = sorted({token.tag for token in state.tokens if token.type == "heading_open"})
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            # The highest level of headings in a text becomes h2, so that no level is left out below the page's h1.
            token.tag = f"h{min(2 + headings.index(token.tag), 6)}"
        elif token.type in ("th_open", "td_open") and "style" in token.attrs:
            # Our content security policy allows no style attributes.
            token.attrs = {"class": str(token.attrs["style"]).removeprefix("text-align:")}
        elif token.type == "code_block":
            token.type, token.info = "fence", ""
        elif token.children:
            token.children = _linked(token.children)


def _linked(tokens: list[Token]) -> list[Token]:
    """Mark links that lead elsewhere, and show foreign pictures as links: a page loads nothing from other hosts."""
    arranged: list[Token] = []
    inside = False
    for token in tokens:
        if token.type in ("link_open", "link_close"):
            inside = token.type == "link_open"
        if token.type == "link_open" and _is_foreign(token.attrs["href"]):
            token.attrSet("rel", FOREIGN)
        if token.type == "image" and _is_foreign(token.attrs["src"]):
            arranged += _picture(token, inside=inside)
        else:
            arranged.append(token)
    return arranged


def _picture(image: Token, *, inside: bool) -> list[Token]:
    label = Token("text", "", 0, content=image.content or "picture")
    if inside:
        return [label]
    link: dict[str, str | int | float] = {"href": image.attrs["src"], "rel": FOREIGN}
    return [Token("link_open", "a", 1, attrs=link), label, Token("link_close", "a", -1)]


def _is_foreign(address: str | int | float) -> bool:
    return OWN_ADDRESS.match(str(address)) is None


def _new_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "highlight": _coloured, "linkify": True})
    parser.enable(["table", "strikethrough", "linkify"])
    parser.use(formulas.plugin)
    parser.use(bounds.plugin)
    parser.use(scripts.plugin)
    # Only full addresses become links, because a name with a dot is as often a file.
    parser.linkify = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False})
    parser.inline.ruler.before("autolink", "typed_tag", _typed_tag)
    parser.core.ruler.push("arrange", _arrange)
    return parser


_formatter = HtmlFormatter[str](nowrap=True)
_parser = _new_parser()
_cleaner = nh3.Cleaner(
    tags=BLOCKS | TABLES | WORDS,
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    link_rel=None,
)
