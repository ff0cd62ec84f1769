"""Where the queue is, read from the environment."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NAMES = (
    "GUILDHALL_QUEUE_URL",
    "GUILDHALL_DATA_DIR",
    "GUILDHALL_LEARNED_ORDER",
    "GUILDHALL_LINK_NETWORKS",
    "GUILDHALL_SPEECH_MODEL",
)

YES_NO = {"yes": True, "no": False}

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Misconfigured(Exception):
    """The environment asks for something that cannot work; the message has one line per problem."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How to reach the queue: any server that speaks Redis. `networks` of the company's own may be fetched from.

    `speech_model` is the folder of a model for speech that the operator chose. In `folder` lies what was learned from
    the past, which `learns` allows to order whom to ask.
    """

    url: str
    networks: tuple[Network, ...]
    speech_model: Path | None = None
    folder: Path = Path("data")
    learns: bool = True

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings. Raises `Misconfigured`."""
        url = env.get("GUILDHALL_QUEUE_URL", "")
        if not re.fullmatch(r"(rediss?://[^\s]+|redis\+socket:///[^\s]+|sentinel://[^\s]+)", url):
            shapes = "redis://host:6379/0 or redis+socket:///a/path"
            raise Misconfigured(f"GUILDHALL_QUEUE_URL should look like {shapes}, not {_shown(url)}.")
        networks = _networks(env.get("GUILDHALL_LINK_NETWORKS", ""))
        learns = env.get("GUILDHALL_LEARNED_ORDER", "yes")
        if learns not in YES_NO:
            raise Misconfigured(f"GUILDHALL_LEARNED_ORDER must be yes or no, not {learns!r}.")
        return cls(
            url=url,
            networks=networks,
            speech_model=_model(env.get("GUILDHALL_SPEECH_MODEL", "")),
            folder=Path(env.get("GUILDHALL_DATA_DIR", "data")),
            learns=YES_NO[learns],
        )


def _networks(typed: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(name) for name in typed.replace(",", " ").split())
    except ValueError as error:
        raise Misconfigured(f"GUILDHALL_LINK_NETWORKS should look like 10.1.0.0/16, 10.2.3.0/24: {error}.") from error


def _model(typed: str) -> Path | None:
    if typed and not (Path(typed) / "model.bin").is_file():
        raise Misconfigured(f"GUILDHALL_SPEECH_MODEL must be a folder that contains a model.bin, not {typed!r}.")
    return Path(typed) if typed else None


def _shown(url: str) -> str:
    # A mistyped address may still carry the password.
    return repr(re.sub(r"//.*@", "//***@", url))
