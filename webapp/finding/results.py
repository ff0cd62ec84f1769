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
    """A page of results. `meant` is the text with corrected spelling; `more` is the number of the next page.

    `nearby` has skills and people to try if nothing was found.
    """

    box: SearchBox
    problems: tuple[str, ...]
    found: Results
    findings: tuple[Finding, ...]
    excerpts: Mapping[PostId, Excerpt]
    places: Mapping[str, Markup]
    meant: str | None
    more: int | None
    facets: tuple[Facet, ...]
    is_first: bool
    nearby: tuple[Nearby, ...]

    @property
    def is_answered(self) -> bool:
        """Whether a result shows an accepted answer, so that readers needn't open anything."""
        return any(excerpt.accepted for excerpt in self.excerpts.values())


def of(text: str, *, number: int, viewer: Viewer) -> Page:
    """Return the results for the text in the box, ten on each page; pages count from 1."""
    asked = search_box.understood(text, viewer=viewer)
    also = other_names.of(asked.words, viewer=viewer)
    found = _found(asked, also, number, viewer)
    if found.total < PAGE and (wider := taxonomy.synonyms(asked.words)):
        also = (*also, *wider)
        found = _found(asked, also, number, viewer)
    shown = findings.show([hit.key for hit in found.hits], viewer=viewer)
    words = " ".join((asked.words, *also))
    meant = spelling.corrected(asked.words, shown, viewer=viewer) if number == 1 else None
    return Page(
        box=asked,
        problems=unclear.sentences(asked.unclear),
        found=found,
        findings=shown,
        excerpts=excerpts.of(shown, words, viewer=viewer),
        places=excerpts.of_places(shown, words),
        meant=meant,
        more=number + 1 if found.total > number * PAGE and number < LAST_PAGE else None,
        facets=facets.of(found, asked),
        is_first=number == 1,
        nearby=() if found.total else nearby.of(asked.words, meant=meant, viewer=viewer),
    )


def _found(asked: SearchBox, also: tuple[str, ...], number: int, viewer: Viewer) -> Results:
    return finding.find(asked, also=also, limit=PAGE, offset=(number - 1) * PAGE, viewer=viewer)
