"""OpenSearch: a server or a cluster of them, for an index that many hosts share.

It receives texts as the stems that `search.analysis` makes, and its scores are the same sums as Whoosh's, so it finds
by the same words and ranks alike. The server does not keep readable texts, only the terms to look up.
"""

# Its client's answers are untyped; past this file everything is typed.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import time
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice, pairwise
from typing import cast

from opensearchpy import OpenSearch as Client
from opensearchpy import helpers
from opensearchpy.exceptions import ConnectionError as Unreachable
from opensearchpy.exceptions import TransportError

from search import analysis
from search.documents import Document, Kind
from search.engines import Away, Found, Hit, Wanted, most_edits
from search.filters import FACETS, Field, Filters, cutoffs

Clause = Mapping[str, object]

# As in every engine: the words of a title count twice in `all`, and another 0.3 in `title`.
TITLE_WEIGHT = 0.3
MOST_BOOST = 3
K1, B = 0.7, 0.75
# Lucene leaves this factor of BM25 out.
GAIN = K1 + 1

DOCUMENTS_PER_WRITE = 200
DOCUMENTS_PER_READ = 5_000
WRITE_SECONDS = 60

# The default limit for OpenSearch's paging.
MOST_PAGED = 10_000
# The most similarly spelled words, from any title. The limit is so high that words of closed titles cannot use it up.
MOST_ALIKE = 1_000
# More values than a page will ever show. Beyond that, the rarest are left out.
MOST_VALUES = 1_000

# OpenSearch rejects documents for this reason while an index is swapped. They are sent again.
BLOCKED = "cluster_block_exception"
# Writers wait while a rebuild adds late changes. If that takes longer than this, the rebuild has died.
BLOCKED_SECONDS = 60
BLOCKED_PAUSE_SECONDS = 0.1

FACET_FIELDS: dict[Field, str] = {name: f"facet_{name}" for name in FACETS}

# One shard, so that counts and rarities are exact. It holds millions of posts. Additional servers get copies of it.
SETTINGS: Clause = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    "similarity": {"ours": {"type": "BM25", "k1": K1, "b": B}},
}

WORDS: Clause = {"type": "text", "analyzer": "whitespace", "similarity": "ours"}
NAME: Clause = {"type": "keyword"}

MAPPINGS: Clause = {
    "dynamic": "strict",
    "_source": {"enabled": False},
    "properties": {
        **dict.fromkeys(("kind", "audience", "marks", "digest", *FACET_FIELDS.values()), NAME),
        "at": {"type": "long"},
        "standing": {"type": "integer", "index": False},
        "all": WORDS,
        # All titles are about equally long, so their length does not matter.
        "title": {**WORDS, "norms": False},
        "spelled": {**WORDS, "norms": False},
    },
}


@contextmanager
def asking() -> Generator[None]:
    """Raise `Away` if the server cannot be reached, rejects us or is overloaded."""
    try:
        yield
    except Unreachable as error:
        raise Away("OpenSearch isn't responding.") from error
    except TransportError as error:
        if error.status_code in (401, 403):
            raise Away("OpenSearch rejected the user name or password in GUILDHALL_SEARCH_URL.") from error
        if error.status_code in (429, 502, 503, 504):
            raise Away(f"OpenSearch is too busy to answer (status {error.status_code}).") from error
        raise


class OpenSearch:
    """One index on a server, by its name or alias. An alias that does not exist is an empty index."""

    def __init__(self, client: Client, name: str) -> None:
        self._client = client
        self._name = name
        self._lenient = {"index": name, "params": {"ignore_unavailable": "true"}}

    def put(self, documents: Iterable[Document]) -> None:
        remaining = iter(documents)
        while batch := list(islice(remaining, DOCUMENTS_PER_WRITE)):
            self._write([line for one in batch for line in ({"index": {"_id": one.key}}, _row(one))])
        self._show()

    def fill(self, documents: Iterable[Document]) -> None:
        self.put(documents)

    def remove(self, keys: Collection[str]) -> None:
        if keys:
            self._write([{"delete": {"_id": key}} for key in keys])
            self._show()

    def find(
        self, wanted: Wanted, *, audiences: Collection[str] | None, filters: Filters, limit: int, offset: int
    ) -> Found:
        moments = cutoffs()
        asked = {
            "query": _chosen(wanted, audiences, filters),
            "from": min(offset, MOST_PAGED),
            "size": max(min(limit, MOST_PAGED - offset), 0),
            "sort": ["_score" if wanted.ranks else {"at": "desc"}],
            "docvalue_fields": ["kind", "at", "standing"],
            "track_total_hits": False,
            "aggs": _counting(moments),
        }
        with asking():
            answer = self._client.search(body=asked, **self._lenient)
        facets, ages = _counted(answer.get("aggregations", {}), moments)
        return Found(hits=tuple(map(_hit, answer["hits"]["hits"])), facets=facets, ages=ages)

    def size(self) -> int:
        with asking():
            return self._client.count(**self._lenient)["count"]

    def contents(self) -> dict[str, str]:
        asked = {"query": {"match_all": {}}, "docvalue_fields": ["digest"], "sort": ["_doc"]}
        with asking():
            found = helpers.scan(
                self._client, query=asked, index=self._name, size=DOCUMENTS_PER_READ, ignore_unavailable=True
            )
            return {one["_id"]: one["fields"]["digest"][0] for one in found}

    def unblock(self) -> None:
        """Allow writes again after a failed swap."""
        with asking():
            self._client.indices.put_settings(index=self._name, body={"index.blocks.write": False})

    def _write(self, lines: Sequence[Clause]) -> None:
        """Write all of it once the index accepts writes."""
        given_up = time.monotonic() + BLOCKED_SECONDS
        while kinds := self._refused(lines):
            if kinds != {BLOCKED}:
                raise RuntimeError(f"OpenSearch rejected documents: {', '.join(sorted(kinds))}.")
            if time.monotonic() > given_up:
                # The process that blocked it has died, or is so slow that the sweep must add this to the new index.
                self.unblock()
            time.sleep(BLOCKED_PAUSE_SECONDS)

    def _refused(self, lines: Sequence[Clause]) -> set[str]:
        """Write it, and return the reasons for which parts of it were rejected."""
        # If the alias were missing, the server would create an index that holds texts in another way.
        with asking():
            answer = self._client.bulk(
                body=lines, index=self._name, params={"require_alias": "true", "request_timeout": WRITE_SECONDS}
            )
        return {done["error"]["type"] for item in answer["items"] for done in item.values() if "error" in done}

    def _show(self) -> None:
        with asking():
            self._client.indices.refresh(index=self._name)


