"""Where the graph is, and what people may do and infer with it, read from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from settings import Reading, reading

# When skills are inferred from what people write: unless they refuse, only if they agree, or never.
Inference = Literal["opt-out", "opt-in", "off"]
INFERENCES: tuple[Inference, ...] = ("opt-out", "opt-in", "off")

URL = r"(bolt|neo4j)(\+s|\+ssc)?://[^/\s]+"


@dataclass(frozen=True, kw_only=True)
class MentorWeights:
    """How much each part counts when mentors are suggested: graph/mentoring/fit.py says what they mean.

    They are compared with their sum. How much a mentor is ahead always counts, so that no other part decides alone.
    """

    gap: int = 50
    ahead: int = 15
    hours: int = 15
    feedback: int = 10
    unit: int = 10


@dataclass(frozen=True, kw_only=True)
class TrustBounds:
    """How many helpful acts of others have to count for a level, and how many days its person has to be here.

    graph/conduct/trust_levels.py says what each level may do.
    """

    known_acts: int = 1
    trusted_acts: int = 10
    trusted_days: int = 30
    steward_acts: int = 30
    steward_days: int = 90


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How to reach the graph engine over Bolt, and what its contents are used for.

    What may be inferred from them, whether people can thank each other, what decides about mentors, how trust grows,
    and whether posts that look like spam wait for a coach.
    """

    url: str
    user: str
    password: str
    database: str
    inference: Inference = "opt-out"
    thanks: bool = True
    mentor_weights: MentorWeights = MentorWeights()
    trust: TrustBounds = TrustBounds()
    spam_check: bool = False

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
                mentor_weights=_mentor_weights(it),
                trust=_trust_bounds(it),
                spam_check=it.yes("GUILDHALL_SPAM_CHECK", "no"),
            )


def _mentor_weights(it: Reading) -> MentorWeights:
    return MentorWeights(
        gap=it.number("GUILDHALL_MENTOR_GAP", 50, least=30, most=80),
        ahead=it.number("GUILDHALL_MENTOR_AHEAD", 15, least=0, most=30),
        hours=it.number("GUILDHALL_MENTOR_HOURS", 15, least=0, most=30),
        feedback=it.number("GUILDHALL_MENTOR_FEEDBACK", 10, least=0, most=20),
        unit=it.number("GUILDHALL_MENTOR_UNIT", 10, least=0, most=20),
    )


def _trust_bounds(it: Reading) -> TrustBounds:
    return TrustBounds(
        known_acts=it.number("GUILDHALL_TRUST_KNOWN", 1, most=1_000),
        trusted_acts=it.number("GUILDHALL_TRUST_TRUSTED", 10, most=1_000),
        trusted_days=it.number("GUILDHALL_TRUST_TRUSTED_DAYS", 30, least=0, most=3_650),
        steward_acts=it.number("GUILDHALL_TRUST_STEWARD", 30, most=1_000),
        steward_days=it.number("GUILDHALL_TRUST_STEWARD_DAYS", 90, least=0, most=3_650),
    )
