"""What else the skills are called that somebody names in the box: they are looked up too, at half the weight."""

from graph import mentions, taxonomy
from graph.viewers import Viewer


def of(words: str, *, viewer: Viewer) -> tuple[str, ...]:
    """Return the other names of the skills that these words name, each once."""
    return mentions.other_names(mentions.of(words, viewer=viewer))


def of_taxonomies(words: str, *, viewer: Viewer) -> tuple[str, ...]:
    """Return what the taxonomies know as other names: for words of which little is found here."""
    return taxonomy.synonyms(words, viewer=viewer) if words else ()
