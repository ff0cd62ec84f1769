"""Collections on the page."""

from collections.abc import Callable

import pytest

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

NEW = {"name": "First week", "description": "Read this first.", "seen_by": "everyone"}


def test_a_post_begins_a_collection_and_others_follow(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    form = ada.send(f"/posts/{company.kafka_tip}/collections", collection="")
    assert (form.request.path, f'value="{company.kafka_tip}"' in form.text) == ("/collections/new", True)
    shown = ada.send("/collections", post=company.kafka_tip, **NEW)
    id = shown.request.path.removeprefix("/collections/")
    assert "See consumer lag at a glance" in shown.text
    back = ada.send(f"/posts/{company.kafka_question}/collections", collection=id)
    assert back.request.path == f"/questions/{company.kafka_question}"
    assert f"/collections/{id}" in back.text
    page = as_(company.tim).get(f"/collections/{id}").text
    assert page.index("See consumer lag") < page.index("Why does my Kafka consumer lag?")
    assert "Remove" not in page.split("<main")[1].split("</main")[0]


def test_the_order_changes_with_and_without_a_script(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    path = ada.send("/collections", post=company.kafka_tip, **NEW).request.path
    ada.send(f"/posts/{company.kafka_question}/collections", collection=path.rpartition("/")[2])
    moved = ada.send(f"{path}/posts/{company.kafka_question}", move="up").text
    assert moved.index("Why does my Kafka consumer lag?") < moved.index("See consumer lag")
    dragged = ada.post(
        f"{path}/order",
        data={"csrf_token": ada.token(), "post": [company.kafka_tip, company.kafka_question]},
        follow_redirects=True,
    ).text
    assert dragged.index("See consumer lag") < dragged.index("Why does my Kafka consumer lag?")
    assert "1 post" in ada.send(f"{path}/posts/{company.kafka_tip}", move="out").text
    assert ada.send(f"{path}/posts/{company.kafka_tip}", move="sideways").status_code == 404


def test_the_page_counts_what_the_reader_may_see(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    path = ada.send("/collections", post=company.platform_question, **NEW).request.path
    page = as_(company.tim).get(path).text
    assert "0 posts" in page
    assert "certificates" not in page
    assert "1 post" in as_(company.linus).get("/collections").text
    assert "0 posts" in as_(company.tim).get("/collections").text


def test_one_that_fills_itself_shows_what_fits(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.ada).send("/collections", automatic="on", skill="kafka", kind="tip", **NEW)
    assert "Automatic" in page.text
    assert "See consumer lag at a glance" in page.text
    assert "Why does my Kafka consumer lag?" not in page.text
    edited = as_(company.ada).send(page.request.path, kind="question", skill="", **NEW)
    assert "Why does my Kafka consumer lag?" in edited.text


@pytest.mark.parametrize(
    ("field", "typed"),
    [("name", {"name": ""}), ("description", {"description": "D" * 501}), ("kind", {"automatic": "on"})],
)
def test_what_cannot_be_taken_comes_back(
    as_: Callable[[Viewer], Browser], company: Company, field: str, typed: dict[str, str]
) -> None:
    page = as_(company.tim).send("/collections", **(NEW | typed))
    assert page.status_code == 422
    assert f'href="#{field}"' in page.text


def test_only_its_keeper_edits_and_removes_it(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada, tim = as_(company.ada), as_(company.tim)
    path = ada.send("/collections", **NEW).request.path
    assert tim.get(f"{path}/edit").status_code == 403
    assert tim.send(path, **NEW).status_code == 403
    assert tim.send(f"{path}/removal").status_code == 403
    assert "Edit collection" in ada.get(f"{path}/edit").text
    assert "Collection removed." in ada.send(f"{path}/removal").text
    assert tim.get(path).status_code == 404
