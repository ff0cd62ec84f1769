"""Linus asks. Ada is asked because she answered something similar; Tim never hears of it."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Journey


def test_a_question_finds_its_expert_and_an_answer_comes_back(journey: Journey) -> None:
    linus = journey.sign_in("linus")
    linus.get_by_role("main").get_by_role("link", name="Ask a question").click()
    linus.get_by_label("Title").fill("Which Kafka setting stops the consumer lag?")
    linus.get_by_label("Your question").fill("After a deployment our **consumer** lags for an hour.")
    linus.get_by_role("combobox", name="Skills").or_(linus.get_by_label("Skills")).fill("Kafka")
    linus.get_by_label("Where").select_option(label="Platform engineers")
    linus.get_by_role("button", name="Ask", exact=True).click()

    # Without a reload: the page itself waits for the worker.
    who = linus.get_by_role("region", name="Who was asked")
    expect(who.get_by_role("link", name="Ada", exact=True)).to_be_visible(timeout=10_000)
    expect(who.get_by_role("link", name="Why does my Kafka consumer lag?")).to_be_visible()

    ada = journey.sign_in("ada")
    ada.goto("/inbox")
    expect(ada.get_by_role("link", name="Which Kafka setting stops the consumer lag?")).to_be_visible()
    ada.get_by_role("button", name="I'll answer").click()
    ada.get_by_label("Your answer").fill("`max.poll.interval.ms`, and fewer rebalances.")
    ada.get_by_role("button", name="Answer", exact=True).click()
    expect(ada.get_by_text("and fewer rebalances")).to_be_visible()

    linus.reload()
    linus.get_by_role("button", name="This helped").click()
    expect(linus.get_by_text("Accepted", exact=True)).to_be_visible()

    tim = journey.sign_in("tim")
    for path in ("/", "/questions", "/inbox", "/skills/kafka", "/search?q=kafka+setting+deployment"):
        tim.goto(path)
        expect(tim.get_by_role("main")).not_to_contain_text(re.compile("stops the consumer lag"))
    assert tim.goto(linus.url.partition("#")[0]).status == 404
