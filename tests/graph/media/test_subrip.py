"""SubRip is read as players read it, and automatic captions that roll are read once."""

import time

import pytest

from graph.errors import Invalid
from graph.media import encodings, webvtt

ONE, TWO = "00:00:01,000 --> 00:00:02,000", "00:00:03,000 --> 00:00:04,000"


def words(text: str) -> list[str]:
    return [cue.text for cue in webvtt.parse(text)]


@pytest.mark.parametrize(
    "text",
    [
        f"1\n{ONE}\nOne\n\n2\n{TWO}\nTwo\n",
        f"1\n{ONE}\nOne\n2\n{TWO}\nTwo",
        f"{ONE}\nOne\n\n{TWO}\nTwo\n",
        f"{ONE}\nOne\n{TWO}\nTwo\n",
        f"1\n\n{ONE}\n\nOne\n\n2\n\n{TWO}\n\nTwo\n\n",
        f"\n\n1\n{ONE}\nOne\n\n\n\n2\n{TWO}\nTwo\n",
        f"\ufeff1\r\n{ONE}\r\nOne\r\n\r\n2\r\n{TWO}\r\nTwo\r\n",
        f"1\r{ONE}\rOne\r\r2\r{TWO}\rTwo\r",
        f"7\n{ONE}\nOne\n\n7\n{TWO}\nTwo\n",
        f"{ONE}\nOne\n\n2\n{TWO}\nTwo\n\n3\n",
        f"1 \n {ONE} \n One \n \n2 \n {TWO} \n Two \n",
        f"2\n{TWO}\nTwo\n\n1\n{ONE}\nOne\n",
        f"1\n{ONE} X1:100 X2:200 Y1:1 Y2:9\nOne\n\n2\n{TWO} align:start\nTwo\n",
        f"1\n{ONE.replace(',', '.')}\nOne\n\n2\n{TWO.replace(',', '.')}\nTwo\n",
        "1\n0:0:1,0 --> 0:0:2,0\nOne\n\n2\n0:00:03 --> 0:00:04\nTwo\n",
        "00:01.000 --> 00:02.000\nOne\n\n0:03.000 -> 0:04.000\nTwo\n",
        "1\n00 : 00 : 01 , 000 --> 00:00:02,000\nOne\n\n2\n00:00:03:000 \u2014> 00:00:04:000\nTwo\n",
        f"1\n{ONE}\nOne\n\n2\n{TWO}\n\n3\n{TWO}\nTwo\n",
        f"1\n{ONE}\n\0One\n\n2\n{TWO}\nTwo\n",
    ],
)
def test_the_same_two_captions_are_read_from_all_of_these(text: str) -> None:
    assert [(cue.start, cue.end, cue.text) for cue in webvtt.parse(text)] == [(1, 2, "One"), (3, 4, "Two")]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("First\n\nSecond", "First\nSecond"),
        ("First\n\n\n \nSecond\n\nThird", "First\nSecond\nThird"),
        ("{\\an8}At the top", "At the top"),
        ("{\\pos(192,230)}{\\fad(1,2)}Elsewhere{\\i1}, slanted{\\i0}", "Elsewhere, slanted"),
        ("{Y:i}Slanted", "Slanted"),
        ("Use {braces}", "Use {braces}"),
        ('<font color="#fff" size=3>White</font> <b>bold</b><I>slanted</I> <u>under</u>', "White boldslanted under"),
        ("One<br>Two<br />Three", "One\nTwo\nThree"),
        ("if a < b and b > c", "if a < b and b > c"),
        ("a List<String> and <laughs>", "a List<String> and <laughs>"),
        ("<v Ada>Hello", "Ada: Hello"),
        ("a<00:00:01.500><c> b</c>", "a b"),
        ("R&amp;D &lt;b&gt; &#39;x&#x27; AT&T &unknown;", "R&D <b> 'x' AT&T &unknown;"),
        ("from a --> b", "from a --> b"),
        ("1984", "1984"),
        ("In the year\n1984", "In the year\n1984"),
        ("  many   spaces\u00a0here ", "many spaces here"),
    ],
)
def test_words_are_shown_without_marks(body: str, text: str) -> None:
    found = webvtt.parse(f"1\n{ONE}\n{body}\n\n2\n{TWO}\nTwo")
    assert found[0].text == text
    assert webvtt.parse(webvtt.written(found)) == found


def test_a_cue_of_no_length_is_taken() -> None:
    text = f"1\n{ONE}\nOne\n\n2\n00:00:02,000 --> 00:00:02,000\nTwo, of no length\n\n3\n{TWO}\nThree"
    assert [(cue.start, cue.end) for cue in webvtt.parse(text)] == [(1, 2), (2, 3), (3, 4)]


@pytest.mark.parametrize("beginning", ["A talk\n\n", "webvtt\n\n", "WEBVTTS\n\n", "1\nOne\n"])
def test_a_file_that_begins_with_something_else_is_refused_with_the_line(beginning: str) -> None:
    with pytest.raises(Invalid) as refused:
        webvtt.parse(f"{beginning}{ONE}\nOne")
    line = 2 if beginning.startswith("1") else 1
    assert f"Line {line} is '{beginning.split()[line - 1]}" in refused.value.problems["captions"]


