"""Tim says that a machine helped him to write. Barbara, an admin, says it of a tip of Ada's."""

from collections.abc import Callable

import pytest

from graph import viewers
from graph.approvals import pending_posts
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.graph.approvals.waiting import look_at
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]

MARK = "Written with the help of a machine"
FORMS = {
    "/questions": {"title": "Lag?", "body": "Why?", "skills": "kafka"},
    "/tips": {"title": "Lag", "body": "Look.", "skills": "kafka"},
    "/links": {"url": "https://example.com/lag", "title": "Lag", "body": "Read it.", "skills": "kafka"},
    "/videos": {"url": "https://example.com/lag.mp4", "title": "Lag", "body": "See.", "skills": "kafka"},
}


@pytest.fixture
def barbara(company: Company) -> Viewer:
    return viewers.get(stories.join("Barbara", is_admin=True))


@pytest.mark.usefixtures("data_folder")
@pytest.mark.parametrize("path", FORMS)
def test_each_form_asks_and_readers_see_what_was_said(as_: As, company: Company, path: str) -> None:
    tim = as_(company.tim)
    assert MARK in tim.get(f"{path}/new").text
    assert MARK in tim.send(path, **FORMS[path], machine_written="on").text
    assert MARK not in tim.send(path, **{**FORMS[path], "url": "https://example.com/more"}).text.split("<form")[0]


def test_an_answer_bears_it_beside_its_author(as_: As, company: Company) -> None:
    send = as_(company.tim).send
    page = send(f"/questions/{company.kafka_question}/answers", body="Look.", machine_written="on").text
    # The other is on the form.
    assert page.count(MARK) == 2


def test_a_coach_sets_and_removes_it_with_a_reason(as_: As, company: Company, barbara: Viewer) -> None:
    admin, path = as_(barbara), f"/texts/{company.kafka_tip}/machine-mark"
    assert "/machine-mark" in admin.get(f"/tips/{company.kafka_tip}").text
    assert admin.send(path, marked="1").status_code == 422
    assert MARK in admin.send(path, marked="1", reason="It has its tone.").text
    assert "It has its tone." in as_(company.ada).get(f"/tips/{company.kafka_tip}").text
    assert "It has its tone." not in as_(company.tim).get(f"/tips/{company.kafka_tip}").text
    assert MARK not in admin.send(path, marked="0", reason="I was wrong.").text


def test_others_are_refused(as_: As, company: Company) -> None:
    for other in (company.ada, company.tim):
        browser = as_(other)
        assert browser.get(f"/texts/{company.kafka_tip}/machine-mark").status_code == 403
        assert browser.send(f"/texts/{company.kafka_tip}/machine-mark", reason="No.").status_code == 403
        assert "/machine-mark" not in browser.get(f"/tips/{company.kafka_tip}").text


def test_a_coach_who_looks_first_reads_it_too(as_: As, company: Company) -> None:
    look_at(company)
    as_(company.linus).send(f"/questions/{company.platform_question}/answers", body="With make.", machine_written="on")
    [waiting] = pending_posts.sent(viewer=company.linus)
    assert MARK in as_(company.linus).get(f"/pending-posts/{waiting.id}").text
