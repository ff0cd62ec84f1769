"""The one door to the graph engine: connect, read, write, only. Nothing else imports the neo4j package."""

# The neo4j package leaves its generics open; past this file everything is typed.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import os
import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from typing import Any, LiteralString, TypeVar, cast

import neo4j
from neo4j._async_compat.network._bolt_socket import BoltSocketBase
from neo4j._codec.packstream import v1 as codec
from neo4j.exceptions import ConstraintError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from graph.clauses import written_out
from graph.errors import Refusal, Unavailable
from graph.settings import Settings

PLAIN = (str, int, float, type(None))
LOST = (ServiceUnavailable, SessionExpired)

Row = dict[str, Any]
Result = TypeVar("Result")

# The driver's own retry waits a whole second before its second attempt. A conflict between two small
# transactions is over after milliseconds, so we try again sooner, and give up before a reader would.
ATTEMPTS = 8
PAUSE_SECONDS = 0.01

# A pooled connection that was idle this long is tested before use, so that a restart of the engine costs nobody a page.
IDLE_SECONDS_BEFORE_CHECK = 5
CONNECT_TIMEOUT_SECONDS = 5

READY_PAUSE_SECONDS = 0.1
READ_AHEAD_BYTES = 65_536

ENGINE_AWAY = "The knowledge graph isn't responding. Your last change wasn't saved. Try again in a moment."


def read(statement: LiteralString, **parameters: object) -> list[Row]:
    """Run a reading statement and return its rows, times as aware UTC datetimes. Raises `Unavailable`."""

    def work(session: neo4j.Session) -> list[Row]:
        # One round trip instead of three: a read needs no explicit transaction.
        return [_row(record) for record in session.run(written_out(statement), parameters)]

    return _attempt(work, access=neo4j.READ_ACCESS, repeat_when_lost=True)


def write(statement: LiteralString, **parameters: object) -> list[Row]:
    """Run a changing statement in a transaction; its rows come back once it is durable.

    Conflicts with other writers are tried again. A connection lost amid a write is not, since nobody knows
    whether it was committed: `Unavailable` is raised and the person decides.
    """

    def work(session: neo4j.Session) -> list[Row]:
        with session.begin_transaction() as transaction:
            rows = [_row(record) for record in transaction.run(written_out(statement), parameters)]
            transaction.commit()
        return rows

    return _attempt(work, access=neo4j.WRITE_ACCESS, repeat_when_lost=False)


def write_together(statements: Sequence[LiteralString], **parameters: object) -> list[Row]:
    """Run several changing statements with the same parameters in one transaction: all of it is kept, or nothing.

    The rows of the last one come back.
    """

    def work(session: neo4j.Session) -> list[Row]:
        rows = list[Row]()
        with session.begin_transaction() as transaction:
            for statement in statements:
                rows = [_row(record) for record in transaction.run(written_out(statement), parameters)]
            transaction.commit()
        return rows

    return _attempt(work, access=neo4j.WRITE_ACCESS, repeat_when_lost=False)


def only(rows: Sequence[Result], *, otherwise: Refusal) -> Result:
    """Return the single row, or what was made of it, or raise the refusal when there is none."""
    if not rows:
        raise otherwise
    return rows[0]


def wait(seconds: float) -> None:
    """Return as soon as the engine takes statements; right after its start it may greet before it does.

    Raises `Unavailable` when the seconds are over.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            read("RETURN 1 AS one")
            return
        except (Unavailable, Neo4jError) as error:
            if time.monotonic() > deadline:
                raise Unavailable(ENGINE_AWAY) from error
            time.sleep(READY_PAUSE_SECONDS)


def engine() -> str:
    """Return what the engine calls itself, such as `Neo4j/5.26.30`. Raises `Unavailable`."""
    try:
        return _open().get_server_info().agent
    except (ServiceUnavailable, SessionExpired) as error:
        raise Unavailable(ENGINE_AWAY) from error


def connect(settings: Settings) -> None:
    """Use this engine from now on in this process. Without it the environment is read at the first statement."""
    close()
    _chosen.append(settings)


def close() -> None:
    """Close the connections of this process; the next statement opens new ones."""
    if _open.cache_info().currsize:
        _open().close()
    _forget()
    _chosen.clear()


def settings() -> Settings:
    """Return the settings in use: the chosen ones, else the environment's."""
    return _chosen[-1] if _chosen else Settings.from_env(os.environ)


