"""Questions with their answers, one JSON object per line, some of them broken."""

import gzip
from contextlib import nullcontext
from pathlib import Path

import pytest

from graph import driver
from graph.ids import PersonId, PostId, QuestionId
from graph.imports import keys
from graph.posts import questions
from graph.settings import Settings
from graph.viewers import EVERYONE, Viewer
from webapp.importers.cqa_loading import CqaLoading
from webapp.importers.report import Report

FILE = Path(__file__).parents[1] / "fixtures" / "cqa" / "questions.jsonl"
SITE = "streams.example"
READER = Viewer(id=PersonId("a reader"), audiences=(EVERYONE,))


def load(file: Path, folder: Path) -> Report:
    with Report(folder / "report.txt") as report:
        CqaLoading(file, site=SITE, report=report, watch=lambda _label, _size: nullcontext(lambda _: None)).run()
    return report


def question(number: str) -> questions.QuestionPage:
    return questions.show(QuestionId(PostId(keys.id_of(keys.key(SITE, "question", number)))), viewer=READER)


def test_questions_come_with_their_answers_authors_and_skills(graph: Settings, tmp_path: Path) -> None:
    load(FILE, tmp_path)
    shown = question("1")
    assert [skill.slug for skill in shown.post.skills] == ["deployment", "kafka"]
    assert shown.post.author.name == "user1"
    assert [(one.author.name, one.score, one.is_accepted) for one in shown.answers] == [
        ("user3", 4, True),
        ("user2", 1, False),
    ]


def test_an_answer_of_nobody_known_is_kept(graph: Settings, tmp_path: Path) -> None:
    load(FILE, tmp_path)
    assert [answer.author for answer in question("2").answers] == [None]


def test_every_line_that_cannot_be_read_is_named_with_the_reason(graph: Settings, tmp_path: Path) -> None:
    load(FILE, tmp_path)
    said = (tmp_path / "report.txt").read_text()
    for line, reason in (
        (3, "not JSON"),
        (4, "title is missing"),
        (5, "ts is not a number of seconds since 1970"),
        (6, "tags is not a list"),
        (7, "An answer is not an object"),
    ):
        assert f"questions.jsonl, line {line}: {reason}\n" in said
    assert "invalid rows: 5 in questions.jsonl" in said


def test_a_second_import_changes_nothing(graph: Settings, tmp_path: Path) -> None:
    load(FILE, tmp_path)
    before = driver.read("MATCH (node) RETURN count(node) AS nodes, sum(COUNT { (node)--() }) AS ties")
    report = load(FILE, tmp_path)
    assert (report.added["question"], report.known["question"]) == (0, 2)
    assert driver.read("MATCH (node) RETURN count(node) AS nodes, sum(COUNT { (node)--() }) AS ties") == before


@pytest.mark.parametrize("name", ["questions.jsonl.gz", "questions"])
def test_a_compressed_file_is_read_whatever_its_name(graph: Settings, tmp_path: Path, name: str) -> None:
    packed = tmp_path / name
    packed.write_bytes(gzip.compress(FILE.read_bytes()))
    assert load(packed, tmp_path).added["answer"] == 3
