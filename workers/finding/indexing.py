"""Keeps the index in step with the graph. Its queue has one consumer, since an index has one writer."""

import time
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial, wraps
from itertools import count
from typing import ParamSpec, Protocol, cast

from celery import signals
from celery.exceptions import OperationalError

from graph import clock, sweeps
from graph.finding import index_entries
from graph.finding.index_entries import IndexedKind
from graph.ids import AnswerId, LinkId, MergeId, PersonId, QuestionId, SkillSlug, TipId, VideoId, WithdrawalId
from graph.merging import merges
from graph.upkeep import bad_records
from search import index, meaning
from search import progress as rebuilding
from search.documents import Document
from search.engines import Damaged
from workers import logs, records
from workers.app import Task, later, task
from workers.finding import entries

log = logs.named(__name__)

# `POSTS` are searched with the search box, `EVIDENCE` by the expert finder. Tips, links and videos are in both.
POSTS: tuple[IndexedKind, ...] = ("question", "tip", "link", "video", "person", "skill", "community")
EVIDENCE: tuple[IndexedKind, ...] = ("answer", "tip", "link", "video")
INDEXES: dict[index.Name, tuple[IndexedKind, ...]] = {"posts": POSTS, "evidence": EVIDENCE}


# An index in which a search failed, but that can be read, is rebuilt at most this often.
SECONDS_BETWEEN_REBUILDS = 3_600
THINGS_PER_NOTE = 200

Arguments = ParamSpec("Arguments")


class _Signal(Protocol):
    """The part of Celery's signals that we use. They have no types."""

    def connect(self, receiver: Callable[..., None]) -> object: ...


