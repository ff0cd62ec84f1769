"""Sharing a link on the page."""

from collections.abc import Callable

import pytest

from graph.ids import LinkId
from graph.media import files
from graph.media.files import FileDraft
from graph.posts import links
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

URL = "https://kafka.example/docs/lag"


def shared(browser: Browser, **fields: str) -> LinkId:
    """Share a link and return its id."""
    page = browser.send("/links", **{"url": URL, "body": "Read **this** first.", "skills": "Kafka"} | fields)
    return LinkId(page.request.path.rpartition("/")[2])


def test_sharing_leads_to_the_link(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    page = tim.get(f"/links/{shared(tim)}").text
    assert "Open kafka.example" in page
    assert f'href="{URL}" rel="noopener noreferrer nofollow"' in page
    assert "<strong>this</strong>" in page
    assert "Getting the title" in page
    assert "kafka.example/docs/lag" in tim.get("/links").text


def test_what_its_site_says_comes_into_the_page(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    id = shared(tim)
    picture = FileDraft(hash="f", name="p.webp", media_type="image/webp", bytes=1, width=9, height=9)
    file = files.attach(picture, to=id, role="picture")
    links.describe(id, title="Watch the <lag>", description="For those on call.")
    preview = tim.get(f"/links/{id}/preview").text
    assert "For those on call." in preview
    assert f"/files/{file}" in preview
    assert "hx-get" not in preview
    assert "Watch the &lt;lag&gt;" in tim.get("/").text


def test_a_page_waits_ever_longer_and_not_for_ever(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    path = f"/links/{shared(tim)}"
    assert f"{path}/preview?turn=1" in tim.get(path).text
    assert "delay:1000ms" in tim.get(f"{path}/preview?turn=3").text
    last = tim.get(f"{path}/preview?turn=10").text
    assert ("hx-get" in last, "The title and picture of this page will appear later." in last) == (False, True)


def test_a_broken_link_says_so(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    id = shared(tim)
    links.note_failure(id, "No site goes by this name.", is_final=True)
    assert "No site goes by this name." in tim.get(f"/links/{id}").text


def test_a_page_that_was_shared_before_is_shown_first(as_: Callable[[Viewer], Browser], company: Company) -> None:
    first = shared(as_(company.ada))
    tim = as_(company.tim)
    page = tim.send("/links", url=URL + "?utm_source=mail", body="My words")
    assert page.status_code == 409
    assert f"/links/{first}" in page.text
    assert "My words" in page.text
    assert shared(tim, again="yes") != first


@pytest.mark.parametrize(
    ("field", "typed"), [("url", "kafka.example"), ("url", "javascript:alert(1)"), ("title", "T" * 200)]
)
def test_what_cannot_be_taken_comes_back(
    as_: Callable[[Viewer], Browser], company: Company, field: str, typed: str
) -> None:
    page = as_(company.tim).send("/links", **{"url": URL, "body": "Why", "skills": "Kafka", field: typed})
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert "Why" in page.text


def test_a_click_is_counted_for_those_who_see_the_link(as_: Callable[[Viewer], Browser], company: Company) -> None:
    community = next(one for one in company.ada.audiences if one != "everyone")
    id = shared(as_(company.ada), community=community)
    linus, tim = as_(company.linus), as_(company.tim)
    assert linus.send(f"/links/{id}/visits").status_code == 204
    assert tim.send(f"/links/{id}/visits").status_code == 404
    assert [tim.get(path).status_code for path in (f"/links/{id}", f"/links/{id}/preview", f"/posts/{id}")] == [404] * 3
    assert "1 click<" in linus.get(f"/links/{id}").text.replace("\n", "").replace("1 click ", "1 click<")


def test_an_id_alone_leads_to_the_post(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    for id, path in ((company.kafka_question, "questions"), (company.kafka_tip, "tips"), (shared(tim), "links")):
        assert tim.get(f"/posts/{id}").location == f"/{path}/{id}"
