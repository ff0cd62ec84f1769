"""A CSV table with some invalid rows."""

from pathlib import Path

import pytest

from graph import cards
from graph.ids import SkillSlug
from graph.posts import tips
from graph.skills import skills
from tests.company import Company
from tests.graph.sensitive.samples import GITHUB
from webapp.importers import tables
from webapp.importers.dump import Broken
from webapp.importers.report import Report

TABLE = """Title,Body,Kind,Skills,Author,Date
Count lines,"With `wc`,
and quickly.",tip,"Shell, Unix",Tim@example.com,2024-05-01
Why so slow?,It is.,question,Shell,nobody@example.com,2024-05-01
,No title.,tip,,,
Wrong kind,Words.,novel,,,
Wrong date,Words.,tip,,,yesterday
Tomorrow,Words.,tip,,,9999-01-01
Too few,Words.
Count lines,"With `wc`,
and quickly.",tip,"Shell, Unix",tim@example.com,2024-05-01
"""


def load(folder: Path, table: str = TABLE) -> Report:
    path = folder / "table.csv"
    path.write_text(table)
    tables.check(path)
    with Report(folder / "report.txt") as report:
        tables.load(path, site="table", report=report)
    return report


def test_rows_become_tips_and_questions_with_skills_and_authors(company: Company, tmp_path: Path) -> None:
    load(tmp_path)
    newest = tips.listed(viewer=company.tim).cards[-1]
    assert (newest.title, newest.author.name, newest.posted_at.date().isoformat()) == (
        "Count lines",
        "Tim",
        "2024-05-01",
    )
    assert [tag.slug for tag in newest.skills] == ["shell", "unix"]
    assert [card.title for card in skills.posts(SkillSlug("shell"), viewer=company.tim, before=10**18).cards] == [
        "Why so slow?",
        "Count lines",
    ]


def test_what_looks_like_a_secret_is_counted_and_named_but_not_shown(company: Company, tmp_path: Path) -> None:
    report = load(tmp_path, f"Title,Body,Kind\nSign in,{GITHUB},tip\n")
    assert "coaches should look at: a GitHub token, 1 times" in report.lines()
    written = (tmp_path / "report.txt").read_text()
    assert (f"line 2: a GitHub token: ghp_…{GITHUB[-2:]}" in written, GITHUB in written) == (True, False)


def test_broken_rows_and_unknown_authors_are_counted_and_named(company: Company, tmp_path: Path) -> None:
    report = load(tmp_path)
    assert report.broken["table.csv"] == 5
    assert report.unused["rows that repeat an earlier row"] == 1
    assert report.unused["authors whose email address is unknown here"] == 1
    written = (tmp_path / "report.txt").read_text()
    for reason in ("kind must be question or tip", "date must look like", "in the future", "2 columns instead of 6"):
        assert reason in written


def test_a_second_run_changes_nothing(company: Company, tmp_path: Path) -> None:
    first = load(tmp_path)
    again = load(tmp_path)
    assert (sum(first.added.values()), sum(again.added.values())) == (2, 0)


def test_a_run_that_was_cut_off_goes_on(company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr("graph.imports.authors.credit", fail)
        with pytest.raises(ConnectionError):
            load(tmp_path)
    load(tmp_path)
    found = {card.title: card for card in tips.listed(viewer=company.tim).cards}
    assert found["Count lines"].author.name == "Tim"


@pytest.mark.parametrize("first", ["", "headline,text", "title,body,colour", "title"])
def test_wrong_columns_say_what_is_expected(tmp_path: Path, first: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"{first}\n")
    with pytest.raises(
        Broken, match="must have the columns title and body, and can have kind, skills, author and date"
    ):
        tables.check(path)


def test_rows_of_one_moment_have_places_of_their_own(company: Company, tmp_path: Path) -> None:
    load(tmp_path, "title,body\n" + "".join(f"Tip {number},Words {number}.\n" for number in range(25)))
    first = tips.listed(viewer=company.tim)
    rest = tips.listed(viewer=company.tim, before=first.older)
    assert len({card.id for card in (*first.cards, *rest.cards)}) == 26
    assert cards.PAGE == 20
