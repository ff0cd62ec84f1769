"""The results page: what was found, where the words are, what you may have meant, and how to narrow the search."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from graph.finding import result_items as findings
from graph.finding.result_items import Finding
from graph.ids import PostId
from graph.skills import taxonomy
from graph.viewers import Viewer
from queries import finding, nearby, other_names, search_box, spelling
from queries.nearby import Nearby
from queries.search_box import SearchBox
from search.query import Results
from webapp.finding import excerpts, facets, unclear
from webapp.finding.excerpts import Excerpt
from webapp.finding.facets import Facet

# Each result has an excerpt and the accepted answer, so ten fill a screen or two. Twenty took twice the time.
PAGE = 10
LAST_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of results. `more` is the number of the next page.

    `meant` is the text with corrected spelling, and `typed` is what was typed if that was looked up instead. `nearby`
    has skills and people to try if nothing was found.
    """

    box: SearchBox
    problems: tuple[str, ...]
    found: Results
    findings: tuple[Finding, ...]
    excerpts: Mapping[PostId, Excerpt]
    places: Mapping[str, Markup]
    meant: str | None
    typed: str | None
    more: int | None
    facets: tuple[Facet, ...]
    is_first: bool
    nearby: tuple[Nearby, ...]

    @property
    def is_answered(self) -> bool:
        """Whether a result shows an accepted answer, so that readers needn't open anything."""
        return any(excerpt.accepted for excerpt in self.excerpts.values())


def of(text: str, *, number: int, viewer: Viewer, is_exact: bool = False) -> Page:
    """Return the results for the text in the box, ten on each page; pages count from 1.

    A word that occurs nowhere is replaced by the one that is surely meant, unless the text `is_exact`.
    """
    asked = search_box.understood(text, viewer=viewer)
    spelled = spelling.check(asked.words, viewer=viewer)
    instead = "" if is_exact else spelled.surely
    asked = search_box.understood(asked.with_words(instead), viewer=viewer) if instead else asked
    also = (*other_names.of(asked.words, viewer=viewer), *spelled.together)
    found = _found(asked, also, number, viewer)
    if found.total < PAGE and (wider := taxonomy.synonyms(asked.words)):
        also = (*also, *wider)
        found = _found(asked, also, number, viewer)
    shown = findings.show([hit.key for hit in found.hits], viewer=viewer)
    words = " ".join((asked.words, *also))
    return Page(
        box=asked,
        problems=unclear.sentences(asked.unclear),
        found=found,
        findings=shown,
        excerpts=excerpts.of(shown, words, viewer=viewer),
        places=excerpts.of_places(shown, words),
        meant=None if instead else spelled.better or None,
        typed=text if instead else None,
        more=number + 1 if found.total > number * PAGE and number < LAST_PAGE else None,
        facets=facets.of(found, asked, viewer=viewer),
        is_first=number == 1,
        nearby=() if found.total else nearby.of(asked.words, meant=spelled.better, viewer=viewer),
    )


def _found(asked: SearchBox, also: tuple[str, ...], number: int, viewer: Viewer) -> Results:
    return finding.find(asked, also=also, limit=PAGE, offset=(number - 1) * PAGE, viewer=viewer)
