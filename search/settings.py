"""Where the index lies, read from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NAMES = ("GUILDHALL_DATA_DIR", "GUILDHALL_SEARCH_ENGINE")

ENGINES = ("whoosh", "tantivy")


class Misconfigured(Exception):
    """The environment asks for something that cannot work; the message has one line per problem."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The folder that holds every index, and the engine that writes them."""

    folder: Path
    engine: str

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings. Raises `Misconfigured` with every problem at once."""
        engine = env.get("GUILDHALL_SEARCH_ENGINE", "whoosh")
        if engine not in ENGINES:
            raise Misconfigured(f"GUILDHALL_SEARCH_ENGINE is one of {', '.join(ENGINES)}; it is {engine!r}.")
        return cls(folder=Path(env.get("GUILDHALL_DATA_DIR", "data")) / "index", engine=engine)
