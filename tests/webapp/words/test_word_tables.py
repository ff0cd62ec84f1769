"""Lists of words as tables."""

import io
from collections.abc import Callable

from werkzeug.test import TestResponse

from graph.viewers import Viewer
from graph.words import words
from graph.words.words import WordDraft
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


def send(browser: Browser, company: Company, table: str) -> TestResponse:
    file = (io.BytesIO(table.encode()), "words.csv")
    return browser.send("/words/table", community=company.platform, file=file)


def test_a_list_is_downloaded_and_brought_back(as_: As, company: Company) -> None:
    margaret = as_(company.margaret)
    drafts = [WordDraft(text="-falcon", note="Say F."), WordDraft(text="leak", kind="forms", language="en")]
    words.put(drafts, community=company.platform, by=company.margaret)
    before = [(one.text, one.kind, one.note, one.language) for one in words.everything()]
    table = margaret.get(f"/words/table.csv?community={company.platform}").text
    for one in words.everything():
        words.remove(one.id, by=company.margaret)
    assert "2 words are on the list now." in send(margaret, company, table).text
    assert [(one.text, one.kind, one.note, one.language) for one in words.everything()] == before


def test_a_mere_list_is_blocked(as_: As, company: Company) -> None:
    send(as_(company.margaret), company, "falcon\neagle\n")
    assert {(one.text, one.action) for one in words.everything()} == {("falcon", "block"), ("eagle", "block")}


def test_one_bad_row_stops_all_and_is_named(as_: As, company: Company) -> None:
    page = send(as_(company.margaret), company, "word,action\nfalcon,shoot\neagle,block\n")
    assert (page.status_code, "Line 2: Choose what happens." in page.text) == (422, True)
    assert words.everything() == ()


def test_without_a_file_nothing_happens(as_: As, company: Company) -> None:
    page = as_(company.margaret).send("/words/table", community=company.platform)
    assert (page.status_code, "Choose a file" in page.text) == (422, True)


def test_nobody_downloads_the_list_of_others(as_: As, company: Company) -> None:
    words.put([WordDraft(text="falcon")], community=company.platform, by=company.margaret)
    for somebody in (company.ada, company.tim):
        assert as_(somebody).get(f"/words/table.csv?community={company.platform}").status_code == 403
