"""The engine for laptops: ArcadeDB, which comes as a Python package with its own Java."""

import importlib.util
import os
import secrets
import socket
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.settings import Settings

# 160 MB are enough to import 40,000 posts in 6 s and serve them. With more, garbage is collected less often.
HEAP_MEGABYTES = 256
# By default an empty site fills the whole heap before it first collects garbage.
FIRST_HEAP_MEGABYTES = 16
COMMAND_TIMEOUT_MILLISECONDS = 30_000

JAVA_OPTIONS = (
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
    "-XX:+UseSerialGC",
    # Gives the memory that compiling took back to the machine: 20 MB after a start.
    "-XX:TrimNativeHeapInterval=2000",
)


# Warnings go to the launcher's output. By default the engine writes files into the current folder.
LOGGING = """\
handlers=java.util.logging.ConsoleHandler
java.util.logging.ConsoleHandler.level=WARNING
java.util.logging.SimpleFormatter.format=%4$s %5$s%6$s%n
com.arcadedb.query.polyglot.level=SEVERE
"""


@dataclass(frozen=True, kw_only=True)
class Engine:
    """An engine that stores its data in one folder: the command that runs it, and how to reach it."""

    command: tuple[str, ...]
    settings: Settings
    health: str

    def answers(self) -> bool:
        """Whether it is up with its database. Bolt alone answers a second too soon."""
        try:
            with urllib.request.urlopen(self.health, timeout=1) as answer:
                return answer.status == 204
        except OSError:
            return False


def prepare(folder: Path) -> Engine:
    """Choose a password and free ports at the first call for a folder; later calls return the same.

    A port that another program has taken meanwhile is replaced, so call this while the engine is down.
    """
    folder.mkdir(parents=True, exist_ok=True)
    password = _password(folder)
    (folder / "logging.properties").write_text(LOGGING)
    bolt, http = _ports(folder / "ports")
    return Engine(
        command=_command(folder, bolt, http),
        settings=_settings(bolt, password.read_text()),
        health=f"http://127.0.0.1:{http}/api/v1/ready",
    )


def settings(folder: Path) -> Settings:
    """Return how to reach the engine of this folder. Raises `FileNotFoundError` if it was never prepared."""
    bolt = int((folder / "ports").read_text().split()[0])
    return _settings(bolt, (folder / "password").read_text())


def _settings(port: int, password: str) -> Settings:
    return Settings(url=f"bolt://127.0.0.1:{port}", user="root", password=password, database="graph")


def _password(folder: Path) -> Path:
    """The engine reads its password from a file, since everyone on the machine can read its command line."""
    path = folder / "password"
    if not path.exists():
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(24))
    return path


def _ports(remembered: Path) -> tuple[int, int]:
    if remembered.exists():
        bolt, http = map(int, remembered.read_text().split())
        if _is_free(bolt) and _is_free(http):
            return bolt, http
    with _held_port() as bolt, _held_port() as http:
        remembered.write_text(f"{bolt} {http}")
    return bolt, http


def _is_free(port: int) -> bool:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return attempt.connect_ex(("127.0.0.1", port)) != 0


@contextmanager
def _held_port() -> Generator[int]:
    with socket.create_server(("127.0.0.1", 0)) as held:
        yield held.getsockname()[1]


def _command(folder: Path, bolt: int, http: int) -> tuple[str, ...]:
    package = _package()
    return (
        f"{package}/jre/bin/java",
        *JAVA_OPTIONS,
        f"-Xms{FIRST_HEAP_MEGABYTES}m",
        f"-Xmx{HEAP_MEGABYTES}m",
        f"-Djava.util.logging.config.file={folder.absolute()}/logging.properties",
        f"-Darcadedb.server.rootPath={folder.absolute()}",
        f"-Darcadedb.server.rootPasswordPath={folder.absolute()}/password",
        "-Darcadedb.server.defaultDatabases=graph[root]",
        # The default, development, serves a web console.
        "-Darcadedb.server.mode=production",
        "-Darcadedb.server.plugins=Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        # Without these it listens on every interface.
        "-Darcadedb.server.httpIncomingHost=127.0.0.1",
        f"-Darcadedb.server.httpIncomingPort={http}",
        "-Darcadedb.bolt.host=127.0.0.1",
        f"-Darcadedb.bolt.port={bolt}",
        # Every commit reaches the disk before it is acknowledged, which takes less than a millisecond.
        "-Darcadedb.txWalFlush=2",
        f"-Darcadedb.command.timeout={COMMAND_TIMEOUT_MILLISECONDS}",
        "-cp",
        _class_path(package),
        "com.arcadedb.server.ArcadeDBServer",
    )


def _package() -> Path:
    # Found without importing it, which would load a Java virtual machine into this process.
    found = importlib.util.find_spec("arcadedb_embedded")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("The package arcadedb-embedded is not installed.")
    return Path(found.origin).parent


def _class_path(package: Path) -> str:
    # Without this jar the engine has no HTTP interface for language models.
    return ":".join(str(jar) for jar in sorted(package.glob("jars/*.jar")) if not jar.name.startswith("arcadedb-mcp"))
