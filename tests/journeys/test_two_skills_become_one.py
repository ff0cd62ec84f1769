"""Two skills mean the same: three clicks, a preview of what moves, and undo."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from graph.communities import communities
from graph.posts import questions
from tests.company import question
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey


@pytest.fixture
def asked(journey: Journey) -> str:
    """A question about certificates and one about a certificate, among Margaret's platform engineers."""
    company = journey.company
    community = communities.show(company.platform, viewer=company.margaret).id
    questions.ask(question("Who renews them?", "certificates", community=community), by=company.linus.id)
    return questions.ask(question("Where is the root?", "certificate", community=community), by=company.linus.id)


def test_margaret_merges_what_is_suspected_and_undoes_it(
    journey: Journey, no_barriers: Callable[[Page], None], asked: str
) -> None:
    page = journey.sign_in("margaret")
    page.goto("/skills")
    cost = Cost(page)
    page.get_by_role("link", name="Merge desk").click()
    expect(page.get_by_text("Their names are spelled almost the same.")).to_be_visible()
    no_barriers(page)
    page.get_by_role("link", name="Preview merging certificates").click()
    expect(page.get_by_text("1 post", exact=True)).to_be_visible()
    no_barriers(page)
    page.get_by_role("button", name="Merge into certificate").click()
    expect(page.get_by_text("Also called certificates.")).to_be_visible()
    assert (len(cost.steps), cost.fields) == (3, [])
    page.goto("/skills/certificates")
    assert page.url.endswith("/skills/certificate")
    find(page, "skill:certificates", "Who renews them?", "Where is the root?")
    page.goto("/merge-desk")
    page.get_by_role("button", name="Undo the merge of certificates").click()
    page.goto("/skills/certificates")
    assert page.url.endswith("/skills/certificates")
    find(page, "skill:certificates", "Who renews them?")
    page.goto("/merge-desk")
    page.get_by_role("button", name="Mark certificates and certificate as different").click()
    expect(page.get_by_role("button", name="Undo: certificates and certificate may be the same")).to_be_visible()
    expect(page.get_by_text("Their names are spelled almost the same.")).not_to_be_visible()
    no_barriers(page)


def find(page: Page, words: str, *titles: str) -> None:
    """Search until exactly these are found. The index follows a moment later."""
    found = page.get_by_role("main").get_by_role("article")
    for _ in range(50):
        page.goto(f"/search?q={words}")
        if found.count() == len(titles):
            break
        page.wait_for_timeout(200)
    for title in titles:
        expect(found.filter(has_text=title)).to_be_visible()
