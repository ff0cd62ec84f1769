"""Rows of lists are remembered, within bounds."""

import tracemalloc
from datetime import UTC, datetime

from flask import Flask

from graph.cards import Author, Card, SkillTag
from graph.ids import PersonId, PostId, SkillSlug
from webapp.shell import rows

MEGABYTES = 20
SOME = 400


def _card(number: int) -> Card:
    """Return a card as the graph describes it: none of its texts is shared with another."""
    skills = tuple(SkillTag(slug=SkillSlug(f"s-{number}-{place}"), name=f"S {number} {place}") for place in range(3))
    return Card(
        id=PostId(f"q{number}"),
        kind="question",
        title=f"Why does consumer {number} fall behind after each rebalance?",
        excerpt=f"{number}: the log says nothing, and a restart helps for an hour at most, then it falls behind aga…",
        author=Author(id=PersonId(f"p{number}"), name=f"Ada {number} Lovelace", photo=None),
        is_anonymous=False,
        posted_at=datetime.now(UTC),
        score=number,
        answers=number,
        is_accepted=False,
        skills=skills,
        community=None,
        picture=None,
        freshness="fresh",
        works=0,
        dangerous=0,
        is_closed=False,
    )


def test_all_rows_that_are_remembered_take_little_memory(site: Flask) -> None:
    with site.test_request_context():
        rows.row(_card(-1))
        tracemalloc.start()
        try:
            for number in range(SOME):
                rows.row(_card(number))
            taken, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert taken / SOME * rows.REMEMBERED < MEGABYTES * 1_000_000
