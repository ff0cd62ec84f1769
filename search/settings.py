"""Where the index lies, read from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NAMES = ("GUILDHALL_DATA_DIR", "GUILDHALL_SEARCH_ENGINE", "GUILDHALL_SEARCH_MEANING")

ENGINES = ("whoosh", "tantivy")
MEANINGS = ("static", "contextual", "none")


class Misconfigured(Exception):
    """The environment asks for something that cannot work; the message has one line per problem."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The folder that holds every index, the engine that writes them, and the model that compares meanings."""

    folder: Path
    engine: str
    meaning: str

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings. Raises `Misconfigured` with every problem at once."""
        engine = env.get("GUILDHALL_SEARCH_ENGINE", "whoosh")
        meaning = env.get("GUILDHALL_SEARCH_MEANING", "static")
        problems = [
            f"{name} is one of {', '.join(choices)}; it is {value!r}."
            for name, value, choices in (
                ("GUILDHALL_SEARCH_ENGINE", engine, ENGINES),
                ("GUILDHALL_SEARCH_MEANING", meaning, MEANINGS),
            )
            if value not in choices
        ]
        if problems:
            raise Misconfigured("\n".join(problems))
        return cls(folder=Path(env.get("GUILDHALL_DATA_DIR", "data")) / "index", engine=engine, meaning=meaning)
