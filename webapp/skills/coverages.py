"""How well a skill is covered, in the words of pages and tables."""

from graph.skills.coverage import Coverage
from webapp.shell.translations import translated as _


def words(coverage: Coverage) -> str:
    """Return a few words in the reader's language."""
    return {"good": _("well covered"), "thin": _("known by few"), "none": _("nobody yet")}[coverage]
