"""By what push services know this site (VAPID, RFC 8292): a key, and a signature for each of them.

The key is derived from the secret of the site, so all hosts have the same one and there is no other secret to keep. A
new secret is a new key: browsers then show nothing until people switch notifications on again.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from graph import clock
from workers.notifications.sealed import CURVE, derived, encoded, point

# The order of the curve P-256. 16 bytes more than it has make every key equally likely (FIPS 186-5, A.2.1).
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
SEED_BYTES = 48
# Push services take at most a day.
SIGNED_FOR = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class Sender:
    """The site as push services see it: its secret, and its address, at which they find whom to write to."""

    secret: str
    address: str

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Sender | None":
        """Read the settings of this process; `None` without a secret or an address that browsers trust."""
        secret, address = env.get("GUILDHALL_SECRET_KEY", ""), env.get("GUILDHALL_ADDRESS", "").strip().rstrip("/")
        return cls(secret=secret, address=address) if secret and urlsplit(address).hostname else None

    @property
    def public_key(self) -> str:
        """The key by which browsers let only this site send, as base64url."""
        return encoded(point(_key(self.secret)))

    def authorization(self, endpoint: str) -> str:
        """Return the header that proves to the push service of an endpoint who sends. It works for twelve hours."""
        service = urlsplit(endpoint)
        claims = {
            "aud": f"{service.scheme}://{service.netloc}",
            "exp": int((clock.now() + SIGNED_FOR).timestamp()),
            "sub": self.address,
        }
        signed = ".".join(_part(one) for one in ({"typ": "JWT", "alg": "ES256"}, claims))
        r, s = decode_dss_signature(_key(self.secret).sign(signed.encode(), ec.ECDSA(SHA256())))
        return f"vapid t={signed}.{encoded(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}, k={self.public_key}"


@cache
def _key(secret: str) -> ec.EllipticCurvePrivateKey:
    seed = derived(secret.encode(), salt=None, purpose=b"guildhall web push", length=SEED_BYTES)
    return ec.derive_private_key(int.from_bytes(seed, "big") % (ORDER - 1) + 1, CURVE)


def _part(content: Mapping[str, object]) -> str:
    return encoded(json.dumps(content, separators=(",", ":")).encode())
