"""Cypher is only in the graph, and every property it looks up has an index."""

import re
from pathlib import Path

from tests.architecture.conftest import Tree
from tests.architecture.source import ROOT, files, names, texts

# Patterns with these properties need no index of their own.
CREATED_ONLY = {("Answer", "id"), ("Comment", "id"), ("Question", "id"), ("Tip", "id"), ("Post", "kind")}


def test_cypher_stands_in_the_graph_only() -> None:
    assert not with_cypher(ROOT)


def test_cypher_in_a_nested_page_or_task_is_found(tree: Tree) -> None:
    statement = "def show():\n    return rows('MATCH (tip:Tip) RETURN tip.id AS id')\n"
    places = {"webapp/posts/y.py", "workers/feed/y.py", "search/engines/y.py", "queries/typing/y.py"}
    assert with_cypher(tree(dict.fromkeys(places, statement))) == places


def test_every_property_that_is_looked_up_has_an_index() -> None:
    assert not without_an_index(ROOT)


def test_a_missing_index_is_found_in_a_nested_module(tree: Tree) -> None:
    schema = '"CREATE CONSTRAINT tip_id IF NOT EXISTS FOR (n:Tip) REQUIRE n.id IS UNIQUE"\n'
    look = '"MATCH (tip:Tip {id: $id}) MATCH (skill:Skill {slug: $slug}) RETURN tip.id AS id"\n'
    root = tree({"graph/upkeep/schema.py": schema, "graph/posts/deep/tips.py": look})
    assert without_an_index(root) == {("Skill", "slug")}


def with_cypher(root: Path) -> set[str]:
    clause = re.compile(r"\b(MATCH|MERGE) \(")
    outside = files(root, "queries", "search", "workers", "webapp")
    return names(root, *(path for path in outside if any(map(clause.search, texts(path)))))


def without_an_index(root: Path) -> set[tuple[str, str]]:
    schema = "".join(path.read_text() for path in files(root, "graph") if path.parent.name == "upkeep")
    indexed = set(re.findall(r"FOR \(n:(\w+)\) (?:REQUIRE n\.|ON \(n\.)(\w+)", schema))
    looked_up = {
        found
        for path in files(root, "graph")
        for found in re.findall(r"\(\w*:(\w+)(?::\w+)* \{(\w+): [\w$]", path.read_text())
    }
    return {one for one in looked_up if one not in indexed and ("Post", one[1]) not in indexed} - CREATED_ONLY
