"""Linus is new and posts among the platform engineers: Margaret looks first, and nothing that he typed is lost."""

from collections.abc import Callable
from re import findall

import pytest

from graph.approvals import decisions, pending_posts
from graph.editing import drafts
from graph.errors import NotFound
from graph.ids import PendingPostId
from graph.media import files
from graph.media.files import FileDraft
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.approvals.waiting import look_at, place, send, tip, waits_for
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]

TIP = {"title": "Rotate keys", "body": "`make keys`", "skills": "tls"}


def sent(company: Company) -> PendingPostId:
    [found] = pending_posts.sent(viewer=company.linus)
    return found.id


def test_its_author_reads_that_it_waits_and_for_whom(as_: As, company: Company) -> None:
    look_at(company)
    page = as_(company.linus).send("/tips", **TIP, community=place(company))
    assert page.request.path == f"/pending-posts/{sent(company)}"
    assert "A coach of Platform engineers looks at first posts" in page.text
    assert "<code>make keys</code>" in page.text
    assert "Rotate keys" not in as_(company.ada).get("/tips").text


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/questions", {"title": "Who?", "body": "Has it.", "skills": "tls"}),
        ("/links", {"url": "https://example.com/keys", "title": "Keys", "body": "", "skills": ""}),
        ("/videos", {"url": "https://example.com/keys", "title": "Keys", "body": "", "skills": ""}),
    ],
)
def test_every_kind_waits(as_: As, company: Company, path: str, fields: dict[str, str]) -> None:
    look_at(company)
    assert "Waiting for a coach" in as_(company.linus).send(path, **fields, community=place(company)).text
    assert sent(company)


def test_an_answer_waits_too(as_: As, company: Company) -> None:
    look_at(company)
    page = as_(company.linus).send(f"/questions/{company.platform_question}/answers", body="By hand.")
    assert "Your answer to:" in page.text
    assert "By hand." not in as_(company.ada).get(f"/questions/{company.platform_question}").text


def test_sent_twice_it_waits_once(as_: As, company: Company) -> None:
    look_at(company)
    for _ in range(2):
        as_(company.linus).send("/tips", **TIP, community=place(company), once="the same form")
    assert sent(company)


def test_coaches_publish_directly(as_: As, company: Company) -> None:
    look_at(company, "all")
    assert as_(company.margaret).send("/tips", **TIP, community=place(company)).request.path.startswith("/tips/")


def test_the_draft_is_gone_and_drafts_list_what_waits(as_: As, company: Company) -> None:
    look_at(company)
    linus = as_(company.linus)
    linus.send("/drafts/tip", **TIP)
    state = drafts.kept(company.linus)[0].state
    linus.send("/tips", **TIP, community=place(company), draft_seen=str(state))
    assert not drafts.kept(company.linus)
    page = linus.get("/drafts").text
    assert "Sent to a coach" in page
    assert f"/pending-posts/{sent(company)}" in page


def test_its_author_changes_it_in_its_form(as_: As, company: Company) -> None:
    look_at(company)
    linus = as_(company.linus)
    page = linus.send("/tips", **TIP, community=place(company)).text
    [form] = findall(r'href="(/tips/new\?pending=\w+)"', page)
    assert f'name="pending" value="{sent(company)}"' in linus.get(form).text
    page = linus.send("/tips", **TIP | {"title": "Clearer"}, community=place(company), pending=sent(company))
    assert page.request.path == f"/pending-posts/{sent(company)}"
    assert waits_for(company.margaret).title == "Clearer"


def test_an_answer_goes_back_into_its_form(as_: As, company: Company) -> None:
    look_at(company)
    linus = as_(company.linus)
    page = linus.send(f"/questions/{company.platform_question}/answers", body="By hand.").text
    [form] = findall(r'href="(/questions/\w+\?pending=\w+)#your-answer"', page)
    assert "By hand." in linus.get(form).text


def test_what_waits_goes_on_waiting_when_the_rule_is_gone(as_: As, company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    look_at(company, "nothing")
    as_(company.linus).send("/tips", **TIP, community=place(company), pending=id)
    assert waits_for(company.margaret).id == id


def test_what_was_sent_back_is_published_when_the_rule_is_gone(as_: As, company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    decisions.send_back(id, "Say which keys.", version=1, by=company.margaret)
    look_at(company, "nothing")
    page = as_(company.linus).send("/tips", **TIP, community=place(company), pending=id)
    assert page.request.path.startswith("/tips/")
    assert not pending_posts.sent(viewer=company.linus)


def test_its_author_reads_why_it_is_not_published(as_: As, company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    decisions.send_back(id, "Say which keys.", version=1, by=company.margaret)
    page = as_(company.linus).get(f"/pending-posts/{id}").text
    assert "Say which keys." in page
    assert "Change it and send it again" in page
    assert "Not published. Read why." in as_(company.linus).get("/drafts").text


def test_what_was_published_meanwhile_is_not_changed(as_: As, company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    decisions.publish(id, version=1, by=company.margaret)
    page = as_(company.linus).send("/tips", **TIP, community=place(company), pending=id)
    assert page.status_code == 422
    assert "A coach has published this meanwhile" in page.text
    assert as_(company.linus).get(f"/pending-posts/{id}", follow_redirects=True).request.path == f"/tips/{id}"
    assert "published it meanwhile" in as_(company.linus).send(f"/pending-posts/{id}/withdrawal").text


def test_its_author_deletes_it(as_: As, company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    assert "Nobody else has seen it." in as_(company.linus).send(f"/pending-posts/{id}/withdrawal").text
    assert as_(company.linus).get(f"/pending-posts/{id}").status_code == 404
    assert as_(company.linus).send(f"/pending-posts/{id}/withdrawal").status_code == 200


def test_only_its_author_and_the_coach_open_it(as_: As, company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    assert "Decide in Review" in as_(company.margaret).get(f"/pending-posts/{id}").text
    for someone in (company.ada, company.tim, company.grace):
        assert as_(someone).get(f"/pending-posts/{id}").status_code == 404
        as_(someone).send(f"/pending-posts/{id}/withdrawal")
    assert pending_posts.find(id, viewer=company.linus)


@pytest.mark.parametrize("path", ["/tips", "/questions/{company.platform_question}/answers"])
def test_the_coach_sees_its_pictures_while_it_waits(as_: As, company: Company, path: str) -> None:
    look_at(company)
    picture = FileDraft(hash="0" * 64, name="a.png", media_type="image/png", bytes=1, width=1, height=1)
    id = files.upload(picture, by=company.linus.id)
    as_(company.linus).send(
        path.format(company=company), **TIP | {"body": f"![](/files/{id})"}, community=place(company)
    )
    assert files.get(id, viewer=company.margaret)
    assert id not in [one.id for one in files.unused_among([id])]
    with pytest.raises(NotFound):
        files.get(id, viewer=company.ada)
