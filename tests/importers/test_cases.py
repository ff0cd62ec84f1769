"""What forums and spreadsheet programs export, as people have reported it: odd texts, private topics, cut emoji."""

import gzip
import json
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from graph import driver
from graph.errors import NotFound
from graph.ids import PersonId, PostId, QuestionId
from graph.imports import keys
from graph.imports.taxonomies import Taxonomy
from graph.posts import questions
from graph.settings import Settings
from graph.skills import naming
from graph.viewers import EVERYONE, Viewer
from webapp.importers import forum, forum_texts, tables, word_lists
from webapp.importers.cqa_loading import CqaLoading
from webapp.importers.dump import Progress
from webapp.importers.loading import Loading
from webapp.importers.report import Report
from webapp.tables import rows

CASES = Path(__file__).parents[1] / "fixtures" / "cases" / "imports"
FORUM = "forum.example.org"
READER = Viewer(id=PersonId("a reader"), audiences=(EVERYONE,))
POST = {"post_type": 1, "username": "rosa", "created_at": "2024-01-10T10:00:00.000Z"}


def from_forum(place: Path, folder: Path) -> Report:
    with Report(folder / "report.txt") as report:
        forum.load(place, site=FORUM, report=report)
    return report


def topic(folder: Path, **more: object) -> Path:
    """Write a topic with a question and an answer, and these fields in addition."""
    posts = [POST | {"id": 1, "post_number": 1, "cooked": "<p>Q</p>"}, POST | {"id": 2, "post_number": 2, "raw": "A"}]
    path = folder / "topic.json"
    path.write_text(json.dumps({"id": 7, "title": "Which pump?", "post_stream": {"posts": posts}} | more))
    return path


def question(number: str, *, site: str = FORUM) -> questions.QuestionPage:
    id = QuestionId(PostId(keys.id_of(keys.key(site, "question", number))))
    return questions.show(id, viewer=READER)


def unseen(_bytes: int) -> None:
    """Take the progress of an import."""


def quiet(_label: str, _size: int) -> AbstractContextManager[Progress]:
    return nullcontext(unseen)


def everything() -> str:
    return json.dumps(driver.read("MATCH (node) RETURN properties(node) AS properties"), default=str)


def test_a_topic_is_as_its_forum_shows_it(graph: Settings, tmp_path: Path) -> None:
    from_forum(CASES / "discourse" / "501.json", tmp_path)
    asked = question("501")
    assert "It stopped 🙂 and" in asked.post.html
    for address in ("u/tomas", "t/pump-list/77/3", "uploads/default/original/1X/aa.png"):
        assert f'href="https://forum.example.org/{address}"' in asked.post.html
    assert 'href="https://example.org/manual"' in asked.post.html
    assert not [words for words in ("slight_smile", "75.8 KB", "1920") if words in asked.post.html]
    answer, thanks = (one.html for one in asked.answers)
    assert "<p>rosa:</p>" in answer.replace("\n", "")
    assert "avatar" not in answer
    assert "Thanks 👍" in thanks
    assert "https://forum.example.org/uploads/short-url/k3jQ.png" in thanks
    assert not [mark for mark in ("[quote", "spoiler", "690x388", "upload://") if mark in thanks]


def test_what_an_author_deleted_is_left_out_and_counted(graph: Settings, tmp_path: Path) -> None:
    report = from_forum(CASES / "discourse" / "501.json", tmp_path)
    assert (report.added["answer"], report.unused["deleted posts"]) == (2, 1)


def test_a_private_message_never_becomes_public(graph: Settings, tmp_path: Path) -> None:
    (tmp_path / "502.json").write_bytes((CASES / "discourse" / "502.json").read_bytes())
    later = {
        "id": 502,
        "post_stream": {"posts": [POST | {"id": 9, "post_number": 3, "username": "eve", "raw": "Psst"}]},
    }
    (tmp_path / "0.json").write_text(json.dumps(later))
    report = from_forum(tmp_path, tmp_path)
    assert not sum(report.added.values())
    assert report.unused["private messages and topics"] == 1
    assert report.unused["posts of topics that aren't for everyone"] == 1
    assert not [words for words in ("61000", "Salary", "Psst", "rosa", "eve") if words in everything()]


