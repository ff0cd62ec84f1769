"""The queue: which tasks there are, which process takes them, and what happens when something fails."""

import importlib
import os
from collections.abc import Callable
from typing import ParamSpec, Protocol, cast

from celery import Celery

from workers.patience import patient
from workers.schedule import SCHEDULE
from workers.settings import Settings

Arguments = ParamSpec("Arguments")

# Celery would load this at the first message, and the first page after a start would wait half a second for it.
importlib.import_module("kombu.transport.redis")
# It only listens for the start of a worker.
importlib.import_module("workers.heard")

# A sweep after a long pause has the most to do. The queue gives a task to another worker only once the first must have
# died.
TASK_SECONDS = 30 * 60
SECONDS_UNTIL_GIVEN_TO_ANOTHER = 2 * TASK_SECONDS

# Long enough for a long video on a small machine.
VIDEO_SECONDS = 8 * 60 * 60

# The longest that a view waits when it tells the queue something, see `events.py`.
PATIENCE_SECONDS = 0.4


class Queueable(Protocol):
    """Work that a worker can do later."""

    def apply_async(self, args: tuple[str, ...], *, retry: bool) -> object: ...


IDS_IN_NOTHING_OUT = {"task_serializer": "json", "accept_content": ["json"], "task_ignore_result": True}


class Task(Queueable, Protocol[Arguments]):
    """Work that a worker can do later, or the caller at once by calling it."""

    def __call__(self, *args: Arguments.args, **kwargs: Arguments.kwargs) -> None: ...


class _Typed(Protocol):
    """The part of Celery that we use. The package has no types."""

    def task(self, work: Callable[..., None]) -> object: ...
    def send_task(self, name: str, args: tuple[str, ...], *, retry: bool) -> object: ...
    def add_defaults(self, configuration: Callable[[], dict[str, object]]) -> None: ...


# Each process names the modules that it needs, see Procfile: the scheduler needs none, and none needs them all.
app = Celery("guildhall")
_typed = cast(_Typed, app)


def task(work: Callable[Arguments, None]) -> Task[Arguments]:
    """Make a function a task for workers. It takes ids, returns nothing, and can be repeated without harm.

    If the graph or the index is unavailable, the task waits in the queue until they are back.
    """
    return cast(Task[Arguments], _typed.task(patient(work)))


def later(name: str, *ids: str) -> None:
    """Queue a task by its name, such as `finding.indexing.index_link`, without loading its module.

    Raises `OperationalError` if the queue does not answer.
    """
    _typed.send_task(f"workers.{name}", ids, retry=False)


ROUTES = {
    # One process serves this queue: the index has a single writer.
    "workers.finding.indexing.*": {"queue": "index"},
    # The same process does this when nothing waits for the index.
    "workers.finding.vectors.*": {"queue": "meaning"},
    "workers.finding.purging.*": {"queue": "meaning"},
    # Tasks that wait for other sites or take minutes must not delay matching.
    "workers.feed.digests.*": {"queue": "media"},
    "workers.media.files.*": {"queue": "media"},
    # The process of the default queue does this when nothing waits there. It must not wait for long videos.
    "workers.media.pictures.*": {"queue": "pictures"},
    # Mail servers may be slow.
    "workers.notifications.letters.*": {"queue": "media"},
    "workers.notifications.pushes.*": {"queue": "media"},
    # Letters to a whole company.
    "workers.people.invitation_letters.*": {"queue": "media"},
    # The first time, it reads everything that anyone wrote.
    "workers.moderation.secrets.*": {"queue": "media"},
    "workers.setup.test_letters.*": {"queue": "media"},
    "workers.posts.links.*": {"queue": "media"},
    "workers.posts.shelves.*": {"queue": "media"},
    "workers.matching.retraining.*": {"queue": "media"},
    "workers.media.speech.*": {"queue": "media"},
    "workers.media.videos.*": {"queue": "media"},
    # It deletes files, as media.files does.
    "workers.withdrawal.erasure.*": {"queue": "media"},
}

# The queue may give such a task to another worker meanwhile. That worker sees in the graph that it is being done.
LONG = {
    f"workers.media.{name}": {"time_limit": VIDEO_SECONDS}
    for name in ("speech.sweep", "speech.write_down", "videos.prepare", "videos.sweep")
}

TRANSPORT = {
    "visibility_timeout": SECONDS_UNTIL_GIVEN_TO_ANOTHER,
    "socket_connect_timeout": PATIENCE_SECONDS,
    "socket_timeout": PATIENCE_SECONDS,
    # One attempt: workers try again anyway, and a page must not wait.
    "max_retries": 0,
    # In alphabetical order, `index` comes before `meaning`: vectors are computed when nothing waits for the index. And
    # `default` comes before `pictures`.
    "queue_order_strategy": "sorted",
}


def _configuration() -> dict[str, object]:
    """Return Celery's settings, read when the queue is first used, so that importing a task needs no environment."""
    return {
        "broker_url": Settings.from_env(os.environ).url,
        "broker_transport_options": TRANSPORT,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        **IDS_IN_NOTHING_OUT,
        "task_time_limit": TASK_SECONDS,
        "task_annotations": LONG,
        # A task is acknowledged once it has finished. If its worker is killed, another worker repeats it.
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "worker_prefetch_multiplier": 1,
        "worker_cancel_long_running_tasks_on_connection_loss": True,
        "task_default_queue": "default",
        "task_routes": ROUTES,
        "beat_schedule": SCHEDULE,
        "timezone": "UTC",
    }


_typed.add_defaults(_configuration)
