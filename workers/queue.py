"""The state of the queue, for operators and for tasks that give way to others."""

from typing import Protocol, cast

from celery.exceptions import OperationalError
from redis import RedisError

from workers import heard
from workers.app import app

# Where Celery's transport keeps the tasks that were taken.
TAKEN = "unacked"


class Away(Exception):
    """The queue does not answer; the message contains its last error."""


class Client(Protocol):
    """The part that we use of the client that Celery opens, whatever the connection to the queue."""

    def info(self, section: str) -> dict[str, str]: ...

    def llen(self, name: str) -> int: ...

    def hlen(self, name: str) -> int: ...


class Channel(Protocol):
    """A channel of a connection, with Redis behind it."""

    client: Client


class Connection(Protocol):
    """A connection to the queue that may not be open yet."""

    default_channel: Channel

    def ensure_connection(self, *, max_retries: int) -> object: ...


class Broker(Protocol):
    """The part of Celery that knows the queue."""

    def connection_for_read(self) -> Connection: ...


def version() -> str:
    """Return the name and version of the queue's server. Raises `Away`."""
    try:
        server = _client().info("server")
    except RedisError as error:
        raise Away(str(error)) from error
    return f"{server.get('server_name', 'redis')} {server.get('valkey_version', server['redis_version'])}"


def waiting(queue: str) -> int:
    """Return how many tasks in this queue no worker has taken yet. Raises `Away`."""
    try:
        return _client().llen(queue)
    except RedisError as error:
        raise Away(str(error)) from error


def unfinished() -> int:
    """Return how many tasks workers have taken and not finished. Raises `Away`."""
    return _client().hlen(TAKEN)


def missing_programs() -> tuple[str, ...]:
    """Return which of the site's programs have not been heard of lately. Raises `Away`."""
    try:
        return heard.missing(app)
    except (OperationalError, OSError, RedisError) as error:
        raise Away(str(error)) from error


def _client() -> Client:
    connection = cast(Broker, app).connection_for_read()
    try:
        # One attempt: pages must not wait. Another one would come two seconds later.
        connection.ensure_connection(max_retries=0)
    except OperationalError as error:
        raise Away(str(error)) from error
    return connection.default_channel.client
