"""The keys of imported things, and the ids that follow from them."""

from collections.abc import Collection
from hashlib import sha256
from typing import Literal, LiteralString

from graph.cards import ImportSource
from graph.driver import read
from graph.ids import ALPHABET, LENGTH

ImportedKind = Literal["person", "question", "tip", "answer", "comment"]

KNOWN: dict[ImportedKind, LiteralString] = {
    "person": "UNWIND $keys AS key MATCH (:Person {import_key: key}) RETURN key",
    "question": "UNWIND $keys AS key MATCH (:Post {import_key: key}) RETURN key",
    "tip": "UNWIND $keys AS key MATCH (:Post {import_key: key}) RETURN key",
    "answer": "UNWIND $keys AS key MATCH (:Answer {import_key: key}) RETURN key",
    "comment": "UNWIND $keys AS key MATCH (:Comment {import_key: key}) RETURN key",
}


def key(site: str, kind: ImportedKind, number: str) -> str:
    """Return the key of something on another site."""
    return f"{site}:{kind}:{number}"


def id_of(key: str) -> str:
    """Return the id for this key: the same at every import."""
    number = int.from_bytes(sha256(key.encode()).digest())
    return "".join(ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(LENGTH))


def known(kind: ImportedKind, keys: Collection[str]) -> frozenset[str]:
    """Return the keys that are already in the graph."""
    return frozenset(row["key"] for row in read(KNOWN[kind], keys=list(keys)))


def credit(source: ImportSource | None) -> dict[str, str | None]:
    """Return the properties that say who to credit. They are empty for what was written here."""
    if source is None:
        return {}
    return {"source_url": source.url, "source_author": source.author, "licence": source.licence}
