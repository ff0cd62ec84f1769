"""More stories of lost messages: what was withdrawn, restored or moved."""

from functools import partial

from graph import viewers
from graph.asking import referrals
from graph.communities import communities
from graph.editing import comment_edits, moves
from graph.notifications import inbox
from graph.posts import answers, comments, questions, tips
from graph.reporting import reports
from graph.reporting.reports import ReportDraft
from graph.withdrawal import appeals, restoration, rules, withdrawals
from tests import company as stories
from tests.company import Company
from tests.workers.lost_messages import (
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


@story("notifications.note")
def comment_edited(company: Company) -> Story:
    id = comments.make(company.kafka_tip, stories.text("Which?"), by=company.linus).id
    yield {}
    named = stories.text(f"Which, [@Tim](/people/{company.tim.id})?")
    comment_edits.make(comment_edits.get(id, viewer=company.linus), named, version=1, by=company.linus)
    yield {"notifications.note": lambda: bool(inbox.page("mentions", viewer=company.tim).lines)}


@story("notifications.note_takedown", "index", "matching.match_question", "freshness.note_citations")
def text_withdrawn(company: Company) -> Story:
    question = asked(company)
    answer, barbara = answers.give(question, citing(company), by=company.tim), admin()
    yield {}
    withdrawals.withdraw(rules.outlook(answer, viewer=barbara), reason="Off topic.", by=barbara)
    withdrawals.withdraw(rules.outlook(company.kafka_tip, viewer=company.ada), by=company.ada)
    cited = cites(question, company.kafka_tip)
    yield {
        "notifications.note_takedown": is_told(company.tim, "changed"),
        "index": is_indexed,
        "matching.match_question": is_matched(question),
        "freshness.note_citations": lambda: not cited(),
    }


@story("notifications.note_takedown", "index", "weigh", "freshness.note_citations")
def text_restored(company: Company) -> Story:
    question = asked(company)
    answer, barbara = answers.give(question, citing(company), by=company.tim), admin()
    act = withdrawals.withdraw(rules.outlook(answer, viewer=barbara), reason="Off topic.", by=barbara)
    yield {}
    restoration.undo(act, by=barbara)
    weighed = is_weighed(answer)
    yield {
        "notifications.note_takedown": is_told(company.tim, "changed"),
        "index": is_indexed,
        "weigh": weighed,
        "freshness.note_citations": cites(question, company.kafka_tip),
    }


@story("notifications.note_reported")
def report_decided(company: Company) -> Story:
    reports.report(company.kafka_tip, ReportDraft(reason="spam"), by=company.tim)
    barbara = admin()
    yield {}
    reports.decline(company.kafka_tip, by=barbara)
    yield {"notifications.note_reported": is_told(company.tim, "changed")}


@story("notifications.note_takedown")
def appeal_refused(company: Company) -> Story:
    barbara, donald = admin(), viewers.get(stories.join("Donald", is_admin=True))
    taken = withdrawals.withdraw(rules.outlook(company.kafka_tip, viewer=barbara), reason="It shouts.", by=barbara)
    appeals.appeal(taken, "It whispers.", by=company.ada)
    yield {}
    appeals.refuse(taken, "It does shout.", by=donald)
    lines = partial(inbox.page, "all", viewer=company.ada)
    yield {"notifications.note_takedown": lambda: any(line.what == "stays" for line in lines().lines)}


@story("notifications.note", "index", "weigh", "matching.match_question")
def post_moved(company: Company) -> Story:
    draft = tips.TipDraft(title="More about lag", body=stories.text("Look."), skills=("kafka",), community=None)
    tip, question = tips.post(draft, by=company.ada.id), asked(company)
    referrals.invite(question, "Tim", by=company.linus)
    barbara = admin()
    draft = communities.CommunityDraft(name="Data", purpose="Share.", visibility="public")
    data = communities.show(communities.found(draft, by=barbara.id), viewer=barbara).id
    yield {}
    weighed = is_weighed(tip)
    platform = questions.show(company.platform_question, viewer=company.ada).post.community
    assert platform is not None
    moves.move(tip, to=platform.id, by=company.ada)
    moves.move(question, to=platform.id, by=company.linus)
    moves.move(company.kafka_tip, to=data, by=barbara)
    yield {
        "notifications.note": is_told(company.ada, "changed"),
        "index": is_indexed,
        "weigh": weighed,
        "matching.match_question": is_matched(question),
    }
