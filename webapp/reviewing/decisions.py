"""What *approve* and *refuse* mean for each kind of item in the review queue, and what follows from it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from graph.approvals import decisions as approvals
from graph.communities import memberships
from graph.conduct import appeals as appeals_of_silences
from graph.conduct import silences, suspension_appeals, suspensions
from graph.demand import needs
from graph.editing import duplicates, suggested_edits
from graph.errors import Conflict, Refusal
from graph.freshness import freshness
from graph.ids import (
    NeedId,
    PendingPostId,
    PersonId,
    PostId,
    QuestionId,
    ReportId,
    ShelfItemId,
    SilenceId,
    SuggestedEditId,
    SuspensionId,
    WithdrawalId,
)
from graph.library import shelf_items
from graph.posts import links, texts
from graph.posts.links import LinkDraft
from graph.reporting import hidden_texts, person_reports, reports
from graph.reviewing import secrets, undoing
from graph.reviewing.items import Item, Kind
from graph.skills import skill_mentions
from graph.withdrawal import appeals, rules
from webapp.markdown import rendering
from webapp.reviewing import skill_decisions
from webapp.shell.session import me, viewer
from webapp.withdrawal import withdrawals
from workers import approval_events, company_events, events

Decision = Literal["approve", "refuse"]

SKILLS_PROPOSED = 5

# It takes the item and the coach's words, which the author reads.
Act = Callable[[Item, str], None]


def _tell(decided: Iterable[ReportId]) -> None:
    for report in decided:
        events.report_decided(report)


def _leave(item: Item, _words: str) -> None:
    _tell(reports.decline(PostId(item.id), by=viewer()))


def _withdraw(item: Item, words: str) -> None:
    withdrawals.carry_out(rules.outlook(PostId(item.id), viewer=viewer()), words)


def _put_hidden_back(item: Item, _words: str) -> None:
    if back := hidden_texts.put_back(WithdrawalId(item.id), by=viewer()):
        events.text_restored(back.act)
        _tell(back.reports)


def _withdraw_hidden(item: Item, words: str) -> None:
    withdrawn = hidden_texts.withdraw(WithdrawalId(item.id), words, by=viewer())
    withdrawals.note(withdrawn.act, withdrawn.reports)


def _allow(item: Item, _words: str) -> None:
    secrets.allow(item.id, by=viewer())
    company_events.act_recorded()


def _leave_person(item: Item, _words: str) -> None:
    _tell(person_reports.decide(PersonId(item.id), "declined", by=viewer()))


def _find_right(item: Item, _words: str) -> None:
    _tell(person_reports.decide(PersonId(item.id), "upheld", by=viewer()))


def _publish(item: Item, _words: str) -> None:
    id, _dash, version = item.id.partition("-")
    approval_events.post_published(approvals.publish(PendingPostId(id), version=int(version), by=viewer()))


def _send_back(item: Item, words: str) -> None:
    id, _dash, version = item.id.partition("-")
    approvals.send_back(PendingPostId(id), words, version=int(version), by=viewer())
    approval_events.post_sent_back(PendingPostId(id))


def _put_back(item: Item, _words: str) -> None:
    back = appeals.grant(WithdrawalId(item.id), by=viewer())
    if back is None:
        return
    events.text_restored(back)
    _tell(reports.overturn(back.of))


def _leave_withdrawn(item: Item, words: str) -> None:
    appeals.refuse(WithdrawalId(item.id), words, by=viewer())
    events.appeal_refused(WithdrawalId(item.id))


def _end_silence(item: Item, _words: str) -> None:
    company_events.account_changed(silences.end(SilenceId(item.id), by=viewer()))


def _leave_silenced(item: Item, words: str) -> None:
    company_events.account_changed(appeals_of_silences.refuse(SilenceId(item.id), words, by=viewer()))


def _end_suspension(item: Item, _words: str) -> None:
    company_events.account_changed(suspensions.lift(SuspensionId(item.id), by=viewer()))


def _leave_suspended(item: Item, words: str) -> None:
    company_events.account_changed(suspension_appeals.refuse(SuspensionId(item.id), words, by=viewer()))


def _admit(item: Item, _words: str) -> None:
    slug, person = item.id.split(" ")
    memberships.admit(slug, PersonId(person), by=me().id)
    company_events.membership_changed(slug)


def _turn_away(item: Item, _words: str) -> None:
    slug, person = item.id.split(" ")
    memberships.decline(slug, PersonId(person), by=me().id)
    company_events.membership_changed(slug)


def _verify(item: Item, _words: str) -> None:
    freshness.verify(PostId(item.id), by=viewer())
    events.post_verified(PostId(item.id), by=me().id)


def _retire(item: Item, _words: str) -> None:
    events.post_retired(PostId(item.id), freshness.retire(PostId(item.id), by=viewer()))


def _accept(item: Item, _words: str) -> None:
    suggestion = suggested_edits.show(SuggestedEditId(item.id), viewer=viewer())
    text = texts.get(suggestion.text, viewer=viewer())
    accepted = suggested_edits.accept(suggestion, texts.at(text, version=item.version), by=viewer())
    events.text_edited(accepted.edit, by=accepted.suggested_by)


def _decline(item: Item, words: str) -> None:
    suggestion = suggested_edits.show(SuggestedEditId(item.id), viewer=viewer())
    suggested_edits.decline(suggestion, texts.get(suggestion.text, viewer=viewer()), words, by=viewer())
    events.suggestion_declined(suggestion.text)


def _close(item: Item, _words: str) -> None:
    question = QuestionId(PostId(item.id))
    if item.original and duplicates.propose(question, QuestionId(item.original.id), by=viewer()):
        events.question_closed(question)


def _keep_open(item: Item, _words: str) -> None:
    duplicates.reject(QuestionId(PostId(item.id)), by=viewer())
    events.duplicate_rejected(QuestionId(PostId(item.id)))


def _dismiss(item: Item, _words: str) -> None:
    needs.dismiss(NeedId(item.id), by=viewer())


def _share(item: Item, _words: str) -> None:
    """Share what lies on a shelf as a link, about the skills that its title and its summary name."""
    id = ShelfItemId(item.id)
    taken = shelf_items.take(id, by=viewer())
    named = skill_mentions.of(f"{taken.title} {taken.summary}", viewer=viewer())
    try:
        link = links.share(
            LinkDraft(
                url=taken.url,
                title=taken.title,
                body=rendering.prose(""),
                skills=tuple(skill.name for skill in named[:SKILLS_PROPOSED]),
                community=taken.community,
            ),
            by=me().id,
        )
    except Refusal:
        shelf_items.put_again(id)
        raise
    shelf_items.shared(id, link)
    events.link_shared(link)


def _discard(item: Item, _words: str) -> None:
    shelf_items.discard(ShelfItemId(item.id), by=viewer())


# Other kinds have no answer in one word: their items lead to the page where they are decided.
ACTS: Mapping[tuple[Kind, Decision], Act] = {
    ("report", "approve"): _leave,
    ("report", "refuse"): _withdraw,
    ("hidden", "approve"): _put_hidden_back,
    ("hidden", "refuse"): _withdraw_hidden,
    ("secret", "approve"): _allow,
    ("secret", "refuse"): _withdraw,
    ("person", "approve"): _leave_person,
    ("person", "refuse"): _find_right,
    ("pending", "approve"): _publish,
    ("pending", "refuse"): _send_back,
    ("appeal", "approve"): _put_back,
    ("appeal", "refuse"): _leave_withdrawn,
    ("silence", "approve"): _end_silence,
    ("silence", "refuse"): _leave_silenced,
    ("suspension", "approve"): _end_suspension,
    ("suspension", "refuse"): _leave_suspended,
    ("member", "approve"): _admit,
    ("member", "refuse"): _turn_away,
    ("check", "approve"): _verify,
    ("check", "refuse"): _retire,
    ("edit", "approve"): _accept,
    ("edit", "refuse"): _decline,
    ("duplicate", "approve"): _close,
    ("duplicate", "refuse"): _keep_open,
    ("need", "refuse"): _dismiss,
    ("shelf", "approve"): _share,
    ("shelf", "refuse"): _discard,
    ("merge", "approve"): skill_decisions.merge,
    ("merge", "refuse"): skill_decisions.say_different,
    ("ring", "approve"): skill_decisions.leave_ring,
    ("ring", "refuse"): skill_decisions.discount,
}


def _report_again(id: str) -> None:
    undoing.report_again(PostId(id), by=viewer())
    company_events.act_recorded()


def _look_again(id: str) -> None:
    undoing.look_again(id, by=viewer())
    company_events.act_recorded()


def _ask_again(id: str) -> None:
    slug, _space, person = id.partition(" ")
    undoing.ask_again(slug, PersonId(person), by=viewer())
    company_events.membership_changed(slug)


def _reopen(id: str) -> None:
    duplicates.reopen(QuestionId(PostId(id)), by=viewer())
    events.question_reopened(QuestionId(PostId(id)))


# It takes the id of the item, which no longer waits.
UNDOING: Mapping[tuple[str, str], Callable[[str], None]] = {
    ("report", "approve"): _report_again,
    ("secret", "approve"): _look_again,
    ("member", "refuse"): _ask_again,
    ("duplicate", "approve"): _reopen,
    ("merge", "approve"): skill_decisions.unmerge,
    ("merge", "refuse"): skill_decisions.propose_again,
    ("ring", "approve"): skill_decisions.count_again,
    ("ring", "refuse"): skill_decisions.count_again,
}


def can_undo(key: str, decision: Decision) -> bool:
    """Return whether a decision about such an item can be taken back here. Withdrawn texts have their own undo."""
    return (key.partition(":")[0], decision) in UNDOING


def undo(key: str, decision: str) -> None:
    """Take back what was decided about the item with this key. Raises `NotFound` if that is no longer possible."""
    kind, _colon, id = key.partition(":")
    act = UNDOING.get((kind, decision))
    if act is None:
        raise undoing.TOO_LATE
    act(id)


def decide(item: Item, decision: Decision, words: str) -> None:
    """Carry out a decision, and tell the workers what follows.

    Raises `Invalid` for words that can't be taken, and `Conflict`, `NotFound` or `Forbidden` if another coach decided
    meanwhile, or if there is no such decision about items of this kind.
    """
    act = ACTS.get((item.kind, decision))
    if act is None:
        raise Conflict("Open this item to decide about it.")
    act(item, words)
