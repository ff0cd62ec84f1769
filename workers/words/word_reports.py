"""Looks for words that must not circulate in published texts, so that coaches decide about them or are told.

What a form refuses or holds can be published by another way: an import, captions, or a list that had fewer words.
"""

from graph import sweeps
from graph.ids import PostId
from graph.reporting import word_reports
from graph.sensitive import found
from graph.words import published
from graph.words.published import Published
from graph.words.words import Word
from queries.words import lists
from workers import promptly, records
from workers.app import task
from workers.notifications import notifications


@task
def look(id: str) -> None:
    """Report a text with such a word, and tell coaches of others. Twice changes nothing."""
    text = published.find(id)
    words = lists.published(text.parts, community=text.community) if text else ()
    if text and (reported := [one.id for one in words if _is_reported(one, text)]):
        word_reports.report(PostId(id), reported)
    if noticed := [one.id for one in words if one.action == "notify"]:
        published.note(id, noticed)
        promptly.queue(id, notifications.note)


@task
def sweep() -> None:
    """Look through every text on a post that changed."""
    with sweeps.since_last("words") as since:
        for ids, until in found.changed(since=since):
            records.each("texts to look for words in", ids, look, kind=str)
            # The first sweep on a large site may take longer than a task may. The next one goes on from here.
            sweeps.done("words", at=until)


def _is_reported(word: Word, text: Published) -> bool:
    """Return whether a coach is to decide. What waited for a coach and was published has been decided."""
    return word.action in ("report", "block") or (word.action == "hold" and not text.was_approved)
