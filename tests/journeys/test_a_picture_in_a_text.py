"""Adding a picture to a text is as quick as typing."""

import base64
import re

from playwright.sync_api import Page, expect

from graph import clock, driver
from tests.journeys.conftest import Journey
from tests.store import samples

PASTE = """([kind, content]) => {
    const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
    const carried = new DataTransfer();
    carried.items.add(new File([bytes], "lag.png", { type: "image/png" }));
    const names = { paste: "clipboardData", drop: "dataTransfer" };
    const make = { paste: ClipboardEvent, drop: DragEvent }[kind];
    const event = new make(kind, { [names[kind]]: carried, bubbles: true, cancelable: true });
    document.querySelector("textarea").dispatchEvent(event);
}"""

# The drawing that is shown until then.
DRAWING_WIDTH = 640


def bring(page: Page, kind: str) -> None:
    """Paste or drop a picture, once the page's script listens."""
    page.locator("file-drop input").wait_for(state="attached")
    content = base64.b64encode(samples.picture("PNG").getvalue()).decode()
    page.evaluate(PASTE, [kind, content])


def test_a_picture_is_pasted_dropped_or_chosen_and_shown(journey: Journey) -> None:
    page = journey.sign_in("linus")
    page.goto("/tips/new")
    text = page.get_by_label("Your tip")
    for kind in ("paste", "drop"):
        text.fill("")
        bring(page, kind)
        expect(text).to_have_value(re.compile(r"^!\[lag\]\(/files/\w{12}\) $"))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("link", name="Paste, drop or choose pictures and files").click()
    table = {"name": "table.csv", "mimeType": "text/csv", "buffer": b"a;b"}
    chooser.value.set_files(table)
    expect(text).to_have_value(re.compile(r"\[table\.csv\]\(/files/\w{12}\) $"))
    page.get_by_label("Title").fill("How lag looks")
    page.get_by_role("button", name="Share", exact=True).click()
    picture = page.get_by_role("article").get_by_role("img", name="lag")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 40)


def test_a_picture_appears_as_soon_as_it_is_prepared(journey: Journey) -> None:
    page = journey.sign_in("linus")
    page.goto("/tips/new")
    bring(page, "paste")
    page.get_by_label("Title").fill("How lag looks")
    expect(page.get_by_label("Your tip")).to_have_value(re.compile("/files/"))
    page.get_by_role("button", name="Share", exact=True).click()
    picture = page.get_by_role("article").get_by_role("img", name="lag")
    expect(picture).to_have_js_property("naturalWidth", 40)
    driver.write("MATCH (file:File) SET file.waiting_key = $far", far=clock.FAR_FUTURE)
    page.reload()
    expect(picture).to_have_js_property("naturalWidth", DRAWING_WIDTH)
    driver.write("MATCH (file:File) SET file.waiting_key = 0")
    expect(picture).to_have_js_property("naturalWidth", 40)


def test_what_cannot_be_taken_is_said_beside_the_text_and_nothing_is_lost(journey: Journey) -> None:
    page = journey.sign_in("linus")
    page.goto("/tips/new")
    page.get_by_label("Your tip").fill("My words")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("link", name="Paste, drop or choose pictures and files").click()
    chooser.value.set_files({"name": "cat.png", "mimeType": "image/png", "buffer": b"MZ\x90\0\xff"})
    expect(page.get_by_text("This file type isn't supported.")).to_be_visible()
    expect(page.get_by_label("Your tip")).to_have_value("My words")
