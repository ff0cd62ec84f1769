"""What concerns whom, on both engines: told once, to those who may see it, and only as long as it holds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from graph import clock, driver, viewers
from graph.asking import asks, referrals
from graph.communities import communities, memberships
from graph.editing import conversions, duplicates, edits, moves, suggested_edits
from graph.editing.edits import Edit
from graph.expertise import evidence, thanks
from graph.feed import follows
from graph.freshness import checks, freshness, reactions
from graph.ids import AnswerId, PostId, QuestionId
from graph.matching import experts
from graph.moderation import unmaskings
from graph.notifications import inbox, notifications, recipients
from graph.notifications.inbox import Line
from graph.notifications.kinds import KINDS
from graph.notifications.recipients import Choices
from graph.people import accounts
from graph.posts import answers, comments, people_mentions, questions, roles, texts
from graph.viewers import Viewer
from tests.company import Company, join, question, text

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def told(viewer: Viewer) -> list[tuple[str, str | None]]:
    """Return the kinds of what someone was told, and what happened."""
    return [(line.kind, line.what) for line in lines(viewer)]


def lines(viewer: Viewer) -> tuple[Line, ...]:
    return inbox.page("all", viewer=viewer).lines


def unread(viewer: Viewer) -> int:
    """Return the count in someone's header."""
    found = accounts.signed_in(accounts.open_session(viewer.id, browser="Firefox"))
    assert found
    return found.inbox_count


def ask(company: Company, **details: bool) -> QuestionId:
    return questions.ask(question("How do I rebalance?", "kafka", **details), by=company.linus.id)


def edit(on: PostId | AnswerId, body: str, *, by: Viewer) -> Edit:
    of = texts.get(on, viewer=by)
    return Edit(of=of, title=of.title, body=text(body), skills=of.skills, is_cheat_sheet=False, summary="Clearer")


def answered(company: Company) -> str:
    id = ask(company)
    answers.give(id, text("Use the sticky assignor."), by=company.ada)
    return id


def accepted(company: Company) -> str:
    answers.accept(company.kafka_answer, by=company.grace.id)
    return company.kafka_question


def commented(company: Company) -> str:
    return comments.make(company.kafka_answer, text("Which version?"), by=company.tim).id


def replied(company: Company) -> str:
    comments.make(company.kafka_question, text("Which version?"), by=company.linus)
    return comments.make(company.kafka_question, text("Version 4."), by=company.grace).id


def mentioned(company: Company) -> str:
    id = comments.make(company.kafka_tip, text(f"[@Linus](/people/{company.linus.id})?"), by=company.ada).id
    people_mentions.note(id)
    return id


def asked(company: Company) -> str:
    id = ask(company)
    evidence.weigh(company.kafka_answer)
    asks.send(experts.suggest(id, []), about=id)
    return id


def invited(company: Company) -> str:
    id = ask(company)
    referrals.invite(id, "Tim", by=company.grace)
    return id


def warned(company: Company) -> str:
    reactions.react(company.kafka_answer, "dangerous", "It loses data.", by=company.tim)
    return company.kafka_answer


def doubted(company: Company) -> str:
    freshness.doubt(company.kafka_tip, "We moved to Pulsar.", by=company.tim)
    return company.kafka_tip


def edited(company: Company) -> str:
    admin = viewers.get(join("Barbara", is_admin=True))
    edits.make(edit(company.kafka_answer, "Lower it.", by=admin), by=admin)
    return company.kafka_answer


def suggestion_declined(company: Company) -> str:
    id = suggested_edits.suggest(edit(company.kafka_tip, "Lower it.", by=company.tim), by=company.tim)
    shown = suggested_edits.show(id, viewer=company.ada)
    suggested_edits.decline(shown, texts.get(company.kafka_tip, viewer=company.ada), "It's right.", by=company.ada)
    return company.kafka_tip


def suggestion_accepted(company: Company) -> str:
    id = suggested_edits.suggest(edit(company.kafka_tip, "Lower it.", by=company.tim), by=company.tim)
    shown = suggested_edits.show(id, viewer=company.ada)
    suggested_edits.accept(shown, texts.get(company.kafka_tip, viewer=company.ada), by=company.ada)
    return company.kafka_tip


def closed(company: Company) -> str:
    id = ask(company)
    duplicates.propose(id, company.kafka_question, by=viewers.get(join("Barbara", is_admin=True)))
    return id