def test_a_number_stays_where_captions_are_not_numbered() -> None:
    assert words(f"{ONE}\n1984\n{TWO}\nTwo") == ["1984", "Two"]
    assert words(f"{ONE}\nIn\n1984\n{TWO}\n3") == ["In\n1984", "3"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("00:00:05,000 --> 00:00:04,000", "Line 6 ends before it begins."),
        (
            "00:00:05,000 --> soon",
            "Line 6 should look like 00:00:01,000 --> 00:00:04,000; it is '00:00:05,000 --> soon'.",
        ),
        ("00:05 --> ", "Line 6 should look like 00:00:01,000 --> 00:00:04,000; it is '00:05 -->'."),
    ],
)
def test_a_caption_whose_time_cannot_be_read_is_passed_over_and_said(line: str, sentence: str) -> None:
    found = webvtt.read(f"1\n{ONE}\nOne\n\n2\n{line}\nno\n\nno\n\n3\n{TWO}\nTwo")
    assert ([cue.text for cue in found.cues], found.left_out) == (["One", "Two"], (sentence,))


@pytest.mark.parametrize(
    ("content", "language", "text"),
    [
        ("Schlüssel".encode(), "de", "Schlüssel"),
        ("\ufeffSchlüssel".encode(), "de", "Schlüssel"),
        ("Schlüssel".encode("utf-16"), "de", "Schlüssel"),
        (b"\xfe\xff" + "Schlüssel".encode("utf-16-be"), "de", "Schlüssel"),
        ("1\nSchlüssel".encode("utf-16-le"), "de", "1\nSchlüssel"),
        ("1\nSchlüssel".encode("utf-16-be"), "de", "1\nSchlüssel"),
        ("“Schlüssel” 5 €".encode("windows-1252"), "de", "“Schlüssel” 5 €"),
        ("Поверните кран".encode("windows-1251"), "ru", "Поверните кран"),
        ("Ћирилица".encode("windows-1251"), "sr", "Ћирилица"),
        ("Okreni ključ žurno".encode("windows-1250"), "sr-Latn-RS", "Okreni ključ žurno"),
        ("Γύρισε".encode("windows-1253"), "el-GR", "Γύρισε"),
        ("バルブ".encode("cp932"), "ja", "バルブ"),
        ("打开阀门".encode("gb18030"), "zh-Hans", "打开阀门"),
        ("打開閥門".encode("big5"), "zh-Hant-TW", "打開閥門"),
        (b"\x81 broken \xff", "en", "\ufffd broken ÿ"),
    ],
)
def test_a_file_is_read_in_the_encoding_of_older_programs(content: bytes, language: str, text: str) -> None:
    assert encodings.decoded(content, language) == text


ROLLING = """WEBVTT

00:00:00.100 --> 00:00:02.000 align:start position:0%
 \nclose<00:00:00.500><c> the</c><00:00:01.000><c> lid</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
close the lid
 \n
00:00:02.010 --> 00:00:04.000 align:start position:0%
close the lid
then<00:00:03.000><c> start</c>
"""


def test_automatic_captions_that_roll_say_each_line_once() -> None:
    assert [(cue.start, cue.end, cue.text) for cue in webvtt.parse(ROLLING)] == [
        (0.1, 2.01, "close the lid"),
        (2.01, 4.0, "then start"),
    ]


@pytest.mark.parametrize(
    ("bodies", "said"),
    [
        (["A", "A\nB", "B\nC", "C\nD"], ["A", "B", "C", "D"]),
        (["A\nB", "B\nC", "C\nD"], ["A\nB", "C", "D"]),
        (["A", "A\nB", "A\nB\nC", "B\nC\nD"], ["A", "B", "C", "D"]),
        (["A", "A", "A\nB", "B"], ["A", "B"]),
        (["close", "close the", "close the lid", "close the lid\nthen"], ["close the lid", "then"]),
        (["A\nclose", "A\nclose the lid", "close the lid\nthen"], ["A\nclose the lid", "then"]),
        # A refrain, and lines that happen to be alike, are no captions that roll.
        (["Stop.", "Stop.\nNow."], ["Stop.", "Stop.\nNow."]),
        (["La la", "La la", "La la"], ["La la", "La la", "La la"]),
        (["No.", "No.\nYes.", "Who?", "Me.", "Why?", "So."], ["No.", "No.\nYes.", "Who?", "Me.", "Why?", "So."]),
    ],
)
def test_lines_are_repeated_only_where_people_say_them_twice(bodies: list[str], said: list[str]) -> None:
    text = "\n\n".join(f"00:0{at}.000 --> 00:0{at + 1}.000\n{body}" for at, body in enumerate(bodies))
    assert words(text) == said


def test_the_same_line_after_a_pause_is_said_again() -> None:
    assert words("00:01.000 --> 00:02.000\nA\n\n00:05.000 --> 00:06.000\nA\nB") == ["A", "A\nB"]


@pytest.mark.parametrize(
    "body", ["<" * 900_000, "<v." * 300_000, "{\\" * 400_000, "1\n" * 400_000, "a -->\n" * 150_000]
)
@pytest.mark.parametrize("head", [f"1\n{ONE}\n", "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n"])
def test_hostile_captions_take_little_time(head: str, body: str) -> None:
    begin = time.process_time()
    assert len(webvtt.parse(head + body)) == 1
    assert time.process_time() - begin < 5
