"""Where a sweep begins, on both engines."""

import pytest

from graph import clock, sweeps
from graph.errors import Unavailable
from graph.settings import Settings


def test_the_first_sweep_begins_before_everything(graph: Settings):
    with sweeps.since_last("indexing") as since:
        assert since < clock.EPOCH


def test_the_next_begins_a_minute_before_the_last_one_did(graph: Settings):
    begun = clock.now()
    with sweeps.since_last("indexing"):
        pass
    with sweeps.since_last("indexing") as since:
        assert begun - sweeps.OVERLAP <= since < begun


def test_a_sweep_that_fails_is_done_again(graph: Settings):
    with pytest.raises(Unavailable), sweeps.since_last("evidence"):
        raise Unavailable("The index does not answer.")
    with sweeps.since_last("evidence") as since:
        assert since < clock.EPOCH
