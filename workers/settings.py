"""Where the queue is, read from the environment."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from settings import Reading, reading

URL = r"rediss?://[^\s]+|redis\+socket:///[^\s]+|sentinel://[^\s]+"

Form = Literal["text", "json"]
FORMS: tuple[Form, ...] = ("text", "json")

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How to reach the queue, and what workers may do. `url` is any server that speaks the Redis protocol.

    `networks` are the company's own networks from which pages may be fetched. `speech_model` is the folder of a speech
    model that the operator chose. `folder` holds the order learned from the past, and `learns` says whether it may
    decide who is asked first.
    """

    url: str
    networks: tuple[Network, ...]
    speech_model: Path | None = None
    folder: Path = Path("data")
    learns: bool = True

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings. Raises `Misconfigured` with every problem at once."""
        with reading(env) as it:
            return cls(
                url=it.url("GUILDHALL_QUEUE_URL", URL, like="redis://host:6379/0 or redis+socket:///a/path"),
                networks=_networks(it),
                speech_model=_model(it),
                folder=Path(it.text("GUILDHALL_DATA_DIR", "data")),
                learns=it.yes("GUILDHALL_LEARNED_ORDER", "yes"),
            )


@dataclass(frozen=True, kw_only=True)
class LogSettings:
    """Whether log lines are for people or for programs to read."""

    form: Form

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "LogSettings":
        """Read the settings. Raises `Misconfigured`."""
        with reading(env) as it:
            return cls(form=it.choice("GUILDHALL_LOG", FORMS))


def _networks(it: Reading) -> tuple[Network, ...]:
    try:
        return tuple(
            ipaddress.ip_network(name) for name in it.text("GUILDHALL_LINK_NETWORKS").replace(",", " ").split()
        )
    except ValueError as error:
        it.expect(False, f"GUILDHALL_LINK_NETWORKS should look like 10.1.0.0/16, 10.2.3.0/24: {error}.")
        return ()


def _model(it: Reading) -> Path | None:
    model = it.text("GUILDHALL_SPEECH_MODEL")
    is_right = not model or (Path(model) / "model.bin").is_file()
    it.expect(is_right, f"GUILDHALL_SPEECH_MODEL must be a folder that contains a model.bin, not {model!r}.")
    return Path(model) if model else None
