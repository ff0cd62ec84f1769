"""Withdrawn texts leave no trace: whatever a statement asks, there is nothing to find."""

import json
from collections.abc import Callable

import pytest

from graph import driver
from graph.asking import asks, inbox
from graph.editing import drafts, edits, suggested_edits
from graph.editing.edits import Edit
from graph.expertise import evidence
from graph.finding import index_entries
from graph.freshness import freshness, reactions
from graph.ids import PostId, WithdrawalId
from graph.matching import experts
from graph.media import files
from graph.media.files import FileDraft
from graph.notifications import inbox as told
from graph.notifications import notifications
from graph.posts import answers, comments, people_mentions, questions, texts, tips, votes
from graph.viewers import Viewer
from graph.withdrawal import restoration, rules, withdrawals
from tests import company as stories
from tests.company import Company

SECRET = "swordfish"


def edit(id: str, words: str, *, by: Viewer) -> Edit:
    now = texts.get(PostId(id), viewer=by)
    body = stories.text(f"{SECRET}, {words}.")
    return Edit(of=now, title=now.title, body=body, skills=now.skills, is_cheat_sheet=False, summary=SECRET)


def live(id: str, company: Company, by: Viewer) -> None:
    """Let everything happen to a text of this person that can happen to it."""
    draft = FileDraft(hash="h", name=f"{SECRET}.png", media_type="image/png", bytes=1, width=1, height=1)
    file = files.upload(draft, by=by.id)
    remark = comments.make(PostId(id), stories.text(f"{SECRET} /files/{file}"), by=by).id
    files.show_in_post(remark)
    edits.make(edit(id, f"[@Tim](/people/{company.tim.id})", by=by), by=by)
    suggested_edits.suggest(edit(id, "better", by=company.tim), by=company.tim)
    votes.cast(PostId(id), 1, by=company.tim)
    people_mentions.note(id)
    notifications.note(id)
    evidence.weigh(PostId(id))


def a_tip(company: Company) -> str:
    draft = tips.TipDraft(title=SECRET, body=stories.text(SECRET), skills=("kafka",), community=None)
    tip = tips.post(draft, by=company.linus.id)
    live(tip, company, company.linus)
    reactions.react(tip, "dangerous", SECRET, by=company.tim)
    freshness.doubt(tip, SECRET, by=company.tim)
    return tip


def a_question(company: Company, *, is_anonymous: bool = False) -> str:
    question = questions.ask(stories.question(SECRET, "kafka", is_anonymous=is_anonymous), by=company.linus.id)
    evidence.weigh(company.kafka_answer)
    asks.send(experts.suggest(question, [], limit=1), about=question)
    assert len(inbox.asks(viewer=company.ada)) == 1
    answers.give(question, stories.text(f"{SECRET}, answered by me."), by=company.linus)
    live(question, company, company.linus)
    drafts.save(f"answer-{question}", {"body": "Perhaps."}, by=company.tim, seen=drafts.NONE_SEEN)
    return question


def an_answer(company: Company) -> str:
    answer = answers.give(company.kafka_question, stories.text(SECRET), by=company.linus)
    live(answer, company, company.linus)
    return answer


def an_anonymous_question(company: Company) -> str:
    return a_question(company, is_anonymous=True)


STORIES: dict[str, Callable[[Company], str]] = {
    "tip": a_tip,
    "question": a_question,
    "anonymous question": an_anonymous_question,
    "answer": an_answer,
}


def withdraw(id: str, by: Viewer) -> WithdrawalId:
    return withdrawals.withdraw(rules.outlook(PostId(id), viewer=by), by=by)


@pytest.mark.parametrize("story", STORIES)
def test_no_node_that_statements_match_has_a_word_of_it(company: Company, story: str):
    withdraw(STORIES[story](company), company.linus)
    left = driver.read("MATCH (n) WHERE NOT n:Withdrawn AND NOT n:Withdrawal AND NOT n:File RETURN properties(n) AS p")
    assert [row for row in left if SECRET in json.dumps(row["p"], default=str)] == []


@pytest.mark.parametrize("story", STORIES)
def test_no_relationship_that_statements_match_leads_to_it(company: Company, story: str):
    withdraw(STORIES[story](company), company.linus)
    ties = driver.read(
        "MATCH (gone)-[tie]-() WHERE gone:Withdrawn OR gone:Withdrawal RETURN DISTINCT type(tie) AS type ORDER BY type"
    )
    assert [row["type"] for row in ties] == ["HELD", "KEEPS_COPY", "WITHDREW"]


@pytest.mark.parametrize("story", STORIES)
def test_its_files_its_index_entry_its_evidence_and_its_asks_are_gone_at_once(company: Company, story: str):
    id = STORIES[story](company)
    before = {row["id"] for row in driver.read("MATCH (file:File) RETURN file.id AS id")}
    withdraw(id, company.linus)
    assert not [entry for kind in ("tip", "question", "answer") for entry in index_entries.find(kind, [id])]
    assert not driver.read(
        "MATCH (:Post)-[:USES]->(file:File) WHERE file.id IN $ids RETURN file.id AS id", ids=sorted(before)
    )
    assert not driver.read(
        "MATCH (:Person {id: $id})-[knows:KNOWS]->() WHERE knows.evidence > 0 RETURN 1 AS one", id=company.linus.id
    )
    assert inbox.asks(viewer=company.ada) == ()
    assert told.page("all", viewer=company.tim).lines == ()


@pytest.mark.parametrize("story", STORIES)
def test_everything_comes_back(company: Company, story: str):
    id = STORIES[story](company)
    before = picture()
    restoration.undo(withdraw(id, company.linus), by=company.linus)
    assert picture() == before


def picture() -> list[str]:
    """Return every text and every relationship but files that a text names, which come back with a message."""
    nodes = driver.read("MATCH (n) WHERE n.body IS NOT NULL RETURN labels(n) AS labels, n.body AS body")
    ties = driver.read(
        "MATCH (a)-[tie]->(b) WHERE type(tie) <> 'USES' AND type(tie) <> 'KNOWS'"
        " RETURN coalesce(a.id, a.key) AS a, type(tie) AS tie, coalesce(b.id, b.slug) AS b"
    )
    return sorted(map(repr, (*nodes, *ties)))
