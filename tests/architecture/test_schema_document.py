"""docs/graph.md describes the graph, and stays true."""

from dataclasses import replace

from docs.schema.__main__ import DOCUMENT
from docs.schema.cypher import Relationship, said
from docs.schema.page import page, without_a_sentence
from docs.schema.schema import schema


def test_every_label_and_relationship_has_a_sentence() -> None:
    assert not without_a_sentence(schema()), "Add or remove its sentence in docs/schema/sentences.py."


def test_a_label_without_a_sentence_is_found() -> None:
    told = schema()
    assert without_a_sentence(replace(told, labels={**told.labels, "Badge": told.labels["Post"]})) == {"Badge"}


def test_the_document_of_the_graph_is_up_to_date() -> None:
    is_current = DOCUMENT.read_text(encoding="utf-8") == page(schema())
    assert is_current, "Statements have changed: run `make docs` and commit docs/graph.md."


def test_every_relationship_has_two_ends_and_somebody_who_makes_it() -> None:
    assert not [tie.name for tie in schema().relationships.values() if not tie.ends or not tie.makers]


def test_a_variable_keeps_its_labels_through_renaming() -> None:
    found = said(
        [
            """
            MATCH (comment:Comment {id: $id})
            WITH comment, [(comment)<-[:MADE]-(writer:Person) | writer] AS writers
            CREATE (answer:Answer {id: $id})
            FOREACH (one IN writers | CREATE (one)-[:GAVE {at: $now}]->(answer))
            """
        ]
    )
    assert Relationship(type="GAVE", start="Person", end="Answer", is_made=True) in found.relationships
    assert {(one.owner, one.name) for one in found.properties if one.act == "set"} == {("Answer", "id"), ("GAVE", "at")}
