"""WebVTT comes out as browsers show it. Each row is of a kind that the public tests of WebVTT have."""

import re

import pytest

from graph.errors import Invalid
from graph.media import cues, webvtt
from graph.media.cues import Cue

SHOWN = "00:01.000 --> 00:02.000"
HEADS = [
    ("WEBVTT\n\n", True),
    ("\ufeffWEBVTT\n\n", True),
    ("WEBVTT \n\n", True),
    ("WEBVTT\t\n\n", True),
    ("WEBVTT about our valves\n\n", True),
    ("WEBVTT\tabout our valves\n\n", True),
    ("WEBVTT\nKind: captions\nLanguage: en\n\n", True),
    ("WEBVTT\n", True),
    ("WEBVTT\n\n\n\n", True),
    ("WEBVTT\r\n\r\n", True),
    ("WEBVTT\r\r", True),
    ("WEBVTT --> not a time\n\n", True),
    ("WEBVTT\n\0 belongs to the header\n", True),
    ("WEBVTTS\n\n", False),
    ("WEBVTT: valves\n\n", False),
    ("WEBVTT\u00a0\n\n", False),
    ("WEBVTT\f\n\n", False),
    ("WEBV\n\n", False),
    ("webvtt\n\n", False),
    (" WEBVTT\n\n", False),
    ("\nWEBVTT\n\n", False),
    ("SUBTITLES\n\n", False),
]
TIMES = [
    ("00:01.000 --> 00:02.000", 1, 2),
    ("00:00:01.000 --> 00:02.000", 1, 2),
    ("00:01.000 --> 00:00:02.000", 1, 2),
    ("0:00:01.000 --> 0:00:02.000", 1, 2),
    ("000:00:01.000 --> 0000:00:02.000", 1, 2),
    ("99:59:59.999 --> 123456:00:00.000", 359_999.999, 444_441_600),
    ("60:00:00.000 --> 60:00:00.001", 216_000, 216_000.001),
    ("00:59.999 --> 59:59.999", 59.999, 3_599.999),
    ("00:01.000-->00:02.000", 1, 2),
    ("   00:01.000   -->   00:02.000   ", 1, 2),
    ("\t\t00:01.000\t-->\t00:02.000\t", 1, 2),
    ("\f00:01.000\f-->\f00:02.000\f", 1, 2),
    ("00:01.000 --> 00:02.000 align:start", 1, 2),
    ("00:01.000 --> 00:02.000align:start", 1, 2),
    ("00:01.000 --> 00:02.000 nonsense", 1, 2),
    ("00:01.000 --> 00:02.000\0", 1, 2),
    ("00:01.000 --> 00:02.000 --> 00:03.000", 1, 2),
]
BAD_TIMES = [
        *("0:01.000 --> 00:02.000", "00:01.000 --> 0:02.000", "000:01.000 --> 00:02.000", "00:1.000 --> 00:02.000"),
        *("00:001.000 --> 00:02.000", "00:01.00 --> 00:02.000", "00:01.0000 --> 00:02.000", "00:01 --> 00:02"),
        *("00:01,000 --> 00:02,000", "00:60.000 --> 01:01.000", "00:01.000 --> 00:60.000", "60:00.000 --> 60:01.000"),
        *("00:60:00.000 --> 01:00:01.000", "00:00:60.000 --> 00:01:01.000", "-00:01.000 --> 00:02.000"),
        *("00:01.000 -> 00:02.000", "00:01.000 -- > 00:02.000", "00:01.000 - --> 00:02.000"),
        *("00:01.000 -a --> 00:02.000", "00:01.000 --a --> 00:02.000"),
        *("00:01.000 ---> 00:02.000", "00:01.000 -->", "--> 00:02.000", "-->", "-->-->", "00:01.000 --> soon"),
        *("soon --> 00:02.000", "00::01.000 --> 00:02.000", "00:01..000 --> 00:02.000", "00:01.000 --> 00:02.0000"),
        *("00:01. --> 00:02.000", ":01.000 --> 00:02.000", "0001.000 --> 00:02.000", "00:01.000\0 --> 00:02.000"),
        *("\x0b00:01.000 --> 00:02.000", "00:01.000\u00a0--> 00:02.000", "00:01.000 -\0-> 00:02.000", "1 --> 2"),
        *("00:0\u0661.000 --> 00:02.000", "0x:01.000 --> 00:02.000", "1e1:00:01.000 --> 00:02.000"),
        *("7\n00:01.000 -> 00:02.000", "valve\n00:01,000 --> 00:02,000"),
        f"{'9' * 5_000}:00:01.000 --> 00:02.000",
    ]  # fmt: skip
