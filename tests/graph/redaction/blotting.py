"""What the stories of redaction have in common: Linus wrote a password, and it got around."""

from dataclasses import replace

from graph import driver
from graph.approvals import approval_rules, pending_posts
from graph.approvals.approval_rules import ApprovalRule
from graph.approvals.sent_drafts import AnswerDraft
from graph.editing import drafts, edits, suggested_edits
from graph.editing.edits import Edit
from graph.expertise import thanks
from graph.freshness import freshness, reactions
from graph.ids import AnswerId, PostId, QuestionId
from graph.library import collections, items
from graph.library.collections import CollectionDraft
from graph.posts import answers, comments, questions, texts
from graph.prose import Prose
from graph.redaction import passages, redactions
from graph.redaction.redactions import Redaction, RedactionDraft
from graph.reporting import reports
from graph.reporting.reports import ReportDraft
from graph.viewers import Viewer
from graph.withdrawal import rules, withdrawals
from tests import company as stories
from tests.company import Company, text

SECRET = "swordfish\n“7”"
SAID = f"The password is {SECRET}, they say."


def render(markdown: str, is_described: bool) -> Prose:
    return text(markdown)


def redact(
    id: str, *, by: Viewer, passage: str = SECRET, reason: str = "secret", words: str = "Change it."
) -> Redaction:
    draft = RedactionDraft(passage=passages.typed(passage), reason=reason, words=words)
    return redactions.redact(passages.get(PostId(id), viewer=by), draft, render=render, by=by)


def ask(company: Company, *, is_anonymous: bool = False) -> QuestionId:
    """Let Linus ask the platform engineers, whose coach is Margaret, with a password in the text."""
    place = next(one for one in company.linus.audiences if one != "everyone")
    draft = stories.question("Does it rotate?", "tls", community=place, is_anonymous=is_anonymous)
    return questions.ask(replace(draft, body=text(SAID)), by=company.linus.id)


def spread(question: QuestionId, company: Company) -> AnswerId:
    """Let everything happen to a question that can take the password further, and return an answer to it."""
    ada, linus, margaret = company.ada, company.linus, company.margaret
    answer = answers.give(question, text(SAID), by=ada)
    for id, by in ((PostId(question), linus), (PostId(answer), ada)):
        comments.make(id, text(SAID), by=linus)
        edits.make(edit(id, f"{SAID} Again.", by=by), by=by)
        suggested_edits.suggest(edit(id, f"{SAID} Better.", by=margaret), by=margaret)
        drafts.save(f"edit-{id}", {"body": SAID.replace("\n", "\r\n")}, by=margaret, seen=drafts.NONE_SEEN)
        reports.report(id, ReportDraft(reason="secret", words=SAID), by=company.ada if by is linus else linus)
    drafts.save(f"answer-{question}", {"body": SAID}, by=ada, seen=drafts.NONE_SEEN)
    reactions.react(answer, "dangerous", SAID, by=margaret)
    freshness.doubt(question, SAID, by=ada)
    thanks.give(ada.id, SAID, on=answer, by=linus)
    taken = answers.give(question, text(SAID), by=ada)
    withdrawals.withdraw(rules.outlook(taken, viewer=margaret), reason=SAID, by=margaret)
    keep(question, by=ada)
    hold(question, company)
    return answer


def keep(question: QuestionId, *, by: Viewer) -> None:
    """Keep the question in a collection that quotes it."""
    draft = CollectionDraft(name="Passwords", description=SAID, seen_by="me")
    items.add(collections.create(draft, by=by), question, by=by)


def hold(question: QuestionId, company: Company) -> None:
    """Let an answer wait for a coach."""
    approval_rules.change(company.platform, ApprovalRule(scope="all", first_posts=1), by=company.margaret)
    pending_posts.hold(AnswerDraft(question=question, body=text(SAID)), "all_posts", by=company.ada)


def edit(id: PostId, words: str, *, by: Viewer) -> Edit:
    now = texts.get(id, viewer=by)
    return Edit(of=now, title=now.title, body=text(words), skills=now.skills, is_cheat_sheet=False, summary="swordfish")


def traces(*words: str) -> list[str]:
    """Return every property of the graph, also of relationships and in lists, in which one of these words stands."""
    nodes = driver.read("MATCH (n) RETURN labels(n)[0] AS place, properties(n) AS held")
    ties = driver.read("MATCH ()-[tie]->() RETURN type(tie) AS place, properties(tie) AS held")
    return sorted(
        f"{row['place']}.{name}: {value}"
        for row in (*nodes, *ties)
        for name, value in row["held"].items()
        if any(word in str(value) for word in words)
    )
