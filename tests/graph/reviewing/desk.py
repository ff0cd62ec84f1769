"""What the stories of the review queue have in common: what waits for Margaret, who coaches the platform engineers."""

from graph import driver
from graph.communities import memberships
from graph.editing import duplicates, suggested_edits
from graph.editing.edits import Edit
from graph.freshness import freshness
from graph.ids import QuestionId, SuggestedEditId
from graph.posts import questions, texts
from graph.reporting import reports
from graph.reporting.reports import ReportDraft
from graph.reviewing import queue
from graph.viewers import Viewer
from tests.company import Company, question, text

SPAM = ReportDraft(reason="spam", words="It sells shoes.")


def kinds(viewer: Viewer) -> list[str]:
    """Return the kinds of what waits for a viewer, in order."""
    return [one.kind for one in queue.waiting(viewer=viewer)]


def suggest(company: Company) -> SuggestedEditId:
    """Let Linus suggest an edit to the question of the platform engineers."""
    now = texts.get(company.platform_question, viewer=company.linus)
    edit = Edit(
        of=now, title=now.title, body=text("Clearer."), skills=now.skills, is_cheat_sheet=False, summary="Clearer"
    )
    return suggested_edits.suggest(edit, by=company.linus)


def ask_among_engineers(company: Company, title: str, *, by: Viewer, is_anonymous: bool = False) -> QuestionId:
    """Let a member ask the platform engineers."""
    place = texts.get(company.platform_question, viewer=company.ada)
    assert place
    [community] = set(company.ada.audiences) - {"everyone"}
    return questions.ask(question(title, "kafka", community=community, is_anonymous=is_anonymous), by=by.id)


def ask_again(company: Company) -> QuestionId:
    """Let Ada ask what was asked before, and Linus say so."""
    again = ask_among_engineers(company, "Why is the cluster slow, again?", by=company.ada)
    duplicates.propose(again, company.platform_question, by=company.linus)
    return again


def everything(company: Company) -> None:
    """Let one item of most kinds wait for Margaret."""
    reports.report(company.platform_question, SPAM, by=company.linus)
    suggest(company)
    again = ask_again(company)
    memberships.join(company.platform, by=company.tim.id)
    freshness.doubt(again, "That was the old cluster.", by=company.linus)
    driver.write(
        "MATCH (question:Question {id: $id}) SET question.unsolved_key = question.asked_key",
        id=company.platform_question,
    )
