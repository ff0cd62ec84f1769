"""Forms on which people publish: a secret is held back, and what may be one goes through with a reason."""

from collections.abc import Callable

import pytest

from graph import driver
from graph.posts import comments
from graph.sensitive import found
from graph.viewers import Viewer
from tests.company import Company, text
from tests.graph.sensitive.samples import CERTAIN, GITHUB, LIKELY
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]

LEAK = f"I sign in like this:\n\n{GITHUB}"
MAYBE = f"Our shop takes {LIKELY['card']}."
REASON = "It is the card of our test shop."


@pytest.fixture
def forms(company: Company) -> dict[str, dict[str, str]]:
    """Each form on which Ada publishes, with its other fields. Its text is `body`."""
    remark = comments.make(company.kafka_tip, text("Which version?"), by=company.ada).id
    return {
        "/questions": {"title": "Who knows it?"},
        "/tips": {"title": "How to sign in"},
        "/links": {"title": "A shop", "url": "https://example.com/shop"},
        "/videos": {"title": "A shop", "url": "https://vimeo.com/76979871"},
        f"/questions/{company.kafka_question}/answers": {},
        f"/comments/{company.kafka_tip}": {},
        f"/comments/{remark}/edit": {"version": "1"},
        f"/texts/{company.kafka_tip}": {"version": "1", "title": "Kafka", "skills": "kafka", "summary": "More"},
        f"/texts/{company.kafka_question}": {"version": "1", "title": "Kafka", "skills": "kafka", "summary": "More"},
    }


def published() -> str:
    rows = driver.read("MATCH (text:Post|Answer|Comment|SuggestedEdit) RETURN coalesce(text.body, '') AS body")
    return "\n".join(row["body"] for row in rows)


def test_no_form_publishes_a_secret_not_even_with_a_reason(
    as_: As, company: Company, forms: dict[str, dict[str, str]]
) -> None:
    for address, fields in forms.items():
        page = as_(company.ada).send(address, body=LEAK, publish_reason=REASON, **fields)
        assert (page.status_code, address) == (422, address)
        assert f"This looks like a GitHub token: ghp_…{GITHUB[-2:]}, line 3. Anyone who can read this" in page.text
    assert GITHUB not in published()


def test_every_form_asks_for_a_reason_and_takes_it(as_: As, company: Company, forms: dict[str, dict[str, str]]) -> None:
    for times, (address, fields) in enumerate(forms.items()):
        ada = as_(company.ada)
        page = ada.send(address, body=MAYBE, **fields)
        assert (page.status_code, address, 'name="publish_reason"' in page.text) == (422, address, True)
        assert ada.send(address, body=MAYBE, publish_reason=REASON, **fields).status_code in (200, 404)
        assert published().count(MAYBE) == times + 1


def test_the_reason_is_kept_for_coaches_without_who_gave_it(as_: As, company: Company) -> None:
    as_(company.ada).send("/tips", title="How to pay", body=MAYBE, publish_reason=REASON)
    [kept] = driver.read("MATCH (found:SecretFinding) RETURN properties(found) AS all, COUNT { (found)--() } AS ties")
    assert (kept["all"].keys(), kept["all"]["reason"], kept["ties"]) == ({"about", "reason"}, REASON, 0)


def test_a_reason_is_short_and_repeats_nothing(as_: As, company: Company) -> None:
    ada = as_(company.ada)
    for reason in ("long " * 101, f"It is {LIKELY['card']}"):
        page = ada.send("/tips", title="How to pay", body=MAYBE, publish_reason=reason)
        assert (page.status_code, 'id="publish_reason-error"' in page.text) == (422, True)
    assert MAYBE not in published()


def test_a_bad_reason_for_nothing_stops_nothing(as_: As, company: Company) -> None:
    page = as_(company.ada).send("/tips", title="How to pay", body="By invoice.", publish_reason="long " * 101)
    assert page.status_code == 200
    assert driver.read("MATCH (found:SecretFinding) RETURN found.about AS id") == []


def test_titles_own_answers_and_summaries_are_looked_at_too(as_: As, company: Company) -> None:
    ada, summary = as_(company.ada), {"title": "Kafka", "body": "Text", "version": "1", "summary": GITHUB}
    assert ada.send("/questions", title=GITHUB, body="Who knows it?").status_code == 422
    assert ada.send("/questions", title="Who?", body="Who knows it?", own_answer=LEAK).status_code == 422
    assert ada.send(f"/texts/{company.kafka_tip}", **summary).status_code == 422


def test_what_is_in_a_text_already_may_stay_in_an_edit(as_: As, company: Company) -> None:
    driver.write("MATCH (tip:Post {id: $id}) SET tip.body = $body", id=company.kafka_tip, body=LEAK)
    change = {"title": "Kafka", "version": "1", "skills": "kafka", "summary": "More"}
    assert as_(company.ada).send(f"/texts/{company.kafka_tip}", body=f"{LEAK}!", **change).status_code == 200
    page = as_(company.ada).send(f"/texts/{company.kafka_tip}", body=f"{LEAK}\n{CERTAIN['npm_token']}", **change)
    assert page.status_code == 422


def test_what_was_refused_is_in_no_log(as_: As, company: Company, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    as_(company.ada).send("/tips", title="How to sign in", body=LEAK)
    assert GITHUB not in caplog.text


def test_a_reason_for_nothing_is_forgotten(as_: As, company: Company) -> None:
    as_(company.ada).send("/tips", title="How to pay", body="By invoice.", publish_reason=REASON)
    [kept] = driver.read("MATCH (found:SecretFinding) RETURN found.about AS id")
    found.look(kept["id"])
    assert driver.read("MATCH (found:SecretFinding) RETURN found.about AS id") == []
