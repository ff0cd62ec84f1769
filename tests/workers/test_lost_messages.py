"""Each consequence in workers/events.py happens even if its message was lost: a sweep finds the work in the graph."""

import ast
import importlib
import inspect

import pytest

from graph import driver
from tests.company import Company
from tests.workers.lost_messages import STORIES
from workers import approval_events, coach_events, company_events, events, mentoring_events, schedule

# Importing them notes their stories.
importlib.import_module("tests.workers.lost_upkeep_messages")
importlib.import_module("tests.workers.lost_withdrawal_messages")
importlib.import_module("tests.workers.lost_letters")
importlib.import_module("tests.workers.lost_approval_messages")
importlib.import_module("tests.workers.lost_personal_messages")
importlib.import_module("tests.workers.lost_mentoring_messages")

DAY_KEY = 86_400_000_000

# It needs a model, and no event leads to it.
NOT_SWEPT = {"media.speech"}

# Which of the sweeps' stories stands for a task.
MEANS = {"indexing": "index", "purging": "purging", "weigh": "weigh", "recount": "weigh"}
MODULES = {
    "notifications",
    "indexing",
    "evidence",
    "needs",
    "freshness",
    "matching",
    "links",
    "videos",
    "taxonomies",
    "pictures",
    "turns",
    "taught",
    "round_previews",
    "audit_seals",
    "word_reports",
    "purging",
}
LETTERS = {"address_letters", "invitation_letters", "password_letters", "test_letters"}
OTHERS = {"INDEXED_BY": "index", "EDITED_BY": "index"}
AT_ONCE = {"files.show_in_post", "people_mentions.note", "verification_evidence.note"}


def sweep() -> None:
    """Do what beat starts every ten minutes."""
    for noun in schedule.SWEEPS:
        if noun not in NOT_SWEPT:
            importlib.import_module(f"workers.{noun}").sweep()


def a_day_passes() -> None:
    """Make everything that happened so far older than the sweeps look back."""
    for key in ("changed_key", "infers_key", "declined_key", "withdrawn_key"):
        driver.write(f"MATCH (n) WHERE n.{key} IS NOT NULL SET n.{key} = n.{key} - $day", day=DAY_KEY)


@pytest.mark.usefixtures("queue", "data_folder")
@pytest.mark.parametrize("event", [*STORIES])
def test_what_follows_happens_although_the_message_was_lost(event: str, company: Company):
    story = STORIES[event](company)
    assert next(story) == {}
    sweep()
    a_day_passes()
    claims = next(story)
    assert {name for name, claim in claims.items() if claim()} == set()
    sweep()
    assert {name for name, claim in claims.items() if not claim()} == set()


def test_there_is_a_story_for_each_consequence():
    told = {event: set(STORIES[event].consequences) for event in STORIES}
    assert told == consequences()


def consequences() -> dict[str, set[str]]:
    """Return what each event leads to, as the modules of events in `workers/` say."""
    modules = (approval_events, coach_events, events, company_events, mentoring_events)
    source = "".join(map(inspect.getsource, modules))
    functions = [one for one in ast.parse(source).body if isinstance(one, ast.FunctionDef)]
    found = {one.name: {means for node in ast.walk(one) if (means := _means(node))} for one in functions}
    return {event: names for event, names in found.items() if names}


def _means(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name):
        return OTHERS.get(node.id)
    if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
        return None
    name = f"{node.value.id}.{node.attr}"
    if name in AT_ONCE:
        return name
    if node.value.id not in MODULES | LETTERS:
        return None
    return MEANS.get(node.value.id) or MEANS.get(node.attr.partition("_")[0]) or name
