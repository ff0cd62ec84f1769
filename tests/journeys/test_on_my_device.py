"""Linus lets his browser show notifications while no page is open, sees one, and switches them off again."""

import json
from collections.abc import Callable

from playwright.sync_api import CDPSession, Page, expect

from tests.engines.push import Receiver
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey

OFFER = "Show notifications on this device"

# Push services are other companies' sites, so this stands in for what the browser hears from its own.
SUBSCRIBED = """(subscription) => {
  const known = { toJSON: () => subscription, unsubscribe: async () => true };
  PushManager.prototype.subscribe = async () => {
    sessionStorage.setItem("subscribed", "yes");
    return known;
  };
  PushManager.prototype.getSubscription = async () => sessionStorage.getItem("subscribed") ? known : null;
}"""


def opened(journey: Journey, **looks: object) -> Page:
    page = journey.sign_in("linus", **looks)
    page.context.grant_permissions(["notifications"], origin=journey.address)
    sent = Receiver().subscription("https://push.example/send/1", sender="")
    known = {"endpoint": sent.endpoint, "keys": {"p256dh": sent.key, "auth": sent.secret}}
    page.add_init_script(f"({SUBSCRIBED})({json.dumps(known)})")
    page.goto("/notifications")
    return page


def deliver(page: Page, journey: Journey, message: dict[str, str]) -> CDPSession:
    """Do what the browser does when its push service has a message for this site."""
    devtools = page.context.new_cdp_session(page)
    registrations: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: registrations.extend(one["registrationId"] for one in event["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    page.wait_for_timeout(500)
    devtools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": journey.address, "registrationId": registrations[-1], "data": json.dumps(message)},
    )
    return devtools


def test_linus_switches_it_on_is_shown_something_and_switches_it_off(
    journey: Journey, no_barriers: Callable[[Page], None]
) -> None:
    page = opened(journey)
    cost = Cost(page)
    page.get_by_role("button", name=OFFER).click()
    expect(page.get_by_text("This device shows your notifications from now on.")).to_be_visible()
    assert len(cost.steps) == 1
    expect(page.get_by_role("button", name=OFFER)).to_be_hidden()
    no_barriers(page)
    deliver(page, journey, {"title": "Guildhall: Du har fått ett nytt svar", "lang": "sv", "address": "/inbox"})
    page.wait_for_function(
        """async () => {
          const { active } = await navigator.serviceWorker.ready;
          const shown = await (await navigator.serviceWorker.getRegistration()).getNotifications();
          return active && shown.some(({ title, data }) => title.endsWith("nytt svar") && data.address === "/inbox");
        }"""
    )
    page.get_by_role("button", name="Show nothing more in").click()
    expect(page.get_by_text("Notifications are no longer shown there.")).to_be_visible()
    expect(page.get_by_role("button", name=OFFER)).to_be_visible()


def test_the_offer_has_no_barriers_in_the_dark_and_on_a_phone(
    journey: Journey, no_barriers: Callable[[Page], None]
) -> None:
    for looks in ({"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 720}}):
        page = opened(journey, **looks)
        expect(page.get_by_role("button", name=OFFER)).to_be_visible()
        no_barriers(page)


def test_a_browser_that_may_not_or_can_not_says_why(journey: Journey) -> None:
    page = journey.sign_in("linus")
    page.goto("/notifications")
    # Without its permission, and then without a push service, which this machine doesn't reach.
    page.get_by_role("button", name=OFFER).click()
    expect(page.get_by_text("Your browser doesn't let this site show notifications.")).to_be_visible()
    page.context.grant_permissions(["notifications"], origin=journey.address)
    page.get_by_role("button", name=OFFER).click()
    expect(page.get_by_text("Your browser can't reach its push service.")).to_be_visible()


def test_a_browser_that_has_no_push_offers_nothing(journey: Journey) -> None:
    page = journey.sign_in("linus")
    page.add_init_script("delete window.PushManager")
    page.goto("/notifications")
    expect(page.get_by_label("Language of mail")).to_be_visible()
    expect(page.get_by_text("On your devices")).to_be_hidden()