def _chosen(wanted: Wanted, audiences: Collection[str] | None, filters: Filters) -> Clause:
    """Return the query for everything that matches, may be seen and is not filtered away."""
    admitted: list[Clause] = [{"terms": {"marks": list(group)}} for group in filters.groups()]
    if audiences is not None:
        admitted.append({"terms": {"audience": list(audiences)}})
    if filters.since is not None or filters.until is not None:
        span = {"gte": filters.since, "lt": filters.until}
        admitted.append({"range": {"at": {end: moment for end, moment in span.items() if moment is not None}}})
    said = [{"match_phrase": {"all": " ".join(phrase)}} for phrase in wanted.phrases]
    return {
        "bool": {
            "must": [{"bool": {"should": _any(wanted)}} if wanted.ranks else {"match_all": {}}],
            "filter": [*admitted, *said],
            "must_not": [{"term": {"all": term}} for term in wanted.without],
        }
    }


def _any(wanted: Wanted) -> list[Clause]:
    terms = [
        {"term": {field: {"value": term, "boost": weight * min(times, MOST_BOOST) * GAIN}}}
        for field, weight in (("all", 1.0), ("title", TITLE_WEIGHT))
        for term, times in wanted.terms.items()
    ]
    begun = [{"prefix": {"spelled": beginning}} for beginning in wanted.beginnings]
    meant = [
        {"fuzzy": {"spelled": {"value": word, "fuzziness": most_edits(word), "max_expansions": MOST_ALIKE}}}
        for word in wanted.misspelt
    ]
    return [*terms, *({"constant_score": {"filter": one}} for one in (*begun, *meant))]


def _counting(moments: Mapping[str, int]) -> Clause:
    starts = sorted(moments.values())
    spans = [{"from": begin, "to": end} for begin, end in pairwise(starts)]
    ages = {"ages": {"range": {"field": "at", "ranges": [*spans, {"from": starts[-1]}]}}}
    return ages | {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in FACET_FIELDS.values()}


def _counted(
    counted: Mapping[str, Mapping[str, object]], moments: Mapping[str, int]
) -> tuple[dict[Field, dict[str, int]], dict[str, int]]:
    """Return how many there are with each value of each facet, and how many are younger than each age."""
    buckets = {name: cast(list[dict[str, int]], found["buckets"]) for name, found in counted.items()}
    facets: dict[Field, dict[str, int]] = {
        facet: {str(one["key"]): one["doc_count"] for one in buckets.get(name, ())}
        for facet, name in FACET_FIELDS.items()
    }
    younger = [(one["from"], one["doc_count"]) for one in buckets.get("ages", ())]
    ages = {age: sum(count for begin, count in younger if begin >= start) for age, start in moments.items()}
    return facets, ages


def _hit(found: Mapping[str, object]) -> Hit:
    fields = cast(dict[str, list[str | int]], found["fields"])
    return Hit(
        key=cast(str, found["_id"]),
        kind=cast(Kind, fields["kind"][0]),
        score=cast(float | None, found["_score"]) or 1.0,
        at=cast(int, fields["at"][0]),
        standing=cast(int, fields["standing"][0]),
    )


def _row(document: Document) -> Clause:
    title = " ".join(analysis.written(document.title))
    words = analysis.written(" \n".join((document.title, document.title, *document.skills, document.body)))
    return {
        "kind": document.kind,
        "audience": document.audience,
        "marks": document.written_marks,
        "at": document.moment,
        "standing": document.standing,
        "digest": document.digest,
        **{FACET_FIELDS[name]: document.marks[name] for name in FACETS},
        "all": " ".join(words),
        "title": title,
        "spelled": " ".join(analysis.spelled(document.title)),
    }
