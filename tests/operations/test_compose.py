"""The programs in docker-compose.yml, started as it starts them, on a real Neo4j and a queue with a password."""

import http.client
import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
import yaml

from graph import driver
from tests import engines
from tests.engines import neo4j
from webapp.operations import processes
from webapp.operations.processes import Process
from workers import valkey

ROOT = Path(__file__).parents[2]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
PROGRAMS = ("web", "worker", "media", "indexer", "beat")
PASSWORD = "a password for the queue"
TITLE = "How do I renew the certificate of the staging proxy?"


class Reader:
    """Someone who uses the site through a proxy that ends TLS."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""

    def open(self, path: str, form: dict[str, str] | None = None) -> tuple[str, str]:
        """Return a page, and the path that the site redirects to, if any."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"X-Forwarded-Proto": "https", "Referer": f"https://127.0.0.1:{self.port}/", "Cookie": self.cookie}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        connection.request("POST" if form else "GET", path, urlencode(form or {}), headers)
        answer = connection.getresponse()
        self.cookie = (answer.headers["Set-Cookie"] or self.cookie).partition(";")[0]
        return answer.read().decode(), urlsplit(answer.headers["Location"] or "").path

    def send(self, path: str, to: str, **form: str) -> str:
        """Fill in the form of a page, send it, and return the path that it redirects to."""
        [token, *_others] = re.findall(r'name="csrf_token" value="([^"]+)"', self.open(path)[0])
        return self.open(to, {"csrf_token": token, **form})[1]

    def waits_for(self, words: str, path: str) -> bool:
        """Tell whether these words appear on a page within half a minute."""
        deadline = time.monotonic() + 30
        while words not in self.open(path)[0]:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.2)
        return True


def expanded(value: str, secrets: dict[str, str]) -> str:
    """Fill in `${NAME:-default}` and `${NAME:?why}` as compose does."""
    return re.sub(r"\$\{(\w+):[-?]([^}]*)\}", lambda found: secrets.get(found[1], found[2]), value)


@pytest.fixture
def environment(tmp_path: Path) -> Generator[dict[str, str]]:
    """The environment that compose gives to the site's programs, with the addresses of the stores started here."""
    (tmp_path / "neo4j").mkdir()
    graph = neo4j.start(tmp_path / "neo4j")
    # As long as compose's health check would wait.
    driver.connect(graph.settings)
    driver.wait(120)
    driver.close()
    port, server = engines.free_port(), valkey.prepare(tmp_path / "queue").command[0]
    doors = ("--dir", str(tmp_path / "queue"), "--port", str(port), "--bind", "127.0.0.1")
    queue = engines.launch((server, *doors, "--requirepass", PASSWORD), folder=tmp_path / "queue")
    secrets = {"GUILDHALL_SECRET_KEY": "s" * 40, "NEO4J_PASSWORD": graph.settings.password}
    secrets |= {"REDIS_PASSWORD": PASSWORD.replace(" ", "%20"), "GUILDHALL_ADDRESS": "https://guildhall.example.com"}
    given = {name: expanded(str(value), secrets) for name, value in SERVICES["web"]["environment"].items()}
    given["GUILDHALL_GRAPH_URL"] = graph.settings.url
    given["GUILDHALL_QUEUE_URL"] = given["GUILDHALL_QUEUE_URL"].replace("@redis:6379", f"@127.0.0.1:{port}")
    ours = {name: value for name, value in os.environ.items() if not name.startswith("GUILDHALL_")}
    ours["PATH"] = f"{Path(sys.executable).parent}:{ours['PATH']}"
    yield ours | given | {"GUILDHALL_DATA_DIR": str(tmp_path / "data"), "GUILDHALL_PORT": str(engines.free_port())}
    processes.stop(queue, patience_seconds=10)
    graph.stop()


@pytest.fixture
def programs(environment: dict[str, str], tmp_path: Path) -> Generator[dict[str, Process]]:
    """All programs of the site that compose starts, after the migration that it runs first."""
    (tmp_path / "data").mkdir()
    subprocess.run(SERVICES["migrate"]["command"], env=environment, cwd=ROOT, check=True)
    with (tmp_path / "programs.log").open("ab") as log:
        running = {
            name: processes.start(
                [word.replace("/data/", f"{tmp_path}/data/") for word in SERVICES[name]["command"]],
                environment=environment,
                output=log,
            )
            for name in PROGRAMS
        }
    yield running
    for process in running.values():
        processes.stop(process, patience_seconds=20)


def test_what_compose_starts_answers_matches_and_finds_on_neo4j(
    environment: dict[str, str], programs: dict[str, Process], tmp_path: Path
) -> None:
    ada = Reader(int(environment["GUILDHALL_PORT"]))
    health = shlex.join(SERVICES["web"]["healthcheck"]["test"][1:]).replace(":8000", f":{ada.port}")
    engines.wait_until(
        lambda: (
            subprocess.run(health, shell=True, env=environment, stderr=subprocess.DEVNULL, check=False).returncode == 0
        ),
        process=programs["web"],
        log=tmp_path / "programs.log",
    )
    command = [sys.executable, "-m", "webapp.commands", "create-admin"]
    said = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    [door] = re.findall(r"(/invitations/\S+)", said)
    ada.send(door, door, name="Ada", email="ada@example.com", password="correct horse battery")
    question = ada.send("/questions/new", "/questions", title=TITLE, body="It ran out.", skills="TLS")
    assert ada.waits_for("Nobody was asked about this question", question)
    assert ada.waits_for(TITLE, "/search?q=certificate")
    assert {name: process.poll() for name, process in programs.items()} == dict.fromkeys(PROGRAMS)
