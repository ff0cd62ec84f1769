"""Topics of a Discourse forum as it exports them, with some invalid content."""

import json
from pathlib import Path

from graph import cards
from graph.imports import keys
from graph.posts import questions
from tests.company import Company
from webapp.importers import forum
from webapp.importers.report import Report

SITE = "forum.example.com"


def post(number: int, **more: object) -> dict[str, object]:
    return {
        "id": 100 + number,
        "post_number": number,
        "post_type": 1,
        "username": "barbara" if number == 1 else "frances",
        "name": "Barbara" if number == 1 else "",
        "cooked": f"<p>Post <code>{number}</code></p>",
        "created_at": f"2023-01-0{number}T10:00:00.000Z",
        "actions_summary": [{"id": 2, "count": number}],
    } | more


TOPIC = {
    "id": 7,
    "title": "Which broker?",
    "tags": ["Kafka", {"name": "streams"}],
    "post_stream": {
        "posts": [
            post(1),
            post(2, accepted_answer=True),
            post(3, post_type=3),
            post(4, cooked=""),
            post(5, raw="*Raw* words."),
        ]
    },
}


def load(folder: Path) -> Report:
    exported = folder / "topics"
    exported.mkdir(exist_ok=True)
    (exported / "7.json").write_text(json.dumps(TOPIC))
    # Posts after the first twenty come in a file of their own.
    (exported / "0-more.json").write_text(json.dumps({"id": 7, "post_stream": {"posts": [post(6)]}}))
    (exported / "broken.json").write_text('{"id": 8')
    (exported / "other.json").write_text('{"users": []}')
    with Report(folder / "report.txt") as report:
        forum.load(exported, site=SITE, report=report)
    return report


def shown(company: Company) -> questions.QuestionPage:
    id = questions.QuestionId(cards.PostId(keys.id_of(keys.key(SITE, "question", "7"))))
    return questions.show(id, viewer=company.tim)


def test_the_first_post_asks_and_the_others_answer(company: Company, tmp_path: Path) -> None:
    load(tmp_path)
    question = shown(company)
    assert (question.post.title, question.post.author.name, question.post.score) == ("Which broker?", "Barbara", 1)
    assert [tag.slug for tag in question.post.skills] == ["kafka", "streams"]
    assert [(one.author.name, one.score, one.is_accepted) for one in question.answers] == [
        ("frances", 2, True),
        ("frances", 6, False),
        ("frances", 5, False),
    ]
    assert "<code>1</code>" in question.post.html
    assert "<em>Raw</em>" in question.answers[-1].html


def test_a_second_run_changes_nothing(company: Company, tmp_path: Path) -> None:
    first, again = load(tmp_path), load(tmp_path)
    assert (first.added["answer"], sum(again.added.values())) == (3, 0)
    assert len(shown(company).answers) == 3


def test_broken_files_and_posts_are_named(company: Company, tmp_path: Path) -> None:
    report = load(tmp_path)
    assert dict(report.broken) == {"7.json": 1, "broken.json": 1, "other.json": 1}
    assert "7.json, line 4: a post is empty" in (tmp_path / "report.txt").read_text()
