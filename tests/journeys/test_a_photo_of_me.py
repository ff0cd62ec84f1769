"""A photo of oneself, from the file to the face beside an answer."""

from collections.abc import Callable

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.journeys.conftest import Journey
from tests.store import samples

PHOTO: FilePayload = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": samples.selfie().getvalue()}
PHONE = {"width": 360, "height": 740}

# The mean difference of two drawings, in shades of 255.
DIFFERENCE = """([one, other]) => {
    const pixels = (drawing) => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 32, height: 32 });
        const context = canvas.getContext("2d");
        context.drawImage(drawing, 0, 0, 32, 32);
        return context.getImageData(0, 0, 32, 32).data;
    };
    const [first, second] = [pixels(one), pixels(other)];
    return first.reduce((sum, shade, at) => sum + Math.abs(shade - second[at]), 0) / first.length;
}"""


def test_a_photo_is_cut_by_keyboard_and_shown_wherever_ada_is_named(
    journey: Journey, no_barriers: Callable[[Page], None]
) -> None:
    page = journey.sign_in("ada")
    page.goto("/profile")
    page.get_by_label("About you").fill("Typed, and not saved yet.")
    page.get_by_label("Choose a photo").set_input_files(PHOTO)
    preview = page.get_by_role("img", name="Preview")
    expect(preview).to_be_visible()
    page.get_by_label("Zoom").press("PageUp")
    page.get_by_label("Up and down").press("Home")
    page.get_by_label("Left and right").press("End")
    no_barriers(page)
    seen = page.evaluate_handle("(canvas) => createImageBitmap(canvas)", preview.element_handle())
    page.get_by_role("button", name="Upload photo").click()
    face = page.locator("photo-crop img")
    expect(face).to_have_js_property("naturalWidth", 256)
    assert page.evaluate(DIFFERENCE, [seen, face.element_handle()]) < 4
    expect(page.get_by_label("About you")).to_have_value("Typed, and not saved yet.")
    page.goto(f"/questions/{journey.company.kafka_question}")
    expect(page.get_by_role("link", name="Ada").first.locator("img")).to_have_js_property("naturalWidth", 256)
    assert page.evaluate(
        "performance.getEntriesByType('resource').every((one) => one.name.startsWith(location.origin))"
    )
    remove(page)


def test_a_photo_is_dragged_on_a_phone(journey: Journey) -> None:
    page = journey.sign_in("ada", viewport=PHONE)
    page.goto("/profile")
    page.get_by_label("Choose a photo").set_input_files(PHOTO)
    preview = page.get_by_role("img", name="Preview")
    drag(page, preview, down=60)
    expect(page.get_by_label("Up and down")).not_to_have_value("500")
    expect(page.get_by_label("Left and right")).to_have_value("500")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_a_script_the_middle_is_shown(journey: Journey) -> None:
    page = journey.sign_in("ada", java_script_enabled=False)
    page.goto("/profile")
    page.get_by_label("Choose a photo").set_input_files(PHOTO)
    page.get_by_role("button", name="Upload photo").click()
    face = page.locator("photo-crop img")
    for _ in range(40):
        if face.count():
            break
        page.wait_for_timeout(250)
        page.goto("/profile")
    expect(face).to_be_visible()
    remove(page)


def test_what_is_no_photo_is_said_beside_the_field_and_nothing_typed_is_lost(journey: Journey) -> None:
    page = journey.sign_in("ada")
    page.goto("/profile")
    page.get_by_label("About you").fill("Typed, and not saved yet.")
    page.get_by_label("Choose a photo").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"words"})
    page.get_by_role("button", name="Upload photo").click()
    expect(page.get_by_text("Choose a picture, such as a JPEG or PNG file.")).to_be_visible()
    expect(page.get_by_label("About you")).to_have_value("Typed, and not saved yet.")


def drag(page: Page, preview: Locator, *, down: int) -> None:
    """Drag the picture in the preview by this many pixels."""
    expect(preview).to_be_visible()
    preview.scroll_into_view_if_needed()
    box = preview.bounding_box()
    assert box
    across, upper = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(across, upper)
    page.mouse.down()
    page.mouse.move(across, upper + down, steps=4)
    page.mouse.up()


def remove(page: Page) -> None:
    """Remove the photo, so that the next story begins without one."""
    page.goto("/profile")
    page.get_by_role("button", name="Remove photo").click()
    expect(page.get_by_role("button", name="Remove photo")).to_have_count(0)
    expect(page.locator("photo-crop img")).to_have_count(0)
