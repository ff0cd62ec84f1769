"""Captions as files."""

import pytest

from graph.errors import Invalid
from graph.media import chapters, embeds, webvtt
from graph.media.webvtt import Cue

TALK = """WEBVTT - A talk

NOTE by hand

1
00:00.500 --> 00:02.000 line:0
<v Ada>Rotate the <i>certificates</i>

00:00:02.000 --> 00:00:04.250
before they run out &amp; nobody
sees it.
"""


def test_cues_are_read_with_their_times_and_without_their_marks() -> None:
    assert webvtt.parse(TALK) == (
        Cue(start=0.5, end=2.0, text="Rotate the certificates"),
        Cue(start=2.0, end=4.25, text="before they run out & nobody\nsees it."),
    )


def test_subrip_is_read_too_and_sorted() -> None:
    text = "\ufeff2\r\n00:00:03,000 --> 00:00:04,000\r\nsecond\r\n\r\n1\r\n00:00:01,000 --> 00:00:02,000\r\nfirst\r\n"
    assert [cue.text for cue in webvtt.parse(text)] == ["first", "second"]


def test_what_is_written_is_read_again_as_it_was() -> None:
    cues = webvtt.parse(TALK)
    assert webvtt.parse(webvtt.written(cues)) == cues
    assert webvtt.written(cues).startswith("WEBVTT\n\n00:00:00.500 --> 00:00:02.000 line:0\n<v Ada>Rotate")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("WEBVTT\n\n0:01 --> 0:02\nhm", "Line 3 should look like"),
        ("WEBVTT\n\n00:04.000 --> 00:01.000\nhm", "Line 3 ends before it begins"),
        ("just words", "no captions"),
        ("", "no captions"),
        ("x" * 1_000_001, "1,000,001"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        webvtt.parse(text)
    assert sentence in refused.value.problems["captions"]


@pytest.mark.parametrize(
    ("time", "seconds"),
    [("90", 90), ("1:30", 90), ("1m30s", 90), ("1h", 3600), ("1:02:03", 3723), ("", 0), ("soon", 0), ("9" * 40, 0)],
)
def test_a_point_in_time_is_read_as_people_write_it(time: str, seconds: int) -> None:
    assert chapters.seconds(time) == seconds


def test_chapters_are_lines_that_begin_with_a_time() -> None:
    text = "About keys.\n0:00 Why\n- 1:05 How to rotate\n[1:02:03] - The end\nSee 0:10 for more."
    assert [(one.at, one.title) for one in chapters.of(text)] == [(0, "Why"), (65, "How to rotate"), (3723, "The end")]
    assert chapters.around(text) == "About keys.\nSee 0:10 for more."
    assert chapters.of("0:10 Only a mention") == ()
    assert chapters.of("0:00" + " " * 49_000 + "\n" + "0:01 Then") == ()
    assert chapters.around("0:10 Only a mention") == "0:10 Only a mention"


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0"),
        ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0"),
        ("https://youtube.com/shorts/abc-_1", "https://www.youtube-nocookie.com/embed/abc-_1?rel=0"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://www.ted.com/talks/some_one_talks", "https://embed.ted.com/talks/some_one_talks"),
    ],
)
def test_videos_elsewhere_are_known_by_their_addresses(url: str, player: str) -> None:
    embed = embeds.find(url)
    assert embed is not None
    assert embed.player == player


@pytest.mark.parametrize(
    "url",
    ["", "https://example.com/v", "https://youtube.com/", "https://youtu.be/a%22b", "https://evil.example/youtu.be/a"],
)
def test_other_addresses_are_of_no_site_that_we_know(url: str) -> None:
    assert embeds.find(url) is None


def test_a_player_that_a_site_lent_is_named_by_its_host() -> None:
    embed = embeds.lent("https://courses.example/embed/7")
    assert embed is not None
    assert (embed.provider, embed.origin, embed.at(90)) == (
        "courses.example",
        "https://courses.example",
        "https://courses.example/embed/7",
    )


@pytest.mark.parametrize(
    "player",
    [
        "",
        "http://courses.example/7",
        "javascript:alert(1)",
        "//courses.example/7",
        "https://me:you@courses.example/7",
        "https://courses.example;script-src *;/7",
        "https://localhost/7",
        "https://[::1/7",
        "https://courses.example/" + "7" * 2_000,
    ],
)
def test_a_player_at_an_odd_address_is_not_taken(player: str) -> None:
    assert embeds.lent(player) is None
