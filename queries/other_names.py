"""Other names of the skills that a search names. They are looked up too, at half the weight."""

from graph.skills import skill_mentions
from graph.viewers import Viewer


def of(words: str, *, viewer: Viewer) -> tuple[str, ...]:
    """Return the other names of the skills that these words name, each once."""
    return skill_mentions.other_names(skill_mentions.of(words, viewer=viewer))