def proposed(company: Company) -> QuestionId:
    """Let Tim say that a question of Linus was asked before."""
    id = ask(company)
    duplicates.propose(id, company.kafka_question, by=company.tim)
    return id


def duplicate_accepted(company: Company) -> str:
    id = proposed(company)
    duplicates.propose(id, company.kafka_question, by=company.linus)
    return id


def duplicate_rejected(company: Company) -> str:
    id = proposed(company)
    duplicates.reject(id, by=company.linus)
    return id


def retired(company: Company) -> str:
    freshness.retire(company.kafka_tip, by=viewers.get(join("Barbara", is_admin=True)))
    return company.kafka_tip


def moved(company: Company) -> str:
    draft = communities.CommunityDraft(name="Data", purpose="Share.", visibility="public")
    slug = communities.found(draft, by=company.margaret.id)
    place = communities.show(slug, viewer=company.margaret).id
    moves.move(company.kafka_tip, to=place, by=viewers.get(join("Barbara", is_admin=True)))
    return company.kafka_tip


def handed_over(company: Company) -> str:
    roles.hand_over(company.kafka_tip, company.tim.id, by=company.ada)
    return company.kafka_tip


def converted(company: Company) -> str:
    conversions.to_comment(company.kafka_answer, by=viewers.get(join("Barbara", is_admin=True)))
    return company.kafka_question


def to_check(company: Company) -> str:
    evidence.weigh(company.kafka_tip)
    driver.write("MATCH (post:Post {id: $id}) SET post.freshness = 'outdated'", id=company.kafka_tip)
    checks.ask(company.kafka_tip)
    return company.kafka_tip


def revealed(company: Company) -> str:
    id = ask(company, is_anonymous=True)
    first, second = (viewers.get(join(name, is_admin=True)) for name in ("Barbara", "Katherine"))
    unmaskings.request(id, "A threat.", by=first)
    [case] = unmaskings.of(id, viewer=second).cases
    unmaskings.confirm(case.id, id, by=second)
    return id


def followed(company: Company) -> str:
    follows.follow("post", company.kafka_question, by=company.tim)
    return answers.give(company.kafka_question, text("Count the partitions."), by=company.linus)


def thanked(company: Company) -> str:
    thanks.give(company.ada.id, on=company.kafka_answer, by=company.linus)
    return company.kafka_answer


Happens = Callable[[Company], str]

# What happens, and who is told what of it. Nobody else is told anything.
STORIES: dict[Happens, dict[str, tuple[str, str | None]]] = {
    answered: {"linus": ("answered", None)},
    accepted: {"ada": ("accepted", None)},
    commented: {"ada": ("commented", None)},
    replied: {"linus": ("commented", None), "grace": ("commented", None)},
    mentioned: {"linus": ("mentioned", None)},
    asked: {"ada": ("asked", None)},
    invited: {"tim": ("asked", None)},
    warned: {"ada": ("warned", None)},
    doubted: {"ada": ("warned", None)},
    edited: {"ada": ("edited", None)},
    suggestion_declined: {"tim": ("decided", None)},
    suggestion_accepted: {"tim": ("decided", None)},
    closed: {"linus": ("changed", "closed")},
    duplicate_accepted: {"tim": ("decided", "duplicate")},
    duplicate_rejected: {"tim": ("decided", "duplicate")},
    retired: {"ada": ("changed", "retired")},
    moved: {"ada": ("changed", "moved")},
    handed_over: {"tim": ("changed", "handed_over")},
    converted: {"ada": ("changed", "converted")},
    to_check: {"ada": ("check", None)},
    revealed: {"linus": ("revealed", None)},
    followed: {"tim": ("followed", None), "grace": ("answered", None)},
    thanked: {"ada": ("thanked", None)},
}
PEOPLE = ("ada", "grace", "linus", "margaret", "tim")


