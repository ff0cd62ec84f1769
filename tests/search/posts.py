"""Documents for the tests of the index."""

from datetime import UTC, datetime

from search.documents import Document, Kind

AT = datetime(2026, 11, 24, tzinfo=UTC)


def document(key: str, title: str, body: str = "", *, kind: Kind = "question", audience: str = "everyone") -> Document:
    """Return a document as the graph would describe it."""
    return Document(key=key, kind=kind, title=title, body=body, skills=(), audience=audience, at=AT)
