"""Saving a page from elsewhere with the bookmarklet in the browser's bookmarks bar."""

import re
from collections.abc import Callable
from html import unescape

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser


def test_it_leads_to_a_link_that_is_begun(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    page = tim.get("/bookmarklet")
    script = unescape(re.findall(r'href="(javascript:[^"]+)"', page.text)[0])
    assert "open('http://localhost/links/new?'+q" in script
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    begun = tim.get("/links/new?url=https://example.com/page&title=A+page&body=%3E+Said+there").text
    assert all(words in begun for words in ('value="https://example.com/page"', 'value="A page"', "&gt; Said there"))