@pytest.mark.parametrize(
    "kind",
    [
        {"archetype": "Private_Message"},
        {"archetype": "something new"},
        {"visible": False},
        {"deleted_at": "2024-01-10T10:00:00.000Z"},
        {"details": {"allowed_users": [{"id": 1}]}},
    ],
)
def test_a_topic_that_not_everyone_can_read_stays_there(
    graph: Settings, tmp_path: Path, kind: dict[str, object]
) -> None:
    report = from_forum(topic(tmp_path, **kind), tmp_path)
    assert (sum(report.added.values()), sum(report.unused.values())) == (0, 1)
    assert not report.broken


@pytest.mark.parametrize(
    "post",
    [
        {"hidden": True},
        {"cooked_hidden": True},
        {"deleted_at": "2024-01-10T10:00:00.000Z"},
        {"post_type": 4},
        {"post_type": 3},
        {"cooked": "<p>(post deleted by author)</p>"},
        {"cooked": "<p>(post withdrawn by author, will be automatically deleted in 24 hours unless flagged)</p>"},
    ],
)
def test_a_first_post_that_is_not_for_everyone_takes_its_topic_along(
    graph: Settings, tmp_path: Path, post: dict[str, object]
) -> None:
    first = POST | {"id": 1, "post_number": 1, "cooked": "<p>Secret</p>"} | post
    answer = POST | {"id": 2, "post_number": 2, "cooked": "<p>As you say, secret</p>"}
    report = from_forum(topic(tmp_path, post_stream={"posts": [first, answer]}), tmp_path)
    assert not sum(report.added.values())
    assert report.unused["topics whose first post is left out"] == 1
    with pytest.raises(NotFound):
        question("7")


def test_half_an_emoji_costs_no_post(graph: Settings, tmp_path: Path) -> None:
    report = from_forum(CASES / "discourse" / "503.json", tmp_path)
    assert not report.broken
    asked = question("503").post
    assert (asked.title, "here: \ufffd and" in asked.html) == ("Cut emoji \ufffd", True)


def test_no_word_of_a_long_title_is_lost(graph: Settings, tmp_path: Path) -> None:
    from_forum(CASES / "discourse" / "506.json", tmp_path)
    asked = question("506").post
    assert (len(asked.title) <= 150, asked.title.endswith("…"), "at once END" in asked.html) == (True, True, True)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"id": 1' + "0" * 6_000 + "}", "PK\x03\x04", '{"id": 1e999}'])
def test_a_file_that_is_no_topic_is_named(graph: Settings, tmp_path: Path, text: str) -> None:
    (tmp_path / "odd.json").write_text(text)
    assert dict(from_forum(tmp_path / "odd.json", tmp_path).broken) == {"odd.json": 1}


def test_the_additions_of_a_forum_become_markdown() -> None:
    quoted = '[quote="a, post:1, topic:2"]\n[quote="b"]\nin\n[/quote]\nout\n[/quote]\n'
    read = forum_texts.from_raw(f"{quoted}`:+1:` :wave:t3: :flag_de: at 10:30:20", site="x")
    lines = [line for line in read.split("\n") if line]
    assert lines == ["> a:", ">", "> > b:", "> >", "> > in", ">", "> out", "`:+1:` 👋🏼 🇩🇪 at 10:30:20"]


def test_pictures_inside_a_text_leave_their_words() -> None:
    picture = "data:image/png;base64,AAAA"
    assert forum_texts.from_cooked(f'<p>a <img src="{picture}" alt="dot"> b</p>', site="x") == "a dot b"
    assert forum_texts.from_raw(f"a ![dot]({picture}) b", site="x") == "a dot b"


def test_a_line_with_half_an_emoji_comes_in_like_the_others(graph: Settings, tmp_path: Path) -> None:
    with Report(tmp_path / "report.txt") as report:
        CqaLoading(CASES / "cqa" / "lines.jsonl", site="lines", report=report, watch=quiet).run()
    assert (report.added["question"], dict(report.broken)) == (2, {})
    assert question("1", site="lines").post.title == "Half an emoji \ufffd"


