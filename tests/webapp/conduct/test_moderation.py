"""The moderation page of Linus: Margaret warns and silences him, and keeps a note."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from graph import clock, viewers
from graph.communities import communities, memberships
from graph.conduct import appeals, moderation, silences
from graph.conduct.silences import SilenceDraft
from graph.ids import CommunityId
from graph.posts import answers, questions
from graph.reporting import reports
from graph.reporting.reports import ReportDraft
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question, text
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


@pytest.fixture
def place(company: Company) -> CommunityId:
    return communities.show(company.platform, viewer=company.margaret).id


@pytest.fixture
def page(company: Company) -> str:
    return f"/people/{company.linus.id}/moderation"


def test_a_coach_finds_it_in_the_list_of_members(as_: As, company: Company, page: str) -> None:
    assert page in as_(company.margaret).get(f"/communities/{company.platform}/members").text
    assert page not in as_(company.ada).get(f"/communities/{company.platform}/members").text
    assert "data protection" in as_(company.margaret).get(page).text
    for other in (company.ada, company.grace, company.tim, company.linus):
        assert as_(other).get(page).status_code == 404


def test_a_warning_needs_a_reason_and_words(as_: As, company: Company, place: CommunityId, page: str) -> None:
    margaret, there = as_(company.margaret), f"/people/{company.linus.id}/warnings"
    refused = margaret.send(there, community=place, reason="", words="Mind your tone.")
    assert (refused.status_code, "Mind your tone." in refused.text) == (422, True)
    assert 'href="#warning-reason"' in refused.text
    assert "before they publish again" in margaret.send(there, community=place, reason="rude", words="Mind.").text
    assert "Not read yet" in margaret.get(page).text


@pytest.mark.parametrize(
    ("ends_at", "until"), [("until", ""), ("until", "2020-01-01"), ("until", "9999-12-31"), ("", "")]
)
def test_a_silence_needs_an_end(as_: As, company: Company, place: CommunityId, ends_at: str, until: str) -> None:
    there = f"/people/{company.linus.id}/silences"
    typed = {"community": place, "reason": "rude", "words": "You insult."}
    refused = as_(company.margaret).send(there, **typed, ends_at=ends_at, until=until)
    assert (refused.status_code, "You insult." in refused.text) == (422, True)
    assert 'id="ends_at-error"' in refused.text


def test_a_silence_is_ordered_and_ended(as_: As, company: Company, place: CommunityId, page: str) -> None:
    margaret, typed = as_(company.margaret), {"community": place, "reason": "rude", "words": "You insult."}
    tomorrow = (clock.now() + timedelta(days=1)).date().isoformat()
    for choice in ({"ends_at": "week"}, {"ends_at": "until", "until": tomorrow}):
        margaret.send(f"/people/{company.linus.id}/silences", **typed, **choice)
    [present] = [one for one in moderation.of(company.linus.id, viewer=company.margaret).silences if not one.is_over]
    assert timedelta(days=1) < present.ends_at - clock.now() <= timedelta(days=2)
    ended = margaret.send(f"/people/{company.linus.id}/silences/{present.id}/end")
    assert "They can publish again" in ended.text
    assert "End it now" not in margaret.get(page).text


def test_a_note_is_kept_and_removed(as_: As, company: Company, place: CommunityId, page: str) -> None:
    margaret, there = as_(company.margaret), f"/people/{company.linus.id}/member-notes"
    assert margaret.send(there, community=place, note="").status_code == 422
    assert "We talked." in margaret.send(there, community=place, note="We talked.").text
    [note] = moderation.of(company.linus.id, viewer=company.margaret).notes
    assert "We talked." not in margaret.send(f"{there}/{note.id}/removal").text


def test_review_leads_to_the_author_of_a_text(as_: As, company: Company, page: str) -> None:
    id = answers.give(company.platform_question, text("Buy shoes."), by=company.linus)
    reports.report(id, ReportDraft(reason="spam"), by=company.ada)
    assert f"{page}?about={id}" in as_(company.margaret).get("/review").text
    assert "the text that you came from" in as_(company.margaret).get(f"{page}?about={id}").text


def test_review_does_not_lead_to_who_asked_anonymously(as_: As, company: Company, place: CommunityId) -> None:
    hidden = questions.ask(question("Is he?", community=place, is_anonymous=True), by=company.linus.id)
    own = answers.give(hidden, text("I mean it."), by=company.linus)
    for id in (hidden, own):
        reports.report(id, ReportDraft(reason="rude"), by=company.ada)
    page = as_(company.margaret).get("/review").text
    assert page.count("report:") >= 2
    assert "/moderation" not in page


def test_another_coach_or_admin_decides_about_an_appeal(as_: As, company: Company, place: CommunityId) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    ends_at = clock.now() + timedelta(days=1)
    draft = SilenceDraft(reason="rude", words="You insult.", ends_at=ends_at, community=place)
    id = silences.silence(company.linus.id, draft, by=company.margaret)
    appeals.appeal(id, "I joked.", by=company.linus)
    assert "Nothing waits for you" in as_(company.margaret).get("/review").text
    assert "I joked." in as_(company.ada).get("/review").text
    assert as_(company.ada).send("/review/refusal", item=f"silence:{id}", words="").status_code == 422
    as_(company.ada).send("/review/refusal", item=f"silence:{id}", words="Nobody laughed.")
    assert "Nobody laughed." in as_(company.linus).get("/conduct").text


def test_an_appeal_can_end_the_silence(as_: As, company: Company) -> None:
    barbara, edsger = (viewers.get(stories.join(name, is_admin=True)) for name in ("Barbara", "Edsger"))
    draft = SilenceDraft(reason="spam", words="You sell.", ends_at=clock.now() + timedelta(days=1))
    id = silences.silence(company.linus.id, draft, by=barbara)
    appeals.appeal(id, "I don't.", by=company.linus)
    as_(edsger).send("/review/approval", item=f"silence:{id}")
    assert answers.give(company.kafka_question, text("Yes."), by=company.linus)
