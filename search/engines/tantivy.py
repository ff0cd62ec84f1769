"""Tantivy: compiled, for a hundred thousand posts and more, or for many readers at once.

It receives texts as the stems that `search.analysis` makes, so it finds by the same words as the other engines.
"""

# Tantivy's aggregations are untyped; past this file everything is typed.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import re
import time
from collections.abc import Collection, Generator, Iterable
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import cast

from tantivy import Document as Row
from tantivy import FieldType, Index, IndexWriter, Occur, Query, Schema, SchemaBuilder, Searcher

from search import analysis
from search.documents import Document, Kind
from search.engines import Found, Hit, Wanted, most_edits
from search.filters import FACETS, Field, Filters, cutoffs

# As in every engine: the words of a title count twice in `all`, and another 0.3 in `title`.
TITLE_WEIGHT = 0.3
MOST_BOOST = 3

# The minimum memory for a writer with one thread, and an amount that makes a rebuild quick.
PUT_BYTES = 15_000_000
FILL_BYTES = 128_000_000
LOCK_PAUSE_SECONDS = 0.05

# More values than a page will ever show. Beyond that, the rarest are left out.
MOST_VALUES = 1_000

# One field has all of a document's marks, to filter by. Marks that are counted also have a field each.
FACET_FIELDS: dict[Field, str] = {name: f"facet_{name}" for name in FACETS}


