"""A browser without scripts that rejects pages that break the project's rules."""

import re
from html.parser import HTMLParser

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph.viewers import Viewer
from tests.company import signed_in

# The page that says that there is no such page is the smallest with a form: people can sign out on it.
NOWHERE = "/nowhere"


TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]*)"')

# Whether HTML is valid depends on its tags, attributes and character references, not on the words between them.
# Most pages of a run differ in words only, and parsing each took a third of the time.
WORDS = re.compile(r"""(?<==")[^"&\x00-\x1f\x7f-\x9f]+|(?<=>)[^<&\x00-\x08\x0b-\x1f\x7f-\x9f]+""")
valid = set[int]()


class Browser(FlaskClient):
    """Fetches pages and checks each: valid HTML, one `h1`, a title that begins with it, unique ids, labelled inputs."""

    def open(self, *args: object, **kwargs: object) -> TestResponse:
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and "<html" in response.text:
            check(response.text)
        return response

    def token(self, path: str = NOWHERE) -> str:
        """Return the CSRF token of the forms on a page."""
        found = TOKEN.search(super().open(path, follow_redirects=True).text)
        return found[1] if found else ""

    def send(self, path: str, **fields: str) -> TestResponse:
        """Post a form and follow where it leads."""
        return self.post(path, data={"csrf_token": self.token(), **fields}, follow_redirects=True)


def sign_in(browser: FlaskClient, viewer: Viewer) -> None:
    """Sign somebody in without the form."""
    with browser.session_transaction() as session:
        session["_user_id"] = signed_in(viewer)
        session["_fresh"] = True


class Page(HTMLParser):
    """What the checks need to know about a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.inputs: list[dict[str, str | None]] = []
        self.headings = 0
        self.title = self.heading = self.token = ""
        self._inside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if found.get("name") == "csrf_token":
            self.token = str(found["value"])
        if tag == "label" and "for" in found:
            self.labelled.add(str(found["for"]))
        if tag in ("input", "select", "textarea") and found.get("type") != "hidden" and "hidden" not in found:
            self.inputs.append(found | {"inside": "label" if "label" in self._inside else None})
        self.headings += tag == "h1"
        if tag in ("title", "h1", "label"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if "title" in self._inside:
            self.title += data
        if "h1" in self._inside:
            self.heading += data


def check(text: str) -> None:
    """Raise an AssertionError that says what is wrong with a page."""
    if (markup := hash(WORDS.sub("", text))) not in valid:
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(text)
        errors = [f"{code} at {place}" for place, code, _ in parser.errors]
        assert not errors, f"invalid HTML: {errors}"
        valid.add(markup)
    page = Page(text)
    assert page.headings == 1, f"{page.headings} h1"
    assert page.title.startswith(page.heading.strip()), f"title {page.title!r} does not begin with {page.heading!r}"
    twice = {id for id in page.ids if page.ids.count(id) > 1}
    assert not twice, f"ids that stand twice: {twice}"
    nameless = [
        found
        for found in page.inputs
        if not (found.get("aria-label") or found.get("id") in page.labelled or found["inside"])
    ]
    assert not nameless, f"inputs without a label: {nameless}"
