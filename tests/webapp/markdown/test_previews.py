"""Previewing a text."""

from collections.abc import Callable

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser


def test_a_preview_is_what_the_page_will_show(as_: Callable[[Viewer], Browser], company: Company) -> None:
    linus = as_(company.linus)
    written = "In **Kafka**, see `lag`."
    preview = linus.send("/preview", text=written).text
    page = linus.send("/questions", title="What is a topic?", body=written, skills="Kafka").text
    assert "<strong>Kafka</strong>" in preview
    assert preview.strip() in page


def test_a_preview_runs_nothing(as_: Callable[[Viewer], Browser], company: Company) -> None:
    preview = as_(company.linus).send("/preview", text="<img src=x onerror=alert(1)><script>alert(2)</script>").text
    assert "onerror" not in preview or "&lt;img" in preview
    assert "<script" not in preview


def test_a_stranger_has_nothing_rendered(stranger: Browser, company: Company) -> None:
    response = stranger.post("/preview", data={"csrf_token": stranger.token(), "text": "**x**"})
    assert response.status_code == 303
