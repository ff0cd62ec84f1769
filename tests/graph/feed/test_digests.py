"""The daily digest, on both engines: sent once each morning, with a reason for each item and nothing hidden."""

from datetime import UTC, datetime, timedelta

import pytest

from graph import clock, driver
from graph.asking import asks, inbox, referrals
from graph.communities import communities, memberships
from graph.errors import NotFound
from graph.expertise import evidence
from graph.feed import digests, follows
from graph.feed.digests import Reader
from graph.finding import saved_searches
from graph.finding.saved_searches import SearchDraft
from graph.freshness import checks
from graph.matching import experts
from graph.notifications import concerns, notifications, recipients
from graph.notifications.kinds import KINDS
from graph.notifications.recipients import Choices
from graph.people import profiles
from graph.posts import answers, questions, tips
from graph.settings import Settings
from graph.viewers import Viewer
from tests import snapshot
from tests.company import Company, found_company, question, text

MORNING = datetime(2026, 11, 25, 7, 30, tzinfo=UTC)


class Clock:
    """A clock that the stories set."""

    def __init__(self) -> None:
        self.now = MORNING - timedelta(days=1)


@pytest.fixture(autouse=True)
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that shows yesterday morning, when the company is founded."""
    set_clock = Clock()
    monkeypatch.setattr(clock, "now", lambda: set_clock.now)
    return set_clock


@pytest.fixture
def company(graph: Settings, time: Clock) -> Company:
    """A company in which everyone joins and writes at the same moment, so nothing is news to anyone."""
    driver.write(snapshot.WIPE)
    company = found_company()
    # Nobody wants mail at once, so the digest has everything.
    for one in (company.ada, company.grace, company.linus, company.margaret, company.tim):
        recipients.choose(Choices(channels=dict.fromkeys(KINDS, "digest")), by=one.id)
    return company


def due(viewer: Viewer) -> Reader | None:
    return next((reader for reader in digests.due() if reader.id == viewer.id), None)


def told(viewer: Viewer) -> list[tuple[str, str, str]]:
    """Begin the digest that someone is due, and return its items."""
    reader = due(viewer)
    assert reader is not None
    items = listed(reader)
    assert digests.begin(reader, until=digests.window_end())
    return items


def listed(reader: Reader) -> list[tuple[str, str, str]]:
    for post in concerns.changed_posts(since=clock.EPOCH):
        notifications.note(post)
    return [(item.why, item.name, item.title) for item in digests.of(reader, until=digests.window_end())]


def test_each_has_it_once_a_day_in_their_own_morning(company: Company, time: Clock) -> None:
    profile = profiles.get(company.tim.id)
    profiles.describe(company.tim.id, type(profile)(**vars(profile) | {"time_zone": "Asia/Tokyo"}))
    assert digests.due() == ()  # They joined today.
    time.now = MORNING
    assert due(company.linus)
    assert due(company.tim) is None  # It is half past four in the afternoon in Tokyo.
    assert told(company.linus) == []
    assert due(company.linus) is None
    time.now = MORNING + timedelta(hours=5)
    assert due(company.ada) is None  # The morning is over.
    time.now = MORNING + timedelta(hours=15)
    assert due(company.tim)
    time.now = MORNING + timedelta(days=1)
    assert due(company.linus)


def test_who_said_no_is_away_has_left_or_cannot_sign_in_gets_none(company: Company, time: Clock) -> None:
    time.now = MORNING
    everybody = {reader.id for reader in digests.due()}
    digests.want("never", by=company.linus.id)
    driver.write("MATCH (person:Person {id: $id}) SET person.state = 'left'", id=company.tim.id)
    driver.write("MATCH (person:Person {id: $id}) REMOVE person.password_hash", id=company.grace.id)
    driver.write(
        "MATCH (person:Person {id: $id}) SET person.away_until = datetime($then)",
        id=company.ada.id,
        then=(MORNING + timedelta(days=3)).isoformat(),
    )
    gone = {one.id for one in (company.linus, company.tim, company.grace, company.ada)}
    assert everybody >= gone
    assert {reader.id for reader in digests.due()} == everybody - gone


def test_who_wants_it_again_is_not_told_what_came_meanwhile(company: Company, time: Clock) -> None:
    assert digests.choice(viewer=company.linus).days == "daily"
    for _ in range(2):
        digests.want("never", by=company.linus.id)
    assert digests.choice(viewer=company.linus).days == "never"
    follows.follow("person", company.ada.id, by=company.linus)
    time.now = MORNING + timedelta(hours=3)
    tips.post(tip("Told to nobody"), by=company.ada.id)
    time.now += timedelta(hours=3)
    digests.want("daily", by=company.linus.id)
    time.now += timedelta(hours=3)
    tips.post(tip("Told again"), by=company.ada.id)
    time.now = MORNING + timedelta(days=1)
    assert told(company.linus) == [("person", "Ada", "Told again")]


def test_two_workers_send_one_and_a_failure_gives_it_back(company: Company, time: Clock) -> None:
    time.now = MORNING
    reader = due(company.linus)
    assert reader is not None
    until = digests.window_end()
    assert digests.begin(reader, until=until)
    assert not digests.begin(reader, until=until)
    digests.give_back(reader, until=until)
    assert due(company.linus) == reader


def test_who_stops_it_while_others_are_told_gets_none_and_a_failure_changes_no_choice(
    company: Company, time: Clock
) -> None:
    time.now = MORNING
    reader, until = due(company.linus), digests.window_end()
    assert reader is not None
    digests.want("never", by=company.linus.id)
    assert digests.begin(reader, until=until) is False
    other = due(company.ada)
    assert other is not None
    assert digests.begin(other, until=until)
    digests.want("daily", by=company.linus.id)
    digests.give_back(reader, until=until)
    assert due(company.linus) is None


def test_everything_is_told_once_with_its_reason(company: Company, time: Clock) -> None:
    time.now += timedelta(hours=1)
    saved_searches.save(SearchDraft(text="Helm", words="helm", synonyms=(), marks=()), by=company.tim.id)
    [search] = saved_searches.due()
    follows.follow("person", company.ada.id, by=company.tim)
    own = questions.ask(question("Where do charts live?", "helm"), by=company.tim.id)
    time.now += timedelta(hours=1)
    found = tips.post(tip("Helm in a nutshell"), by=company.ada.id)
    tips.post(tip("Drain nodes slowly"), by=company.ada.id)
    saved_searches.found(search.id, [found], since=search.since)
    answers.give(own, text("In the registry."), by=company.ada)
    driver.write("MATCH (post:Post {id: $id}) SET post.freshness = 'outdated'", id=company.kafka_tip)
    checks.ask(company.kafka_tip)
    time.now = MORNING - timedelta(minutes=5)
    tips.post(tip("Fresh from the press"), by=company.ada.id)
    time.now = MORNING
    assert told(company.ada) == [("check", "", "See consumer lag at a glance")]
    assert told(company.tim) == [
        ("answered", "", "Where do charts live?"),
        ("search", "Helm", "Helm in a nutshell"),
        ("person", "Ada", "Drain nodes slowly"),
    ]
    time.now += timedelta(days=1)
    assert told(company.tim) == [("person", "Ada", "Fresh from the press")]
    time.now += timedelta(days=1)
    assert told(company.tim) == []


def test_answers_to_own_and_followed_questions_stand_among_each_other(company: Company, time: Clock) -> None:
    """In a mailbox that others can read, the position of a question must not give away who asked it."""
    time.now += timedelta(hours=1)
    asked = {
        title: questions.ask(question(title, "helm", is_anonymous=True), by=by.id)
        for title, by in (("Charts?", company.ada), ("Hooks?", company.tim), ("Values?", company.ada))
    }
    for title in ("Charts?", "Values?"):
        follows.follow("post", asked[title], by=company.tim)
    saved_searches.save(SearchDraft(text="Helm", words="helm", synonyms=(), marks=()), by=company.tim.id)
    [search] = saved_searches.due()
    time.now += timedelta(hours=1)
    found = [tips.post(tip("Helm in a nutshell"), by=company.ada.id), *asked.values()]
    saved_searches.found(search.id, found, since=search.since)
    for id in reversed(asked.values()):
        answers.give(id, text("So."), by=company.grace)
    time.now = MORNING
    assert told(company.tim) == [
        ("followed", "", "Charts?"),
        ("answered", "", "Hooks?"),
        ("followed", "", "Values?"),
        ("search", "Helm", "Helm in a nutshell"),
    ]


def test_answers_that_someone_does_not_want_to_hear_of_are_in_no_digest(company: Company, time: Clock) -> None:
    time.now += timedelta(hours=1)
    recipients.choose(Choices(channels={"followed": "nothing", "answered": "inbox"}), by=company.tim.id)
    followed, own = (
        questions.ask(question(title, "helm"), by=by.id) for title, by in (("C?", company.ada), ("H?", company.tim))
    )
    follows.follow("post", followed, by=company.tim)
    time.now += timedelta(hours=1)
    for id in (followed, own):
        answers.give(id, text("So."), by=company.grace)
    time.now = MORNING
    assert told(company.tim) == []


def test_what_came_for_one_reason_stands_together(company: Company, time: Clock) -> None:
    follows.follow("person", company.ada.id, by=company.tim)
    follows.follow("person", company.grace.id, by=company.tim)
    for number, by in enumerate((company.ada, company.grace, company.ada)):
        time.now += timedelta(hours=1)
        tips.post(tip(f"Tip {number}"), by=by.id)
    time.now = MORNING
    assert told(company.tim)[:3] == [
        ("person", "Ada", "Tip 2"),
        ("person", "Ada", "Tip 0"),
        ("person", "Grace", "Tip 1"),
    ]


def test_what_was_promised_is_no_news_and_who_was_brought_in_without_a_name_is_told_so(
    company: Company, time: Clock
) -> None:
    time.now += timedelta(hours=1)
    evidence.weigh(company.kafka_answer)
    promised = questions.ask(question("How do I rebalance?", "kafka"), by=company.linus.id)
    asks.send(experts.suggest(promised, []), about=promised)
    [ask] = inbox.asks(viewer=company.ada)
    asks.accept(ask.id, by=company.ada.id)
    lonely = questions.ask(question("Am I alone?", "helm", is_anonymous=True), by=company.linus.id)
    referrals.invite(lonely, "ada@example.com", by=company.linus)
    time.now = MORNING
    first, *others = told(company.ada)
    assert first == ("named", "", "Am I alone?")
    assert "asked" not in [why for why, *_ in others]


def test_an_ask_says_for_which_skill(company: Company, time: Clock) -> None:
    time.now += timedelta(hours=1)
    asked = questions.ask(question("How do I rebalance?", "kafka"), by=company.linus.id)
    evidence.weigh(company.kafka_answer)
    asks.send(experts.suggest(asked, []), about=asked)
    time.now = MORNING
    assert told(company.ada) == [("asked", "kafka", "How do I rebalance?")]


def test_what_somebody_may_no_longer_see_is_not_told(company: Company, time: Clock) -> None:
    time.now += timedelta(hours=1)
    follows.follow("person", company.ada.id, by=company.linus)
    saved_searches.save(SearchDraft(text="tls", words="tls", synonyms=(), marks=()), by=company.linus.id)
    [search] = saved_searches.due()
    time.now += timedelta(hours=1)
    secret = questions.ask(
        question("Who holds the keys?", "tls", community=communities.show(company.platform, viewer=company.ada).id),
        by=company.ada.id,
    )
    saved_searches.found(search.id, [secret], since=search.since)
    tips.post(tip("For everybody"), by=company.ada.id)
    time.now = MORNING
    reader = due(company.linus)
    assert reader is not None
    assert ("search", "tls", "Who holds the keys?") in listed(reader)
    memberships.leave(company.platform, by=company.linus.id)
    assert told(company.linus) == [("person", "Ada", "For everybody")]


def test_following_somebody_never_tells_what_they_ask_without_a_name(company: Company, time: Clock) -> None:
    time.now += timedelta(hours=1)
    follows.follow("person", company.ada.id, by=company.tim)
    time.now += timedelta(hours=1)
    questions.ask(question("Am I the only one lost in Helm?", "helm", is_anonymous=True), by=company.ada.id)
    questions.ask(question("Who else is lost in Helm?", "helm"), by=company.ada.id)
    time.now = MORNING
    assert told(company.tim) == [("person", "Ada", "Who else is lost in Helm?")]


def test_after_a_long_time_a_week_is_told_of(company: Company, time: Clock) -> None:
    follows.follow("person", company.ada.id, by=company.tim)
    time.now += timedelta(hours=1)
    tips.post(tip("From a month ago"), by=company.ada.id)
    time.now = MORNING + timedelta(days=28)
    tips.post(tip("From two days ago"), by=company.ada.id)
    time.now = MORNING + timedelta(days=30)
    assert told(company.tim) == [("person", "Ada", "From two days ago")]


def test_nobody_who_is_not_here_wants_one(company: Company) -> None:
    with pytest.raises(NotFound):
        digests.choice(viewer=Viewer(id="nobody", audiences=()))


def tip(title: str) -> tips.TipDraft:
    return tips.TipDraft(title=title, body=text(title), skills=("Helm",), community=None)
