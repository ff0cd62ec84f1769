"""Where the graph is and what may be inferred from it, read from the environment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

NAMES = (
    "GUILDHALL_GRAPH_URL",
    "GUILDHALL_GRAPH_USER",
    "GUILDHALL_GRAPH_PASSWORD",
    "GUILDHALL_GRAPH_DATABASE",
    "GUILDHALL_INFERENCE",
)

# Whether skills are inferred from what people write: unless they refuse, only if they agree, or not at all.
Inference = Literal["opt-out", "opt-in", "off"]
INFERENCES: Mapping[str, Inference] = {"opt-out": "opt-out", "opt-in": "opt-in", "off": "off"}

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


class Misconfigured(Exception):
    """The environment asks for something that cannot work; the message has one line per problem."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How to reach the graph engine over Bolt, and what may be inferred from what is in it."""

    url: str
    user: str
    password: str
    database: str
    inference: Inference = "opt-out"

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings. Raises `Misconfigured` with every problem at once."""
        url = env.get("GUILDHALL_GRAPH_URL", "")
        password = env.get("GUILDHALL_GRAPH_PASSWORD", "")
        inference = env.get("GUILDHALL_INFERENCE", "opt-out")
        problems = [
            *_problems_of(url),
            *([] if password else ["GUILDHALL_GRAPH_PASSWORD is empty."]),
            *(
                []
                if inference in INFERENCES
                else [f"GUILDHALL_INFERENCE must be opt-out, opt-in or off, not {inference!r}."]
            ),
        ]
        if problems:
            raise Misconfigured("\n".join(problems))
        return cls(
            url=url,
            user=env.get("GUILDHALL_GRAPH_USER", "neo4j"),
            password=password,
            database=env.get("GUILDHALL_GRAPH_DATABASE", "neo4j"),
            inference=INFERENCES[inference],
        )


def _problems_of(url: str) -> list[str]:
    if re.fullmatch(rf"({'|'.join(re.escape(scheme) for scheme in SCHEMES)})://[^/\s]+", url):
        return []
    return [f"GUILDHALL_GRAPH_URL should look like bolt://host:7687 or neo4j+s://host, not {url!r}."]