def test_a_compressed_file_that_is_cut_off_is_named(graph: Settings, tmp_path: Path) -> None:
    whole = gzip.compress((CASES / "cqa" / "lines.jsonl").read_bytes() * 50)
    (tmp_path / "cut.jsonl").write_bytes(whole[: len(whole) // 2])
    with Report(tmp_path / "report.txt") as report:
        CqaLoading(tmp_path / "cut.jsonl", site="lines", report=report, watch=quiet).run()
    assert "the compressed file is damaged from here on" in (tmp_path / "report.txt").read_text()


def test_control_characters_in_a_dump_cost_no_row(graph: Settings, tmp_path: Path) -> None:
    with Report(tmp_path / "report.txt") as report, ProcessPoolExecutor(1) as pool:
        dump = CASES / "stackexchange"
        Loading(dump, name="pumps.example", report=report, watch=quiet, pool=pool).run(as_if_today=False)
    assert [report.added[kind] for kind in ("person", "question", "answer", "comment")] == [2, 2, 3, 1]
    asked = question("1", site="pumps.example")
    assert "Press ⌘-1 for" in asked.answers[0].html
    assert [one.author.name for one in asked.answers if one.author] == ["Tom"]
    assert 'href="https://pumps.example/questions/77/older"' in asked.post.html
    assert 'href="https://meta.example.com/q/9"' in asked.post.html


def table(path: Path, folder: Path) -> Report:
    tables.check(path)
    with Report(folder / "report.txt") as report:
        tables.load(path, site="table", report=report)
    return report


def test_a_quote_that_is_never_closed_costs_one_row(graph: Settings, tmp_path: Path) -> None:
    report = table(CASES / "csv" / "unclosed-quote.csv", tmp_path)
    assert (report.added["tip"], dict(report.broken)) == (4, {"unclosed-quote.csv": 1})
    assert "unclosed-quote.csv, line 3: has a quote that is not closed" in (tmp_path / "report.txt").read_text()


@pytest.mark.parametrize("name", ["semicolons", "tabs"])
def test_tables_of_spreadsheet_programs_are_read(graph: Settings, tmp_path: Path, name: str) -> None:
    report = table(CASES / "csv" / f"{name}.csv", tmp_path)
    assert (report.added["tip"], dict(report.broken)) == (1, {})


def test_skills_between_semicolons_are_several(graph: Settings, tmp_path: Path) -> None:
    table(CASES / "csv" / "skills-semicolons.csv", tmp_path)
    assert [naming.skill(name, viewer=READER) for name in ("kafka", "java", "sql")] == ["kafka", "java", "sql"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("sep=;\r\ntitle;body\r\na;b\r\n".encode("utf-16"), [(3, "a", "b")]),
        (b'title,body\nA,"open\nB,"closed"\nC,"d\ne"\n', [(3, "B", "closed"), (5, "C", "d\ne")]),
        (b'title,body\rA,b\r\rC,"d""e"\r', [(2, "A", "b"), (4, "C", 'd"e')]),
        (b"title|body\nA|b\n", [(2, "A", "b")]),
    ],
)
def test_rows_are_found_again_after_a_broken_one(
    tmp_path: Path, content: bytes, expected: list[tuple[int, str, str]]
) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    read = rows.read(path, broken=lambda _file, _line, _reason: None)
    assert [(line.number, line.fields["title"], line.fields["body"]) for line in read] == expected


def test_names_that_are_alike_for_long_are_concepts_of_their_own(graph: Settings, tmp_path: Path) -> None:
    said = Taxonomy(name="long", title="Long", version="", licence="", attribution="", url="")
    with Report(tmp_path / "report.txt") as report:
        word_lists.Table(CASES / "taxonomy-long-names.csv", said, report=report).load(lambda _bytes: None)
    assert (report.added["concept"], sum(report.unused.values())) == (11, 0)
