"""Where the site listens, and with how many processes."""

import errno
import http.client
import socket
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass

from settings import reading

LAST_PORT = 65_535
MOST_AT_ONCE = 1_000

# The launcher gives its programs a word, by which it recognises its own web.
LAUNCH = "GUILDHALL_LAUNCH"
LAUNCH_HEADER = "Guildhall-Launch"


class PortTaken(Exception):
    """Another program is using the site's port."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The address that browsers use from this machine, and how many requests are served at a time."""

    host: str
    port: int
    processes: int
    threads: int

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings. Raises `Misconfigured` with every problem at once."""
        with reading(env) as it:
            return cls(
                host=it.text("GUILDHALL_HOST", "127.0.0.1"),
                port=it.number("GUILDHALL_PORT", 8000, most=LAST_PORT),
                processes=it.number("GUILDHALL_WEB_PROCESSES", 2, most=MOST_AT_ONCE),
                threads=it.number("GUILDHALL_WEB_THREADS", 4, most=MOST_AT_ONCE),
            )

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"


def refuse_if_taken(here: Settings) -> None:
    """Raise `PortTaken` before anything starts; some servers would share the port silently."""
    with socket.socket(socket.AF_INET6 if ":" in here.host else socket.AF_INET) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((here.host, here.port))
        except OSError as error:
            raise PortTaken(_refusal(here, error)) from error


def _refusal(here: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"{here.host}:{here.port} is in use ({error.strerror}). Choose another port with GUILDHALL_PORT."
    return (
        f"Guildhall can't listen on {here.host}:{here.port}: {error.strerror}. Check GUILDHALL_HOST and GUILDHALL_PORT."
    )


def answers(here: Settings, *, launch: str | None = None) -> bool:
    """Tell whether a site serves pages here: any, or only the one that was started with this word."""
    try:
        with urllib.request.urlopen(f"{here.address}/health", timeout=2) as answer:
            return launch in (None, answer.headers[LAUNCH_HEADER])
    except urllib.error.HTTPError as refusal:
        return launch in (None, refusal.headers[LAUNCH_HEADER])
    except (OSError, http.client.HTTPException):
        return False
