"""Ada shares a video; Tim finds it by a sentence spoken in it, and watches that moment."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Journey
from tests.store.films import film, talking

TALK = """WEBVTT

00:00.000 --> 00:04.000
Welcome to the brokers.

00:04.000 --> 00:09.000
Never quiesce a partition at midnight.
"""

# What a slow line sends in a second, and what a video is filled with so that it takes several.
SLOW_BYTES = 200_000
FILLING = (6_000_000).to_bytes(4, "big") + b"free" + bytes(5_999_992)


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "brokers.mp4"
    path.write_bytes(film(seconds=12, size="640x360") + FILLING)
    return path


def fill_in(page: Page, title: str, file: Path) -> None:
    """Fill in the form while the file is being uploaded."""
    page.goto("/videos/new")
    # People need longer to pick a file than the script to load. A form sent before that would send the file whole.
    page.wait_for_load_state("networkidle")
    page.get_by_label("Video file").set_input_files(file)
    page.get_by_label("Title").fill(title)
    page.get_by_label("Description").fill("0:00 Welcome\n0:04 Midnight")


def test_a_video_is_shared_and_found_by_a_spoken_sentence(
    journey: Journey, video: Path, no_barriers: Callable[[Page], None]
) -> None:
    ada = journey.sign_in("ada")
    fill_in(ada, "Care of brokers", video)
    ada.get_by_role("button", name="Share video").click()
    # Without a reload: the page itself waits for the worker.
    expect(ada.locator("video")).to_be_visible(timeout=60_000)
    ada.get_by_role("link", name="Add captions").click()
    ada.get_by_label("Captions", exact=True).fill(TALK)
    no_barriers(ada)
    ada.get_by_role("button", name="Save captions").click()
    expect(ada.get_by_role("heading", name="Transcript")).to_be_visible()

    tim = journey.sign_in("tim")
    expect_found(tim, "quiescing partitions at midnight", "Care of brokers")
    tim.get_by_role("main").get_by_role("link", name="Care of brokers").first.click()
    tim.get_by_role("link", name="Never quiesce a partition").click()
    line = tim.get_by_role("link", name="Never quiesce a partition")
    expect(line).to_have_attribute("aria-current", "true", timeout=10_000)
    expect(tim.get_by_role("link", name="0:04 Midnight")).to_have_attribute("aria-current", "true")
    assert tim.locator("video").evaluate("it => [it.currentTime >= 4, it.videoWidth, it.textTracks.length]") == [
        True,
        640,
        1,
    ]
    assert "t=4" in tim.url
    no_barriers(tim)
    for key, paused, speed in (("k", True, 1), (">", True, 1.25), ("<", True, 1), ("k", False, 1)):
        line.press(key)
        expect(tim.locator("video")).to_have_js_property("paused", paused)
        expect(tim.locator("video")).to_have_js_property("playbackRate", speed)
    tim.set_viewport_size({"width": 320, "height": 640})
    assert tim.evaluate("document.documentElement.scrollWidth") <= 320
    tim.get_by_label("Speed").select_option("2")
    expect(tim.locator("video")).to_have_js_property("playbackRate", 2)


def test_what_a_machine_hears_is_found_and_leads_to_its_moment(
    journey: Journey, tmp_path: Path, no_barriers: Callable[[Page], None]
) -> None:
    path = tmp_path / "talk.mp4"
    path.write_bytes(talking("Welcome everybody. Never restart the server while a backup is running."))
    ada = journey.sign_in("ada")
    fill_in(ada, "Monday morning", path)
    ada.get_by_role("button", name="Share video").click()
    expect(ada.locator("video")).to_be_visible(timeout=60_000)
    # It isn't found by its title, which has none of these words.
    expect_found(ada, "restarting the server while a backup runs", "Monday morning", patience=120)
    ada.get_by_role("main").get_by_role("link", name="Monday morning").first.click()
    expect(ada.get_by_text("This transcript was generated automatically")).to_be_visible()
    expect(ada.get_by_role("link", name=re.compile("never restart the server", re.IGNORECASE))).to_be_visible()
    no_barriers(ada)
    ada.goto(f"{ada.url.partition('?')[0]}?t=2")
    expect(ada.locator("video")).to_have_js_property("currentTime", 2)


def test_an_upload_that_was_cut_goes_on_where_it_was(journey: Journey, video: Path) -> None:
    page = journey.sign_in("grace")
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": SLOW_BYTES}
    page.goto("/videos/new")
    line.send("Network.emulateNetworkConditions", slow)
    page.get_by_label("Video file").set_input_files(video)
    expect(page.get_by_text(re.compile(r"Uploading: [2-9]\d %"))).to_be_visible(timeout=30_000)
    # Cut while the line is slow. Closing the window makes it fast again for a moment, long enough for the rest.
    page.evaluate("document.querySelector('video-upload').upload.abort()")
    page.close()

    again = page.context.new_page()
    offsets: list[int] = []
    again.on("request", lambda it: it.method == "PATCH" and offsets.append(int(it.headers["upload-offset"])))
    fill_in(again, "Cut and resumed", video)
    again.get_by_role("button", name="Share video").click()
    expect(again.get_by_role("heading", level=1)).to_have_text("Cut and resumed", timeout=30_000)
    assert offsets[0] > 500_000
    expect(again.locator("video")).to_be_visible(timeout=60_000)


def test_a_video_elsewhere_loads_nothing_before_a_click(journey: Journey) -> None:
    page = journey.sign_in("tim")
    foreign: list[str] = []
    page.on("request", lambda it: it.url.startswith(journey.address) or foreign.append(it.url))
    page.goto("/videos/new")
    page.get_by_label("Or enter the web address of a video").fill("https://www.youtube.com/watch?v=dQw4w9WgXcQ")
    page.get_by_label("Title").fill("A talk elsewhere")
    page.get_by_role("button", name="Share video").click()
    load = page.get_by_role("link", name="Load the video from YouTube")
    expect(load).to_be_visible()
    assert foreign == []
    load.click()
    expect(page.locator("iframe")).to_have_attribute("src", re.compile("^https://www.youtube-nocookie.com/embed/dQ"))


def test_a_video_is_shared_without_scripts(journey: Journey, video: Path) -> None:
    page = journey.sign_in("linus", java_script_enabled=False)
    fill_in(page, "Without a script", video)
    page.get_by_role("button", name="Share video").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Without a script")
    expect(page.get_by_text("being converted").or_(page.locator("video"))).to_be_visible()


def test_what_is_no_video_says_so_on_its_page(journey: Journey, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"MZ this is a program")
    page = journey.sign_in("ada")
    fill_in(page, "No video", path)
    page.get_by_role("button", name="Share video").click()
    expect(page.get_by_text("This video format isn't supported.")).to_be_visible(timeout=20_000)


def expect_found(page: Page, words: str, title: str, *, patience: int = 20) -> None:
    """Search until the index has it, as someone would who was just told about it."""
    for _ in range(patience):
        page.goto(f"/search?q={words}")
        if page.get_by_role("main").get_by_role("link", name=title).count():
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"{words} does not find {title}")


def test_an_upload_that_fails_for_good_says_so_and_the_file_is_chosen_once_more(journey: Journey, video: Path) -> None:
    page = journey.sign_in("tim")
    page.goto("/videos/new")
    full = "The disk of the site is full."
    page.route("**/uploads", lambda route: route.fulfill(status=413, body=full))
    page.get_by_label("Title").fill("Rolling upgrades")
    page.get_by_label("Video file").set_input_files(video)
    expect(page.get_by_text(full)).to_be_visible()
    page.unroute("**/uploads")
    page.get_by_label("Video file").set_input_files(video)
    page.get_by_role("button", name="Share video").click()
    page.wait_for_url(re.compile(r"/videos/\w{12}$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Rolling upgrades")
