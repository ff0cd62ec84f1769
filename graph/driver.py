"""The only access to the graph engine: connect, read, write, only. No other module imports the neo4j package."""

# The neo4j package leaves its generics open. Everything outside this file is typed.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import logging
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
from graph.errors import Busy, Refusal, Unavailable
from graph.settings import Settings

log = logging.getLogger(__name__)

PLAIN = (str, int, float, type(None))
LOST = (ServiceUnavailable, SessionExpired)

Row = dict[str, Any]
Result = TypeVar("Result")

# The driver's own retry waits a whole second before its second attempt. A conflict between two small
# transactions is over in milliseconds, so we try again sooner, and give up before a reader would.
TRIED_SECONDS = 10.0
PAUSE_SECONDS = 0.01
MOST_PAUSE_SECONDS = 0.25
# The embedded engine says so of what another writer has just removed. If it says so again and again, it means it.
GONE = "Neo.ClientError.Statement.EntityNotFound"
TRIED_WHEN_GONE = 5
# A connection that is lost after more than this belongs to an engine that hangs. Another try would hang too.
LOST_QUICKLY_SECONDS = 1.0

# Connections that were idle this long are tested before use, so that no page fails after a restart of the engine.
IDLE_SECONDS_BEFORE_CHECK = 5
CONNECT_TIMEOUT_SECONDS = 5

READY_PAUSE_SECONDS = 0.1
READ_AHEAD_BYTES = 65_536

# An engine that sends nothing for this long hangs. Pages give up sooner: see `expect_answers_within`.
SILENT_SECONDS = 600.0

ENGINE_AWAY = "The knowledge graph isn't responding. Your last change wasn't saved. Try again in a moment."
TOO_BUSY = "Many people are changing the same thing right now. Your last change wasn't saved. Try again in a moment."


def read(statement: LiteralString, **parameters: object) -> list[Row]:
    """Run a reading statement and return its rows, with times as aware UTC datetimes. Raises `Unavailable`."""

    def work(session: neo4j.Session) -> list[Row]:
        # One round trip instead of three: a read needs no explicit transaction.
        return [_row(record) for record in session.run(written_out(statement), parameters)]

    return _attempt(work, access=neo4j.READ_ACCESS, repeat_when_lost=True)


def write(statement: LiteralString, **parameters: object) -> list[Row]:
    """Run a changing statement in a transaction, and return its rows once the change is durable.

    A conflict with another writer is tried again for ten seconds, then raises `Busy`. A write that lost its connection
    is not tried again, because it may have been committed: it raises `Unavailable`, and the person decides.
    """

    def work(session: neo4j.Session) -> list[Row]:
        with session.begin_transaction() as transaction:
            rows = [_row(record) for record in transaction.run(written_out(statement), parameters)]
            transaction.commit()
        return rows

    return _attempt(work, access=neo4j.WRITE_ACCESS, repeat_when_lost=False)


def write_together(statements: Sequence[LiteralString], **parameters: object) -> list[Row]:
    """Run several changing statements with the same parameters in one transaction: either all are kept or none.

    Returns the rows of the last one.
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
    """Return the only row, or what was made of it. Raises the refusal if there is none."""
    if not rows:
        raise otherwise
    return rows[0]


def wait(seconds: float) -> None:
    """Wait until the engine accepts statements. Right after its start it may accept connections only.

    Raises `Unavailable` after this many seconds.
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
    """Return the name and version that the engine gives, such as `Neo4j/5.26.30`. Raises `Unavailable`."""
    try:
        return _open().get_server_info().agent
    except (ServiceUnavailable, SessionExpired) as error:
        raise Unavailable(ENGINE_AWAY) from error


def connect(settings: Settings) -> None:
    """Use this engine in this process from now on. If it is never called, the first statement reads the environment."""
    close()
    _chosen.append(settings)


def expect_answers_within(seconds: float) -> None:
    """Take an engine that sends nothing for this many seconds as unavailable, in this process."""
    _silence[:] = [seconds]