def _schema() -> Schema:
    schema = SchemaBuilder()
    schema.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    schema.add_text_field("kind", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    schema.add_text_field("audience", tokenizer_name="raw", index_option="basic")
    schema.add_text_field("marks", tokenizer_name="raw", index_option="basic")
    for name in FACET_FIELDS.values():
        schema.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    schema.add_integer_field("at", stored=True, indexed=True, fast=True)
    schema.add_integer_field("standing", stored=True)
    schema.add_text_field("digest", stored=True, tokenizer_name="raw", index_option="basic")
    schema.add_text_field("all", tokenizer_name="whitespace", index_option="position")
    schema.add_text_field("title", tokenizer_name="whitespace", index_option="freq")
    schema.add_text_field("spelled", tokenizer_name="whitespace", index_option="basic")
    return schema.build()


class Tantivy:
    """One index in one folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._index = Index(self._schema, str(folder))

    def put(self, documents: Iterable[Document]) -> None:
        with self._writing(PUT_BYTES) as writer:
            for document in documents:
                writer.delete_documents_by_term("key", document.key)
                writer.add_document(_row(document))

    def fill(self, documents: Iterable[Document]) -> None:
        with self._writing(FILL_BYTES) as writer:
            for document in documents:
                writer.add_document(_row(document))

    def remove(self, keys: Collection[str]) -> None:
        with self._writing(PUT_BYTES) as writer:
            for key in keys:
                writer.delete_documents_by_term("key", key)

    def find(
        self, wanted: Wanted, *, audiences: Collection[str] | None, filters: Filters, limit: int, offset: int
    ) -> Found:
        self._index.reload()
        searcher = self._index.searcher()
        chosen = self._chosen(wanted, audiences, filters)
        order = None if wanted.ranks else "at"
        # Tantivy rejects a limit of 0.
        hits = searcher.search(chosen, limit=max(limit, 1), offset=offset, count=False, order_by_field=order).hits
        facets, ages = _counted(searcher, chosen)
        return Found(
            hits=tuple(
                _hit(searcher.doc(address), cast(float, score) if wanted.ranks else 1.0)
                for score, address in hits[:limit]
            ),
            facets=facets,
            ages=ages,
        )

    def size(self) -> int:
        self._index.reload()
        return self._index.searcher().num_docs

    def contents(self) -> dict[str, str]:
        self._index.reload()
        searcher = self._index.searcher()
        every = searcher.search(Query.all_query(), limit=max(searcher.num_docs, 1), count=False).hits
        rows = (searcher.doc(address) for _score, address in every)
        return {cast(str, row.get_first("key")): cast(str, row.get_first("digest")) for row in rows}

    @contextmanager
    def _writing(self, heap_bytes: int) -> Generator[IndexWriter]:
        writer = self._writer(heap_bytes)
        try:
            yield writer
            writer.commit()
        finally:
            # Merges continue after a commit; hold the lock until they have ended.
            writer.wait_merging_threads()

    def _writer(self, heap_bytes: int) -> IndexWriter:
        while True:
            try:
                return self._index.writer(heap_bytes, num_threads=1)
            except ValueError as error:
                if "LockBusy" not in str(error):
                    raise
                time.sleep(LOCK_PAUSE_SECONDS)

    def _chosen(self, wanted: Wanted, audiences: Collection[str] | None, filters: Filters) -> Query:
        """Return the query for everything that matches, may be seen and is not filtered away."""
        clauses = [(Occur.Must, self._any(wanted) if wanted.ranks else Query.all_query())]
        for group in filters.groups():
            clauses += self._one_of("marks", group)
        clauses += self._in_time(filters)
        if audiences is not None:
            clauses += self._one_of("audience", audiences) or [(Occur.Must, Query.empty_query())]
        clauses += [(Occur.Must, _silent(self._phrase(phrase))) for phrase in wanted.phrases]
        clauses += [(Occur.MustNot, self._term("all", term)) for term in wanted.without]
        return Query.boolean_query(clauses)

    def _in_time(self, filters: Filters) -> list[tuple[Occur, Query]]:
        if filters.since is None and filters.until is None:
            return []
        until = None if filters.until is None else filters.until - 1
        span = Query.range_query(self._schema, "at", FieldType.Integer, filters.since, until)
        return [(Occur.Must, _silent(span))]

    def _any(self, wanted: Wanted) -> Query:
        weights = [("all", 1.0), ("title", TITLE_WEIGHT)]
        terms = [
            Query.boost_query(self._term(field, term), weight * min(times, MOST_BOOST))
            for field, weight in weights
            for term, times in wanted.terms.items()
        ]
        return Query.boolean_query([(Occur.Should, one) for one in (*terms, *self._alike(wanted))])

    def _alike(self, wanted: Wanted) -> list[Query]:
        begun = [
            Query.regex_query(self._schema, "spelled", f"{re.escape(beginning)}.*") for beginning in wanted.beginnings
        ]
        meant = [Query.fuzzy_term_query(self._schema, "spelled", word, most_edits(word)) for word in wanted.misspelt]
        return [Query.const_score_query(one, 1.0) for one in (*begun, *meant)]

    def _phrase(self, phrase: tuple[str, ...]) -> Query:
        # Tantivy rejects a phrase of one word.
        return self._term("all", phrase[0]) if len(phrase) == 1 else Query.phrase_query(self._schema, "all", [*phrase])

    def _one_of(self, field: str, values: Collection[str]) -> list[tuple[Occur, Query]]:
        return [(Occur.Must, _silent(Query.term_set_query(self._schema, field, list(values))))] if values else []

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term)


def _silent(query: Query) -> Query:
    """Return the same query without a score: it decides what is found, but not how high it ranks."""
    return Query.const_score_query(query, 0.0)


def _hit(row: Row, score: float) -> Hit:
    return Hit(
        key=cast(str, row.get_first("key")),
        kind=cast(Kind, row.get_first("kind")),
        score=score,
        at=cast(int, row.get_first("at")),
        standing=cast(int, row.get_first("standing")),
    )


def _counted(searcher: Searcher, chosen: Query) -> tuple[dict[Field, dict[str, int]], dict[str, int]]:
    """Return how many there are with each value of each facet, and how many are younger than each age."""
    moments = cutoffs()
    starts = sorted(moments.values())
    spans = [{"from": begin, "to": end} for begin, end in pairwise(starts)]
    wanted = {"ages": {"range": {"field": "at", "ranges": [*spans, {"from": starts[-1]}]}}}
    wanted |= {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in FACET_FIELDS.values()}
    counted = searcher.aggregate(chosen, wanted)
    facets: dict[Field, dict[str, int]] = {
        facet: {bucket["key"]: int(bucket["doc_count"]) for bucket in counted[name]["buckets"]}
        for facet, name in FACET_FIELDS.items()
    }
    younger = [(bucket.get("from", float("-inf")), int(bucket["doc_count"])) for bucket in counted["ages"]["buckets"]]
    return facets, {age: sum(count for begin, count in younger if begin >= start) for age, start in moments.items()}


def _row(document: Document) -> Row:
    title = " ".join(analysis.written(document.title))
    words = analysis.written(" \n".join((document.title, document.title, *document.skills, document.body)))
    return Row(
        key=document.key,
        kind=document.kind,
        audience=document.audience,
        marks=list(document.written_marks),
        at=document.moment,
        standing=document.standing,
        digest=document.digest,
        **{FACET_FIELDS[name]: list(document.marks[name]) for name in FACETS},
        all=" ".join(words),
        title=title,
        spelled=" ".join(analysis.spelled(document.title)),
    )
