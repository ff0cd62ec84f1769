"""Other organisations' taxonomies: read as published, read twice, broken, and in a newer edition."""

from pathlib import Path

import pytest

from graph import driver
from graph.imports.taxonomies import Taxonomy
from graph.skills import taxonomy
from tests.company import Company
from tests.importers.taxonomy_files import SKILLS, esco_folder
from webapp.importers import esco, word_lists
from webapp.importers.dump import Broken
from webapp.importers.report import Report

TABLE = """name,aliases,broader,related,description
Docker,Docker Engine | docker-ce,Containers,Podman,Runs programs in containers.
Podman,,Containers,,
,nameless,,,
Docker,again,,,
"""
OURS = Taxonomy(name="ours", title="Ours", version="1", licence="", attribution="", url="")


def load(folder: Path) -> Report:
    with Report(folder / "report.txt") as report:
        esco.Folder(folder, language="en", version="1.1.1", report=report).load(lambda _bytes: None)
    return report


def load_table(path: Path, text: str = TABLE) -> Report:
    path.write_text(text)
    with Report(path.with_suffix(".report")) as report:
        word_lists.Table(path, OURS, report=report).load(lambda _bytes: None)
    return report


def test_names_of_esco_lead_to_each_other(company: Company, tmp_path: Path) -> None:
    report = load(esco_folder(tmp_path))
    assert report.added["concept"] == 5
    assert taxonomy.synonyms("how to begin with py3k") == (
        "Python",
        "Python3",
        "Python (computer programming)",
    )
    [source] = taxonomy.sources()
    assert (source.title, source.version, source.concepts) == ("ESCO", "1.1.1", 5)
    assert "ESCO classification of the European Commission" in source.attribution


def test_a_second_run_changes_nothing(company: Company, tmp_path: Path) -> None:
    load(esco_folder(tmp_path))
    report = load(tmp_path)
    assert (report.added["concept"], report.known["concept"]) == (0, 5)
    assert taxonomy.sources()[0].concepts == 5


def test_what_a_newer_edition_leaves_out_is_forgotten(company: Company, tmp_path: Path) -> None:
    load(esco_folder(tmp_path))
    (tmp_path / "skills_en.csv").write_text(SKILLS.replace("Python3\nPy3K", "Python3"))
    load(tmp_path)
    assert taxonomy.synonyms("py3k") == ()
    (tmp_path / "skills_en.csv").write_text("\n".join(SKILLS.splitlines()[:1]) + "\n")
    load(tmp_path)
    assert taxonomy.sources()[0].concepts == 2


def test_broken_rows_are_named_and_cost_only_themselves(company: Company, tmp_path: Path) -> None:
    folder = esco_folder(tmp_path)
    with (folder / "skills_en.csv").open("a") as file:
        file.write("too few\nhttp://nameless,,,,\n")
    report = load(folder)
    assert (report.added["concept"], report.broken["skills_en.csv"]) == (5, 2)
    assert "has 1 columns instead of 5" in report.path.read_text()


@pytest.mark.parametrize(("name", "text"), [("skills_en.csv", None), ("skills_en.csv", "a,b\n"), ("skills_en.csv", "")])
def test_what_is_missing_is_said(name: str, text: str | None, tmp_path: Path) -> None:
    folder = esco_folder(tmp_path)
    (folder / name).unlink()
    if text is not None:
        (folder / name).write_text(text)
    with pytest.raises(Broken, match=r"skills_en\.csv"), Report(tmp_path / "report.txt") as report:
        esco.Folder(folder, language="en", version="", report=report)


def test_a_table_of_our_own_is_a_taxonomy_too(company: Company, tmp_path: Path) -> None:
    report = load_table(tmp_path / "ours.csv")
    assert report.added["concept"] == 3  # Including the group that has no row.
    assert report.broken["ours.csv"] == 1
    assert report.unused["rows that repeat the name of an earlier row"] == 1
    assert taxonomy.synonyms("docker-ce") == ("Docker Engine",)


def test_concepts_are_tied_as_the_table_says_and_as_its_newer_edition_says(company: Company, tmp_path: Path) -> None:
    broader = {("Docker", "BROADER", "Containers"), ("Podman", "BROADER", "Containers")}
    load_table(tmp_path / "ours.csv")
    assert ties() == broader | {("Docker", "RELATED", "Podman")}
    load_table(tmp_path / "ours.csv", TABLE.replace("Containers,Podman", "Containers,"))
    assert ties() == broader


def ties() -> set[tuple[str, str, str]]:
    rows = driver.read(
        """
        MATCH (one:Concept)-[tie:BROADER|RELATED]->(other:Concept)
        RETURN one.name AS one, type(tie) AS how, other.name AS other
        """
    )
    return {(row["one"], row["how"], row["other"]) for row in rows}


def test_onets_list_of_technology_skills_is_read_as_it_is(company: Company, tmp_path: Path) -> None:
    header = "O*NET-SOC Code\tTitle\tExample\tCommodity Code\tCommodity Title\tHot Technology\n"
    rows = (f"{number}\tChiefs\tNeo4j\t43232304\tData base software\tY\n" for number in range(2))
    report = load_table(tmp_path / "onet.txt", header + "".join(rows))
    assert report.added["concept"] == 2


def test_a_table_without_names_says_what_is_expected(tmp_path: Path) -> None:
    with pytest.raises(Broken, match="must have the column name"):
        load_table(tmp_path / "ours.csv", "colour,taste\n")


def test_a_circle_of_broader_names_does_not_trap_anybody(company: Company, tmp_path: Path) -> None:
    report = load_table(tmp_path / "ours.csv", "name,broader\nHen,Egg\nEgg,Hen\n")
    assert report.added["concept"] == 2