def close() -> None:
    """Close the connections of this process. The next statement opens new ones."""
    if _open.cache_info().currsize:
        _open().close()
    _forget()
    _chosen.clear()


def uses(settings: Settings) -> bool:
    """Tell whether this process was told to use this engine, and was not disconnected since."""
    return _chosen[-1:] == [settings]


def settings() -> Settings:
    """Return the settings in use: the chosen ones, else the environment's."""
    return _chosen[-1] if _chosen else Settings.from_env(os.environ)


_chosen: list[Settings] = []
_silence = [SILENT_SECONDS]


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


# Two processes must not share a connection, so each new process opens its own.
os.register_at_fork(after_in_child=_forget)


# The package keeps tables for packing numbers in Python, 10 MB in each of our processes. The compiled codec of
# neo4j-rust-ext doesn't need them. Without it they stay.
if find_spec("neo4j._rust"):
    codec.PACKED_UINT_16.clear()
    codec.UNPACKED_UINT_16.clear()


def _receive_into(self: Any, buffer: memoryview, nbytes: int) -> int:
    """Take bytes that have already arrived. Ask the kernel only if there are none. Returns how many were taken."""
    arrived = cast(bytearray, self._peeked)
    if not arrived:
        if self._read_timeout is None:
            self.set_read_timeout(_silence[-1])
        arrived += self._wait_for_read(self._socket.recv, READ_AHEAD_BYTES)
    taken = min(nbytes, len(arrived))
    buffer[:taken] = arrived[:taken]
    del arrived[:taken]
    return taken


# The package asks the kernel twice for each row. A search asked it 218 times, and let another thread run before each.
# With sixteen readers, pages waited longer for their turn than for the graph. When the package checks if the engine
# is still there, it keeps the bytes it read and serves them first. This does the same with all bytes that have arrived.
BoltSocketBase.recv_into = _receive_into


def _attempt(work: Callable[[neo4j.Session], Result], *, access: str, repeat_when_lost: bool) -> Result:
    begun, seen = time.monotonic(), list[type[Exception]]()
    while True:
        try:
            with _open().session(database=settings().database, default_access_mode=access, fetch_size=-1) as session:
                return work(session)
        except (Neo4jError, DriverError) as error:
            took = time.monotonic() - begun
            if not _is_worth_repeating(error, seen, took, repeat_when_lost=repeat_when_lost):
                _refuse(error, tries=len(seen) + 1, took=took)
                raise
            seen.append(type(error))
        time.sleep(random.uniform(0, min(PAUSE_SECONDS * 2 ** len(seen), MOST_PAUSE_SECONDS)))


def _is_worth_repeating(
    error: Neo4jError | DriverError, seen: list[type[Exception]], took: float, *, repeat_when_lost: bool
) -> bool:
    if isinstance(error, LOST):
        return repeat_when_lost and type(error) not in seen and took < LOST_QUICKLY_SECONDS
    if isinstance(error, Neo4jError) and error.code == GONE:
        # Another writer removed what this one had found. The next attempt doesn't find it.
        return seen.count(type(error)) < TRIED_WHEN_GONE
    if isinstance(error, ConstraintError):
        # An engine without Neo4j's locks ran two MERGEs of the same node at once. The second attempt finds the node.
        return ConstraintError not in seen
    return error.is_retryable() and took < TRIED_SECONDS


def _refuse(error: Neo4jError | DriverError, *, tries: int, took: float) -> None:
    """Raise the refusal for an engine that is away or too busy. Does nothing if the statement itself is wrong."""
    if isinstance(error, Neo4jError) and ".Transaction." in (error.code or "") and error.is_retryable():
        log.warning("Gave up after %d tries in %.1f s, because others changed the same: %s", tries, took, error.code)
        raise Busy(TOO_BUSY) from error
    if isinstance(error, LOST) or error.is_retryable():
        raise Unavailable(ENGINE_AWAY) from error


def _row(record: neo4j.Record) -> Row:
    return dict(zip(record.keys(), map(_native, record), strict=True))


def _native(value: Any) -> Any:
    """Convert times to the standard library's. Statements return values, never whole nodes, so the rest can stay."""
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
