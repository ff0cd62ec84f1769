"""How the site presents itself, read from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from settings import reading

LEAST_SECRET_CHARACTERS = 32
MOST_PROXIES = 100
MOST_GENEROUS = 1_000
WRONG_ADDRESS = "GUILDHALL_ADDRESS must be the address of the site, such as https://guildhall.example.com."


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How the site presents itself. `proxies` is the number of reverse proxies in front of it, which are trusted.

    `site_name` is empty if admins choose the name. `address` is where people reach it, empty if links should carry the
    address of the request. Limits on what a person
    may do are multiplied by `limits`; 0 means that there are none.
    """

    secret_key: str
    site_name: str
    https: bool
    proxies: int
    address: str = ""
    limits: int = 1

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings. Raises `Misconfigured` with every problem at once."""
        with reading(env) as it:
            secret = it.text("GUILDHALL_SECRET_KEY")
            too_short = f"GUILDHALL_SECRET_KEY needs at least {LEAST_SECRET_CHARACTERS} random characters."
            it.expect(len(secret) >= LEAST_SECRET_CHARACTERS, too_short)
            address = it.text("GUILDHALL_ADDRESS").rstrip("/")
            it.expect(not address or urlsplit(address).scheme in ("http", "https"), WRONG_ADDRESS)
            return cls(
                secret_key=secret,
                site_name=it.text("GUILDHALL_SITE_NAME"),
                https=it.yes("GUILDHALL_HTTPS", "no"),
                proxies=it.number("GUILDHALL_PROXIES", 0, least=0, most=MOST_PROXIES),
                address=address,
                limits=it.number("GUILDHALL_LIMITS", 1, least=0, most=MOST_GENEROUS),
            )
