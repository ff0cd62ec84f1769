"""Warnings and silences as Linus meets them: on every page, in forms, and on the page where he reads why."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from graph import clock
from graph.communities import communities, memberships
from graph.conduct import silences, warnings
from graph.conduct.silences import SilenceDraft
from graph.conduct.warnings import WarningDraft
from graph.ids import CommunityId, SilenceId, WarningId
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


@pytest.fixture
def place(company: Company) -> CommunityId:
    return communities.show(company.platform, viewer=company.margaret).id


@pytest.fixture
def warning(company: Company, place: CommunityId) -> WarningId:
    draft = WarningDraft(reason="rude", words="Mind your tone.", community=place)
    return warnings.warn(company.linus.id, draft, by=company.margaret)


@pytest.fixture
def silence(company: Company, place: CommunityId) -> SilenceId:
    ends_at = clock.now() + timedelta(days=1)
    draft = SilenceDraft(reason="rude", words="You insult.", ends_at=ends_at, community=place)
    return silences.silence(company.linus.id, draft, by=company.margaret)


def test_a_warning_is_on_every_page_until_it_is_read(as_: As, company: Company, warning: WarningId) -> None:
    linus = as_(company.linus)
    assert "There is a warning for you" in linus.get("/").text
    page = linus.get("/conduct").text
    for words in ("Mind your tone.", "Platform engineers", "I have read it"):
        assert words in page
    assert "Margaret" not in page
    linus.send(f"/conduct/warnings/{warning}/reading")
    assert "There is a warning for you" not in linus.get("/").text


def test_what_was_typed_stays_in_its_form(as_: As, company: Company, warning: WarningId) -> None:
    page = as_(company.linus).send("/questions", title="May I ask?", body="I typed much.", skills="kafka")
    assert (page.status_code, "I typed much." in page.text) == (422, True)
    assert "You have a warning to read" in page.text
    page = as_(company.linus).send(f"/comments/{company.kafka_question}", body="I typed more.")
    assert (page.status_code, "I typed more." in page.text) == (422, True)


def test_an_answer_to_a_warning_counts_as_reading(as_: As, company: Company, warning: WarningId) -> None:
    linus = as_(company.linus)
    page = linus.send(f"/conduct/warnings/{warning}/answer", words=" ")
    assert (page.status_code, f"words-{warning}-error" in page.text) == (422, True)
    assert "I was tired." in linus.send(f"/conduct/warnings/{warning}/answer", words="I was tired.").text
    again = linus.send(f"/conduct/warnings/{warning}/answer", words="Or not.")
    assert again.status_code == 409
    assert "I was tired." in as_(company.margaret).get(f"/people/{company.linus.id}/moderation").text


def test_a_silence_says_until_when_and_whom_to_ask(as_: As, company: Company, silence: SilenceId) -> None:
    page = as_(company.linus).send(f"/questions/{company.platform_question}/answers", body="So be it.")
    assert (page.status_code, "So be it." in page.text) == (422, True)
    for words in ("A coach has silenced you in Platform engineers until 20", "can ask another coach"):
        assert words in page.text
    assert as_(company.linus).send(f"/votes/{company.platform_question}", vote="up").status_code == 422
    assert as_(company.linus).send(f"/votes/{company.kafka_question}", vote="up").status_code == 200


def test_an_appeal_is_made_once(as_: As, company: Company, silence: SilenceId) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    linus = as_(company.linus)
    assert linus.send(f"/conduct/silences/{silence}/appeal", words="").status_code == 422
    assert "Someone else looks at it" in linus.send(f"/conduct/silences/{silence}/appeal", words="I joked.").text
    assert linus.send(f"/conduct/silences/{silence}/appeal", words="Really.").status_code == 409
    assert as_(company.ada).send(f"/conduct/silences/{silence}/appeal", words="He did.").status_code == 404


def test_without_any_the_page_says_so(as_: As, company: Company) -> None:
    assert "Nothing here" in as_(company.ada).get("/conduct").text