AROUND = [
    f"valve\n{SHOWN}\nturn it",
    f" \n{SHOWN}\nturn it",
    f"-- >\n{SHOWN}\nturn it",
    f"->\n{SHOWN}\nturn it",
    f"7\n{SHOWN}\nturn it\n\n8",
    f"NOTE a remark\n\n{SHOWN}\nturn it",
    f"NOTE\nof several\nlines\n\n{SHOWN}\nturn it\n\nNOTE at the end",
    f"NOTE\ta remark\n\n{SHOWN}\nturn it",
    f"NOTE\n{SHOWN}\nturn it",
    f"STYLE\n::cue {{ color: red }}\n\n{SHOWN}\nturn it",
    f"STYLE\n::cue {{ color: red }}\n{SHOWN}\nturn it",
    f"STYLE \t\n::cue(v) {{\n}}\n\n.late {{ }}\n\n{SHOWN}\nturn it",
    f"REGION\nid:below width:40%\n\n{SHOWN} region:below\nturn it",
    f"REGION: id=below width=40%\n\n{SHOWN} region:below\nturn it",
    f"{SHOWN}\nturn it\n\nSTYLE\n::cue {{ color: red }}\n\nREGION\nid:below",
    f"a block without a time\n\n{SHOWN}\nturn it",
    f"an identifier\nof two lines\n{SHOWN}\nturn it",
]
MARKUPS = [
        *(("turn", "turn"), ("turn\nit", "turn\nit"), ("a\0b", "a\ufffdb"), ("1 > 0", "1 > 0"), ("a\tb", "a\tb")),
        # Characters by their names.
        *(("&", "&"), ("&amp", "&"), ("&amp;", "&"), ("&AMP;", "&"), ("&lt;b&gt;", "<b>"), ("a&lrm;b", "a\u200eb")),
        *(("a&rlm;b", "a\u200fb"), ("&quot;", '"'), ("a&nbsp;b", "a\u00a0b"), ("&copy;", "©"), ("&&", "&&")),
        *(("&1;", "&1;"), ("&;", "&;"), ("a&#32;b", "a b"), ("a&#x20;b", "a b"), ("&notin;", "∉"), ("&notit;", "¬it;")),
        *(("&nothing;", "¬hing;"), ("&ClockwiseContourIntegral;", "∲"), ("&nsubE;", "⫅̸"), ("&<c>", "&")),
        ("&amp;lt;", "&lt;"),
        # Words that begin a block elsewhere.
        *(("NOTE is said", "NOTE is said"), ("STYLE\nREGION", "STYLE\nREGION"), ("WEBVTT", "WEBVTT")),
        # Tags, whole and broken.
        *(("<c>a</c>", "a"), ("<c.loud.red>a</c>b", "ab"), ("<i>a<b>b</i>c</b>", "abc"), ("<u>a", "a"), ("a</u>", "a")),
        *(("<v Ada>a</v>", "a"), ("<v.loud Ada Lovelace>a", "a"), ("<v>a", "a"), ("<v\nAda>a", "a")),
        ("<lang en-GB>a</lang>", "a"),
        *(("<x>a</x>", "a"), ("<>a", "a"), ("</>a", "a"), ("< >a", "a"), ("a<b", "a"), ("a<", "a"), ("a</", "a")),
        *(("<c\n>a", "a"), ("</\nc>a", "a"), ("<c/>a", "a"), ("<c<b>a", "a"), ("<.x>a", "a"), ("<C>a", "a")),
        ("<c&gt;>a", "a"),
        *(("<ruby>a<rt>b</rt>c</ruby>d", "abcd"), ("<ruby>a<rt>b", "ab"), ("<rt>a</rt>", "a")),
        ("<ruby>a<rt><b>b</rt>c", "abc"),
        # Times within a cue.
        *(("a<00:01.500>b", "ab"), ("a<00:00:01.500>b", "ab"), ("a<99:00:00.000>b", "ab"), ("a<00:01>b", "ab")),
        *(("a<00:01.500", "a"), ("<0>a", "a"), ("<00:01.500 >a", "a"), ("<00:01.500><c>a</c>", "a")),
    ]  # fmt: skip
