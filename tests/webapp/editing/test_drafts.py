"""Drafts on the page: saved, restored, listed, discarded, and gone once posted."""

import io
import logging
from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from graph.viewers import Viewer
from tests.company import Company
from tests.log_lines import written
from tests.store.films import film
from tests.webapp.client import Browser
from webapp.editing import drafts

Open = Callable[[Viewer], Browser]

FILLED: dict[str, dict[str, str]] = {
    "question": {"title": "Why so slow?", "body": "It lags.", "skills": "Kafka, TLS"},
    "tip": {"title": "Count lines", "body": "With wc.", "skills": "Shell"},
    "link": {"url": "https://example.com/kafka", "title": "A page", "body": "Good.", "skills": "Kafka"},
    "video": {"url": "https://vimeo.com/76979871", "title": "A talk", "body": "0:00 Why", "skills": "Kafka"},
}


def save_by_script(browser: Browser, form: str, *, seen: int = 0, **typed: str) -> TestResponse:
    data = {"csrf_token": browser.token(), "draft_seen": str(seen), **typed}
    return browser.post(f"/drafts/{form}", data=data, headers={"Accept": "application/json"})


def state_of(page: TestResponse) -> str:
    """Return the state of the draft that the form on a page has seen."""
    return page.text.partition('name="draft_seen" value="')[2].partition('"')[0]


@pytest.mark.parametrize("form", FILLED)
def test_a_saved_draft_is_in_the_form_and_in_the_list_until_it_is_posted(
    as_: Open, company: Company, form: str
) -> None:
    linus = as_(company.linus)
    page = linus.send(f"/drafts/{form}", **FILLED[form])
    assert page.request.path == f"/{form}s/new"
    assert all(words in page.text for words in (*FILLED[form].values(), "This is your draft", "Draft saved."))
    assert FILLED[form]["title"] in linus.get("/drafts").text
    posted = linus.send(f"/{form}s", **FILLED[form], draft_seen=state_of(page))
    assert posted.request.path not in (f"/{form}s", f"/{form}s/new")
    assert "This is your draft" not in linus.get(f"/{form}s/new").text
    assert "No drafts yet" in linus.get("/drafts").text


def test_an_answer_waits_below_its_question(as_: Open, company: Company) -> None:
    linus, question = as_(company.linus), f"/questions/{company.kafka_question}"
    page = linus.send(f"/drafts/answer-{company.kafka_question}", body="Half a thought")
    assert (page.request.path, "Half a thought" in page.text) == (question, True)
    assert "Half a thought" not in as_(company.ada).get(question).text
    linus.send(f"{question}/answers", body="A whole thought", draft_seen=state_of(page))
    assert "No drafts yet" in linus.get("/drafts").text


@pytest.mark.parametrize("name", ["ada", "tim"])
def test_an_edit_comes_back_into_its_form_until_it_is_saved_or_suggested(
    as_: Open, company: Company, name: str
) -> None:
    browser, tip = as_(getattr(company, name)), company.kafka_tip
    change = {"title": "See the lag", "body": "Half an edit", "skills": "Kafka", "summary": "Clearer", "made_of": "1"}
    page = browser.send(f"/drafts/edit-{tip}", **change)
    assert page.request.path == f"/texts/{tip}/edit"
    assert all(words in page.text for words in ("Half an edit", "See the lag", "Clearer", "This is your draft"))
    assert "Current text compared with yours" not in page.text
    assert "You started editing:" in browser.get("/").text
    browser.send(f"/texts/{tip}", version="1", draft_seen=state_of(page), **change)
    assert "No drafts yet" in browser.get("/drafts").text


def test_an_edit_of_an_answer_is_discarded_and_its_form_says_what_the_answer_says(as_: Open, company: Company) -> None:
    ada, form = as_(company.ada), f"edit-{company.kafka_answer}"
    assert "Half an edit" in ada.send(f"/drafts/{form}", body="Half an edit", made_of="1").text
    page = ada.send(f"/drafts/{form}/removal")
    assert "Raise max.poll.records" in page.text
    assert "Half an edit" not in page.text


def test_who_was_outrun_since_the_draft_sees_both_texts_until_it_is_saved(as_: Open, company: Company) -> None:
    ada, text = as_(company.ada), f"/texts/{company.platform_question}"
    mine = {"title": "How do we rotate?", "body": "My words", "skills": "TLS", "made_of": "1"}
    ada.send(f"/drafts/edit-{company.platform_question}", **mine)
    as_(company.margaret).send(text, **(mine | {"version": "1", "body": "Words of the coach"}))
    page = ada.get(f"{text}/edit").text
    assert all(
        words in page
        for words in ("Current text compared with yours", "Words of the coach", "My words", "Compare the two versions")
    )
    assert 'name="version" value="2"' in page
    saved = ada.send(text, version="2", **mine)
    assert (saved.status_code, "My words" in saved.text) == (200, True)


def test_home_says_what_one_began(as_: Open, company: Company) -> None:
    linus = as_(company.linus)
    linus.send("/drafts/tip", **FILLED["tip"])
    home = linus.get("/").text
    assert "You started writing:" in home
    assert "Count lines" in home


