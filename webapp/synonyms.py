"""What else the skills are called that somebody names in the box: they are looked up too, at half the weight."""

from graph import mentions
from graph.mentions import Mention
from graph.viewers import Viewer

# A skill of a taxonomy may have twenty names; the first say enough.
MOST = 12


def of(words: str, *, viewer: Viewer) -> tuple[str, ...]:
    """Return the other names of the skills that these words name, each once."""
    return names(mentions.of(words, viewer=viewer))


def names(named: tuple[Mention, ...]) -> tuple[str, ...]:
    """Return what these skills are called, without what was typed."""
    called = (name for one in named for name in (one.name, *one.others) if name.casefold() != one.typed.casefold())
    return tuple(dict.fromkeys(called))[:MOST]
