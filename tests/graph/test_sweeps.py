"""Where a sweep begins, on both engines."""

from datetime import timedelta

import pytest

from graph import clock, sweeps
from graph.errors import Unavailable
from graph.settings import Settings


def test_the_first_sweep_begins_before_everything(graph: Settings):
    with sweeps.since_last("indexing") as since:
        assert since < clock.EPOCH


def test_the_next_begins_a_minute_before_the_last_one_did(graph: Settings):
    begun = clock.now() - 2 * sweeps.EVERY
    sweeps.done("indexing", at=begun)
    with sweeps.since_last("indexing") as since:
        assert since == begun - sweeps.OVERLAP


def test_the_clock_may_be_put_back_a_little_between_two_sweeps(graph: Settings):
    sweeps.done("indexing", at=clock.now() - timedelta(seconds=5))
    with sweeps.since_last("indexing") as since:
        assert since < clock.now() - sweeps.EVERY


@pytest.mark.parametrize("ahead", [timedelta(minutes=2), timedelta(days=1), timedelta(days=4000)])
def test_a_clock_that_was_ahead_once_hides_nothing(graph: Settings, ahead: timedelta):
    sweeps.done("indexing", at=clock.now() + ahead)
    with sweeps.since_last("indexing") as since:
        assert since < clock.EPOCH
    with sweeps.since_last("indexing") as since:
        assert clock.EPOCH < since < clock.now()


def test_a_sweep_that_fails_is_done_again(graph: Settings):
    with pytest.raises(Unavailable), sweeps.since_last("evidence"):
        raise Unavailable("The index does not answer.")
    with sweeps.since_last("evidence") as since:
        assert since < clock.EPOCH
