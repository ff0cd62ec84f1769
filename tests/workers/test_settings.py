"""Where the queue is."""

import pytest

from settings import Misconfigured
from workers.settings import Settings


@pytest.mark.parametrize(
    "url", ["redis://cache:6379/0", "rediss://:secret@cache:6380/1", "redis+socket:///run/queue/socket"]
)
def test_any_server_that_speaks_redis_will_do(url: str):
    assert Settings.from_env({"GUILDHALL_QUEUE_URL": url}).url == url


@pytest.mark.parametrize("env", [{}, {"GUILDHALL_QUEUE_URL": ""}, {"GUILDHALL_QUEUE_URL": "cache:6379"}])
def test_an_address_that_cannot_work_is_refused(env: dict[str, str]):
    with pytest.raises(Misconfigured, match="GUILDHALL_QUEUE_URL"):
        Settings.from_env(env)


def test_a_refusal_does_not_repeat_the_password():
    with pytest.raises(Misconfigured) as refusal:
        Settings.from_env({"GUILDHALL_QUEUE_URL": "amqp://me:secret@cache"})
    assert "secret" not in str(refusal.value)
