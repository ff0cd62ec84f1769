"""Texts that are expensive for parsers: each is a pattern that grows to any number of characters."""

from collections.abc import Callable

Grown = Callable[[int], str]


def repeated(pattern: str) -> Grown:
    """Return a function that repeats a pattern up to a number of characters."""
    return lambda characters: pattern * (characters // len(pattern))


def in_halves(begin: str, end: str) -> Grown:
    """Return a function that repeats one pattern in the first half of a text and another in the second."""
    return lambda characters: begin * (characters // 2 // len(begin)) + end * (characters // 2 // len(end))


def _growing_ticks(characters: int) -> str:
    return "".join("`" * number + "a" for number in range(int((2 * characters) ** 0.5)))


def _deep_list(characters: int) -> str:
    return "\n".join(" " * 2 * number + "- a" for number in range(int(characters**0.5)))


PATTERNS = (
    "> - ",
    "- ",
    "1. ",
    "[",
    "![",
    "[a](",
    "*",
    "*a ",
    "*a**",
    "a**b",
    "_",
    "__a_",
    "*** ",
    "~~a",
    "~",
    "`",
    "` ",
    "<",
    "<a ",
    "<!--",
    "<?",
    '<a href="',
    "<http://a",
    "&",
    "&#1",
    "&amp;",
    "\\",
    "\\[",
    "[a]: <",
    "[a]: /b (",
    "|a",
    "|",
    "$",
    "$a ",
    "$$a\n",
    "$$\na\n",
    "$\\",
    "$a$",
    "```\n",
    "~~~\n",
    "#",
    "# a\n",
    "a\n=\n",
    "---\n",
    "\n",
    " ",
    "\t",
    "\xa0",
    "    a\n",
    "<sup>",
    "<kbd>",
    "a",
    "a b ",
    "http://a.b/c ",
    "www.a.b ",
    "😀",
    "\u202e",
    "á",
    "\u200b",
    "\x00",
    "![a][b]",
    "![](",
    '![a](/b "',
    "*[_`<$~",
    ">-1. ",
    "> ",
    ">\n",
    "重要。**",
    "(",
    ")",
    "[[]]",
    "{",
    "a_b*",
)

HOSTILE: dict[str, Grown] = {
    **{repr(pattern): repeated(pattern) for pattern in PATTERNS},
    "quotes with lines that follow": lambda characters: ">" * 1_000 + "a\n" + "b\n" * (characters // 2),
    "many lines of deep quotes": repeated(">" * 200 + "a\n"),
    "a deep list": _deep_list,
    "brackets that close": in_halves("[", "]"),
    "links within links": in_halves("[a", "](b)"),
    "longer and longer code": _growing_ticks,
    "a long address, often": in_halves("[a]: http://x/" + "y" * 5_000 + "\n\n", "[a]"),
    "one long address, often": lambda characters: (
        f"[a]: http://x/{'y' * (characters // 2)}\n\n" + "[a]" * (characters // 6)
    ),
    "one long title, often": lambda characters: f"[a]: /b '{'t' * (characters // 2)}'\n\n" + "[a]" * (characters // 6),
    "many addresses": lambda characters: "".join(f"[{number}]: /x\n" for number in range(characters // 10)),
    "a wide table": in_halves("|a", "|-"),
    "a long table": lambda characters: "|a|b|\n|-|-|\n" + "|c|d|\n" * (characters // 6),
    "a wide table of empty rows": lambda characters: (
        "|".join("a" * 90) + "\n" + "|".join("-" * 90) + "\n|" * (characters // 2)
    ),
    "a table wider than screens": lambda characters: (
        "|".join("a" * 900) + "\n" + "|".join("-" * 900) + "\n|" * (characters // 2)
    ),
    "code that never ends": lambda characters: "```py\n" + "a=1\n" * (characters // 4),
}
