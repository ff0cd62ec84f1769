"""`python -m docs.schema` writes docs/graph.md."""

from pathlib import Path

from docs.schema.page import page
from docs.schema.schema import schema

DOCUMENT = Path(__file__).parent.parent / "graph.md"

if __name__ == "__main__":
    DOCUMENT.write_text(page(schema()), encoding="utf-8")
