"""Reads settings from the environment for every package: one way for each kind of value, all problems together.

Values come from the environment only. Messages about an address leave out any password in it.
"""

import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Literal, TypeVar

Choice = TypeVar("Choice", bound=str)

YES_NO = ("yes", "no")


class Misconfigured(Exception):
    """The environment asks for something that cannot work; the message has one line per problem."""


class Reading:
    """Reads the environment and collects the problems. Values that are unset or empty have their defaults."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.env = env
        self.problems: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        """Return the value unchanged."""
        return self.env.get(name, "") or default

    def yes(self, name: str, default: Literal["yes", "no"]) -> bool:
        """Return whether the value is "yes". Anything but "yes" and "no" is a problem."""
        value = self.text(name, default)
        self.expect(value in YES_NO, f"{name} must be yes or no, not {value!r}.")
        return value == "yes"

    def number(self, name: str, default: int, *, least: int = 1, most: int) -> int:
        """Return a whole number from `least` to `most`. Anything else is a problem, and the default is returned."""
        value = self.text(name, str(default))
        # A longer value has leading zeros at best, and int() is slow for very long ones.
        is_right = value.isdecimal() and len(value) <= len(str(most)) and least <= int(value) <= most
        kind = "a whole number above 0" if least else "a whole number"
        self.expect(is_right, f"{name} must be {kind}, not {value!r}.")
        return int(value) if is_right else default

    def choice(self, name: str, choices: tuple[Choice, ...]) -> Choice:
        """Return one of these; the first is the default. Anything else is a problem."""
        value = self.text(name, choices[0])
        self.expect(value in choices, f"{name} must be one of {', '.join(choices)}, not {value!r}.")
        return next((choice for choice in choices if choice == value), choices[0])

    def url(self, name: str, pattern: str, *, like: str) -> str:
        """Return an address that matches this pattern; `like` shows an example. Anything else is a problem."""
        value = self.text(name)
        self.expect(re.fullmatch(pattern, value) is not None, f"{name} should look like {like}, not {shown(value)}.")
        return value

    def expect(self, holds: bool, problem: str) -> None:
        """Note this problem unless the condition holds."""
        if not holds:
            self.problems.append(problem)


@contextmanager
def reading(env: Mapping[str, str]) -> Generator[Reading]:
    """Read settings; at the end of the block, raise `Misconfigured` with every problem at once."""
    it = Reading(env)
    yield it
    if it.problems:
        raise Misconfigured("\n".join(it.problems))


def shown(url: str) -> str:
    """Return an address for an error message, without the password that a mistyped one may hold."""
    return repr(re.sub(r"//.*@", "//***@", url))
