"""Converts HTML of other sites to our Markdown, word for word."""

import re
from functools import cache
from html import unescape
from urllib.parse import urljoin

import html_to_markdown

# Text that the converter must not touch becomes a number between two letters that nobody writes, and the
# backslashes of code become a third such letter.
LEFT, RIGHT, BACKSLASH = "\uf8f0", "\uf8f1", "\uf8f2"
PASSENGER = re.compile(f"{LEFT}(\\d+){RIGHT}")
FOREIGN_LETTERS = re.compile(f"[{LEFT}{RIGHT}{BACKSLASH}]")

# Code is first, so that no formula begins in it. Stack Exchange names the language of the next code in a comment.
# Formulas are what `webapp.markdown.formulas` recognizes and, with spaces inside the dollars, what is clearly TeX.
FRAGILE = re.compile(
    r"(?=[<$])(?:<!--\s*language(?P<all>-all)?:\s*(?:lang-)?(?P<language>[\w+#.-]+)\s*-->"
    r"|<pre(?P<attributes>[^>]*)>(?P<block>.*?</pre>)"
    r"|(?P<code><code\b.*?</code>)"
    r"|(?P<tag></?kbd>)"
    r"|(?P<dollars>\$\$)(?P<displayed>(?:\\.|\$(?!\$)|[^\\$<])+)\$\$"
    r"|\$(?P<formula>(?=\S)(?:\\.|[^\\$<])+(?<!\s)|(?=[^$<]*\\[A-Za-z])(?:\\.|[^\\$<])+(?<!\\\s))\$(?!\d))",
    re.DOTALL,
)
TABLE_ROW = re.compile(r"^\|.*", re.MULTILINE)

# The converter escapes every sign that could have a meaning. Within a word, or alone between two, these have none.
NEEDLESS = re.compile(r"\\(?:(?<=\w\\)([_#=+-])(?=\w)|(?<=[^\W\d]\\)([#.])|(?<=[\w,;:)] \\)([-+=&<>~])(?= ))")

# The lines of a formula are joined, so a comment would hide everything after it.
TEX_COMMENT = re.compile(r"(?<!\S)%.*")

# A picture inside its own address, as programs paste them, would be thousands of letters in a text.
INSIDE_THE_TEXT = re.compile(r"<img\b(?=[^<>]*?\bsrc=[\"']?data:)[^<>]*>", re.IGNORECASE)
ALT = re.compile(r"\balt=\"([^\"]*)\"")
RELATIVE = re.compile(r"(?<=\]\()/[^)\s]*")


def from_html(html: str, *, site: str = "", without: tuple[str, ...] = ()) -> str:
    """Return the Markdown that shows the same words: code with its language, formulas, keys and tables too.

    Addresses within the site become complete. Elements that these CSS selectors choose are left out.
    """
    luggage = _Luggage()
    shown = INSIDE_THE_TEXT.sub(alt, FOREIGN_LETTERS.sub("", html))
    packed = FRAGILE.sub(luggage.pack, shown)
    converted = html_to_markdown.convert(packed, _options(site, without)).content or ""
    bare = NEEDLESS.sub(lambda escape: next(filter(None, escape.groups())), converted)
    return luggage.unpack(bare).strip()


def with_whole_addresses(text: str, *, site: str) -> str:
    """Return Markdown in which the addresses within the site are complete."""
    return RELATIVE.sub(lambda address: urljoin(f"https://{site}/", address[0]), text)


def alt(picture: re.Match[str]) -> str:
    """Return the words that an `img` element shows in place of its picture."""
    found = ALT.search(picture[0])
    return found[1] if found else ""


@cache
def _options(site: str, without: tuple[str, ...]) -> html_to_markdown.ConversionOptions:
    return html_to_markdown.ConversionOptions(
        escape_asterisks=True,
        escape_underscores=True,
        escape_misc=True,
        extract_metadata=False,
        highlight_style="none",
        bullets="-",
        br_in_tables=True,
        sub_symbol="<sub>",
        sup_symbol="<sup>",
        base_url=f"https://{site}/" if site else None,
        exclude_selectors=list(without),
    )


class _Luggage:
    """The pieces of a text that bypass the converter, and the language of the code that comes next."""

    def __init__(self) -> None:
        self._kept: list[str] = []
        self._usual = ""
        self._next = ""

    def pack(self, found: re.Match[str]) -> str:
        """Return a placeholder that the converter sees instead of this fragile piece."""
        if found["tag"]:
            return self._keep(found["tag"])
        if tex := found["displayed"] or found["formula"]:
            dollars = found["dollars"] or "$"
            return self._keep(dollars + " ".join(TEX_COMMENT.sub("", unescape(tex)).split()) + dollars)
        if found["code"]:
            return found["code"].replace("\\", BACKSLASH)
        if found["block"]:
            return self._labelled(found["attributes"]) + found["block"].replace("\\", BACKSLASH)
        self._next = found["language"]
        self._usual = self._next if found["all"] else self._usual
        return ""

    def unpack(self, markdown: str) -> str:
        """Put every piece back in place of its number."""
        unpacked = TABLE_ROW.sub(lambda row: PASSENGER.sub(self._in_table, row[0]), markdown)
        return PASSENGER.sub(self._anywhere, unpacked).replace(BACKSLASH, "\\")

    def _keep(self, text: str) -> str:
        self._kept.append(text)
        return f"{LEFT}{len(self._kept) - 1}{RIGHT}"

    def _labelled(self, attributes: str) -> str:
        language, self._next = self._next or self._usual, ""
        if "lang-" in attributes or language in ("", "none"):
            return f"<pre{attributes}>"
        return f'<pre class="lang-{language}">'

    def _anywhere(self, number: re.Match[str]) -> str:
        return self._kept[int(number[1])]

    def _in_table(self, number: re.Match[str]) -> str:
        return self._anywhere(number).replace("|", "\\|")