def _task(work: Callable[Arguments, None]) -> Task[Arguments]:
    """Make a task that rebuilds an index that can't be read, and is then done again."""

    @wraps(work)
    def attempt(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        try:
            work(*args, **kwargs)
        except Damaged:
            _restore()
            work(*args, **kwargs)

    return task(attempt)


@_task
def index_question(id: QuestionId) -> None:
    """Index a question with its answers' words."""
    _refresh("question", [id])


@_task
def index_thread(id: QuestionId) -> None:
    """Index a question whose title or skills changed: its answers are found by them too."""
    _refresh("question", [id])
    _refresh("answer", index_entries.answers_of(id))


@_task
def index_answer(id: AnswerId) -> None:
    """Index an answer as evidence, and as a part of its question."""
    _refresh("answer", [id])
    _refresh("question", index_entries.question_of(id))


@_task
def index_tip(id: TipId) -> None:
    """Index a tip as a post and as evidence."""
    _refresh("tip", [id])


@_task
def index_link(id: LinkId) -> None:
    """Index a link, with its site's description of it, as a post and as evidence."""
    _refresh("link", [id])


@_task
def index_video(id: VideoId) -> None:
    """Index a video, with the words spoken in it, as a post and as evidence."""
    _refresh("video", [id])


@_task
def index_person(id: PersonId) -> None:
    """Index a person, or remove one who left."""
    _refresh("person", [id])


@_task
def index_skill(slug: SkillSlug) -> None:
    """Index a skill with its aliases."""
    _refresh("skill", [slug])


@_task
def index_community(slug: str) -> None:
    """Index a community with everything in it, after its audience changed."""
    _refresh("community", index_entries.community(slug))
    for kind in ("question", "answer", "tip", "link", "video"):
        _refresh(kind, index_entries.within(slug, kind))


@_task
def index_merge(id: MergeId) -> None:
    """Index skills that were merged or separated, and everything written about them."""
    for slug in merges.concerned(id)[0]:
        _refresh("skill", [slug])
        for kind in ("question", "answer", "tip", "link", "video"):
            _refresh(kind, index_entries.about(slug, kind))


@_task
def index_withdrawal(id: WithdrawalId) -> None:
    """Remove what was withdrawn together."""
    for kind, keys in index_entries.withdrawn_with(id).items():
        _refresh(kind, keys)


@task
def restore() -> None:
    """Rebuild the indexes if one was never built, can't be read, or failed in a search since it was built."""
    _restore()


@_task
def tidy() -> None:
    """Once a day, remove things that were deleted from the graph. They leave no trace there for the sweep to find."""
    for name, kinds in INDEXES.items():
        # Read the index first: a thing is always in the graph before it is in the index.
        mend(name, index.contents(name).keys() - index_entries.keys(kinds))
        index.clear(name)
    for edition in index.clear_former(kept=[meaning.place().stem]):
        sweeps.forget(_sweep(edition))


@_task
def sweep() -> None:
    """Index everything that changed since the last sweep, in case the queue was down. Build missing indexes."""
    if not all(index.built_at(name) and index.is_readable(name) for name in INDEXES):
        _restore()
    with sweeps.since_last(_sweep()) as since:
        changed: dict[IndexedKind, tuple[str, ...]] = {
            kind: index_entries.changed(kind, since=since) for kind in index_entries.KEYS
        }
        for kind, keys in changed.items():
            _refresh(kind, (*keys, *bad_records.of(entries.task(kind))))
        communities = index_entries.changed_communities(since=since)
        records.each("the index of a community", communities, index_community, kind=str)
        records.each("the index of a merge", merges.changed(since=since), index_merge, kind=MergeId)
    logs.swept(log, **{kind: len(keys) for kind, keys in changed.items()})


def rebuild(progress: Callable[[int], None]) -> None:
    """Rebuild every index while the old ones are in use. `progress` gets the number of things since its last call."""
    begun = clock.now()
    with _telling(progress) as told:
        for name, kinds in INDEXES.items():
            read = set[str]()
            index.rebuild(name, _noted(entries.every(kinds, told), read), late=partial(_late, kinds, begun, read))
    sweeps.done(_sweep(), at=begun)
    # Vectors come last, once everything is found by its words.
    for name, kinds in INDEXES.items():
        former, current = meaning.keys(name), set[str]()
        meaning.put(name, _noted(entries.every(kinds, lambda _things: None), current))
        meaning.remove(name, former - current)
    # Things that changed meanwhile may have been read before the change and written down after it.
    for kind in index_entries.KEYS:
        _refresh(kind, index_entries.changed(kind, since=begun))


def size() -> int:
    """Return how many things a rebuild reads, including those that must not be found."""
    return sum(len(index_entries.keys(kinds)) for kinds in INDEXES.values())


def mend(name: index.Name, keys: Collection[str]) -> None:
    """Index these things, of any kind, as they are in the graph now, and remove those that must not be found."""
    found = set[str]()
    index.put(name, _noted(entries.documents(INDEXES[name], keys), found))
    meaning.put(name, entries.documents(INDEXES[name], keys))
    gone = set(keys) - found
    index.remove(name, gone)
    meaning.remove(name, gone)
    if found:
        _compute_later()


def _restore() -> None:
    if not all(map(_is_good, INDEXES)):
        log.warning("The search index is missing or damaged, so it is being rebuilt from the graph.")
        rebuild(lambda _things: None)
        log.warning("The search index has been rebuilt.")


def _is_good(name: index.Name) -> bool:
    built_at = index.built_at(name)
    return built_at > time.time() - SECONDS_BETWEEN_REBUILDS and index.is_readable(name)


@contextmanager
def _telling(progress: Callable[[int], None]) -> Generator[Callable[[int], None]]:
    """Yield what counts things and also notes for readers of pages how much is done."""
    total, done = max(size(), 1), count(1)

    def tell(things: int) -> None:
        progress(things)
        if (now := next(done)) % THINGS_PER_NOTE == 0:
            rebuilding.note(min(100 * now // total, 99))

    rebuilding.note(0)
    try:
        yield tell
    finally:
        rebuilding.end()


def _at_start(**_others: object) -> None:
    # A new edition is built at once, and what was missed while the indexer was away is caught up with.
    later("finding.indexing.sweep")


cast(_Signal, signals.worker_ready).connect(_at_start)


def _sweep(edition: str | None = None) -> str:
    # An index with another engine or format starts empty, so everything in it counts as changed.
    return f"indexing {edition or index.edition()}"


def _refresh(kind: IndexedKind, keys: Iterable[str]) -> None:
    wanted = set(keys)
    documents = list(entries.documents([kind], wanted))
    gone = wanted - {document.key for document in documents}
    for name, kinds in INDEXES.items():
        if kind in kinds and documents:
            index.put(name, documents)
            meaning.put(name, documents)
        if kind in kinds and gone:
            index.remove(name, gone)
            meaning.remove(name, gone)
    if documents:
        _compute_later()


def _compute_later() -> None:
    try:
        later("finding.vectors.fill")
    except OperationalError:
        log.info("The queue isn't responding. The next sweep will compute the vectors.")


def _noted(documents: Iterable[Document], keys: set[str]) -> Iterator[Document]:
    for document in documents:
        keys.add(document.key)
        yield document


def _late(kinds: tuple[IndexedKind, ...], since: datetime, read: set[str]) -> index.Late:
    """Return the things that changed since then, and the keys read earlier that must no longer be found."""
    changed: dict[IndexedKind, tuple[str, ...]] = {kind: index_entries.changed(kind, since=since) for kind in kinds}
    present = [one for kind, keys in changed.items() for one in entries.documents([kind], keys)]
    touched = {key for keys in changed.values() for key in keys}
    deleted = read - index_entries.keys(kinds)
    return present, deleted | (touched - {one.key for one in present})
