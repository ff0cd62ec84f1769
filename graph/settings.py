"""Where the graph is, and what people may do and infer with it, read from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from settings import reading

# When skills are inferred from what people write: unless they refuse, only if they agree, or never.
Inference = Literal["opt-out", "opt-in", "off"]
INFERENCES: tuple[Inference, ...] = ("opt-out", "opt-in", "off")

URL = r"(bolt|neo4j)(\+s|\+ssc)?://[^/\s]+"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How to reach the graph engine over Bolt, what may be inferred from its contents, and whether people can thank."""

    url: str
    user: str
    password: str
    database: str
    inference: Inference = "opt-out"
    thanks: bool = True

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings. Raises `Misconfigured` with every problem at once."""
        with reading(env) as it:
            password = it.text("GUILDHALL_GRAPH_PASSWORD")
            it.expect(password != "", "GUILDHALL_GRAPH_PASSWORD is empty.")
            return cls(
                url=it.url("GUILDHALL_GRAPH_URL", URL, like="bolt://host:7687 or neo4j+s://host"),
                user=it.text("GUILDHALL_GRAPH_USER", "neo4j"),
                password=password,
                database=it.text("GUILDHALL_GRAPH_DATABASE", "neo4j"),
                inference=it.choice("GUILDHALL_INFERENCE", INFERENCES),
                thanks=it.yes("GUILDHALL_THANKS", "yes"),
            )
