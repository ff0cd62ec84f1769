"""Seals a message so that only one browser can read it, and no push service in between (RFC 8291, RFC 8188)."""

import base64
import os

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
SALT_BYTES, KEY_BYTES, NONCE_BYTES = 16, 16, 12
# A message is one record, so this is only the largest that a push service takes.
RECORD_BYTES = 4096
# What comes after a message in its last record. Padding may follow.
LAST = b"\x02"


def sealed(message: bytes, *, key: str, secret: str) -> bytes:
    """Return a message for the browser with this public key and secret, as it gave them (base64url).

    Each seal uses a new key and salt. Raises `ValueError` if the key isn't a point on the curve.
    """
    return sealed_with(
        ec.generate_private_key(CURVE), os.urandom(SALT_BYTES), message, key=decoded(key), secret=decoded(secret)
    )


def sealed_with(own: ec.EllipticCurvePrivateKey, salt: bytes, message: bytes, *, key: bytes, secret: bytes) -> bytes:
    """Return a message that is sealed with this key and salt. Only the example of the RFC chooses them."""
    ours = point(own)
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, key))
    seed = derived(shared, salt=secret, purpose=b"WebPush: info\0" + key + ours, length=32)
    content_key = derived(seed, salt=salt, purpose=b"Content-Encoding: aes128gcm\0", length=KEY_BYTES)
    nonce = derived(seed, salt=salt, purpose=b"Content-Encoding: nonce\0", length=NONCE_BYTES)
    head = salt + RECORD_BYTES.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return head + AESGCM(content_key).encrypt(nonce, message + LAST, None)


def derived(secret: bytes, *, salt: bytes | None, purpose: bytes, length: int) -> bytes:
    """Return as many bytes as this, derived from a secret for one purpose (HKDF, RFC 5869)."""
    return HKDF(SHA256(), length=length, salt=salt, info=purpose).derive(secret)


def point(own: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the public key that belongs to a private one, as browsers write it: 65 bytes, uncompressed."""
    return own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def encoded(content: bytes) -> str:
    """Return bytes as base64url without padding, as everything in Web Push is written."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Return the bytes of a base64url text without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
