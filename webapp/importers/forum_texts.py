"""The texts of a Discourse forum, which it stores as HTML and as Markdown with additions of its own."""

import re

from webapp.importers import emoji_names, markdown

# What a forum puts around texts: names and sizes of pictures, counts of clicks, portraits, and marks beside headings.
FURNITURE = (
    *(".meta", ".quote-controls", "img.avatar", "svg", "a.anchor", "span.clicks", ".badge-notification"),
    *(".site-icon", "img.favicon", ".onebox-metadata", ".poll-info", ".poll-buttons", ".footnote-backref"),
)
EMOJI = re.compile(r"<img\b(?=[^<>]*\bclass=\"[^<>\"]*\bemoji\b)[^<>]*>")
WITHDRAWN = re.compile(r"\s*\((?:post|topic) (?:deleted|withdrawn) by (?:its )?author\b[^()]*\)\s*", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")

# Code, in which nothing has another meaning, becomes a number between two letters that nobody writes.
CODE = re.compile(r"^(```|~~~).*?^\1[^\n]*$|(?<!`)(`{1,9})(?!`)[^\n]{1,500}?(?<!`)\2(?!`)", re.DOTALL | re.MULTILINE)
LEFT, RIGHT = "\uf8f0", "\uf8f1"
PACKED = re.compile(f"{LEFT}(\\d+){RIGHT}")
LINE_WITH_CODE = re.compile(f"^((?:> )*).*{LEFT}.*$", re.MULTILINE)

QUOTE = re.compile(
    r"\[quote(?:=\"?(?P<name>[^\"\[\],]{0,100})[^\[\]]{0,300})?\]\n?"
    r"(?P<words>(?:(?!\[/?quote).)*)\[/quote\]\n?",
    re.DOTALL,
)
DEEPEST_QUOTE = 10
SIZE = re.compile(r"(\[[^\[\]\n|]{0,300})\|[^\[\]\n]{0,300}(?=\]\()")
UPLOAD = re.compile(r"upload://([\w.-]+)")
PASTED = re.compile(r"!\[([^\[\]\n]{0,300})\]\(data:[^()\s]*\)")
SUMMARY = re.compile(r"\[details=\"?([^\"\[\]]{0,300})\"?\]")
DATE = re.compile(r"\[date=([\d-]+)(?: time=([\d:]+))?[^\[\]]*\]")
MARKS = re.compile(r"\[/?(?:spoiler|details|poll|wrap|hide|grid)\b[^\[\]]*\]")


def title(text: str) -> str:
    """Return a title with its emoji."""
    return emoji_names.replaced(text.strip())


def is_withdrawn(text: str) -> bool:
    """Tell whether this is only the forum's own note that the author has deleted the text."""
    return WITHDRAWN.fullmatch(TAG.sub("", text)) is not None


def pasted_pictures(cooked: str, raw: str) -> int:
    """Return how many pictures are inside the text itself. They are left out."""
    return len(PASTED.findall(raw)) if raw else len(markdown.INSIDE_THE_TEXT.findall(cooked))


def from_cooked(html: str, *, site: str) -> str:
    """Return the Markdown of a text that the forum has turned into HTML."""
    # A name that no emoji has is of the forum's own picture, and stays as a name.
    shown = EMOJI.sub(lambda picture: emoji_names.replaced(markdown.alt(picture)), html)
    return markdown.from_html(shown, site=site, without=FURNITURE)


def from_raw(text: str, *, site: str) -> str:
    """Return a text as its author typed it, with quotes, pictures, emoji and addresses as they work here."""
    kept: list[str] = []

    def pack(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"{LEFT}{len(kept) - 1}{RIGHT}"

    def unpack(line: re.Match[str]) -> str:
        return PACKED.sub(lambda number: kept[int(number[1])].replace("\n", f"\n{line[1]}"), line[0])

    typed = CODE.sub(pack, text.replace("\r\n", "\n").replace(LEFT, "").replace(RIGHT, ""))
    typed = PASTED.sub(r"\1", SIZE.sub(r"\1", typed))
    typed = UPLOAD.sub(rf"https://{site}/uploads/short-url/\1", typed)
    typed = MARKS.sub("", DATE.sub(_date, SUMMARY.sub(r"**\1**\n", typed)))
    typed = emoji_names.replaced(markdown.with_whole_addresses(typed, site=site))
    for _ in range(DEEPEST_QUOTE):
        typed = QUOTE.sub(lambda quote: _quoted(quote["name"] or "", quote["words"]), typed)
    return LINE_WITH_CODE.sub(unpack, typed).strip()


def _date(found: re.Match[str]) -> str:
    return " ".join(filter(None, found.groups()))


def _quoted(name: str, words: str) -> str:
    said = [f"{name}:", "", *words.strip().split("\n")] if name else words.strip().split("\n")
    return "\n" + "\n".join(f"> {line}".rstrip() for line in said) + "\n\n"
