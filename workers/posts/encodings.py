"""Turns the bytes of a page into text as browsers do: https://encoding.spec.whatwg.org and the HTML standard."""

import codecs
import re

import webencodings

from workers.posts.web import Fetched

# Browsers look for the declaration in the first 1,024 bytes. Some find a later one too.
DECLARED_WITHIN_BYTES = 4_096
COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
CHARSET = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE)

# A page that says one of these in ASCII can't mean it.
WIDE = ("utf-16le", "utf-16be")


def text(page: Fetched) -> str:
    """Return the text of a page: by the mark at its beginning, its header, its own words, or what its bytes fit."""
    declared = CHARSET.search(COMMENT.sub(b"", page.content[:DECLARED_WITHIN_BYTES]))
    named = _named(page.charset) or _named(_meant(declared[1].decode("ascii", "replace") if declared else ""))
    return webencodings.decode(page.content, named or _fitting(page.content), errors="replace")[0]


def _named(label: str) -> webencodings.Encoding | None:
    found = webencodings.lookup(label) if label.isascii() else None
    # Browsers read it with its larger successor.
    return webencodings.lookup("gb18030") if found and found.name == "gbk" else found


def _meant(label: str) -> str:
    found = _named(label)
    if found is None:
        return ""
    return "utf-8" if found.name in WIDE else "windows-1252" if found.name == "x-user-defined" else label


def _fitting(content: bytes) -> str:
    """Return the encoding of a page that names none. Its end may be cut within a letter."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"
