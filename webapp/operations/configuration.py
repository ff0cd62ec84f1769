"""Reads all settings in the environment together, so that an operator sees every problem at once."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

import graph.settings
import search.settings
import store.settings
import webapp.shell.settings
import workers.feed.mail_settings
import workers.settings
from settings import Misconfigured
from webapp.operations import serving
from webapp.setup import backups

READERS: tuple[Callable[[Mapping[str, str]], object], ...] = (
    graph.settings.Settings.from_env,
    workers.settings.Settings.from_env,
    workers.settings.LogSettings.from_env,
    workers.feed.mail_settings.Settings.from_env,
    search.settings.Settings.from_env,
    store.settings.Settings.from_env,
    webapp.shell.settings.Settings.from_env,
    serving.Settings.from_env,
    backups.Settings.from_env,
)


def problems(env: Mapping[str, str]) -> tuple[str, ...]:
    """Return a sentence for each setting that can't work."""
    # Two parts may need the same setting.
    return tuple(dict.fromkeys(line for reader in READERS for line in _problems_of(reader, env)))


def check(env: Mapping[str, str]) -> None:
    """Raise `Misconfigured` if there is a problem."""
    if found := problems(env):
        raise Misconfigured("\n".join(found))


def names() -> frozenset[str]:
    """Return the names of all settings that are read."""
    asked = _Asked()
    for reader in READERS:
        with suppress(Misconfigured):
            reader(asked)
    return frozenset(asked.names)


class _Asked(Mapping[str, str]):
    """An empty environment that notes which names it is asked for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def _problems_of(reader: Callable[[Mapping[str, str]], object], env: Mapping[str, str]) -> list[str]:
    try:
        reader(env)
    except Misconfigured as problem:
        return str(problem).splitlines()
    return []
