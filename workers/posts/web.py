"""Fetches pages from other sites for people who may type any address, but never from the private network.

A name is resolved once, each of its addresses is checked, and the connection goes to a checked address. A name that
resolves to another address after the check gains nothing. Each redirect is checked again.
"""

import http.client
import ipaddress
import os
import socket
import ssl
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from workers.posts import networks
from workers.posts.networks import Address
from workers.settings import Network, Settings

SECONDS_IN_ALL = 15
SECONDS_OF_SILENCE = 5
MOST_REDIRECTS = 5
PIECE_BYTES = 64 * 1024
REDIRECTS = (301, 302, 303, 307, 308)
GONE = (404, 410, 451)
NOT_MODIFIED = 304
PORTS = {"http": 80, "https": 443}
# Characters that stay as they are in addresses. All others are percent-encoded, as in browsers.
PATH = "/%:@!$&'()*+,;=~-._"
QUERY = PATH + "?"
AGENT = "Guildhall"
FOR_PAGES = {
    "User-Agent": f"{AGENT} (previews links that a colleague shared)",
    "Accept": "*/*",
    "Accept-Encoding": "identity",
}


class Unreachable(Exception):
    """The page could not be fetched; the message says why. `is_final` if trying again will not help."""

    def __init__(self, problem: str, *, is_final: bool = False) -> None:
        super().__init__(problem)
        self.is_final = is_final


class Closed(Exception):
    """The page is there, but we can't read it; the message says why."""


class Unchanged(Exception):
    """The page is as it was when it was fetched before."""


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """The beginning of a page, at most as many bytes as were asked for, and the address that it came from.

    `etag` and `modified` are what its site says to recognise this state of it by; either may be empty.
    """

    url: str
    media_type: str
    charset: str
    content: bytes
    is_whole: bool
    etag: str = ""
    modified: str = ""


def get(url: str, *, most_bytes: int, etag: str = "", modified: str = "") -> Fetched:
    """Fetch the beginning of a page, following at most five redirects. Each request may take 15 seconds.

    Raises `Unreachable` or `Closed`, and `Unchanged` if the page still has this `etag`, or was last `modified` then.
    """
    known = {"If-None-Match": etag, "If-Modified-Since": modified}
    headers = {**FOR_PAGES, **{name: value for name, value in known.items() if value}}
    for _ in range(MOST_REDIRECTS + 1):
        parts, address = _judged(url)
        try:
            with _answer(parts, address, headers=headers) as answer:
                if answer.status not in REDIRECTS or not answer.headers["Location"]:
                    return _fetched(url, answer, most_bytes)
                url = urljoin(url, _location(answer.headers["Location"]))
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unreachable("The page didn't respond in time, or its response couldn't be read.") from error
    raise Unreachable("The page redirects too many times.", is_final=True)


def post(url: str, content: bytes, *, headers: Mapping[str, str]) -> int:
    """Send this to an address of the public web, which must be encrypted. Return the status of the answer.

    A redirect is an answer. It may take 15 seconds. Raises `Unreachable`.
    """
    parts, address = _judged(url)
    if parts.scheme != "https":
        raise Unreachable("The address isn't encrypted.", is_final=True)
    try:
        with _answer(parts, address, content, {**headers, "User-Agent": AGENT}) as answer:
            return answer.status
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable("The site didn't respond in time, or its response couldn't be read.") from error


def _judged(url: str) -> tuple[SplitResult, Address]:
    """Return the parts of the URL and the address to connect to. Raises `Unreachable` outside the public web."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise Unreachable("This isn't the address of a web page.", is_final=True) from error
    if parts.scheme not in PORTS or not parts.hostname or parts.username or parts.password:
        raise Unreachable("This isn't the address of a web page.", is_final=True)
    addresses = _resolved(parts.hostname, port)
    allowed = Settings.from_env(os.environ).networks
    if not all(_is_open(address, port, allowed) for address in addresses):
        raise Unreachable("This address is inside the company network, so Guildhall doesn't open it.")
    return parts, addresses[0]


def _resolved(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable("There is no site at this address.") from error
    return [ipaddress.ip_address(str(place[4][0]).partition("%")[0]) for place in found]


def _is_open(address: Address, port: int, allowed: tuple[Network, ...]) -> bool:
    inside = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    if any((inside or address) in network for network in allowed):
        return True
    return port in PORTS.values() and networks.is_public(address)


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, whatever the page's host name resolves to by now."""

    def __init__(self, parts: SplitResult, address: Address) -> None:
        super().__init__(parts.hostname or "", parts.port or PORTS[parts.scheme], timeout=SECONDS_OF_SILENCE)
        self.address = str(address)
        self.is_secret = parts.scheme == "https"
        self.line: socket.socket | None = None

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), timeout=SECONDS_OF_SILENCE)
        if self.is_secret:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
        # The connection drops its socket once only the response reads from it.
        self.line = self.sock


@contextmanager
def _answer(
    parts: SplitResult, address: Address, content: bytes | None = None, headers: Mapping[str, str] = FOR_PAGES
) -> Generator[http.client.HTTPResponse]:
    connection = _Pinned(parts, address)
    # A site that sends a byte now and then never reaches the read timeout; this hangs up on it anyway.
    patience = threading.Timer(SECONDS_IN_ALL, _hang_up, [connection])
    patience.daemon = True
    patience.start()
    try:
        path = quote(parts.path or "/", safe=PATH) + (f"?{quote(parts.query, safe=QUERY)}" if parts.query else "")
        connection.request("GET" if content is None else "POST", path, body=content, headers=dict(headers))
        yield connection.getresponse()
    finally:
        patience.cancel()
        connection.close()


def _hang_up(connection: _Pinned) -> None:
    with suppress(OSError):
        if connection.line:
            connection.line.shutdown(socket.SHUT_RDWR)


def _fetched(url: str, answer: http.client.HTTPResponse, most_bytes: int) -> Fetched:
    _refuse(answer.status)
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise Closed("The site sent the page in a format that Guildhall can't read.")
    content = b""
    while len(content) <= most_bytes and (piece := answer.read(PIECE_BYTES)):
        content += piece
    return Fetched(
        url=url,
        media_type=answer.headers.get_content_type(),
        charset=_charset(answer.headers),
        content=content[:most_bytes],
        is_whole=len(content) <= most_bytes,
        etag=answer.headers.get("ETag", ""),
        modified=answer.headers.get("Last-Modified", ""),
    )


def _refuse(status: int) -> None:
    if status == NOT_MODIFIED:
        raise Unchanged
    if status in GONE:
        raise Unreachable(f"The page no longer exists ({status}).", is_final=True)
    if status >= 500:
        raise Unreachable(f"The site has a problem ({status}).")
    if status >= 400:
        raise Closed(f"The page isn't open to the public ({status}).")


def _location(header: str) -> str:
    """Return the address in a header, whose bytes arrive as letters. Browsers read them as UTF-8."""
    sent = header.strip().encode("latin-1")
    try:
        return sent.decode()
    except UnicodeDecodeError:
        return quote(sent, safe=QUERY + "#[]")


def _charset(headers: Message) -> str:
    return str(headers.get_content_charset() or "")
