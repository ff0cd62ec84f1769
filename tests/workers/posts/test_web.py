"""Pages are fetched for people who type any address, but never from the company's private network."""

import socket
import time
from collections.abc import Iterator

import pytest

from tests.workers import sites
from workers.posts import previews, web


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site on this machine, in a network that the operator has allowed."""
    monkeypatch.setenv("GUILDHALL_LINK_NETWORKS", "127.0.0.0/8")
    with sites.running() as (address, _):
        yield address


INSIDE = (
    "http://127.0.0.1/",
    "http://localhost/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data",
    "http://100.64.0.1/",
    "http://0.0.0.0/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://224.0.0.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://8.8.8.8:6379/",
)


@pytest.mark.parametrize("url", INSIDE)
def test_addresses_inside_are_not_asked(url: str) -> None:
    with pytest.raises(web.Unreachable, match="inside the company network"):
        web.get(url, most_bytes=1)


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "file:///etc/passwd", "http://me:pw@a.example/", "http://a:99999/"]
)
def test_what_is_no_address_of_a_page_is_refused(url: str) -> None:
    with pytest.raises(web.Unreachable, match="the address of a web page"):
        web.get(url, most_bytes=1)


def test_the_site_hears_nothing_unless_its_network_is_allowed() -> None:
    with sites.running() as (address, asked):
        with pytest.raises(web.Unreachable):
            web.get(address, most_bytes=1)
        assert asked == []


@pytest.mark.parametrize(
    ("path", "sentence"), [("/inside", "inside the company"), ("/file", "the address of a web page")]
)
def test_a_redirect_is_judged_anew(site: str, path: str, sentence: str) -> None:
    with pytest.raises(web.Unreachable, match=sentence):
        web.get(site + path, most_bytes=1)


def test_a_name_that_changes_its_mind_gains_nothing(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port, answers = int(site.rpartition(":")[2]), iter(["127.0.0.1", "10.0.0.1"])
    genuine, asked = socket.getaddrinfo, list[str]()

    def changeable(host: str, *place: object, **how: object) -> object:
        if host != "rebind.example":
            return genuine(host, *place, **how)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(socket, "getaddrinfo", changeable)
    assert web.get(f"http://rebind.example:{port}/page", most_bytes=99).media_type == "text/html"
    assert asked == ["rebind.example"]


def test_a_name_of_which_one_address_is_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    places = [(2, 1, 6, "", (address, 80)) for address in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: places)
    with pytest.raises(web.Unreachable, match="inside"):
        web.get("http://both.example/", most_bytes=1)


def test_a_page_says_what_it_is_about(site: str) -> None:
    preview = previews.of(f"{site}/moved")
    assert (preview.title, preview.description) == ("Lag & how to watch it", "Written for those on call.")
    assert preview.picture == f"{site}/picture.png"


def test_letters_are_read_as_the_site_wrote_them(site: str) -> None:
    assert previews.of(f"{site}/latin").title == "Grüße"
    assert previews.of(f"{site}/report.pdf").title == "report.pdf"


@pytest.mark.parametrize("number", range(len(sites.ODD)))
def test_an_odd_page_is_read_as_far_as_it_goes(site: str, number: int) -> None:
    preview = previews.of(f"{site}/odd.{number}")
    assert (preview.title, preview.picture, preview.oembed) == ("Odd", "", "")


@pytest.mark.usefixtures("data_folder")
def test_its_picture_is_kept_as_one_of_ours(site: str) -> None:
    kept = previews.picture_of(previews.of(f"{site}/page"))
    assert kept is not None
    assert (kept.media_type, kept.width, kept.height) == ("image/webp", 960, 504)


def test_a_huge_page_is_read_to_a_limit(site: str) -> None:
    page = web.get(f"{site}/huge", most_bytes=200_000)
    assert (len(page.content), page.is_whole) == (200_000, False)


def test_a_page_that_trickles_is_hung_up_on(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "SECONDS_IN_ALL", 0.5)
    begun = time.monotonic()
    assert len(web.get(f"{site}/trickle", most_bytes=10_000).content) < 20
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    ("path", "is_final"), [("/gone", True), ("/ill", False), ("/circle", True), (":1/nobody", False)]
)
def test_a_page_that_is_not_there_says_so(site: str, path: str, is_final: bool) -> None:
    address = "http://127.0.0.1" if path.startswith(":") else site
    with pytest.raises(web.Unreachable) as failure:
        web.get(address + path, most_bytes=1)
    assert failure.value.is_final == is_final


def test_a_page_that_wants_a_sign_in_is_there(site: str) -> None:
    with pytest.raises(web.Closed, match="open to the public"):
        web.get(f"{site}/closed", most_bytes=1)


def test_letters_beyond_ascii_are_asked_for_as_browsers_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUILDHALL_LINK_NETWORKS", "127.0.0.0/8")
    with sites.running() as (address, asked):
        assert web.get(f"{address}/Lösung?search=Größe%20x&b=/?", most_bytes=100).content
    assert asked == ["/L%C3%B6sung?search=Gr%C3%B6%C3%9Fe%20x&b=/?"]
