"""Lays the schema out as a page: for each capability a drawing, its labels with their properties, its relationships."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module

from docs.schema.schema import Schema, Thing
from docs.schema.sentences import LABELS, RELATIONSHIPS, SECOND
from graph.upkeep import schema as declared

INTRODUCTION = """\
# What is in the graph

All labels, relationships and properties, with the modules that write them. `make docs` writes this page from the
statements in `graph/`, and a test compares the two: don't edit it by hand. The sentences are in
`docs/schema/sentences.py`. [architecture.md](architecture.md) explains how the parts of Guildhall use the graph, and
draws the states of a question.

An index is *unique* where it finds one node, and *ordered* where a list walks it. Modules are those of `graph/`.

Most of the graph hangs on six labels. The rest follows, one drawing for each capability.
"""

# What nearly everything hangs on: their relationships are drawn with the capability that the sentences give them.
HUBS = ("Person", "Post", "Answer", "Comment", "Skill", "Community")

# How a property is found: `unique` looks up one node, `ordered` walks a list.
INDEX = re.compile(r"FOR \(n:(\w+)\) (?:REQUIRE n\.(\w+) IS UNIQUE|ON \(n\.(\w+)\))")


def page(schema: Schema) -> str:
    """Return the page as Markdown. Raises `KeyError` for a label or relationship without a sentence."""
    core = [tie for tie in _ties(schema) if tie[0] in HUBS and tie[2] in HUBS]
    parts = [INTRODUCTION, _drawing(core)]
    parts += [part for capability in LABELS for part in _capability(capability, schema)]
    return "\n".join(parts)


def without_a_sentence(schema: Schema) -> set[str]:
    """Return the labels and relationships that have no sentence, and the sentences of what there is no more."""
    names = {*schema.labels, *schema.second, *schema.relationships}
    told = {name for table in (LABELS, RELATIONSHIPS) for told in table.values() for name in told}
    return names ^ (told | set(SECOND))


def _capability(capability: str, schema: Schema) -> Iterator[str]:
    yield f"## {capability.capitalize()}\n\n{_purpose(capability)}\n"
    ties = [tie for tie in _ties(schema) if _home(tie) == capability]
    if ties:
        yield _drawing(ties)
    for name, sentence in LABELS[capability].items():
        yield _label(schema.labels[name], sentence, schema)
    rows = [_relationship(schema.relationships[name], told) for name, told in RELATIONSHIPS.get(capability, {}).items()]
    if rows:
        yield "\n".join(
            ["| relationship | from → to | meaning | properties | made by |", "|---|---|---|---|---|", *rows, ""]
        )


def _purpose(capability: str) -> str:
    return (import_module(f"graph.{capability}").__doc__ or "").partition("\n")[0]


def _ties(schema: Schema) -> list[tuple[str, str, str]]:
    return [(start, thing.name, end) for thing in schema.relationships.values() for start, end in thing.ends]


def _home(tie: tuple[str, str, str]) -> str:
    start, type, _ = tie
    table, name = (RELATIONSHIPS, type) if start in HUBS else (LABELS, start)
    return next(capability for capability, names in table.items() if name in names)


def _drawing(ties: Iterable[tuple[str, str, str]]) -> str:
    """Draw the relationships, those between the same two labels as one arrow."""
    between = defaultdict[tuple[str, str], list[str]](list)
    for start, type, end in ties:
        between[start, end].append(type)
    arrows = [f"  {start} -->|{'<br>'.join(types)}| {end}" for (start, end), types in between.items()]
    return "\n".join(["```mermaid", "flowchart LR", *arrows, "```", ""])


def _label(label: Thing, sentence: str, schema: Schema) -> str:
    second = [f"`{name}`: {SECOND[name]}" for name, first in schema.second.items() if first == label.name]
    also = f" It may have a second label. {' '.join(second)}" if second else ""
    rows = [
        f"| `{name}` | {_index(label.name, name, schema.second)} | {_modules(writers)} |"
        for name, writers in label.properties.items()
    ]
    table = ["| property | index | written by |", "|---|---|---|", *rows]
    return "\n".join([f"### {label.name}", "", f"{sentence}{also} Made by {_modules(label.makers)}.", "", *table, ""])


def _relationship(tie: Thing, sentence: str) -> str:
    ends = "<br>".join(f"{start} → {end}" for start, end in tie.ends)
    properties = "<br>".join(f"`{name}` ({_modules(writers)})" for name, writers in tie.properties.items())
    return f"| `{tie.name}` | {ends} | {sentence} | {properties} | {_modules(tie.makers)} |"


def _modules(names: Iterable[str]) -> str:
    return ", ".join(f"`{name.removeprefix('graph.')}`" for name in names)


def _index(label: str, name: str, second: Mapping[str, str]) -> str:
    for statement in (*declared.UNIQUE, *declared.ORDERED):
        found = INDEX.search(statement)
        if found and second.get(found[1], found[1]) == label and name in (found[2], found[3]):
            return "unique" if found[2] else "ordered"
    return ""
