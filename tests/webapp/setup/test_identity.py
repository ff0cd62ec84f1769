"""The site's name and logo: chosen by an admin, shown on every page, and removed again."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from graph import driver
from graph.media import pictures as waiting
from graph.moderation import audit
from graph.settings import Settings
from graph.setup import identity
from graph.setup.identity import NameDraft
from graph.viewers import Viewer
from tests.company import Company
from tests.engines import free_port
from tests.store import samples
from tests.webapp.client import Browser, sign_in
from webapp.setup import branding
from webapp.setup.branding import REMEMBERED_SECONDS, Branding
from webapp.site import create_app
from workers.media import pictures

Open = Callable[[Viewer], Browser]

SENTENCE = "Give the site a name of at most 40 characters."


def rename(browser: Browser, name: str) -> TestResponse:
    return browser.post("/site/name", data={"csrf_token": browser.token(), "name": name})


def send(browser: Browser, content: io.BytesIO, name: str = "logo.png") -> TestResponse:
    """Upload a logo, as the page does."""
    form = {"csrf_token": browser.token(), "logo": (io.BytesIO(content.getvalue()), name)}
    return browser.post("/site/logo", data=form)


def shown(site: Flask, browser: Browser) -> str:
    """Upload a logo, let a worker prepare it, and return its address."""
    send(browser, samples.picture("PNG", size=(600, 200)))
    for id in waiting.waiting():
        pictures.prepare(id)
    with site.app_context():
        branding.of_site().forget()
    logo = identity.get().logo
    assert logo
    return f"/logo/{logo.address}"


def test_the_name_is_in_the_header_titles_and_before_the_sign_in(
    as_: Open, barbara: Viewer, company: Company, stranger: Browser
) -> None:
    assert rename(as_(barbara), " Kontor ").status_code == 303
    page = as_(company.ada).get("/people").text
    assert "<span>Kontor</span>" in page
    assert "· Kontor</title>" in page
    assert "<span>Kontor</span>" in stranger.get("/sign-in").text
    assert "Kontor runs on Guildhall" in as_(company.ada).get("/about").text


def test_feeds_have_the_name(as_: Open, barbara: Viewer, company: Company) -> None:
    rename(as_(barbara), "Kontor & Co")
    page = as_(company.ada).get("/bookmarklet").text
    assert "Save to Kontor &amp; Co" in page


@pytest.mark.parametrize("name", ["", "x" * 41])
def test_a_name_that_does_not_fit_stays_in_the_form_with_a_sentence(as_: Open, barbara: Viewer, name: str) -> None:
    answer = rename(as_(barbara), name)
    assert answer.status_code == 422
    assert SENTENCE in answer.text
    assert f'value="{name}"' in answer.text
    assert identity.get().name == ""


def test_only_admins_choose_name_and_logo(as_: Open, company: Company, barbara: Viewer) -> None:
    ada = as_(company.ada)
    assert ada.get("/site").status_code == 403
    assert rename(ada, "Mine").status_code == 403
    assert send(ada, samples.picture("PNG")).status_code == 403
    assert ada.post("/site/logo/removal", data={"csrf_token": ada.token()}).status_code == 403
    assert identity.get() == identity.NOTHING_CHOSEN


def test_the_logo_is_small_shown_to_everyone_and_kept_by_browsers(
    site: Flask, as_: Open, barbara: Viewer, company: Company, stranger: Browser
) -> None:
    path = shown(site, as_(barbara))
    drawn = f'<img class="logo" src="{path}" width="480" height="160" alt="">'
    assert drawn in as_(company.ada).get("/people").text
    assert drawn in stranger.get("/sign-in").text
    answer = stranger.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    assert answer.headers["Cache-Control"] == "private, immutable, max-age=31536000"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_logo_that_was_removed_is_gone_everywhere(site: Flask, as_: Open, barbara: Viewer, stranger: Browser) -> None:
    browser = as_(barbara)
    path = shown(site, browser)
    content = identity.get().logo
    assert content
    for _ in range(2):
        assert browser.post("/site/logo/removal", data={"csrf_token": browser.token()}).status_code == 303
    assert path not in stranger.get("/sign-in").text
    assert stranger.get(path).status_code == 404
    assert not driver.read("MATCH (file:File) RETURN file.id AS id")
    acts = [one.act for one in audit.listed(viewer=barbara).entries]
    assert acts[:2] == ["removed_logo", "changed_logo"]
    assert "Barbara removed the logo of the site" in browser.get("/audit").text


@pytest.mark.parametrize("content", [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_is_no_picture_is_refused_with_a_sentence(as_: Open, barbara: Viewer, content: bytes) -> None:
    answer = send(as_(barbara), io.BytesIO(content))
    assert answer.status_code == 422
    assert 'id="logo-error"' in answer.text
    assert identity.get() == identity.NOTHING_CHOSEN


def test_without_a_file_the_page_asks_for_one(as_: Open, barbara: Viewer) -> None:
    answer = send(as_(barbara), io.BytesIO(b""), name="")
    assert (answer.status_code, "Choose a picture first." in answer.text) == (422, True)


def test_the_operators_name_comes_first_and_the_page_says_so(
    site: Flask, barbara: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity.rename(NameDraft(name="Kontor"), by=barbara.id)
    monkeypatch.setenv("GUILDHALL_SITE_NAME", "Guild of Oslo")
    browser = operated(barbara)
    page = browser.get("/site").text
    assert "<span>Guild of Oslo</span>" in page
    assert "The operator set this name with GUILDHALL_SITE_NAME." in page
    assert 'name="name"' not in page
    assert rename(browser, "Other").status_code == 409


def operated(viewer: Viewer) -> Browser:
    """Return a browser of another process of the site, in which someone is signed in."""
    app = create_app()
    browser = Browser(app)
    sign_in(browser, viewer)
    return browser


def test_the_graph_is_asked_once_in_a_few_seconds(barbara: Viewer) -> None:
    here = Branding("")
    assert here.now().name == ""
    identity.rename(NameDraft(name="Kontor"), by=barbara.id)
    assert here.now().name == ""
    here.asks_again_at -= REMEMBERED_SECONDS
    assert here.now().name == "Kontor"


def test_while_the_graph_is_away_the_name_stays(barbara: Viewer, graph: Settings) -> None:
    identity.rename(NameDraft(name="Kontor"), by=barbara.id)
    here = Branding("")
    assert here.now().name == "Kontor"
    here.forget()
    driver.connect(Settings(url=f"bolt://127.0.0.1:{free_port()}", user="", password="", database=""))
    try:
        assert here.now().name == "Kontor"
        assert Branding("").now().name == ""
    finally:
        driver.connect(graph)
