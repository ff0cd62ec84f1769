"""Margaret runs a campaign on the page of the platform engineers."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from graph import clock
from graph.curation import campaigns
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


def typed(company: Company, **other: str) -> dict[str, str]:
    today = clock.now().date()
    return {
        "title": "Certificate week",
        "text": "Rotate them *all*.",
        "first": today.isoformat(),
        "until": (today + timedelta(days=6)).isoformat(),
        "posts": f"http://localhost/tips/{company.kafka_tip}#top\n/posts/{company.platform_question}",
        "question": f"/questions/{company.platform_question}",
        **other,
    }


@pytest.fixture
def path(as_: As, company: Company) -> str:
    """The address of a campaign that runs."""
    page = as_(company.margaret).send(f"/communities/{company.platform}/campaigns", **typed(company))
    assert "Saved." in page.text
    return f"/campaigns/{campaigns.listed(company.platform, viewer=company.margaret)[0].id}"


def test_members_see_it_on_the_page_and_at_home(as_: As, company: Company, path: str) -> None:
    ada = as_(company.ada)
    for there in (f"/communities/{company.platform}", "/", path, f"/communities/{company.platform}/campaigns"):
        assert "Certificate week" in ada.get(there).text
    assert "See consumer lag" in ada.get(path).text
    assert "Can you answer this?" in ada.get("/").text
    assert "Certificate week" not in as_(company.tim).get("/").text
    assert as_(company.tim).get(path).status_code == 404


def test_it_is_edited_and_ended(as_: As, company: Company, path: str) -> None:
    margaret = as_(company.margaret)
    assert f"/posts/{company.kafka_tip}" in margaret.get(f"{path}/edit").text
    margaret.send(path, **typed(company, title="Key week", version="0"))
    refused = margaret.send(path, **typed(company, version="0"))
    assert refused.status_code == 409
    assert "Key week" in refused.text
    assert "Ended." in margaret.send(f"{path}/end").text
    assert "Key week" not in as_(company.ada).get("/").text
    assert "Key week" in as_(company.ada).get(f"/communities/{company.platform}/campaigns").text


@pytest.mark.parametrize(
    ("field", "words"), [("posts", "/tips/nothing"), ("question", "/tips/nothing"), ("first", "now"), ("title", "")]
)
def test_what_cannot_be_taken_comes_back(as_: As, company: Company, field: str, words: str) -> None:
    sent = typed(company, **{field: words})
    page = as_(company.margaret).send(f"/communities/{company.platform}/campaigns", **sent)
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert "Rotate them *all*." in page.text


def test_others_do_not_run_it(as_: As, company: Company, path: str) -> None:
    ada = as_(company.ada)
    assert ada.get(f"/communities/{company.platform}/campaigns/new").status_code == 403
    assert ada.send(f"/communities/{company.platform}/campaigns", **typed(company)).status_code == 403
    assert ada.get(f"{path}/edit").status_code == 403
    assert ada.send(f"{path}/end").status_code == 403
