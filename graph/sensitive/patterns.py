"""What secrets and personal data look like, read from patterns.toml."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from graph.sensitive import numbers, passwords

TABLE = Path(__file__).with_suffix(".toml")

CHECKS: dict[str, Callable[[str], bool]] = {
    "has_checksum": numbers.has_checksum,
    "is_azure_key": passwords.is_azure_key,
    "is_card": numbers.is_card,
    "is_iban": numbers.is_iban,
    "is_json_token": numbers.is_json_token,
    "is_no_placeholder": passwords.is_no_placeholder,
    "is_password": passwords.is_password,
    "is_personnummer": numbers.is_personnummer,
    "is_random": passwords.is_random,
    "is_ssn": numbers.is_ssn,
}


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """One kind of secret or personal data. patterns.toml says what each part means."""

    kind: str
    name: str
    shape: re.Pattern[str]
    hints: tuple[str, ...]
    check: Callable[[str], bool]
    is_certain: bool
    shown: int
    is_whole: bool

    def may_be_in(self, folded: str) -> bool:
        """Return whether a search of this text, in lower case, may find anything."""
        return not self.hints or any(hint in folded for hint in self.hints)


def _read() -> tuple[Pattern, ...]:
    table = cast(dict[str, list[dict[str, object]]], tomllib.loads(TABLE.read_text(encoding="utf-8")))
    return tuple(map(_pattern, table["pattern"]))


def _pattern(row: dict[str, object]) -> Pattern:
    return Pattern(
        kind=str(row["kind"]),
        name=str(row["name"]),
        shape=re.compile(_bounded(str(row["shape"]), is_free=bool(row.get("free"))), re.ASCII),
        hints=tuple(cast(list[str], row.get("hints", []))),
        check=CHECKS[str(row.get("check", "is_random"))],
        is_certain=bool(row.get("certain")),
        shown=cast(int, row.get("shown", 0)),
        is_whole=bool(row.get("whole")),
    )


def _bounded(shape: str, *, is_free: bool) -> str:
    """Let a token begin and end where no other letter or digit does. Those that are `free` say it themselves."""
    return shape if is_free else rf"(?<![A-Za-z0-9_]){shape}(?![A-Za-z0-9_])"


# Certain ones first: of two that are found at the same place, the first counts.
PATTERNS = _read()