SETTINGS = [
    ("align:start position:0%", "align:start position:0%"),
    ("line:79% size:50.5%", "line:79% size:50.5%"),
    ("\tvertical:rl\tline:-1,end ", "vertical:rl line:-1,end"),
    ("position:10%,line-left", "position:10%,line-left"),
    ("region:below align:end", "align:end"),
    ("loud align: :start align:\0 <b> align\0:end", ""),
    ("align:start\n", "align:start"),
    ("align:end\u00a0line:1 size:40%", "size:40%"),
    ("align:end\x0bline:1 size:40%", "size:40%"),
    ("position:5%,line-leftright line:8%%", "position:5%,line-leftright line:8%%"),
]

# test_captions_in_a_browser.py shows the same files to a browser.
FILES = (
    *(f"{head}{SHOWN}\nturn it" for head, _ in HEADS),
    *(f"WEBVTT\n\n{line}\nturn it" for line, *_ in TIMES),
    *(f"WEBVTT\n\n{SHOWN}\nbefore\n\n{line}\nno\n\n00:03.000 --> 00:04.000\nafter" for line in BAD_TIMES),
    *(f"WEBVTT\n\n{text}" for text in AROUND),
    *(f"WEBVTT\n\n{SHOWN}\n{markup}\n" for markup, _ in MARKUPS),
    *(f"WEBVTT\n\n{SHOWN} {settings.strip()}\nturn it" for settings, _ in SETTINGS),
)


def shown(text: str) -> list[tuple[float, float, str]]:
    """Return what a browser shows: times and text. A file in which nothing can be read shows nothing."""
    try:
        return [(cue.start, cue.end, cue.text) for cue in webvtt.parse(text)]
    except Invalid:
        return []


@pytest.mark.parametrize(("head", "is_webvtt"), HEADS)
def test_the_first_line_says_what_the_file_is(head: str, is_webvtt: bool) -> None:
    assert shown(f"{head}{SHOWN}\nturn it") == [(1, 2, "turn it")] * is_webvtt


