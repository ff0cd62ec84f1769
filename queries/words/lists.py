"""The lists of this site, prepared once in each process for as long as nobody changes them."""

from collections.abc import Sequence
from functools import lru_cache

from graph.ids import CommunityId
from graph.words import words
from graph.words.places import Place
from graph.words.words import Word
from queries.words import matching
from queries.words.matching import Match, WordFinder


def find(text: str, *, place: Place, language: str | None) -> tuple[Match, ...]:
    """Return where a text has words whose lists hold in this place, in the order of the text."""
    return _finder(place.version).find(text, language=language, community=place.community) if text else ()


def published(parts: Sequence[str], *, community: CommunityId | None) -> tuple[Word, ...]:
    """Return the words in the parts of a text that is published, each once."""
    place = Place(version=words.version(), community=community)
    language = matching.language_of("\n".join(parts))
    found = (match.word for one in parts for match in find(one, place=place, language=language))
    return tuple({word.id: word for word in found}.values())


@lru_cache(maxsize=1)
def _finder(version: str) -> WordFinder:
    # If someone changes the list meanwhile, it has another version next time, and is read again.
    return WordFinder(words.everything() if version else ())
