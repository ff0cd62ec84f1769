"""Texts are shown as their authors meant them, and run nothing."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as some

from webapp.markdown import rendering

DANGEROUS = """\
<script>
</script>
<img src=x onerror=alert(1)>
<a href='data:text/html,x' style=y>
<iframe src=//evil.example>
<svg onload=alert(1)>
<style>*{}</style>
<form><base href=//evil.example>
&#106;avascript:alert(1)
[a](javascript:alert(1))
![x](x "onerror=1")
[x]: javascript:1
[x]
<!--
-->"""
MARKS = ("`", "```", "$", "$$", "**", "\n", "\n\n", "    ", "> ", "- ", "# ", "|a|b|\n|-|-|\n")
PIECES = some.sampled_from([*DANGEROUS.splitlines(), *MARKS])
TEXTS = some.lists(some.one_of(PIECES, some.text(max_size=20)), max_size=12).map("".join)


class Dangers(HTMLParser):
    """Everything in some HTML that a browser might run or fetch from elsewhere without being asked."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "iframe", "object", "embed", "form", "base", "meta", "link", "input", "button"):
            self.found.append(tag)
        for name, value in attrs:
            scheme = (value or "").strip().lower().partition(":")[0]
            if name.startswith("on") or name == "style" or scheme in ("javascript", "data", "vbscript"):
                self.found.append(f"{tag} {name}={value}")


@given(TEXTS)
def test_no_text_runs_anything(text: str) -> None:
    assert Dangers(rendering.prose(text).html).found == []


@given(TEXTS)
def test_the_text_itself_is_kept_as_it_was_typed(text: str) -> None:
    assert rendering.prose(text).markdown.split() == text.split()


@given(TEXTS)
def test_the_same_text_always_looks_the_same(text: str) -> None:
    assert rendering.prose(text) == rendering.prose(text)


def test_the_check_for_dangers_finds_some() -> None:
    assert Dangers("<a href='javascript:1' onclick=x>").found == ["a href=javascript:1", "a onclick=x"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**bold**", "<strong>bold</strong>"),
        ("`a < b`", "<code>a &lt; b</code>"),
        ("[docs](https://example.com/a?b=1&c=2)", 'href="https://example.com/a?b=1&amp;c=2"'),
        ("- one\n- two", "<li>two</li>"),
        ("|a|b|\n|-|-|\n|1|2|", "<td>2</td>"),
    ],
)
def test_markdown_means_what_it_says(written: str, shown: str) -> None:
    assert shown in rendering.prose(written).html


def test_code_keeps_every_character() -> None:
    html = rendering.prose("```python\nif a < b:\n    print('$x$')\n```").html
    assert "print" in html
    assert "    " in html
    assert "math" not in html


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("See https://example.com/a?x=1 for it.", '<a href="https://example.com/a?x=1"'),
        ("Add $HOME/bin to $PATH:$HOME/go/bin.", "<p>Add $HOME/bin to $PATH:$HOME/go/bin.</p>"),
        ("$(CC) $(FLAGS) costs $5", "<p>$(CC) $(FLAGS) costs $5</p>"),
        ("**重要。**次の文", "<p><strong>重要。</strong>次の文</p>"),
        ("**「強調」**です", "<p><strong>「強調」</strong>です</p>"),
        ("שלום, world", '<p dir="auto">שלום, world</p>'),
        ("- أولاً", '<li dir="auto">أولاً</li>'),
        ("read.me and a.md stay words", "<p>read.me and a.md stay words</p>"),
    ],
)
def test_addresses_variables_and_scripts_are_read_as_people_mean_them(typed: str, shown: str) -> None:
    assert shown in rendering.html(typed)
