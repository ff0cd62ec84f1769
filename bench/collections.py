"""Makes a search collection from a site's questions: `python -m bench.collections FILE FOLDER`.

Queries are the titles of questions, and documents are all answers. An accepted answer has the grade 2, another answer
with votes the grade 1.
"""

import gzip
import json
from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
def main(file: Path, folder: Path) -> None:
    """Read one JSON question per line, compressed or not, and write a folder in BEIR's layout."""
    (folder / "qrels").mkdir(parents=True)
    with (
        gzip.open(file, "rt") if file.suffix == ".gz" else file.open() as lines,
        (folder / "corpus.jsonl").open("w") as corpus,
        (folder / "queries.jsonl").open("w") as queries,
        (folder / "qrels" / "test.tsv").open("w") as judged,
    ):
        judged.write("query-id\tcorpus-id\tscore\n")
        for line in lines:
            question: dict[str, Any] = json.loads(line)
            grades = {answer["id"]: _grade(answer, question) for answer in question["answers"]}
            for answer in question["answers"]:
                corpus.write(json.dumps({"_id": str(answer["id"]), "title": "", "text": answer["body"]}) + "\n")
            if any(grades.values()):
                queries.write(json.dumps({"_id": str(question["id"]), "text": question["title"]}) + "\n")
            judged.writelines(f"{question['id']}\t{id}\t{grade}\n" for id, grade in grades.items() if grade)


def _grade(answer: dict[str, Any], question: dict[str, Any]) -> int:
    return 2 if answer["id"] == question["accepted"] else int(answer["score"] > 0)


if __name__ == "__main__":
    main()
