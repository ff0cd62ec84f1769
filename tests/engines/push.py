"""A push service on this machine, and browsers that open what it gets as RFC 8291 tells receivers to."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import trustme
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from graph.notifications.devices import Subscription
from tests.engines.mail import context
from workers.notifications.sealed import CURVE, encoded, point

SALT_BYTES, SIZE_BYTES = 16, 4


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """A browser: its key and secret."""

    own: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(CURVE))
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    def subscription(self, endpoint: str, *, sender: str) -> Subscription:
        """Return what it sends when people switch notifications on."""
        return Subscription(endpoint=endpoint, key=encoded(point(self.own)), secret=encoded(self.secret), sender=sender)

    def opened(self, sealed: bytes) -> bytes:
        """Return the message that was sealed for it (RFC 8291, 3.4, and RFC 8188, 2)."""
        salt, rest = sealed[:SALT_BYTES], sealed[SALT_BYTES + SIZE_BYTES :]
        theirs, record = rest[1 : 1 + rest[0]], rest[1 + rest[0] :]
        shared = self.own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
        seed = _derived(shared, self.secret, b"WebPush: info\x00" + point(self.own) + theirs, 32)
        key = _derived(seed, salt, b"Content-Encoding: aes128gcm\x00", 16)
        nonce = _derived(seed, salt, b"Content-Encoding: nonce\x00", 12)
        message, _, padding = AESGCM(key).decrypt(nonce, record, None).rpartition(b"\x02")
        assert not padding.strip(b"\x00")
        return message


@dataclass(kw_only=True)
class Service:
    """What arrived, by path, with its headers; and what it answers for a path, 201 unless told otherwise."""

    address: str
    answers: dict[str, int] = field(default_factory=dict)
    arrived: list[tuple[str, Message, bytes]] = field(default_factory=list)

    def of(self, path: str) -> list[tuple[Message, bytes]]:
        return [(headers, content) for to, headers, content in self.arrived if to == path]


@contextmanager
def running(certificate: trustme.CA) -> Iterator[Service]:
    """Run a push service whose name this authority vouches for."""
    service = Service(address="")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            service.arrived.append((self.path, self.headers, content))
            self.send_response(service.answers.get(self.path, 201))
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep the output of tests quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context(certificate).wrap_socket(server.socket, server_side=True)
    service.address = f"https://localhost:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()


def _derived(secret: bytes, salt: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length=length, salt=salt, info=purpose).derive(secret)
