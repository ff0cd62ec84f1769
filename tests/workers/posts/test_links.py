"""Links are read soon after they are shared, and checked again every week."""

from collections.abc import Iterator

import pytest

from graph import clock, driver
from graph.ids import LinkId
from graph.media import files
from graph.posts import links
from graph.posts.links import LinkDraft
from search import query
from tests import company as stories
from tests.company import Company
from tests.workers import sites
from tests.workers.conftest import eventually
from webapp.operations.processes import Process
from workers import events
from workers.posts import links as reading

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site on this machine, in a network that the operator has allowed."""
    monkeypatch.setenv("GUILDHALL_LINK_NETWORKS", "127.0.0.0/8")
    with sites.running() as (address, _):
        yield address


def share(company: Company, url: str) -> LinkId:
    return links.share(
        LinkDraft(url=url, title="", body=stories.text(""), skills=(), community=None), by=company.ada.id
    )


def test_a_link_is_read_and_found_by_what_its_site_says(company: Company, site: str, worker: Process) -> None:
    id = share(company, f"{site}/page")
    events.link_shared(id)
    eventually(lambda: links.show(id, viewer=company.tim).state == "read")
    shown = links.show(id, viewer=company.tim)
    assert shown.post.title == "Lag & how to watch it"
    assert files.get(shown.picture, viewer=company.tim).media_type == "image/webp"
    eventually(lambda: [hit.key for hit in query.find("on call", audiences=["everyone"]).hits] == [id])


def test_a_picture_that_is_a_bomb_is_left_out(company: Company, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "later", lambda _name, _id: None)
    id = share(company, f"{site}/bombed")
    reading.describe(id)
    shown = links.show(id, viewer=company.tim)
    assert (shown.state, shown.post.title, shown.picture) == ("read", "Bombed", None)


@pytest.mark.parametrize(("path", "state"), [("/gone", "broken"), ("/ill", "unread"), ("/closed", "unread")])
def test_what_cannot_be_read_is_shared_all_the_same(
    company: Company, site: str, path: str, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "later", lambda _name, _id: None)
    id = share(company, site + path)
    reading.describe(id)
    shown = links.show(id, viewer=company.tim)
    assert (shown.state, shown.picture, bool(shown.problem)) == (state, None, True)


def test_a_site_that_was_silent_once_is_asked_again_what_the_page_is_about(
    company: Company, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "later", lambda _name, _id: None)
    id = share(company, f"{site}/ill")
    reading.describe(id)
    week_ago = clock.key(clock.now()) - 8 * 24 * 60 * 60 * 1_000_000
    driver.write(
        "MATCH (p:Post {id: $id}) SET p.checked_key = $key, p.url = $url", id=id, key=week_ago, url=f"{site}/page"
    )
    reading.sweep()
    shown = links.show(id, viewer=company.tim)
    assert (shown.state, shown.problem, shown.description) == ("read", "", "Written for those on call.")


def test_the_weekly_check_finds_what_broke(company: Company, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "later", lambda _name, _id: None)
    id = share(company, f"{site}/page")
    links.describe(id, title="It was", description="there")
    week_ago = clock.key(clock.now()) - 8 * 24 * 60 * 60 * 1_000_000
    driver.write(
        "MATCH (p:Post {id: $id}) SET p.checked_key = $key, p.url = $url", id=id, key=week_ago, url=f"{site}/gone"
    )
    reading.sweep()
    assert links.show(id, viewer=company.tim).state == "broken"
    driver.write("MATCH (p:Post {id: $id}) SET p.checked_key = $key, p.url = $url", id=id, key=week_ago, url=site)
    reading.sweep()
    assert links.show(id, viewer=company.tim).state == "read"
