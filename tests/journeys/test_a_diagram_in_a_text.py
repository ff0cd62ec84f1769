"""Diagrams are drawn from their text, under the strict content security policy, in both themes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from graph.posts import tips
from graph.posts.tips import TipDraft
from tests.journeys.conftest import Journey
from webapp.markdown import rendering

DRAWN = """
```mermaid
flowchart LR
    accDescr: Orders go from the shop to the store
    Shop -->|orders| Store
```
"""
BROKEN = """
```mermaid
flowchart LR
    this is -- broken
```
"""


def tip(journey: Journey, text: str) -> str:
    draft = TipDraft(title="How orders go", body=rendering.prose(text), skills=(), community=None)
    return f"/tips/{tips.post(draft, by=journey.company.ada.id)}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_diagram_is_a_picture_with_words_and_its_source(
    journey: Journey, no_barriers: Callable[[Page], None], scheme: str
) -> None:
    page = journey.sign_in("linus", color_scheme=scheme)
    said: list[ConsoleMessage] = []
    page.on("console", lambda message: said.append(message))
    page.goto(tip(journey, DRAWN))
    picture = page.get_by_role("img", name="Orders go from the shop to the store")
    expect(picture).to_be_visible()
    assert picture.evaluate("it => it.decode().then(() => it.naturalWidth)") > 100
    page.get_by_text("Diagram source").click()
    expect(page.get_by_text("Shop -->|orders| Store")).to_be_visible()
    assert not [message.text for message in said if message.type == "error"]
    no_barriers(page)


def test_a_mistake_is_told_and_the_source_stays(journey: Journey) -> None:
    page = journey.sign_in("linus")
    page.goto(tip(journey, BROKEN))
    expect(page.get_by_text("is not shown because its source has an error: Parse error on line 2")).to_be_visible()
    expect(page.get_by_text("this is -- broken")).to_be_visible()


def test_a_preview_draws_too_and_pages_without_diagrams_load_nothing(journey: Journey) -> None:
    page = journey.sign_in("linus")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/tips/new")
    page.get_by_label("Your tip").fill("No diagram")
    assert not [url for url in asked if "mermaid" in url or "drawing-board" in url]
    page.get_by_label("Your tip").fill(DRAWN)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("img", name="Orders go")).to_be_visible()


def test_without_a_script_there_is_the_source(journey: Journey) -> None:
    page = journey.sign_in("linus", java_script_enabled=False)
    page.goto(tip(journey, DRAWN))
    expect(page.get_by_text("Shop -->|orders| Store")).to_be_visible()