@pytest.mark.parametrize("happens", STORIES, ids=lambda happens: happens.__name__)
def test_it_concerns_the_right_people_and_each_is_told_once(company: Company, happens: Happens) -> None:
    notifications.note(company.kafka_question)
    for name in PEOPLE:
        notifications.settle(
            [id for line in lines(getattr(company, name)) for id in line.ids], by=getattr(company, name).id
        )
    id = happens(company)
    for _ in range(2):
        notifications.note(id)
    shown = {name: told(getattr(company, name)) for name in PEOPLE}
    # Asks are listed by themselves.
    expected = {name: [what] if what[0] != "asked" else [] for name, what in STORIES[happens].items()}
    assert {name: what for name, what in shown.items() if what} == {
        name: what for name, what in expected.items() if what
    }
    assert {name for name in PEOPLE if unread(getattr(company, name))} == set(STORIES[happens])


def test_every_kind_on_a_post_has_a_story() -> None:
    told_of = {kind for people in STORIES.values() for kind, _ in people.values()}
    elsewhere = {"expert", "ability", "membership", "account", "first_tip", "mentoring", "matched", "introduction"}
    # Invitations are told in tests/graph/communities, words that must not circulate in tests/workers/words.
    elsewhere |= {"invited", "noticed"}
    assert {kind for kind in KINDS if kind not in told_of} == elsewhere


def test_what_was_decided_on_duplicates_is_told_by_its_outcome(company: Company) -> None:
    id = proposed(company)
    duplicates.propose(id, ask(company), by=company.ada)
    duplicates.propose(id, company.kafka_question, by=company.linus)
    again = proposed(company)
    duplicates.reject(again, by=company.linus)
    for question_id in (id, again):
        notifications.note(question_id)
    assert {(line.post, line.outcome) for line in lines(company.tim)} == {(id, "accepted"), (again, "declined")}
    assert [(line.post, line.outcome) for line in lines(company.ada) if line.kind == "decided"] == [(id, "declined")]


def test_an_anonymous_asker_who_decides_is_not_named(company: Company) -> None:
    id = ask(company, is_anonymous=True)
    duplicates.propose(id, company.kafka_question, by=company.tim)
    duplicates.propose(id, company.kafka_question, by=company.linus)
    notifications.note(id)
    [line] = lines(company.tim)
    assert (line.by, line.is_by_asker) == ((), False)
    assert lines(company.linus) == ()


def test_people_who_may_not_see_the_post_are_not_told_and_do_not_count_it(company: Company) -> None:
    follows.follow("post", company.platform_question, by=company.linus)
    answers.give(company.platform_question, text("By hand."), by=company.margaret)
    notifications.note(company.platform_question)
    assert told(company.linus) == [("followed", None)]
    assert unread(company.linus) == 1
    memberships.leave(company.platform, by=company.linus.id)
    outside = viewers.get(company.linus.id)
    assert (told(outside), unread(outside)) == ([], 0)


def test_a_kind_that_is_switched_off_is_not_told(company: Company) -> None:
    recipients.choose(Choices(channels={"commented": "nothing"}), by=company.ada.id)
    notifications.note(commented(company))
    assert told(company.ada) == []


def test_opening_the_post_reads_it_and_done_puts_it_away(company: Company) -> None:
    notifications.note(commented(company))
    assert [line.is_new for line in lines(company.ada)] == [True]
    for _ in range(2):
        notifications.read_on(company.kafka_question, by=company.ada)
    assert [line.is_new for line in lines(company.ada)] == [False]
    assert inbox.page("unread", viewer=company.ada).lines == ()
    [line] = lines(company.ada)
    for _ in range(2):
        notifications.settle(line.ids, by=company.ada.id)
    assert lines(company.ada) == ()
    assert [one.ids for one in inbox.page("done", viewer=company.ada).lines] == [line.ids]
    notifications.settle(line.ids, is_done=False, by=company.ada.id)
    assert [one.ids for one in lines(company.ada)] == [line.ids]


def test_nobody_puts_away_what_others_were_told(company: Company) -> None:
    notifications.note(commented(company))
    [line] = lines(company.ada)
    notifications.settle(line.ids, by=company.tim.id)
    notifications.read_all(by=company.tim.id)
    assert [one.is_new for one in lines(company.ada)] == [True]


def test_several_comments_are_one_line(company: Company) -> None:
    for who in (company.tim, company.linus, company.tim):
        id = comments.make(company.kafka_tip, text("Thank you."), by=who).id
    notifications.note(id)
    [line] = lines(company.ada)
    assert (line.times, [one.name for one in line.by]) == (3, ["Tim", "Linus"])
    assert line.anchor == f"comment-{id}"


