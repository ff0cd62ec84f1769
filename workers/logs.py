"""Log lines: for people or as JSON, each with the id of the request that caused it, even if a task does the work.

Tasks carry the id of their request in a message header and put it in their log lines. Scheduled tasks use their own id.
Lines name posts and people by their ids. They never contain what was written or a secret of an address, or say who
asked anonymously.
"""

import logging
import logging.config
import os
import re
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, Protocol, cast

import structlog
from celery import signals
from structlog import contextvars, dev, processors, stdlib
from structlog.typing import EventDict

from workers.settings import Form, LogSettings

HEADER = "request_id"
# Our own lines begin at "info", those of libraries at "warning".
OURS = ("webapp", "workers")

VALUES = stdlib.ExtraAdder()

# Tokens and signatures in addresses have 43 or 64 characters, ids have 12.
SECRET_IN_PATH = re.compile(r"(?<=/)[\w-]{40,}", re.ASCII)


def _add_values(logger: logging.Logger, method: str, event: EventDict) -> EventDict:
    # Celery adds whole messages to its lines, but these only repeat the line.
    is_ours = event["_record"].name.partition(".")[0] in OURS
    return VALUES(logger, method, event) if is_ours else event


def _mask_secrets(_logger: logging.Logger, _method: str, event: EventDict) -> EventDict:
    """Leave secrets out of the addresses of pages, such as that of a feed, which libraries write when a page fails."""
    return {name: SECRET_IN_PATH.sub("***", it) if isinstance(it, str) else it for name, it in event.items()}


# Each line goes through these steps, whether it was written with structlog or with Python's own logging.
STEPS = (
    contextvars.merge_contextvars,
    _add_values,
    stdlib.add_log_level,
    stdlib.add_logger_name,
    processors.TimeStamper(fmt="iso", utc=True),
    _mask_secrets,
)

structlog.configure(
    processors=[stdlib.filter_by_level, stdlib.render_to_log_kwargs],
    logger_factory=stdlib.LoggerFactory(),
    wrapper_class=stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)


class Logger(Protocol):
    """Writes a line: what happened, in a word or two, and the ids of the people or things involved."""

    def info(self, event: str, **values: object) -> object: ...

    def warning(self, event: str, **values: object) -> object: ...


def named(module: str) -> Logger:
    """Return the logger of a module."""
    return cast(Logger, structlog.get_logger(module))


def swept(log: Logger, **counts: int) -> None:
    """Write one line about what a sweep had to do, or none if there was nothing."""
    if done := {what: count for what, count in counts.items() if count}:
        log.info("swept", **done)


def begin(request: str) -> None:
    """Add the id of this request to everything that this thread logs from now on."""
    contextvars.clear_contextvars()
    contextvars.bind_contextvars(request_id=request)


def configuration(env: Mapping[str, str], *, level: int | str = logging.WARNING) -> dict[str, Any]:
    """Return the configuration for Python's logging: all lines go to one place in one form. Raises `Misconfigured`."""
    line = {"()": stdlib.ProcessorFormatter, "processors": _ends(LogSettings.from_env(env).form)}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {**line, "foreign_pre_chain": STEPS}},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"level": level, "handlers": ["out"]},
        "loggers": {
            **{name: {"level": logging.INFO} for name in OURS},
            # Celery warns with a traceback about each attempt of a waiting task. See workers/patience.py instead.
            "celery.app.trace": {"level": logging.ERROR},
            # This replaces gunicorn's own handler.
            "gunicorn.error": {"level": level, "handlers": [], "propagate": True},
        },
    }


def _ends(form: Form) -> list[Callable[..., object]]:
    # Tracebacks leave out the values of variables, which may be secrets or people's texts.
    text = dev.ConsoleRenderer(colors=False, pad_event_to=0, exception_formatter=dev.plain_traceback)
    ends = [processors.format_exc_info, processors.JSONRenderer()] if form == "json" else [text]
    return [stdlib.ProcessorFormatter.remove_processors_meta, *ends]


class _Request(Protocol):
    """What a worker knows about the message that it works on."""

    id: str

    def get(self, name: str) -> str | None: ...


class _Task(Protocol):
    name: str
    request: _Request


class _Signal(Protocol):
    """The part of Celery's signals that we use. They have no types."""

    def connect(self, receiver: Callable[..., None]) -> object: ...


def _configure(loglevel: int, **_others: object) -> None:
    # Celery leaves logging alone once this signal has a receiver.
    logging.config.dictConfig(configuration(os.environ, level=loglevel))


def _give_along(headers: MutableMapping[str, object], **_others: object) -> None:
    headers[HEADER] = contextvars.get_contextvars().get(HEADER)


def _take_up(task: _Task, **_others: object) -> None:
    begin(task.request.get(HEADER) or task.request.id)
    contextvars.bind_contextvars(task=task.name)


def _end(**_others: object) -> None:
    contextvars.clear_contextvars()


# Signals hold only weak references to functions. These functions stay because the module does.
for signal, receiver in (
    (signals.setup_logging, _configure),
    (signals.before_task_publish, _give_along),
    (signals.task_prerun, _take_up),
    (signals.task_postrun, _end),
):
    cast(_Signal, signal).connect(receiver)