def test_a_draft_is_discarded(as_: Open, company: Company) -> None:
    linus = as_(company.linus)
    linus.send("/drafts/tip", **FILLED["tip"])
    page = linus.send("/drafts/tip/removal")
    assert (page.request.path, "Count lines" in page.text) == ("/tips/new", False)
    assert linus.send("/drafts/tip/removal", listed="yes").request.path == "/drafts"


def test_a_script_learns_the_state_and_a_second_window_is_told(as_: Open, company: Company) -> None:
    linus = as_(company.linus)
    first = save_by_script(linus, "tip", title="Count").json
    assert save_by_script(linus, "tip", seen=first["state"], title="Count lines").status_code == 200
    second = save_by_script(linus, "tip", title="Other")
    assert (second.status_code, second.json["may_replace"]) == (409, True)
    assert "another window" in second.json["problem"]
    assert save_by_script(linus, "tip", title="Other", draft_instead="yes").status_code == 200


def test_without_a_script_a_second_window_keeps_its_words_on_the_page(as_: Open, company: Company) -> None:
    linus = as_(company.linus)
    linus.send("/drafts/tip", title="First")
    refused = linus.send("/drafts/tip", title="Second", body="My words")
    assert refused.status_code == 409
    assert all(words in refused.text for words in ("Second", "My words", "Save this one instead"))
    assert "Second" in linus.send("/drafts/tip", title="Second", draft_instead="yes").text


def test_what_an_address_brings_comes_before_the_draft_which_is_offered(as_: Open, company: Company) -> None:
    linus = as_(company.linus)
    linus.send("/drafts/question", **FILLED["question"])
    page = linus.get("/questions/new?title=Another").text
    assert 'value="Another"' in page
    assert "Open that draft" in page
    assert "Why so slow?" not in page


def test_posting_what_an_address_brought_leaves_the_draft_that_was_begun_elsewhere(as_: Open, company: Company) -> None:
    linus = as_(company.linus)
    linus.send("/drafts/question", **FILLED["question"])
    linus.send("/questions", title="Another", body="Of its own.", once="a word", draft_seen="0")
    assert "Why so slow?" in linus.get("/drafts").text


def test_what_the_page_saved_just_before_it_was_posted_is_gone_too(as_: Open, company: Company) -> None:
    linus = as_(company.linus)
    save_by_script(linus, "tip", **FILLED["tip"], once="a word")
    # The page hasn't been told yet which state that is.
    linus.send("/tips", **FILLED["tip"], once="a word", draft_seen="0")
    assert "No drafts yet" in linus.get("/drafts").text


def test_too_long_a_draft_is_refused_and_stays_on_the_page(as_: Open, company: Company) -> None:
    words = "long " * 13_000
    refused = as_(company.linus).send("/drafts/tip", title="T", body=words)
    assert (refused.status_code, words in refused.text) == (422, True)
    assert "Shorten it" in refused.text


def test_a_form_that_came_back_goes_on_with_its_draft(as_: Open, company: Company) -> None:
    linus = as_(company.linus)
    state = save_by_script(linus, "tip", title="Count").json["state"]
    page = linus.send("/tips", title="Count", body="", draft_seen=str(state))
    assert f'name="draft_seen" value="{state}"' in page.text


def test_a_video_file_is_kept_with_its_draft(as_: Open, company: Company) -> None:
    ada = as_(company.ada)
    form = {"csrf_token": ada.token(), "title": "", "file": (io.BytesIO(film()), "keys.mp4")}
    page = ada.post("/drafts/video", data=form, content_type="multipart/form-data", follow_redirects=True)
    assert "keys.mp4 is already uploaded" in page.text
    upload = page.text.partition('name="upload" value="')[2][:32]
    assert ada.send("/videos", title="Keys", upload=upload).request.path.startswith("/videos/")


def test_nobody_sees_the_draft_of_an_anonymous_question(
    as_: Open, company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="webapp"):
        as_(company.linus).send("/drafts/question", title="Am I alone with vertigo?", anonymous="on")
    for viewer in (company.ada, company.grace, company.margaret, company.tim):
        browser = as_(viewer)
        pages = ("/", "/drafts", "/questions", f"/people/{company.linus.id}", "/search?q=lag", "/questions/new")
        assert not [path for path in pages if "vertigo" in browser.get(path).text]
    assert "vertigo" not in written(caplog)


def test_once_asked_an_anonymous_question_leaves_no_draft_behind(as_: Open, company: Company) -> None:
    linus = as_(company.linus)
    asked = {"title": "Am I alone?", "body": "I think so.", "anonymous": "on"}
    page = linus.send("/drafts/question", **asked)
    linus.send("/questions", **asked, draft_seen=state_of(page))
    with linus.application.test_request_context():
        assert drafts.drafts.kept(company.linus) == ()


def test_there_is_no_form_of_another_name(as_: Open, company: Company) -> None:
    linus = as_(company.linus)
    assert linus.send("/drafts/poem", title="Roses").status_code == 404
    assert linus.send(f"/drafts/answer-{company.platform_question}", body="x").status_code == 200
    assert as_(company.tim).send(f"/drafts/answer-{company.platform_question}", body="x").status_code == 404
