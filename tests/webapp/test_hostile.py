"""Whatever anybody sends to any route, the site answers: no accident, no script, no way out, no long wait.

The routes come from the site, the names of fields from its code, so a new form is tried without being named here.
"""

import re
import time
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

import webapp
from tests.company import Company
from tests.webapp import things
from tests.webapp.client import sign_in

# What a careless or malicious person types. Whatever would run bears a word that is looked for in pages.
TYPED = {
    "markup": "\"'`><script>hostile()</script><img src=x onerror=hostile()><svg/onload=hostile()>{{ 7*7 }}%(a)s",
    "statement": "' OR 1=1 // \" }) DETACH DELETE n RETURN $by",
    "header and path": "a\r\nSet-Cookie: hostile=1\r\n\r\n../../../../etc/passwd\0.html",
    "address": "//hostile.example/a",
    "script's address": "javascript:hostile()",
    "invisible": "\u202egnp.exe \u200b\u200d\ufeff",
    "half a character": "\ud83d",
    "long": "x" * 60_000,
    "number": "9" * 400,
    "deep": "[" * 5_000,
    "nothing": "",
}
METHODS = ("GET", "POST", "PATCH", "DELETE")
# Signing out would end the story, and a site without workers is not ready.
LEFT_OUT = ("static_files.show", "sessions.destroy", "health.ready")

# Fields of forms and parts of queries, as the code reads them.
FIELD = re.compile(
    r'request\.(?:form|args|values)(?:\.get(?:list)?\(|\[)"(\w+)"|forms\.\w+\("(\w+)"|"(\w+)" in request\.form'
)

LONGEST_ADDRESS = 8_190
FORM = "application/x-www-form-urlencoded"

# Attributes whose address a browser would follow.
LEADING = ("action", "data", "formaction", "href", "src", "xlink:href")

# Far more than any page takes, even on a busy machine.
LONGEST_SECONDS = 15.0


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_every_route_answers_whatever_is_typed(site: Flask, company: Company, typed: str) -> None:
    browsers, names = opened(site, company)
    # An admin gets furthest.
    assert not problems(site, {"admin": browsers["admin"]}, names, typed)


def test_every_route_answers_every_role(site: Flask, company: Company) -> None:
    browsers, names = opened(site, company)
    assert not problems(site, browsers, names, TYPED["markup"])


def problems(site: Flask, browsers: Mapping[str, FlaskClient], names: Mapping[str, str], typed: str) -> list[str]:
    """Send what was typed to every route, in every field that any page reads, and return what is wrong then."""
    names_of_fields = read_by_the_site()
    found = list[str]()
    for rule, method in routes(site):
        # Servers take no longer addresses.
        asked = dict.fromkeys(names_of_fields, typed[: LONGEST_ADDRESS // len(names_of_fields)])
        posted = urlencode(dict.fromkeys(names_of_fields, typed), errors="surrogatepass")
        sent = {"query_string": urlencode(asked, errors="surrogatepass")} if method == "GET" else {"data": posted}
        for address in addresses(rule, names, typed):
            for role, browser in browsers.items():
                began = time.monotonic()
                response = browser.open(address, method=method, content_type=FORM, **sent)
                wrong = unsound(response, seconds=time.monotonic() - began)
                found += [f"{role}: {method} {address[:80]}: {problem}" for problem in wrong]
    return found


def test_the_fields_are_found() -> None:
    assert {"title", "body", "colleague", "email", "q", "level", "skills", "anonymous"} <= read_by_the_site()


def read_by_the_site() -> set[str]:
    """Return the names of all fields that any page reads."""
    code = "".join(path.read_text(encoding="utf-8") for path in Path(webapp.__path__[0]).rglob("*.py"))
    return {name for found in FIELD.findall(code) for name in found if name}


def opened(site: Flask, company: Company) -> tuple[dict[str, FlaskClient], Mapping[str, str]]:
    """Return a browser for a stranger and one for each role, and the ids of open things."""
    site.config["WTF_CSRF_ENABLED"] = False
    people = things.cast(company)
    names = things.make(company, is_closed=False)
    browsers = {"stranger": FlaskClient(site)}
    for role, viewer in people.items():
        browsers[role] = FlaskClient(site)
        sign_in(browsers[role], viewer)
    return browsers, names


def routes(site: Flask) -> Iterator[tuple[Rule, str]]:
    """Yield every route with every method that it has."""
    for rule in site.url_map.iter_rules():
        if rule.endpoint not in LEFT_OUT:
            yield from ((rule, method) for method in METHODS if method in (rule.methods or ()))


def addresses(rule: Rule, names: Mapping[str, str], typed: str) -> Iterator[str]:
    """Yield the address of something that is there and, if it names something, that of what was typed."""
    yield things.address(rule, names)
    part = quote(typed[:300].encode("utf-8", "surrogatepass"), safe="")
    if rule.arguments and part:
        yield things.address(rule, dict.fromkeys(names, part))


def unsound(response: TestResponse, *, seconds: float) -> Iterator[str]:
    """Yield what is wrong with an answer."""
    if response.status_code >= 500:
        yield f"status {response.status_code}"
    if seconds > LONGEST_SECONDS:
        yield f"{seconds:.0f} seconds"
    if "hostile" in response.headers.get("Set-Cookie", ""):
        yield "a header says what was typed"
    if not re.match(r"/(?![/\\])|http://localhost/|\.|$", response.location or ""):
        yield f"leads to {response.location}"
    if response.mimetype == "text/html" and Running(response.text).found:
        yield "a script would run"


class Running(HTMLParser):
    """Whether a page has something of what was typed that a browser would run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found = self._is_script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_script = tag == "script"
        self.found = self.found or any(
            name.startswith("on") or (name in LEADING and re.match(r"(?i)\s*javascript:.*hostile", value or ""))
            for name, value in attrs
        )

    def handle_data(self, data: str) -> None:
        self.found = self.found or (self._is_script and "hostile" in data)
