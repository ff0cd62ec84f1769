"""A site to measure: started as an operator starts it, with content and someone who is signed in."""

import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psutil

ROOT = Path(__file__).parents[1]
START_SECONDS = 120
SETTLE_SECONDS = 300
PASSWORD = "a password for measuring"


@dataclass(frozen=True, kw_only=True)
class Site:
    """A running site, and the cookie and form token of a signed-in person."""

    host: str
    port: int
    folder: Path
    cookie: str
    token: str
    launcher: psutil.Process

    def memory(self) -> float:
        """Return how many megabytes all processes of the site use together; shared memory counts once."""
        return megabytes([self.launcher, *self.launcher.children(recursive=True)])

    def settle(self) -> None:
        """Wait until the workers have done what follows a start, such as computing vectors."""
        end = time.monotonic() + SETTLE_SECONDS
        while time.monotonic() < end:
            before = _processor_seconds(self.launcher)
            time.sleep(2)
            if _processor_seconds(self.launcher) - before < 0.1:
                return

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.host, self.port, timeout=60)


def megabytes(processes: Iterable[psutil.Process]) -> float:
    """Return how many megabytes these processes use together; shared memory counts once."""
    return sum(process.memory_full_info().pss for process in processes) / 1_000_000


def _processor_seconds(launcher: psutil.Process) -> float:
    times = [process.cpu_times() for process in (launcher, *launcher.children(recursive=True))]
    return sum(one.user + one.system for one in times)


@contextmanager
def running(*, port: int, questions: int, answers: int) -> Generator[Site]:
    """Start a site in a folder of its own, fill it, sign in its first admin, and stop it at the end of the block."""
    with tempfile.TemporaryDirectory(prefix="guildhall-bench-") as folder:
        chosen = {"GUILDHALL_DATA_DIR": folder, "GUILDHALL_PORT": str(port), "GUILDHALL_LIMITS": "1000"}
        environment = os.environ | chosen
        guildhall = [sys.executable, "-m", "webapp.commands"]
        seed = ("seed", "--questions", str(questions), "--answers", str(answers))
        subprocess.run([*guildhall, *seed], env=environment, cwd=ROOT, check=True)
        log = Path(folder) / "bench.log"
        with log.open("w") as output:
            process = subprocess.Popen([*guildhall, "run"], env=environment, cwd=ROOT, stdout=output, stderr=output)
        try:
            cookie, token = join(_invitation(log), port, name="Bench", email="bench@example.com")
            launcher = psutil.Process(process.pid)
            yield Site(host="127.0.0.1", port=port, folder=Path(folder), cookie=cookie, token=token, launcher=launcher)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def _invitation(log: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if found := re.search(r"http://\S+(/invitations/\S+)", log.read_text()):
            return found[1]
        time.sleep(0.1)
    raise RuntimeError(f"The site did not start:\n{log.read_text()[-2000:]}")


def join(path: str, port: int, *, name: str, email: str) -> tuple[str, str]:
    """Accept an invitation, and return the cookie and form token of the person who joined."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    page = connection.getresponse()
    cookie, token = _cookie(page), _token(page.read().decode())
    form = {"csrf_token": token, "name": name, "email": email, "password": PASSWORD}
    connection.request("POST", path, urlencode(form), _headers(cookie))
    joined = connection.getresponse()
    joined.read()
    cookie = _cookie(joined)
    connection.request("GET", urlsplit(joined.headers["Location"]).path, headers=_headers(cookie))
    home = connection.getresponse()
    # The first page after a sign-in brings a new secret for form tokens.
    kept = _cookie(home) if home.headers["Set-Cookie"] else cookie
    return kept, _token(home.read().decode())


def _headers(cookie: str) -> dict[str, str]:
    return {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}


def _cookie(response: http.client.HTTPResponse) -> str:
    return response.headers["Set-Cookie"].partition(";")[0]


def _token(text: str) -> str:
    class Finder(HTMLParser):
        found = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            fields = dict(attrs)
            if fields.get("name") == "csrf_token":
                self.found = fields.get("value") or ""

    finder = Finder()
    finder.feed(text)
    return finder.found
