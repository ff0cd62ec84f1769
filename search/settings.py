"""Where the index lies, read from the environment."""

import importlib.util
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

NAMES = ("GUILDHALL_DATA_DIR", "GUILDHALL_SEARCH_ENGINE", "GUILDHALL_SEARCH_MEANING", "GUILDHALL_SEARCH_URL")

ENGINES = ("whoosh", "tantivy", "opensearch")
MEANINGS = ("static", "contextual", "none")


class Misconfigured(Exception):
    """The environment asks for something that cannot work; the message has one line per problem."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The folder that holds every index, the engine that writes them, and the model that compares meanings.

    `url` is where OpenSearch keeps them instead of the folder; it may hold a password.
    """

    folder: Path
    engine: str
    meaning: str
    url: str = field(default="", repr=False)

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings. Raises `Misconfigured` with every problem at once."""
        engine = env.get("GUILDHALL_SEARCH_ENGINE") or "whoosh"
        meaning = env.get("GUILDHALL_SEARCH_MEANING") or "static"
        url = env.get("GUILDHALL_SEARCH_URL", "")
        problems = [
            f"{name} must be one of {', '.join(choices)}, not {value!r}."
            for name, value, choices in (
                ("GUILDHALL_SEARCH_ENGINE", engine, ENGINES),
                ("GUILDHALL_SEARCH_MEANING", meaning, MEANINGS),
            )
            if value not in choices
        ]
        problems += _problems_of(url) if engine == "opensearch" else []
        if problems:
            raise Misconfigured("\n".join(problems))
        folder = Path(env.get("GUILDHALL_DATA_DIR", "data")) / "index"
        return cls(folder=folder, engine=engine, meaning=meaning, url=url)


def _problems_of(url: str) -> list[str]:
    problems = list[str]()
    if not re.fullmatch(r"https?://([^/?#\s]+@)?[^/?#@\s]+(/[a-z0-9][a-z0-9-]*)?/?", url):
        # A mistyped address may still carry the password.
        shown = re.sub(r"//.*@", "//***@", url)
        problems.append(f"GUILDHALL_SEARCH_URL should look like https://user:password@host:9200, not {shown!r}.")
    if importlib.util.find_spec("opensearchpy") is None:
        problems.append('GUILDHALL_SEARCH_ENGINE=opensearch needs the extra hosts: GUILDHALL_EXTRAS="hosts".')
    return problems
