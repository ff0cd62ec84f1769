"""A statement returns exactly the fields of its dataclass."""

import re
from dataclasses import MISSING, fields

from tests.architecture.source import ROOT
from tests.architecture.statements import Statement, typed_reads


def test_a_statement_returns_the_fields_of_its_dataclass() -> None:
    seen = 0
    for path in sorted((ROOT / "graph").rglob("*.py")):
        for kind, statement in typed_reads(path):
            seen += 1
            assert not mismatch(kind, statement), f"{statement.where}: {mismatch(kind, statement)}"
    assert seen > 10


def test_a_wrong_name_is_found() -> None:
    statement = Statement(where="nowhere", text="MATCH (a:Author) RETURN a.id AS identity, [x IN a.y | x] AS name")
    author = next(kind for path in [ROOT / "graph" / "cards.py"] for kind, _ in typed_reads(path))
    assert mismatch(author, statement) >= {"identity"}


def test_rows_become_dataclasses_by_the_typed_door_only() -> None:
    unchecked = re.compile(r"\(\*\*(row|only|rows|one|having)\b|\bhaving\(")
    for path in (ROOT / "graph").rglob("*.py"):
        assert not unchecked.search(path.read_text()), path


def mismatch(kind: type, statement: Statement) -> set[str]:
    """Return the names that only the dataclass or only the statement has. A field with a default may be missing."""
    wanted = {field.name for field in fields(kind)}
    needed = {one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING}
    returned = set(statement.returned)
    return (returned - wanted) | (needed - returned)
