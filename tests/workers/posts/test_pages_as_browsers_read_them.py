"""Pages of other sites are read as browsers read them, whatever their encoding, markup and redirects."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest

from workers.posts import oembed, previews, web

HTML = "text/html"
# The path, the type as the header says it, the page, and the title that browsers show.
PAGES: dict[str, tuple[str, bytes, str]] = {
    "latin": (
        f"{HTML}; charset=ISO-8859-1",
        "<title>“Pumps” \u2013 500 €</title>".encode("cp1252"),
        "“Pumps” \u2013 500 €",
    ),
    "ascii": (f"{HTML}; charset=us-ascii", "<title>Größe</title>".encode("cp1252"), "Größe"),
    "turkish": (
        f"{HTML}; charset=iso-8859-9",
        "<title>Iş\u0131k \u2018x\u2019</title>".encode("cp1254"),
        "Iş\u0131k \u2018x\u2019",
    ),
    "japanese": (f"{HTML}; charset=x-sjis", "<title>①ポンプ</title>".encode("cp932"), "①ポンプ"),
    "korean": (f"{HTML}; charset=ks_c_5601-1987", "<title>똠방</title>".encode("cp949"), "똠방"),
    "chinese": (HTML, b'<meta charset="gb2312"><title>' + "镕€".encode("gb18030") + b"</title>", "镕€"),
    "mark": (f"{HTML}; charset=iso-8859-1", b"\xef\xbb\xbf" + "<title>Größe</title>".encode(), "Größe"),
    "wide": (HTML, b"\xff\xfe" + "<title>Größe</title>".encode("utf-16-le"), "Größe"),
    "wrong": (HTML, '<meta charset="utf-16"><title>Größe</title>'.encode(), "Größe"),
    "old": (
        f"{HTML}; charset=nonsense",
        b"<meta http-equiv=Content-Type content='text/html; charset = windows-1251'><title>"
        + "\u041d\u0430\u0441\u043e\u0441".encode("cp1251")
        + b"</title>",
        "\u041d\u0430\u0441\u043e\u0441",
    ),
    "commented": (HTML, '<!-- <meta charset="koi8-r"> --><title>Größe</title>'.encode(), "Größe"),
    "silent": (HTML, "<title>Größe</title>".encode("cp1252"), "Größe"),
    "less-than": (HTML, b"<title>Why List<String> is no List<Object></title>", "Why List<String> is no List<Object>"),
    "tags": (HTML, b"<title>The <b> element &amp; &lt;i&gt;</TITLE ><p>x", "The <b> element & <i>"),
    "comment": (HTML, b"<title>a <!-- b --> c</title>", "a <!-- b --> c"),
    "turned": (HTML, "<title>Open \u202egpj.exe</title>".encode(), "Open gpj.exe"),
    "größe": (HTML, b"<title>After the redirect</title>", "After the redirect"),
}
NESTED = b"[" * 100_000


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = unquote(self.path).strip("/")
        if path.startswith("to-"):
            # The address is sent as raw bytes, which browsers follow.
            self.send_response(302)
            self.flush_headers()
            self.wfile.write(b"Location: /" + path.removeprefix("to-").encode() + b"\r\nContent-Length: 0\r\n\r\n")
            return
        kind, body, _ = PAGES.get(path, ("application/json", NESTED, ""))
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("GUILDHALL_LINK_NETWORKS", "127.0.0.0/8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", PAGES)
def test_the_title_is_the_one_that_browsers_show(site: str, path: str) -> None:
    assert previews.of(f"{site}/{path}").title == PAGES[path][2]


def test_a_redirect_may_have_letters_beyond_ascii(site: str) -> None:
    assert previews.of(f"{site}/to-größe").title == "After the redirect"


def test_an_answer_that_is_nested_too_deeply_offers_no_player(site: str) -> None:
    assert oembed.player(f"{site}/nested") == ""


SPECIAL = (
    *("0.1.2.3", "100.127.255.254", "169.254.169.254", "192.0.0.8", "192.0.0.170", "192.0.2.1", "192.31.196.1"),
    *("192.52.193.1", "192.88.99.1", "192.175.48.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.9"),
    *(
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:a9fe:a9fe",
        "::ffff:0:7f00:1",
    ),
    *("64:ff9b::808:808", "64:ff9b:1::7f00:1", "100::1", "100:0:0:1::1", "2001::1", "2001:2::1", "2001:10::1"),
    *("2001:20::1", "2001:db8::1", "2002:808:808::1", "2620:4f:8000::1", "3fff::1", "5f00::1", "fc00::1", "fdff::1"),
    *("fe80::1", "febf::1", "fec0::1", "ff02::1", "ff0e::1", "2a00:1450::5efe:7f00:1", "2a00:1450::200:5efe:a00:1"),
)


@pytest.mark.parametrize("address", SPECIAL)
def test_no_network_for_a_special_purpose_is_asked(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(web.Unreachable, match="inside the company network"):
        web.get(f"http://{host}/", most_bytes=1)
