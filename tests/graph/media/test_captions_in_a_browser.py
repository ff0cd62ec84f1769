"""A browser shows the same captions as we do, of each file of the table and of what we write from it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from graph.errors import Invalid
from graph.media import webvtt
from graph.media.cues import Cue
from tests.graph.media.test_webvtt_parsing import FILES, SHOWN
from tests.journeys.conftest import ARGUMENTS, CHROMIUM

pytestmark = pytest.mark.slow

# What a browser reads from a file: times, text, and where it stands.
READ = """async text => {
  const video = document.createElement("video"), track = document.createElement("track");
  const loaded = new Promise(done => { track.onload = () => done(true); track.onerror = () => done(false); });
  track.src = URL.createObjectURL(new Blob([text], {type: "text/vtt"}));
  video.append(track);
  document.body.append(video);
  track.track.mode = "showing";
  if (!await loaded) return [];
  return [...track.track.cues].map(cue => [
    cue.startTime, cue.endTime, cue.getCueAsHTML().textContent,
    cue.align, cue.line, cue.lineAlign, cue.snapToLines, cue.position, cue.positionAlign, cue.size, cue.vertical,
  ]);
}"""
PLACES = ("line:-1", "line:1,start", "line:50.5%", "line:.5", "position:50%,center", "size:101%", "align:middle")


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser.new_page()
        browser.close()


def cues_of(text: str) -> tuple[Cue, ...]:
    try:
        return webvtt.parse(text)
    except Invalid:
        return ()


def test_a_browser_shows_what_we_show(page: Page) -> None:
    files = [*FILES, *(f"WEBVTT\n\n{SHOWN} {place}\nturn it" for place in PLACES)]
    different = list[str]()
    for text in files:
        cues = cues_of(text)
        # A cue without text, or that ends before it begins, is nothing to see.
        shown = [cue for cue in page.evaluate(READ, text) if cue[2].strip() and cue[1] >= cue[0]]
        ours = [[cue.start, cue.end, cue.text] for cue in cues]
        again = page.evaluate(READ, webvtt.written(cues)) if cues else []
        different += [] if [cue[:3] for cue in shown] == ours and again == shown else [text]
    assert len(files) > 150
    assert different == []
