"""docs/graph.md names everything in the engines."""

from docs.schema.schema import schema
from graph.driver import read
from tests.company import Company


def test_what_a_company_puts_into_the_graph_is_in_the_document(company: Company) -> None:
    told = schema()
    nodes = read("MATCH (n) UNWIND labels(n) AS label UNWIND keys(n) AS key RETURN DISTINCT label, key")
    ties = read("MATCH ()-[r]->() RETURN DISTINCT type(r) AS type, keys(r) AS keys")
    written = {(told.second.get(row["label"], row["label"]), row["key"]) for row in nodes}
    written |= {(row["type"], key) for row in ties for key in row["keys"]}
    things = {**told.labels, **told.relationships}
    assert len(written) > 50
    assert {row["type"] for row in ties} <= set(told.relationships)
    assert {(owner, key) for owner, key in written if key not in things[owner].properties} == set()
