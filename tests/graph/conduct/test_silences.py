"""Silence: Margaret silences Linus in her community until a day. He can read, and publish elsewhere."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from graph import clock, viewers
from graph.communities import communities
from graph.conduct import moderation, silences
from graph.conduct.silences import SilenceDraft
from graph.editing import comment_edits, edits, moves, suggested_edits
from graph.editing.edits import Edit
from graph.errors import Invalid, NotFound
from graph.freshness import freshness, reactions
from graph.ids import CommunityId
from graph.media import captions, videos
from graph.media.videos import VideoDraft
from graph.moderation import audit
from graph.posts import answers, comments, questions, texts, votes
from graph.posts.texts import Text
from graph.reporting import reports
from graph.reporting.reports import ReportDraft
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question, text

DAY = timedelta(days=1)


def platform(company: Company) -> CommunityId:
    return communities.show(company.platform, viewer=company.margaret).id


def draft(company: Company, *, lasts: timedelta = DAY) -> SilenceDraft:
    return SilenceDraft(reason="rude", words="You insult.", ends_at=clock.now() + lasts, community=platform(company))


def everywhere() -> SilenceDraft:
    return SilenceDraft(reason="spam", words="You sell shoes.", ends_at=clock.now() + DAY)


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    moment = clock.now() + by
    monkeypatch.setattr(clock, "now", lambda: moment)


def changed(of: Text) -> Edit:
    return Edit(of=of, title=of.title, body=text("Other."), skills=of.skills, is_cheat_sheet=False, summary="Better.")


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin."""
    return viewers.get(stories.join("Barbara", is_admin=True))


def publishing(company: Company) -> dict[str, Callable[[], object]]:
    """Everything that Linus could publish in the community, by name."""
    linus, here = company.linus, company.platform_question
    own = comments.make(here, text("Mine."), by=linus).id
    mine = questions.ask(question("Elsewhere?"), by=linus.id)
    reply = answers.give(here, text("So."), by=linus)
    film = VideoDraft(title="See", body=text(""), skills=(), community=platform(company), url="", upload="u")
    video = videos.post(film, by=linus.id)
    by_ada = answers.give(here, text("Like this."), by=company.ada)
    return {
        "ask": lambda: questions.ask(question("May I?", community=platform(company)), by=linus.id),
        "ask anonymously": lambda: questions.ask(
            question("May I?", community=platform(company), is_anonymous=True), by=linus.id
        ),
        "answer": lambda: answers.give(here, text("Yes."), by=linus),
        "comment": lambda: comments.make(by_ada, text("No."), by=linus),
        "edit a comment": lambda: comment_edits.make(
            comment_edits.get(own, viewer=linus), text("Other."), version=1, by=linus
        ),
        "vote": lambda: votes.cast(here, 1, by=linus),
        "react": lambda: reactions.react(by_ada, "works", by=linus),
        "doubt": lambda: freshness.doubt(here, "Old.", by=linus),
        "edit": lambda: edits.make(changed(texts.get(reply, viewer=linus)), by=linus),
        "suggest": lambda: suggested_edits.suggest(changed(texts.get(here, viewer=linus)), by=linus),
        "replace a video": lambda: videos.replace(video, upload="v", by=linus.id),
        "write captions": lambda: captions.write_down(video, "en", "", by=linus.id),
        "move": lambda: moves.move(mine, to=platform(company), by=linus),
    }


def test_they_publish_nothing_there_and_can_read_and_report(company: Company) -> None:
    acts = publishing(company)
    silences.silence(company.linus.id, draft(company), by=company.margaret)
    for act in acts.values():
        with pytest.raises(Invalid, match="A coach has silenced you in Platform engineers until 20"):
            act()
    assert questions.show(company.platform_question, viewer=company.linus)
    assert reports.report(company.platform_question, ReportDraft(reason="rude"), by=company.linus)


def test_elsewhere_they_publish_as_before(company: Company) -> None:
    silences.silence(company.linus.id, draft(company), by=company.margaret)
    assert questions.ask(question("May I?"), by=company.linus.id)
    assert answers.give(company.kafka_question, text("Yes."), by=company.linus)
    assert votes.cast(company.kafka_tip, 1, by=company.linus).my_vote == 1