@pytest.mark.parametrize(
    "text", ["", "WEBVTT", "WEBVTT ", "WEBVTT\n", "WEBVTT\n\n", f"WEBVTT {SHOWN}\nno", "WEBVTT\n\n-->"]
)
def test_a_file_without_captions_shows_nothing(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_machine(line_end: str) -> None:
    text = f"WEBVTT\n\none\n{SHOWN}\nturn\nit\n\ntwo\n00:03.000 --> 00:04.000\nnow\n".replace("\n", line_end)
    assert shown(text) == [(1, 2, "turn\nit"), (3, 4, "now")]


def test_line_feed_and_carriage_return_are_two_lines() -> None:
    assert shown(f"WEBVTT\n\nturn\n\r{SHOWN}\nit\n\r\n00:03.000 --> 00:04.000\rnow") == [(1, 2, "it"), (3, 4, "now")]


@pytest.mark.parametrize(("line", "start", "end"), TIMES)
def test_these_times_are_read(line: str, start: float, end: float) -> None:
    assert shown(f"WEBVTT\n\n{line}\nturn it") == [(pytest.approx(start), pytest.approx(end), "turn it")]


@pytest.mark.parametrize("line", BAD_TIMES)
def test_these_times_are_not_and_only_their_own_words_are_left_out(line: str) -> None:
    text = f"WEBVTT\n\n{SHOWN}\nbefore\n\n{line}\nno\n\nno\n\n00:03.000 --> 00:04.000\nafter"
    assert shown(text) == [(1, 2, "before"), (3, 4, "after")]


def test_what_has_a_bad_time_is_said_with_its_line() -> None:
    found = webvtt.read(f"WEBVTT\n\n{SHOWN}\nturn it\n\n00:02.000 --> 00:60.000\nno\n\n00:04.000 --> 00:03.000\nno")
    assert len(found.cues) == 1
    assert found.left_out == (
        "Line 6 should look like 00:01.000 --> 00:04.000; it is '00:02.000 --> 00:60.000'.",
        "Line 9 ends before it begins.",
    )


@pytest.mark.parametrize("text", AROUND)
def test_what_stands_around_cues_is_not_shown(text: str) -> None:
    assert shown(f"WEBVTT\n\n{text}") == [(1, 2, "turn it")]


@pytest.mark.parametrize(
    "between", ["", "\n", "\n\n\n", "\nthe next\n", "the next\n", "-->\n", "over-->\n", "--->\n", "-->-->\n"]
)
def test_a_cue_ends_before_the_next_time(between: str) -> None:
    found = shown(f"WEBVTT\n\n{SHOWN}\nturn it\n{between}00:03.000 --> 00:04.000\nnow")
    # Without an empty line, an identifier can't be told from the text before it.
    words = "turn it\nthe next" if between == "the next\n" else "turn it"
    assert found == [(1, 2, words), (3, 4, "now")]


def test_words_after_an_empty_line_are_kept_although_browsers_drop_them() -> None:
    text = f"WEBVTT\n\n{SHOWN}\n\nfirst\n\n<i>second</i>\n\n2\n\n00:03.000 --> 00:04.000\nnow"
    assert shown(text) == [(1, 2, "first\nsecond"), (3, 4, "now")]
    assert webvtt.parse(webvtt.written(webvtt.parse(text))) == webvtt.parse(text)


@pytest.mark.parametrize(("markup", "text"), MARKUPS)
def test_a_cue_shows_its_text_without_marks(markup: str, text: str) -> None:
    found = webvtt.parse(f"WEBVTT\n\n{SHOWN}\n{markup}\n")
    assert [cue.text for cue in found] == [text]
    # What we write is shown the same, and keeps the marks.
    again = webvtt.parse(webvtt.written(found))
    assert [(cue.text, cue.markup) for cue in again] == [(text, found[0].markup)]


@pytest.mark.parametrize("markup", ["<b></b>", "<v Ada>", "<c.loud>", " ", "&#32;"])
def test_a_cue_that_shows_nothing_is_none(markup: str) -> None:
    assert shown(f"WEBVTT\n\n{SHOWN}\n{markup}\n") == []


def test_marks_of_another_format_are_left_out() -> None:
    assert shown(f"WEBVTT\n\n{SHOWN}\n{{\\an8}}Turn {{\\i1}}it\n{{\\fad(1,2)}}\n") == [(1, 2, "Turn it\n")]


def test_who_speaks_is_in_the_transcript_but_not_on_the_picture() -> None:
    (cue,) = webvtt.parse(f"WEBVTT\n\n{SHOWN}\n<v Ada>Turn it.</v> <v.loud Grace Hopper><i>Now?</i></v>")
    assert (cue.text, cue.spoken) == ("Turn it. Now?", "Ada: Turn it. Grace Hopper: Now?")
    assert "<v Ada>Turn it.</v>" in webvtt.written([cue])


@pytest.mark.parametrize("words", ["if a < b, turn it", "<laughs> turn it", "press <Ctrl+C>"])
def test_words_that_look_like_a_tag_are_named(words: str) -> None:
    (sentence,) = webvtt.read(f"WEBVTT\n\n1\n{SHOWN}\n{words}").left_out
    assert re.match(r"The caption at line 4 doesn't show '<.*'\. Write &lt; instead of <\.", sentence)


@pytest.mark.parametrize(("settings", "kept"), SETTINGS)
def test_where_words_stand_is_kept(settings: str, kept: str) -> None:
    (cue,) = webvtt.parse(f"WEBVTT\n\n{SHOWN} {settings}\nturn it")
    assert cue.settings == kept
    assert f"00:00:01.000 --> 00:00:02.000 {kept}".rstrip() + "\nturn it\n" in webvtt.written([cue])


def test_of_cues_that_begin_together_the_longer_one_is_first() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n00:01.000 --> 00:03.000\nb\n\n00:01.000 --> 00:03.000\nc"
    assert shown(text) == [(1, 3, "b"), (1, 3, "c"), (1, 2, "a")]


def test_a_caption_that_repeats_the_one_before_is_shown_whole() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nturn it\n\n00:02.000 --> 00:03.000\nturn it\nnow"
    assert shown(text) == [(1, 2, "turn it"), (2, 3, "turn it\nnow")]


def test_a_cue_of_no_length_is_shown_until_the_next_one() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:01.000\na\n\n00:01.500 --> 00:01.500\nb\n\n00:09.000 --> 00:09.000\nc"
    assert shown(text) == [(1, 1.5, "a"), (1.5, 3.5, "b"), (9, 11, "c")]
    assert cues.settled([Cue(start=1, end=1, text="a"), Cue(start=1, end=1, text=" ")]) == [
        Cue(start=1, end=3, text="a")
    ]
