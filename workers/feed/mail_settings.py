"""The server that accepts our mail, read from the environment.

The launcher reads this too, so nothing here loads the graph.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from settings import Reading, reading

PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The server that accepts our mail, and what letters need to know about the site.

    `is_tls` means TLS from the first byte. Otherwise, the connection is encrypted if the server offers it; without
    encryption, no password is sent. `site` is empty unless the operator named the site.
    """

    host: str
    port: int
    user: str
    password: str
    is_tls: bool
    sender: str
    site: str
    address: str
    secret: str

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings | None":
        """Read the settings; `None` if the site sends no mail. Raises `Misconfigured` with every problem at once."""
        with reading(env) as it:
            url, sender, address = (
                it.text(f"GUILDHALL_{name}").strip() for name in ("MAIL_URL", "MAIL_FROM", "ADDRESS")
            )
            if not url:
                return None
            _check(it, url, sender, address)
        server = urlsplit(url)
        return cls(
            host=server.hostname or "",
            port=server.port or PORTS[server.scheme],
            user=unquote(server.username or ""),
            password=unquote(server.password or ""),
            is_tls=server.scheme == "smtps",
            sender=sender,
            site=it.text("GUILDHALL_SITE_NAME"),
            address=address.rstrip("/"),
            secret=it.text("GUILDHALL_SECRET_KEY"),
        )


def _check(it: Reading, url: str, sender: str, address: str) -> None:
    # Not shown: it may hold a password.
    it.expect(_fits(url), "GUILDHALL_MAIL_URL should look like smtp://user:password@host:587 or smtps://host.")
    it.expect(
        "@" in sender and not any(sign.isspace() for sign in sender),
        "GUILDHALL_MAIL_FROM must be the address that mail is sent from, such as guildhall@example.com.",
    )
    it.expect(
        urlsplit(address).scheme in ("http", "https"),
        "GUILDHALL_ADDRESS must be the address of the site, such as https://guildhall.example.com.",
    )


def _fits(url: str) -> bool:
    try:
        server = urlsplit(url)
        return server.scheme in PORTS and bool(server.hostname) and server.path in ("", "/") and (server.port or 1) > 0
    except ValueError:
        return False
