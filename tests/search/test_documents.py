"""What a document says about itself: when it was written, how it is rated, and whether it has changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.search.posts import AT, document

POST = replace(
    document("1", "Kafka", "lag"),
    skills=("Kafka", "TLS"),
    slugs=("kafka", "tls"),
    community="platform",
    author="ada",
    states=("answered", "works"),
    traits=("code", "picture"),
)


@pytest.mark.parametrize(
    "change",
    [
        {"key": "2"},
        {"kind": "tip"},
        {"title": "Tax"},
        {"body": "late"},
        {"audience": "platform"},
        {"at": AT + timedelta(days=1)},
        {"skills": ("Kafka",)},
        {"slugs": ("kafka",)},
        {"community": ""},
        {"author": "tim"},
        {"states": ("answered",)},
        {"traits": ()},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_change_gives_it_another_digest(change: dict[str, object]) -> None:
    assert replace(POST, **change).digest != POST.digest


def test_the_order_in_which_the_graph_lists_things_is_no_change() -> None:
    turned = {name: getattr(POST, name)[::-1] for name in ("skills", "slugs", "states", "traits")}
    assert replace(POST, **turned).digest == POST.digest


def test_its_moment_is_in_seconds_since_1970() -> None:
    assert POST.moment == 1_795_478_400


def test_warnings_count_against_what_helped() -> None:
    rated = {states: replace(POST, states=states).standing for states in ((), ("accepted",), ("works", "dangerous"))}
    assert rated == {(): 0, ("accepted",): 1, ("works", "dangerous"): -1}
