"""Other people's sites, on a real port of this machine."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.store import samples

PAGE = """<!doctype html><html><head><title>Lag &amp; how to watch it</title>
<meta name="description" content="Written for   those on call.">
<meta property="og:image" content="/picture.png"></head><body><title>No</title>Hello</body></html>"""


COURSE = """<!doctype html><title>Lesson 7</title>
<link rel="alternate" type="application/json+oembed" href="/{}">"""

LENT = {
    "type": "video",
    "html": '<iframe src="https://player.example/embed/7?a=1&amp;b=2"></iframe><script>x()</script>',
}


# Charsets and pages that a careless parser stumbles over. Each page has the title Odd.
ODD: tuple[tuple[str, bytes], ...] = (
    ("idna", b"<title>Odd</title>"),
    ("undefined", b"<title>Odd</title>"),
    ("punycode", b"<title>Odd</title>\xff"),
    ("utf-8", b"<title>Odd</title><![foo[bar]]>"),
    ("utf-8", b"<title>Odd</title><meta property='og:image' content='http://[bad'>"),
    ("utf-8", b"<title>Odd</title><link type='application/json+oembed' href='//[bad'>"),
)


FEED = """<rss><channel><title>News of Kafka</title>
<item><title>Kafka 5</title><link>/kafka</link></item></channel></rss>"""
ETAG = '"1"'


class Site(BaseHTTPRequestHandler):
    """A site with a page for each thing that can go right or wrong. It keeps a list of the paths asked for."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        answer: Callable[[], None] = getattr(
            self, "on_" + self.path.strip("/").partition(".")[0].replace("-", "_"), self.on_page
        )
        try:
            answer()
        except (BrokenPipeError, ConnectionResetError):
            return

    def on_page(self) -> None:
        self.say(200, PAGE.encode(), "text/html; charset=utf-8")

    def on_course(self) -> None:
        self.say(200, COURSE.format("lent").encode(), "text/html")

    def on_lent(self) -> None:
        self.say(200, json.dumps(LENT).encode(), "application/json")

    def on_picture(self) -> None:
        self.say(200, samples.picture("PNG", size=(1200, 630)).getvalue(), "image/png")

    def on_bomb(self) -> None:
        self.say(200, samples.bomb().getvalue(), "image/png")

    def on_bombed(self) -> None:
        self.say(200, b"<title>Bombed</title><meta property='og:image' content='/bomb'>", "text/html")

    def on_evil_course(self) -> None:
        self.say(200, COURSE.format("evil").encode(), "text/html")

    def on_evil(self) -> None:
        self.say(200, json.dumps({"html": '<iframe src="javascript:alert(1)"></iframe>'}).encode(), "application/json")

    def on_odd_course(self) -> None:
        self.say(200, COURSE.format("report").encode(), "text/html")

    def on_gone_course(self) -> None:
        self.say(200, COURSE.format("gone").encode(), "text/html")

    def on_feed(self) -> None:
        if self.headers["If-None-Match"] == ETAG:
            self.begin(304, "application/rss+xml")
        else:
            self.send_response(200)
            self.send_header("ETag", ETAG)
            self.end_headers()
            self.wfile.write(FEED.encode())

    def on_comets(self) -> None:
        self.say(200, FEED.replace("Kafka", "Comets").replace("kafka", "comets").encode(), "application/rss+xml")

    def on_latin(self) -> None:
        self.say(200, "<title>Grüße</title>".encode("latin-1"), "text/html; charset=latin-1")

    def on_report(self) -> None:
        self.say(200, b"%PDF-1.7", "application/pdf")

    def on_odd(self) -> None:
        charset, content = ODD[int(self.path.rpartition(".")[2])]
        self.say(200, content, f"text/html; charset={charset}")

    def on_gone(self) -> None:
        self.say(404, b"", "text/html")

    def on_ill(self) -> None:
        self.say(503, b"", "text/html")

    def on_closed(self) -> None:
        self.say(403, b"", "text/html")

    def on_moved(self) -> None:
        self.lead("/page")

    def on_circle(self) -> None:
        self.lead("/circle")

    def on_inside(self) -> None:
        self.lead("http://10.0.0.1/secret")

    def on_file(self) -> None:
        self.lead("file:///etc/passwd")

    def on_huge(self) -> None:
        self.begin(200, "text/html")
        self.wfile.write(b"<title>Huge</title>")
        for _ in range(1_000):
            self.wfile.write(b"x" * 100_000)

    def on_trickle(self) -> None:
        self.begin(200, "text/html")
        for _ in range(200):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)

    def lead(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.end_headers()

    def say(self, status: int, content: bytes, media_type: str) -> None:
        self.begin(status, media_type)
        self.wfile.write(content)

    def begin(self, status: int, media_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        return


@contextmanager
def running() -> Iterator[tuple[str, list[str]]]:
    """Run a site. Yields its address and the list of the paths that it is asked for."""
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Ours", (Site,), {"asked": asked}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
