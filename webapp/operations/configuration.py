"""All that the environment can set, read together, so that an operator hears of every problem at once."""

from collections.abc import Callable, Mapping

import graph.settings
import search.settings
import store.settings
import webapp.shell.settings
import workers.feed.mail
import workers.settings
from webapp.operations import data_folder, serving

NAMES = frozenset(
    graph.settings.NAMES
    + workers.settings.NAMES
    + workers.feed.mail.NAMES
    + search.settings.NAMES
    + store.settings.NAMES
    + webapp.shell.settings.NAMES
    + serving.NAMES
    + data_folder.NAMES
)

READERS: tuple[tuple[Callable[[Mapping[str, str]], object], type[Exception]], ...] = (
    (graph.settings.Settings.from_env, graph.settings.Misconfigured),
    (workers.settings.Settings.from_env, workers.settings.Misconfigured),
    (workers.feed.mail.Settings.from_env, workers.feed.mail.Misconfigured),
    (search.settings.Settings.from_env, search.settings.Misconfigured),
    (store.settings.Settings.from_env, store.settings.Misconfigured),
    (webapp.shell.settings.Settings.from_env, webapp.shell.settings.Misconfigured),
    (serving.Settings.from_env, serving.Misconfigured),
)


class Misconfigured(Exception):
    """The environment asks for something that cannot work; the message has one line per problem."""


def problems(env: Mapping[str, str]) -> tuple[str, ...]:
    """Return a sentence for each setting that cannot work."""
    return tuple(line for reader, refusal in READERS for line in _problems_of(reader, refusal, env))


def check(env: Mapping[str, str]) -> None:
    """Raise `Misconfigured` if there is a problem."""
    if found := problems(env):
        raise Misconfigured("\n".join(found))


def _problems_of(
    reader: Callable[[Mapping[str, str]], object], refusal: type[Exception], env: Mapping[str, str]
) -> list[str]:
    try:
        reader(env)
    except refusal as problem:
        return str(problem).splitlines()
    return []
