"""Accessibility: axe finds no problem on any page, light or dark, and no page is wider than a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Journey

PAGES = (
    "/",
    "/questions",
    "/questions/new",
    "/questions/new?ask={company.ada.id}&skills=kafka",
    "/questions/{company.kafka_question}",
    "/tips",
    "/tips/new",
    "/tips/{company.kafka_tip}",
    "/drafts",
    "/files",
    "/links",
    "/links/new",
    "/videos",
    "/videos/new",
    "/people",
    "/people/{company.ada.id}",
    "/people/{company.grace.id}/report",
    "/people/{company.ada.id}/thanks/new?on={company.kafka_answer}",
    "/people?unit=backend",
    "/thanks",
    "/experts?skills=kafka",
    "/people/{company.ada.id}/skills/kafka",
    "/profile",
    "/profile/skills",
    "/mentoring",
    "/introductions",
    "/mentoring/offer",
    "/mentoring/office-hours",
    "/circles/new",
    "/mentoring/rounds",
    "/goals/new?skill=kafka",
    "/skill-map",
    "/skills",
    "/skills/kafka",
    "/communities",
    "/communities/new",
    "/communities/{company.platform}",
    "/communities/{company.platform}/members",
    "/comments/{company.kafka_tip}",
    "/conduct",
    "/trust",
    "/posts/{company.kafka_tip}/community",
    "/texts/{company.kafka_tip}/withdrawal",
    "/withdrawals",
    "/notifications",
    "/saved-searches",
    "/search?q=kafka",
    "/search?q=kafka+type:video",
    "/search?q=consumer+lag+type:question",
    "/inbox",
    "/sessions",
    "/address-changes",
    "/bookmarks",
    "/bookmarklet",
    "/checks",
    "/collections",
    "/collections/new",
    "/collections/new?search=kafka+lag&name=On+lag&automatic=on",
    "/feeds",
    "/feeds?skill=kafka",
    "/follows",
    "/bridges",
    "/site/yearly-report",
    "/suggested-edits",
    "/digest",
    "/about",
    "/welcome",
    "/welcome/skills",
    "/welcome/communities",
    "/welcome/ready",
    "/questions/{company.kafka_question}/duplicates/new",
    "/texts/{company.kafka_tip}/edit",
    "/texts/{company.kafka_tip}/history",
    "/nowhere",
)

# Pages that only coaches and admins can see.
COACHED = (
    "/merge-desk",
    "/merge-desk/preview?lost=tls&kept=kafka",
    "/new-skill",
    "/skills/kafka/description",
    "/unsolved",
    "/needs",
    "/radar",
    "/radar/skills/kafka",
    "/audit",
    "/review",
    "/review?kind=member&community={company.platform}",
    # With what only coaches can do there.
    "/skills/kafka",
    "/communities/{company.platform}",
    "/communities/{company.platform}/description",
    "/communities/{company.platform}/visibility?visibility=public",
    "/communities/{company.platform}/sections",
    "/communities/{company.platform}/campaigns",
    "/communities/{company.platform}/campaigns/new",
    "/communities/{company.platform}/context-messages",
    "/communities/{company.platform}/approval",
    "/communities/{company.platform}/health",
    "/communities/{company.platform}/yearly-report",
    "/communities/{company.platform}/rota",
    "/words",
    "/communities/{company.platform}/shelf",
    "/communities/{company.platform}/members",
    "/people/{company.linus.id}/moderation",
    "/mentoring/health",
    "/mentoring/health/reports",
    "/mentoring/rounds?community={company.platform}",
    "/mentoring/rounds/new?community={company.platform}",
    "/questions/{company.platform_question}",
    "/texts/{company.platform_question}/redaction",
    "/posts/{company.platform_question}/lock",
    "/questions/{company.platform_question}/closing",
    "/questions/{company.platform_question}/merge",
    "/texts/{company.platform_question}/withdrawal",
)

# Pages that only managers can see.
MANAGED = ("/radar/people", "/radar/people/{company.linus.id}")

# Pages that only admins can see.
KEPT = (
    "/texts/{company.kafka_tip}/machine-mark",
    "/posts/{company.kafka_tip}/wiki",
    "/answers/{company.kafka_answer}/split",
    "/accounts",
    "/accounts/{company.ada.id}",
    "/backtest",
    "/searches",
    "/checklist",
    "/site",
    "/site/health",
    "/invitations",
    "/invitations/table",
    "/report-reasons",
    "/report-reasons/new",
    "/status",
    "/taxonomy",
    "/people/{company.ada.id}/employment",
)

SEEN_BY = {"ada": PAGES, "margaret": COACHED, "grace": MANAGED, "katherine": KEPT}

SMALLEST_PHONE = {"width": 320, "height": 640}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", SEEN_BY)
def test_axe_finds_nothing_on_any_page(
    journey: Journey, no_barriers: Callable[[Page], None], name: str, scheme: str
) -> None:
    page = journey.sign_in(name, color_scheme=scheme)
    for path in SEEN_BY[name]:
        visit(page, path.format(company=journey.company))
        no_barriers(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_strangers_come_in(
    journey: Journey, no_barriers: Callable[[Page], None], scheme: str
) -> None:
    page = journey.stranger(color_scheme=scheme)
    for path in ("/sign-in", "/forgotten-password"):
        page.goto(path)
        no_barriers(page)


@pytest.mark.parametrize("name", SEEN_BY)
def test_no_page_is_wider_than_a_small_phone(journey: Journey, name: str) -> None:
    page = journey.sign_in(name, viewport=SMALLEST_PHONE)
    for path in SEEN_BY[name]:
        visit(page, path.format(company=journey.company))
        assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST_PHONE["width"], path


def visit(page: Page, path: str) -> None:
    """Open a page, and check that it isn't an error page unless it is meant to be one."""
    answer = page.goto(path)
    assert answer, path
    assert answer.ok or path == "/nowhere", f"{path}: {answer.status}"


def test_the_first_view_weighs_at_most_100_kilobytes_besides_pictures(journey: Journey) -> None:
    page = journey.sign_in("ada")
    page.goto("about:blank")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    kinds: dict[str, str] = {}
    weights: dict[str, float] = {}
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on("Network.loadingFinished", lambda it: weights.update({it["requestId"]: it["encodedDataLength"]}))
    page.goto("/", wait_until="networkidle")
    # Pictures don't count, because people choose what they upload.
    assert sum(weight for request, weight in weights.items() if kinds[request] != "Image") <= 100_000
