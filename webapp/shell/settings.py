"""How the site presents itself, read from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.settings import Misconfigured

NAMES = ("GUILDHALL_SECRET_KEY", "GUILDHALL_SITE_NAME", "GUILDHALL_HTTPS", "GUILDHALL_PROXIES")

LEAST_SECRET_CHARACTERS = 32


@dataclass(frozen=True, kw_only=True)
class Settings:
    """`proxies` is how many reverse proxies stand before the site: as many addresses are believed."""

    secret_key: str
    site_name: str
    https: bool
    proxies: int

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings. Raises `Misconfigured` with every problem at once."""
        secret, https, proxies = (
            env.get("GUILDHALL_SECRET_KEY", ""),
            env.get("GUILDHALL_HTTPS") or "no",
            env.get("GUILDHALL_PROXIES") or "0",
        )
        problems = [
            problem
            for broken, problem in (
                (
                    len(secret) < LEAST_SECRET_CHARACTERS,
                    f"GUILDHALL_SECRET_KEY needs at least {LEAST_SECRET_CHARACTERS} random characters.",
                ),
                (https not in ("yes", "no"), f"GUILDHALL_HTTPS must be yes or no, not {https!r}."),
                (not proxies.isdecimal(), f"GUILDHALL_PROXIES must be a whole number, not {proxies!r}."),
            )
            if broken
        ]
        if problems:
            raise Misconfigured("\n".join(problems))
        return cls(
            secret_key=secret,
            site_name=env.get("GUILDHALL_SITE_NAME", "Guildhall"),
            https=https == "yes",
            proxies=int(proxies),
        )