def test_it_ends_by_itself(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    acts = publishing(company)
    silences.silence(company.linus.id, draft(company), by=company.margaret)
    later(monkeypatch, DAY)
    for act in acts.values():
        act()
    assert silences.mine(viewer=company.linus)[0].is_over


def test_an_admin_silences_on_the_whole_site(company: Company, barbara: Viewer) -> None:
    silences.silence(company.margaret.id, everywhere(), by=barbara)
    for community in (None, platform(company)):
        with pytest.raises(Invalid, match="An admin has silenced you on this site"):
            questions.ask(question("May I?", community=community), by=company.margaret.id)
    with pytest.raises(Invalid, match="An admin"):
        answers.give(company.kafka_question, text("Yes."), by=company.margaret)


def test_only_those_who_look_after_them_may(company: Company, barbara: Viewer) -> None:
    for other in (company.ada, company.grace, company.tim, barbara, company.linus):
        with pytest.raises(NotFound):
            silences.silence(company.linus.id, draft(company), by=other)
    for one in (company.margaret, company.tim, barbara):
        with pytest.raises(NotFound):
            silences.silence(one.id, draft(company), by=company.margaret)
    with pytest.raises(NotFound):
        silences.silence(company.linus.id, everywhere(), by=company.margaret)


def test_another_one_takes_its_place(company: Company) -> None:
    silences.silence(company.linus.id, draft(company), by=company.margaret)
    longer = silences.silence(company.linus.id, draft(company, lasts=7 * DAY), by=company.margaret)
    assert [one.id for one in silences.mine(viewer=company.linus) if not one.is_over] == [longer]
    silences.end(longer, by=company.margaret)
    assert answers.give(company.platform_question, text("Yes."), by=company.linus)


def test_it_can_be_ended_early_once_and_the_log_says_so(company: Company) -> None:
    id = silences.silence(company.linus.id, draft(company), by=company.margaret)
    for other in (company.ada, company.linus, company.tim):
        with pytest.raises(NotFound):
            silences.end(id, by=other)
    silences.end(id, by=company.margaret)
    with pytest.raises(NotFound):
        silences.end(id, by=company.margaret)
    assert [entry.act for entry in audit.listed(viewer=company.margaret).entries] == ["ended_silence", "silenced"]


def test_an_earlier_anonymous_question_does_not_change(company: Company) -> None:
    hidden = questions.ask(question("Is he?", community=platform(company), is_anonymous=True), by=company.linus.id)
    before = questions.show(hidden, viewer=company.ada)
    silences.silence(company.linus.id, draft(company), by=company.margaret)
    assert questions.show(hidden, viewer=company.ada) == before


def test_nobody_learns_from_it_who_asked_without_a_name(company: Company) -> None:
    hidden = questions.ask(question("Is he?", community=platform(company), is_anonymous=True), by=company.linus.id)
    silences.silence(company.linus.id, draft(company), by=company.margaret)
    # As the asker of it he writes, as anyone could whom she hasn't silenced. As a reader he votes as little as they do.
    assert answers.give(hidden, text("He is."), by=company.linus)
    assert comments.make(hidden, text("Or not."), by=company.linus)
    edits.make(changed(texts.get(hidden, viewer=company.linus)), by=company.linus)
    with pytest.raises(Invalid, match="silenced"):
        votes.cast(hidden, 1, by=company.linus)


@pytest.mark.parametrize("lasts", [timedelta(0), -DAY, timedelta(days=93)])
def test_it_ends_within_three_months(lasts: timedelta) -> None:
    with pytest.raises(Invalid, match="at most three months"):
        SilenceDraft(reason="rude", words="You insult.", ends_at=clock.now() + lasts)


def test_without_an_end_there_is_none() -> None:
    with pytest.raises(Invalid) as refusal:
        SilenceDraft(reason="", words="", ends_at=None)
    assert refusal.value.problems.keys() == {"reason", "words", "ends_at"}


def test_the_page_says_who_ordered_it_and_until_when(company: Company) -> None:
    ends_at: datetime = draft(company).ends_at or clock.now()
    silences.silence(company.linus.id, draft(company), by=company.margaret)
    [seen] = moderation.of(company.linus.id, viewer=company.margaret).silences
    assert seen.by
    assert seen.by.name == "Margaret"
    assert abs(seen.ends_at - ends_at) < timedelta(minutes=1)
