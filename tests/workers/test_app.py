"""The queue's own rules."""

from workers import evidence, freshness, glances, indexing, matching
from workers.app import SECONDS_UNTIL_GIVEN_TO_ANOTHER, TASK_SECONDS, app
from workers.schedule import SCHEDULE


def our_tasks() -> set[str]:
    return {name for name in app.tasks if name.startswith("workers.")}


def test_everything_on_the_schedule_exists():
    assert {entry["task"] for entry in SCHEDULE.values()} <= our_tasks()


def test_only_the_index_queue_writes_the_index(queue_folder):
    queues = {name: app.amqp.router.route({}, name)["queue"].name for name in our_tasks()}
    assert {name for name, queue in queues.items() if queue == "index"} == {
        name for name in our_tasks() if name.startswith(indexing.__name__)
    }
    assert set(queues.values()) == {"default", "index"}


def test_no_task_is_repeated_while_it_may_still_run():
    assert SECONDS_UNTIL_GIVEN_TO_ANOTHER > TASK_SECONDS


def test_every_task_says_what_it_does():
    assert all(module.sweep.__doc__ for module in (evidence, indexing, matching))
