"""What browsers may do with our pages, and what their requests must contain."""

from collections.abc import Callable

import pytest

from graph.posts import questions
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser
from webapp.markdown import rendering

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def test_every_page_forbids_foreign_and_inline_code(stranger: Browser) -> None:
    headers = stranger.get("/sign-in").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-cache" or "private" in headers["Cache-Control"]


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(stranger: Browser) -> None:
    cookie = stranger.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_form_without_its_token_changes_nothing(as_: Callable[[Viewer], Browser], company: Company) -> None:
    response = as_(company.linus).post("/questions", data={"title": "Forged?", "body": "Yes."})
    assert response.status_code == 400
    assert "reload the page" in response.text
    assert len(questions.listed("newest", viewer=company.ada).cards) == 2


def test_a_body_above_two_megabytes_is_refused(as_: Callable[[Viewer], Browser], company: Company) -> None:
    response = as_(company.linus).send("/questions", title="Big?", body="x" * 3_000_000)
    assert response.status_code == 413
    assert "at most 2 MB" in response.text


@pytest.mark.parametrize("path", ["/search?q={}", "/people?name={}", "/skills?name={}", "/questions/new?title={}"])
def test_hostile_words_in_addresses_stay_words(as_: Callable[[Viewer], Browser], company: Company, path: str) -> None:
    page = as_(company.tim).get(path.format(HOSTILE)).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_hostile_words_in_posts_stay_words(as_: Callable[[Viewer], Browser], company: Company) -> None:
    linus = as_(company.linus)
    page = linus.send("/questions", title=HOSTILE, body=HOSTILE, skills=HOSTILE[:40])
    for text in (page.text, linus.get("/").text, linus.get("/skills").text):
        assert "<script>alert" not in text
        assert "onerror=alert(1)>" not in text.replace("&gt;", "")


@pytest.mark.parametrize(
    "markdown", ["[x](javascript:alert(1))", "<a href='javascript:1'>x</a>", HOSTILE, "![x](//a.b/c.png)"]
)
def test_rendered_markdown_holds_no_code(markdown: str) -> None:
    html = rendering.prose(markdown).html
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "<img" not in html