_chosen: list[Settings] = []


@cache
def _open() -> neo4j.Driver:
    here = settings()
    return neo4j.GraphDatabase.driver(
        here.url,
        auth=(here.user, here.password),
        connection_timeout=CONNECT_TIMEOUT_SECONDS,
        connection_acquisition_timeout=CONNECT_TIMEOUT_SECONDS,
        liveness_check_timeout=IDLE_SECONDS_BEFORE_CHECK,
        notifications_min_severity="OFF",
        telemetry_disabled=True,
        user_agent="guildhall",
    )


def _forget() -> None:
    _open.cache_clear()


# A connection must not be shared by two processes: whoever forks opens its own.
os.register_at_fork(after_in_child=_forget)


# The package keeps tables for packing numbers in Python, 10 MB in each of our processes. The compiled codec, which
# neo4j-rust-ext brings, packs without them; where it is missing they stay.
if find_spec("neo4j._rust"):
    codec.PACKED_UINT_16.clear()
    codec.UNPACKED_UINT_16.clear()


def _receive_into(self: Any, buffer: memoryview, nbytes: int) -> int:
    """Take what has arrived already, and ask the kernel only if nothing has. Returns how many bytes were taken."""
    arrived = cast(bytearray, self._peeked)
    if not arrived:
        arrived += self._wait_for_read(self._socket.recv, READ_AHEAD_BYTES)
    taken = min(nbytes, len(arrived))
    buffer[:taken] = arrived[:taken]
    del arrived[:taken]
    return taken


# The package asks the kernel twice for each row. A search asked it 218 times, and before each time let another thread
# run: with sixteen readers pages waited more for their turn than for the graph. It keeps bytes that it read to see
# whether the engine is still there, and serves them first; so does this, with as many as have come.
BoltSocketBase.recv_into = _receive_into


def _attempt(work: Callable[[neo4j.Session], Result], *, access: str, repeat_when_lost: bool) -> Result:
    seen: list[type[Exception]] = []
    while True:
        try:
            with _open().session(database=settings().database, default_access_mode=access, fetch_size=-1) as session:
                return work(session)
        except (Neo4jError, DriverError) as error:
            if not _is_worth_repeating(error, seen, repeat_when_lost=repeat_when_lost):
                if isinstance(error, LOST) or error.is_retryable():
                    raise Unavailable(ENGINE_AWAY) from error
                raise
            seen.append(type(error))
        time.sleep(random.uniform(0, PAUSE_SECONDS) * 2 ** len(seen))


def _is_worth_repeating(
    error: Neo4jError | DriverError, seen: list[type[Exception]], *, repeat_when_lost: bool
) -> bool:
    if isinstance(error, LOST):
        return repeat_when_lost and type(error) not in seen
    if isinstance(error, ConstraintError):
        # Two MERGEs of the same node raced on an engine without Neo4j's locks: the second attempt finds it.
        return ConstraintError not in seen
    return error.is_retryable() and len(seen) < ATTEMPTS


def _row(record: neo4j.Record) -> Row:
    return dict(zip(record.keys(), map(_native, record), strict=True))


def _native(value: Any) -> Any:
    """Times become the standard library's. Statements return values, never whole nodes, so nothing else is left."""
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, neo4j.time.DateTime):
        moment = cast(datetime, value.to_native())
        return moment.astimezone(UTC)
    if isinstance(value, dict):
        return {key: _native(inner) for key, inner in cast(dict[str, Any], value).items()}
    if isinstance(value, list):
        return [_native(inner) for inner in cast(list[Any], value)]
    return value
