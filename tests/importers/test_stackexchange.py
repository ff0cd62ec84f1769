"""A small dump in the official format, with some invalid content."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import pytest

from graph import cards, driver
from graph.editing import duplicates
from graph.ids import PersonId, SkillSlug
from graph.imports import keys, replies
from graph.posts import questions
from graph.settings import Settings
from graph.skills import skills
from graph.viewers import EVERYONE, Viewer
from webapp.importers import conversion
from webapp.importers.loading import Loading
from webapp.importers.report import Report

DUMP = Path(__file__).parents[1] / "fixtures" / "stackexchange"
SITE = "streams.example"
READER = Viewer(id=PersonId("a reader"), audiences=(EVERYONE,))


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    with conversion.pool() as pool:
        yield pool


def load(pool: ProcessPoolExecutor, folder: Path) -> Report:
    with Report(folder / "report.txt") as report:
        Loading(DUMP, name=SITE, report=report, watch=lambda _label, _size: nullcontext(lambda _: None), pool=pool).run(
            as_if_today=False
        )
    return report


def question(number: str) -> questions.QuestionPage:
    id = questions.QuestionId(cards.PostId(keys.id_of(keys.key(SITE, "question", number))))
    return questions.show(id, viewer=READER)


def everything() -> list[dict[str, object]]:
    return driver.read(
        """
        MATCH (node)
        WHERE NOT node:Migration
        RETURN labels(node) AS labels, properties(node) AS properties, COUNT { (node)--() } AS ties
        ORDER BY coalesce(node.import_key, node.slug, node.site)
        """
    )


def test_authors_dates_scores_and_the_accepted_answer_are_kept(
    graph: Settings, pool: ProcessPoolExecutor, tmp_path: Path
) -> None:
    load(pool, tmp_path)
    shown = question("10")
    assert (shown.post.author.name, shown.post.score, shown.post.posted_at.isoformat()) == (
        "Grace",
        5,
        "2018-03-01T10:00:00+00:00",
    )
    assert [(answer.author.name, answer.score, answer.is_accepted) for answer in shown.answers] == [("Ada", 7, True)]
    assert [comment.author.name for comment in shown.answers[0].comments.newest] == ["Grace"]


def test_every_post_says_where_it_comes_from(graph: Settings, pool: ProcessPoolExecutor, tmp_path: Path) -> None:
    load(pool, tmp_path)
    sources = (question("10").post.source, question("12").answers[0].source)
    assert [(one.url, one.author, one.licence) for one in sources] == [
        (f"https://{SITE}/q/10", "Grace", "CC BY-SA 3.0"),
        (f"https://{SITE}/a/13", "somebody", "CC BY-SA 4.0"),
    ]


def test_code_lists_links_and_formulas_are_kept(graph: Settings, pool: ProcessPoolExecutor, tmp_path: Path) -> None:
    load(pool, tmp_path)
    shown = question("10")
    assert "<code>deploy</code>" in shown.post.html
    assert "L_{max}" in shown.post.html
    assert shown.post.html.count("<li>") == 2
    assert 'href="https://example.com/docs"' in shown.answers[0].html
    assert "retry(3)" in shown.answers[0].html


def test_tags_become_skills_and_duplicates_links(graph: Settings, pool: ProcessPoolExecutor, tmp_path: Path) -> None:
    load(pool, tmp_path)
    assert [other.title for other in duplicates.of(question("12").post.id, viewer=READER).originals] == [
        "Why does it lag?"
    ]
    shown = skills.show(SkillSlug("kafka"), viewer=READER)
    assert "A log that many write to." in shown.summary
    assert [tag.name for tag in question("10").post.skills] == ["kafka", "streams"]


def test_a_second_run_changes_nothing(graph: Settings, pool: ProcessPoolExecutor, tmp_path: Path) -> None:
    load(pool, tmp_path)
    once = everything()
    again = load(pool, tmp_path)
    assert everything() == once
    assert sum(again.added.values()) == 0


def test_a_run_that_was_cut_off_goes_on(
    graph: Settings, pool: ProcessPoolExecutor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(replies, "answer", fail)
        with pytest.raises(ConnectionError):
            load(pool, tmp_path)
    load(pool, tmp_path)
    assert [answer.is_accepted for answer in question("10").answers] == [True]
    assert [comment.html for comment in question("10").answers[0].comments.newest] == [
        "<p>This helped, thank you.</p>\n"
    ]


def test_broken_rows_are_counted_and_named(graph: Settings, pool: ProcessPoolExecutor, tmp_path: Path) -> None:
    report = load(pool, tmp_path)
    written = (tmp_path / "report.txt").read_text()
    for place in ("Posts.xml, line 7", "Posts.xml, line 8", "Comments.xml, line 4", "Users.xml, line 6"):
        assert place in written
    assert any("invalid rows" in line for line in report.lines())
