"""The queue's own rules."""

import importlib
import pkgutil

import workers
from tests.workers.conftest import SERVED
from workers.app import SECONDS_UNTIL_GIVEN_TO_ANOTHER, TASK_SECONDS, app
from workers.finding import indexing
from workers.schedule import SCHEDULE

for module in pkgutil.walk_packages(workers.__path__, "workers."):
    importlib.import_module(module.name)


def our_tasks() -> set[str]:
    return {name for name in app.tasks if name.startswith("workers.")}


def test_everything_on_the_schedule_exists():
    assert {entry["task"] for entry in SCHEDULE.values()} <= our_tasks()


def test_only_the_index_queue_writes_the_index(queue_folder):
    queues = {name: app.amqp.router.route({}, name)["queue"].name for name in our_tasks()}
    assert {name for name, queue in queues.items() if queue == "index"} == {
        name for name in our_tasks() if name.startswith(indexing.__name__)
    }
    assert set(queues.values()) == {"default", "index", "meaning", "media", "pictures"}


def test_no_task_is_repeated_while_it_may_still_run():
    assert SECONDS_UNTIL_GIVEN_TO_ANOTHER > TASK_SECONDS


def test_every_task_says_what_it_does():
    assert not [name for name in our_tasks() if not app.tasks[name].__doc__]


def test_each_task_is_loaded_by_the_process_of_its_queue():
    queue_of = {name.rpartition(".")[0]: app.amqp.router.route({}, name)["queue"].name for name in our_tasks()}
    assert SERVED.keys() == queue_of.keys()
    assert all(queue_of[module] in queues for module, queues in SERVED.items())
