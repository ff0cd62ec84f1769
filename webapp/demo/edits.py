"""How the demo's people changed each other's texts: edits, suggested ones, and duplicates that somebody proposed."""

from dataclasses import replace
from datetime import datetime, timedelta

from graph import clock
from graph.editing import duplicates, edits, suggested_edits
from graph.editing.edits import Edit
from graph.ids import AnswerId, PostId, QuestionId, SuggestedEditId
from graph.posts import texts
from graph.viewers import Viewer
from webapp.demo import events, names
from webapp.demo.content import Company, Question
from webapp.markdown import rendering


def make(company: Company, *, now: datetime) -> None:
    """Make the edits and suggestions, and decide those that were decided."""
    for one in company.edits:
        with clock.put_back(now - timedelta(days=one.days)):
            _make(one, names.viewer(one.by))


def propose(company: Company, *, now: datetime) -> None:
    """Propose questions as duplicates. They wait for their askers or coaches."""
    for one in company.proposals:
        with clock.put_back(now - timedelta(days=one.days)):
            question, original = QuestionId(names.post(one.question)), QuestionId(names.post(one.original))
            duplicates.propose(question, original, by=names.viewer(one.by))


def _make(entry: events.Edit, by: Viewer) -> None:
    id = _text(entry)
    if entry.new in texts.get(id, viewer=by).body:
        return
    change = _change(entry, id, by)
    if not entry.is_suggested:
        edits.make(change, by=by)
    elif entry.summary not in {one.summary for one in suggested_edits.mine(viewer=by)}:
        _decide(suggested_edits.suggest(change, by=by), id, entry)


def _decide(suggestion: SuggestedEditId, of: PostId | AnswerId, entry: events.Edit) -> None:
    if entry.accepted_by:
        decider = names.viewer(entry.accepted_by)
        shown = suggested_edits.show(suggestion, viewer=decider)
        suggested_edits.accept(shown, texts.get(of, viewer=decider), by=decider)
    if entry.declined:
        decider = names.viewer(entry.declined.by)
        shown = suggested_edits.show(suggestion, viewer=decider)
        suggested_edits.decline(shown, texts.get(of, viewer=decider), entry.declined.reason, by=decider)


def _text(entry: events.Edit) -> PostId | AnswerId:
    post = names.entry(entry.of)
    if entry.answer and isinstance(post, Question):
        return names.answer(post, entry.answer)
    return names.post_id(post)


def _change(entry: events.Edit, id: PostId | AnswerId, by: Viewer) -> Edit:
    text = texts.get(id, viewer=by)
    if entry.old not in text.body:
        raise ValueError(f"“{entry.old}” is not in the text of {entry.of}.")
    return Edit(
        of=replace(text),
        title=text.title,
        body=rendering.prose(text.body.replace(entry.old, entry.new, 1)),
        skills=text.skills,
        is_cheat_sheet=text.is_cheat_sheet,
        summary=entry.summary,
    )
