"""Is the right post found in spite of a typing mistake? `python -m bench.misspelt DUMP` (docs/search.md).

DUMP is a community's questions (`cqa.jsonl.gz`). They are posted with their tags as skills, and searched for by the
three rarest words of a title, as people do who remember a question. One word of each is then misspelt by a rule:

- swap: two neighbouring letters change places
- drop: a letter is missing
- double: a letter is typed twice
- neighbour: a letter is replaced by the one beside it on the keyboard
- join: two words are typed as one
- split: a word is typed as two

The output is the share of posts found among the first ten of those that the right spelling finds there, by rule, and
how long a search takes with and without the mistake.
"""

import gzip
import json
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import click

from graph import driver
from graph.cards import Card
from graph.ids import PersonId, SkillSlug, slug
from graph.imports import keys, posts, skills
from graph.imports.posts import ImportedPost
from graph.imports.skills import ImportedSkill
from graph.prose import Prose
from graph.upkeep import migrations
from graph.viewers import EVERYONE, Viewer
from search.settings import ENGINES
from tests.engines import arcadedb
from webapp.finding import results
from webapp.importers import conversion
from workers.finding import indexing

POSTED_AT = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 200
SEED = 20_261_201
EACH = 50
READER = Viewer(id=PersonId("reader"), audiences=(EVERYONE,))
BAR = 0.9

WORD = re.compile(r"[a-z]{3,}")
LEAST_LETTERS = 5
WORDS = 3
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BESIDE = {
    key: [row[place] for place in (at - 1, at + 1) if 0 <= place < len(row)]
    for row in ROWS
    for at, key in enumerate(row)
}


@dataclass(frozen=True, kw_only=True)
class Query:
    """The words by which a post is looked for, as meant and as typed."""

    post: str
    meant: str
    typed: str
    rule: str


@click.command()
@click.argument("dump", type=click.Path(exists=True, path_type=Path))
@click.option("--engine", type=click.Choice(ENGINES), default="whoosh", show_default=True)
@click.option("--show", is_flag=True, help="Print the queries that find nothing.")
def main(dump: Path, engine: str, *, show: bool) -> None:
    """Post a community's questions, search for them with mistakes, and print what was found."""
    os.environ |= {"GUILDHALL_SEARCH_ENGINE": engine, "GUILDHALL_SEARCH_MEANING": "none"}
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["GUILDHALL_DATA_DIR"] = scratch
        graph = arcadedb.start(Path(scratch))
        try:
            driver.connect(graph.settings)
            driver.wait(60)
            migrations.apply()
            titles = _post(dump)
            indexing.rebuild(lambda _count: None)
            _measure(queries(titles), show=show)
        finally:
            driver.close()
            graph.stop()


def queries(titles: dict[str, str]) -> tuple[Query, ...]:
    """Return fifty misspelt queries for each rule, always the same ones for the same titles."""
    dice = random.Random(SEED)
    common = Counter(word for title in titles.values() for word in set(WORD.findall(title.lower())))
    return tuple(query for rule in RULES for query in _of(rule, titles, common, dice))


def _of(rule: str, titles: dict[str, str], common: Counter[str], dice: random.Random) -> Iterator[Query]:
    found = 0
    for post in dice.sample(sorted(titles), len(titles)):
        title = list(dict.fromkeys(WORD.findall(titles[post].lower())))
        rarest = set(sorted(title, key=lambda word: (common[word], word))[:WORDS])
        words = [word for word in title if word in rarest]
        typed = RULES[rule](words, dice) if any(len(word) >= LEAST_LETTERS for word in words) else words
        if len(words) == WORDS and typed != words:
            yield Query(post=post, meant=" ".join(words), typed=" ".join(typed), rule=rule)
            found += 1
        if found == EACH:
            return


