"""How well are texts in languages other than English found? `python -m bench.languages` (docs/search.md).

Each file in `bench/languages` has questions in one language, each with the only text that answers it. All texts are in
one index. The output is the mean reciprocal rank of the right text, by language.
"""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click

from search import index, meaning, query
from search.documents import Document
from search.settings import ENGINES, MEANINGS

FOLDER = Path(__file__).parent / "languages"
AT = datetime(2026, 1, 1, tzinfo=UTC)


@click.command()
@click.option("--engine", type=click.Choice(ENGINES), default="whoosh", show_default=True)
@click.option("--meaning", "model", type=click.Choice(MEANINGS), default="none", show_default=True)
def main(engine: str, model: str) -> None:
    """Index all texts, ask every question, and print how high the right text ranks."""
    asked = {
        f"{file.stem} {number}": line.split("\t")
        for file in sorted(FOLDER.glob("*.tsv"))
        for number, line in enumerate(file.read_text().splitlines())
    }
    with tempfile.TemporaryDirectory() as scratch:
        os.environ |= {"GUILDHALL_DATA_DIR": scratch, "GUILDHALL_SEARCH_ENGINE": engine}
        os.environ["GUILDHALL_SEARCH_MEANING"] = model
        documents = [_document(key, text) for key, (_question, text) in asked.items()]
        index.put("posts", documents)
        meaning.put("posts", documents)
        while meaning.fill(seconds=60):
            continue
        found = {key: _reciprocal(key, question) for key, (question, _text) in asked.items()}
    for language in sorted({key.split()[0] for key in found}):
        ranks = [rank for key, rank in found.items() if key.startswith(language)]
        click.echo(f"{language} {sum(ranks) / len(ranks):.3f}")


def _document(key: str, text: str) -> Document:
    return Document(key=key, kind="tip", title="", body=text, skills=(), audience="everyone", at=AT)


def _reciprocal(key: str, question: str) -> float:
    hits = [hit.key for hit in query.find(question, audiences=["everyone"], limit=10).hits]
    return 1 / (1 + hits.index(key)) if key in hits else 0.0


if __name__ == "__main__":
    main()
