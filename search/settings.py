"""Where the index is, read from the environment."""

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from settings import reading

ENGINES = ("whoosh", "tantivy", "opensearch")
MEANINGS = ("static", "contextual", "none")
URL = r"https?://([^/?#\s]+@)?[^/?#@\s]+(/[a-z0-9][a-z0-9-]*)?/?"


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
        with reading(env) as it:
            engine = it.choice("GUILDHALL_SEARCH_ENGINE", ENGINES)
            if engine == "opensearch":
                it.url("GUILDHALL_SEARCH_URL", URL, like="https://user:password@host:9200")
                is_installed = importlib.util.find_spec("opensearchpy") is not None
                it.expect(
                    is_installed, 'GUILDHALL_SEARCH_ENGINE=opensearch needs the extra hosts: GUILDHALL_EXTRAS="hosts".'
                )
            return cls(
                folder=Path(it.text("GUILDHALL_DATA_DIR", "data")) / "index",
                engine=engine,
                meaning=it.choice("GUILDHALL_SEARCH_MEANING", MEANINGS),
                url=it.text("GUILDHALL_SEARCH_URL"),
            )