def _swap(words: Sequence[str], dice: random.Random) -> list[str]:
    def swapped(word: str) -> str:
        at = dice.randrange(len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return _one(words, swapped, dice)


def _drop(words: Sequence[str], dice: random.Random) -> list[str]:
    def shorter(word: str) -> str:
        at = dice.randrange(len(word))
        return word[:at] + word[at + 1 :]

    return _one(words, shorter, dice)


def _double(words: Sequence[str], dice: random.Random) -> list[str]:
    def longer(word: str) -> str:
        at = dice.randrange(len(word))
        return word[:at] + word[at] + word[at:]

    return _one(words, longer, dice)


def _neighbour(words: Sequence[str], dice: random.Random) -> list[str]:
    def slipped(word: str) -> str:
        at = dice.randrange(len(word))
        return word[:at] + dice.choice(BESIDE[word[at]]) + word[at + 1 :]

    return _one(words, slipped, dice)


def _split(words: Sequence[str], dice: random.Random) -> list[str]:
    def parted(word: str) -> str:
        at = dice.randrange(2, len(word) - 1)
        return f"{word[:at]} {word[at:]}"

    return _one(words, parted, dice)


def _join(words: Sequence[str], dice: random.Random) -> list[str]:
    at = dice.randrange(len(words) - 1)
    return [*words[:at], words[at] + words[at + 1], *words[at + 2 :]]


def _one(words: Sequence[str], change: Callable[[str], str], dice: random.Random) -> list[str]:
    place = dice.choice([at for at, word in enumerate(words) if len(word) >= LEAST_LETTERS])
    return [change(word) if at == place else word for at, word in enumerate(words)]


RULES: dict[str, Callable[[Sequence[str], random.Random], list[str]]] = {
    "swap": _swap,
    "drop": _drop,
    "double": _double,
    "neighbour": _neighbour,
    "join": _join,
    "split": _split,
}


def _post(dump: Path) -> dict[str, str]:
    """Post every question with its tags as skills. Return the titles by the ids of the posts."""
    with gzip.open(dump, "rt") as lines:
        rows = [json.loads(line) for line in lines]
    tags = sorted({tag for row in rows for tag in row["tags"]})
    skills.add([ImportedSkill(slug=SkillSlug(slug(tag)), name=tag, summary="") for tag in tags], at=POSTED_AT)
    for batch in conversion.batches(rows, BATCH):
        posts.add_tips([_tip(row) for row in batch], at=POSTED_AT)
    return {keys.id_of(str(row["id"])): row["title"] for row in rows}


def _tip(row: dict[str, Any]) -> ImportedPost:
    return ImportedPost(
        key=str(row["id"]),
        title=row["title"],
        body=Prose(markdown=row["body"], html=""),
        author=None,
        skills=tuple(SkillSlug(slug(tag)) for tag in row["tags"]),
        score=0,
        posted_at=POSTED_AT,
    )


def _measure(asked: Sequence[Query], *, show: bool) -> None:
    right, wrong = list[float](), list[float]()
    able, found = Counter[str](), Counter[str]()
    for query in asked:
        if not _is_found(query.post, query.meant, right):
            continue
        able[query.rule] += 1
        if _is_found(query.post, query.typed, wrong):
            found[query.rule] += 1
        elif show:
            click.echo(f"{query.rule}: {query.meant} → {query.typed} → {_looked_up(query.typed)}")
    click.echo("\n".join(f"{rule:10} {found[rule]} of {able[rule]}" for rule in RULES))
    share = found.total() / able.total()
    click.echo(f"{found.total()} of {able.total()} ({share:.1%}); the bar is {BAR:.0%}")
    click.echo(f"a search takes {median(right):.1f} ms, a misspelt one {median(wrong):.1f} ms")
    if share < BAR:
        sys.exit(1)


def _is_found(post: str, words: str, milliseconds: list[float]) -> bool:
    begun = time.perf_counter()
    page = results.of(words, number=1, viewer=READER)
    milliseconds.append((time.perf_counter() - begun) * 1000)
    return post in {finding.id for finding in page.findings if isinstance(finding, Card)}


def _looked_up(words: str) -> str:
    page = results.of(words, number=1, viewer=READER)
    return page.box.words if page.meant is None else f"{page.meant}?"


if __name__ == "__main__":
    main()
