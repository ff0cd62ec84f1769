"""Every address leads to a page, even if nothing is found there, and never to a server error."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import Rule

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

ODD = {
    "zero byte": "a%00b",
    "only a zero byte": "%00",
    "half of a character": "%ED%A0%80",
    "no utf-8": "%FF%FEx",
    "right to left": "%D7%A9%D7%9C%E2%80%AE%D7%95%D7%9D",
    "emoji": "%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB",
    "long": "x" * 3_000,
    "many digits": "9" * 60,
    "markup": "%3Cb%3E%22%27%60%5C",
}

# Names that pages read from the query string.
ASKED = (
    "q",
    "page",
    "kind",
    "list",
    "before",
    "after",
    "skill",
    "skills",
    "title",
    "url",
    "name",
    "seen_by",
    "from",
    "to",
)

# Files are no pages, and a site without workers is not ready, whatever it is asked.
LEFT_OUT = ("static_files.show", "health.ready")


def addresses(site: Flask, odd: str) -> list[str]:
    """Return the address of every page, with this text in all its variable parts and query parameters."""
    rules = [one for one in site.url_map.iter_rules() if "GET" in (one.methods or ())]
    query = "&".join(f"{name}={odd}" for name in ASKED)
    return [f"{_filled(rule, odd)}?{query}" for rule in rules if rule.endpoint not in LEFT_OUT]


def _filled(rule: Rule, odd: str) -> str:
    parts = [odd if part.startswith("<") else part for part in rule.rule.split("/")]
    return "/".join(parts)


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_no_address_breaks_a_page(site: Flask, as_: Callable[[Viewer], Browser], company: Company, odd: str) -> None:
    browser = as_(company.margaret)
    broken = [address for address in addresses(site, odd) if browser.get(address).status_code >= 500]
    assert [address[:60] for address in broken] == []


def test_a_zero_byte_in_the_box_is_looked_past(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.tim).get("/search?q=kaf%00ka")
    assert page.status_code == 200
    assert "\0" not in page.text
