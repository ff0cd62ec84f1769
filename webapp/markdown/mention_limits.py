"""Texts that mention groups with @: more people than can be told at once are refused before the text is posted."""

from graph.errors import Invalid
from graph.posts import group_mentions
from webapp.shell.session import viewer


def checked(markdown: str, *, field: str = "body") -> str:
    """Return a text as it was typed. Raises `Invalid` if it mentions more than fifty people by their groups."""
    problem = group_mentions.problem(markdown, viewer=viewer())
    if problem:
        raise Invalid(**{field: problem})
    return markdown