def test_an_acceptance_that_was_taken_back_is_not_told_of(company: Company) -> None:
    notifications.note(accepted(company))
    answers.take_back(company.kafka_answer, by=company.grace.id)
    assert (told(company.ada), unread(company.ada)) == ([], 0)


def test_an_ask_that_someone_declined_no_longer_counts(company: Company) -> None:
    notifications.note(asked(company))
    [row] = driver.read("MATCH (ask:Suggestion) RETURN ask.id AS id")
    assert unread(company.ada) == 1
    asks.decline(row["id"], "", by=company.ada.id)
    assert unread(company.ada) == 0


def test_an_anonymous_asker_who_replies_has_no_name(company: Company) -> None:
    id = ask(company, is_anonymous=True)
    comments.make(id, text("Which version?"), by=company.tim)
    notifications.note(comments.make(id, text("Version 4."), by=company.linus).id)
    [line] = lines(company.tim)
    assert (line.by, line.is_by_asker, line.is_private) == ((), True, False)
    [own] = lines(company.linus)
    assert own.is_private


def test_what_is_older_than_a_week_is_no_news(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    id = commented(company)
    later = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)
    notifications.note(id)
    assert told(company.ada) == []


def test_what_was_read_two_months_ago_is_removed(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    notifications.note(commented(company))
    notifications.note(answered(company))
    notifications.read_all(by=company.ada.id)
    later = clock.now() + timedelta(days=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    notifications.tidy()
    assert told(company.ada) == []
    assert told(company.linus) == [("answered", None)]


def test_people_choose_per_kind_and_can_choose_again(company: Company) -> None:
    chosen = Choices(channels={"commented": "mail", "followed": "nothing"}, quiet_from="22:00", quiet_until="06:30")
    for _ in range(2):
        recipients.choose(chosen, by=company.ada.id)
    assert recipients.chosen(viewer=company.ada) == chosen
    assert recipients.chosen(viewer=company.tim) == Choices()


def test_stopping_mail_from_a_letter_leaves_the_digest(company: Company) -> None:
    for _ in range(2):
        recipients.stop_mail("answered", by=company.ada.id)
    choices = recipients.chosen(viewer=company.ada)
    assert (choices.channel("answered"), choices.channel("asked")) == ("digest", "mail")
    recipients.stop_mail("all", by=company.ada.id)
    assert "mail" not in {recipients.chosen(viewer=company.ada).channel(kind) for kind in KINDS}


WHO = recipients.Recipient(
    id=replace(Viewer(id="ada", audiences=())).id,
    choices=Choices(),
    time_zone="Europe/Berlin",
    has_email=True,
    has_device=False,
    is_online=False,
    mailed=0,
    pushed=0,
)


@pytest.mark.parametrize(
    ("who", "kind", "now", "mailed"),
    [
        (WHO, "asked", NOON, NOON),
        (replace(WHO, is_online=True), "asked", NOON, NOON + timedelta(hours=2)),
        # 21:30 in Berlin waits for 7:00 there, and 2:00 too.
        (WHO, "asked", NOON.replace(hour=20, minute=30), datetime(2026, 11, 26, 6, 0, tzinfo=UTC)),
        (WHO, "asked", NOON.replace(hour=1), datetime(2026, 11, 25, 6, 0, tzinfo=UTC)),
        (replace(WHO, choices=Choices(quiet_from="12:00", quiet_until="14:00")), "asked", NOON, NOON.replace(hour=13)),
        (
            replace(WHO, choices=Choices(quiet_from="00:00", quiet_until="00:00")),
            "asked",
            NOON.replace(hour=1),
            NOON.replace(hour=1),
        ),
        (replace(WHO, mailed=4), "asked", NOON, NOON),
        (replace(WHO, mailed=4), "answered", NOON, None),
        (replace(WHO, has_email=False), "asked", NOON, None),
        (WHO, "commented", NOON, None),
        (replace(WHO, choices=Choices(channels={"commented": "mail"})), "commented", NOON, NOON),
    ],
)
def test_mail_is_for_what_cannot_wait(
    who: recipients.Recipient, kind: str, now: datetime, mailed: datetime | None
) -> None:
    assert who.mail_at(kind, at=now, now=now) == mailed


def test_what_was_missed_for_days_is_not_mailed() -> None:
    assert WHO.mail_at("asked", at=NOON - timedelta(days=2), now=NOON) is None
