"""Follows every link of the site as a signed-in person, and remembers the text of each page."""

from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from tests.webapp.client import Browser

MOST_PAGES = 600
FOLLOWED = {"a": "href", "form": "action", "link": "href"}


def crawl(browser: Browser, *starts: str) -> dict[str, tuple[int, str]]:
    """Return the status and the text of every page that can be reached from home and from these addresses.

    Links that ask not to be followed are left out, because narrowed searches lead to narrower ones without end.
    """
    waiting, found = ["/", *starts], dict[str, tuple[int, str]]()
    while waiting:
        path = waiting.pop(0)
        if path in found or path.startswith("/assets/"):
            continue
        assert len(found) < MOST_PAGES, "The crawl does not end."
        response = browser.get(path)
        found[path] = (response.status_code, response.text)
        if response.status_code in (301, 302, 303, 308):
            waiting.append(_same_site(path, response.location))
        waiting += [_same_site(path, link) for link in _Links(response.text).found if urlsplit(link).netloc == ""]
    return found


def _same_site(page: str, link: str) -> str:
    return urldefrag(urljoin(page, link)).url


class _Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        fields = dict(attrs)
        if tag == "form" and (fields.get("method") or "get").lower() != "get":
            return
        if fields.get("rel") == "nofollow":
            return
        for name in (FOLLOWED.get(tag, ""), "hx-get"):
            link = fields.get(name)
            if link and not link.startswith(("mailto:", "javascript:", "data:")):
                self.found.append(link)
