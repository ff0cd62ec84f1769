"""The text of a file of captions, in whichever encoding it comes."""

import codecs

# Most text without a byte order mark is UTF-8. For other text, the standard of HTML names the encoding that is
# usual for a language: https://html.spec.whatwg.org/#determining-the-character-encoding
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
USUAL = {
    **dict.fromkeys(("ar", "fa", "ur"), "windows-1256"),
    **dict.fromkeys(("ba", "be", "bg", "kk", "ky", "mk", "ru", "sah", "sr", "tg", "tt", "uk"), "windows-1251"),
    **dict.fromkeys(("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq", "sr-Latn"), "windows-1250"),
    **dict.fromkeys(("et", "lt", "lv"), "windows-1257"),
    **dict.fromkeys(("az", "ku", "tr"), "windows-1254"),
    "el": "windows-1253",
    "he": "windows-1255",
    "ja": "cp932",
    "ko": "cp949",
    "th": "cp874",
    "vi": "windows-1258",
    "zh": "gb18030",
    **dict.fromkeys(("zh-Hant", "zh-HK", "zh-MO", "zh-TW"), "big5hkscs"),
}
WESTERN = "windows-1252"


def decoded(content: bytes, language: str) -> str:
    """Return a file as text. What isn't UTF-8 is read as older programs write this language (a tag of BCP 47)."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    if b"\0" in content[:2]:
        return content.decode("utf-16-be" if content[0] == 0 else "utf-16-le", errors="replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode(_usual(language), errors="replace")


def _usual(language: str) -> str:
    """Return the encoding of the longest beginning of the tag that has one."""
    parts = language.split("-")
    tags = ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]
    return next((USUAL[tag] for tag in tags if tag in USUAL), WESTERN)
