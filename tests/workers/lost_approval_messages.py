"""More stories of lost messages: what coaches decided about posts that waited, and what they changed or closed."""

from graph.approvals import decisions
from graph.editing import closings, locks, machine_marks, merged_questions, split_answers, wikis
from graph.editing.closings import ClosingDraft
from graph.editing.split_answers import SplitDraft
from graph.notifications import inbox
from graph.posts import answers, questions, tips
from search import index
from tests import company as stories
from tests.company import Company
from tests.graph.approvals.waiting import look_at, send, tip
from tests.graph.redaction import blotting
from tests.workers.lost_messages import (
    Claim,
    Story,
    admin,
    asked,
    cites,
    citing,
    is_indexed,
    is_matched,
    is_told,
    is_weighed,
    story,
)


def says(company: Company, what: str) -> Claim:
    """Claim that Linus was told this about what he sent."""
    return lambda: what in [line.what for line in inbox.page("all", viewer=company.linus).lines]


@story("notifications.note_pending")
def post_published(company: Company) -> Story:
    look_at(company)
    id = send(tip(company), by=company.linus)
    yield {}
    decisions.publish(id, version=1, by=company.margaret)
    yield {"notifications.note_pending": says(company, "published")}


@story("notifications.note_pending")
def post_sent_back(company: Company) -> Story:
    look_at(company)
    id = send(tip(company), by=company.linus)
    yield {}
    decisions.send_back(id, "Say which keys.", version=1, by=company.margaret)
    yield {"notifications.note_pending": says(company, "not_published")}


@story("notifications.note_takedown", "index", "freshness.note_citations", "purging")
def passage_redacted(company: Company) -> Story:
    draft = tips.TipDraft(title="Look", body=citing(company), skills=("kafka",), community=None)
    cited_in, barbara = tips.post(draft, by=company.linus.id), admin()
    yield {}
    cited, before = cites(cited_in, company.kafka_tip), index.built_at("posts")
    blotting.redact(cited_in, by=barbara, passage=f"/tips/{company.kafka_tip}")
    yield {
        "notifications.note_takedown": is_told(company.linus, "changed"),
        "index": is_indexed,
        "freshness.note_citations": lambda: not cited(),
        "purging": is_built_after(before),
    }


def is_built_after(moment: float) -> Claim:
    """Claim that the index was built anew."""
    return lambda: index.built_at("posts") > moment


@story("notifications.note")
def post_locked(company: Company) -> Story:
    barbara = admin()
    yield {}
    locks.lock(company.kafka_tip, "It goes in circles.", by=barbara)
    yield {"notifications.note": is_told(company.ada, "changed")}


@story("matching.match_question")
def post_unlocked(company: Company) -> Story:
    question, barbara = asked(company), admin()
    locks.lock(question, "It goes in circles.", by=barbara)
    yield {}
    locks.unlock(question, by=barbara)
    yield {"matching.match_question": is_matched(question)}


@story("notifications.note", "index")
def question_closed_for(company: Company) -> Story:
    question, barbara = asked(company), admin()
    yield {}
    closings.close(question, ClosingDraft(reason="unclear", words=""), by=barbara)
    yield {"notifications.note": is_told(company.linus, "changed"), "index": is_indexed}


@story("index", "matching.match_question")
def question_opened_again(company: Company) -> Story:
    question, barbara = asked(company), admin()
    closings.close(question, ClosingDraft(reason="unclear", words=""), by=barbara)
    yield {}
    closings.reopen(question, by=barbara)
    yield {"index": is_indexed, "matching.match_question": is_matched(question)}


@story("notifications.note", "index", "weigh", "freshness.note_citations")
def questions_merged(company: Company) -> Story:
    lost, barbara = questions.ask(stories.question("Lag of certificates?", "tls"), by=company.linus.id), admin()
    answer = answers.give(lost, citing(company), by=company.tim)
    yield {}
    weighed = is_weighed(answer)
    merged_questions.merge(lost, company.kafka_question, by=barbara)
    yield {
        "notifications.note": is_told(company.linus, "changed"),
        "index": is_indexed,
        "weigh": weighed,
        "freshness.note_citations": cites(company.kafka_question, company.kafka_tip),
    }


@story("notifications.note", "index", "weigh", "freshness.note_citations", "matching.match_question")
def answer_split_off(company: Company) -> Story:
    whole, barbara = questions.ask(stories.question("Lag of certificates?", "tls"), by=company.linus.id), admin()
    answer = answers.give(whole, citing(company), by=company.tim)
    yield {}
    weighed, draft = is_weighed(answer), SplitDraft(title="And mine?", skills=("tls",))
    new = split_answers.split_off(answer, draft, by=barbara).question
    yield {
        "notifications.note": is_told(company.tim, "changed"),
        "index": is_indexed,
        "weigh": weighed,
        "freshness.note_citations": cites(new, company.kafka_tip),
        "matching.match_question": is_matched(new),
    }


@story("notifications.note")
def wiki_changed(company: Company) -> Story:
    barbara = admin()
    yield {}
    wikis.make(company.kafka_tip, by=barbara)
    yield {"notifications.note": is_told(company.ada, "changed")}


@story("notifications.note", "weigh")
def machine_mark_changed(company: Company) -> Story:
    barbara = admin()
    yield {}
    weighed = is_weighed(company.kafka_tip)
    machine_marks.change(company.kafka_tip, "It has its tone.", is_marked=True, by=barbara)
    yield {"notifications.note": is_told(company.ada, "changed"), "weigh": weighed}
