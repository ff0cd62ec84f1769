"""Linus makes a collection; Tim marks a tip in it as outdated; Ada, its author, verifies it with one click."""

from playwright.sync_api import expect

from tests.journeys.conftest import Journey

TITLE = "See consumer lag at a glance"


def test_a_collection_is_made_and_a_doubted_post_is_verified(journey: Journey) -> None:
    linus = journey.sign_in("linus")
    linus.goto(f"/tips/{journey.company.kafka_tip}")
    linus.get_by_role("button", name="Bookmark", exact=True).click()
    expect(linus.get_by_role("button", name="Bookmarked")).to_be_visible()
    linus.get_by_role("button", name="Add", exact=True).click()
    linus.get_by_label("Name", exact=True).fill("Kafka for newcomers")
    linus.get_by_label("Who can see it").select_option(label="Everyone")
    linus.get_by_role("button", name="Create collection").click()
    expect(linus.get_by_role("heading", level=1)).to_have_text("Kafka for newcomers")
    collection = linus.url
    linus.goto(f"/questions/{journey.company.kafka_question}")
    linus.get_by_label("Collection", exact=True).select_option(label="Kafka for newcomers")
    linus.get_by_role("button", name="Add", exact=True).click()
    linus.goto(collection)
    linus.get_by_role("button", name=f"Move {TITLE} down").click()
    expect(linus.locator(".rows-ordered > li").last).to_contain_text(TITLE)
    rows = linus.locator(".rows-ordered > li")
    rows.last.drag_to(rows.first, target_position={"x": 20, "y": 2})
    expect(rows.first).to_contain_text(TITLE)
    linus.wait_for_load_state("networkidle")
    linus.reload()
    expect(rows.first).to_contain_text(TITLE)

    tim = journey.sign_in("tim")
    tim.goto(f"/tips/{journey.company.kafka_tip}")
    tim.get_by_text("This is outdated", exact=True).click()
    tim.get_by_label("What has changed?").fill("The tool has another name now.")
    tim.get_by_role("button", name="Mark as outdated").click()
    tim.goto(collection)
    expect(tim.get_by_role("main")).to_contain_text("To check")

    ada = journey.sign_in("ada")
    ada.goto("/checks")
    expect(ada.get_by_text("The tool has another name now.")).to_be_visible()
    ada.get_by_role("button", name="Still correct").first.click()
    expect(ada.get_by_text("is fresh until its next review")).to_be_visible()
    tim.reload()
    expect(tim.get_by_role("main")).not_to_contain_text("To check")
