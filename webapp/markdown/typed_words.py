"""Words that must not circulate, in texts as people type them: refused, replaced, or a reason to wait for a coach."""

from collections.abc import Iterable, Sequence

from flask import flash, g, request

from graph.errors import Invalid
from graph.ids import CommunityId
from graph.words import places
from graph.words.places import Place
from queries.words import lists, matching
from queries.words.matching import Match
from webapp.shell import forms
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

# The language of a short title is that of the whole form.
TELLING = ("title", "body", "own_answer", "captions")

NAMED = 3


def settled(typed: str, *, field: str, before: str = "", on: str = "", waits: bool = False) -> str:
    """Return what someone typed, with other words for those that are replaced. `keep` tells them.

    `on` is the post, answer or comment that is edited or written on, empty for a new post. What was in it `before` an
    edit may stay. Raises `Invalid` for a word that isn't published here, or not before a coach has looked, unless what
    has it `waits`.
    """
    new = _new(typed, before, on)
    _refuse([one for one in new if one.word.action == "block"], typed, field, _("%(words)s can't be used here."))
    if not waits:
        held = [one for one in new if one.word.action == "hold"]
        _refuse(held, typed, field, _("A coach looks at texts with %(words)s first, which isn't possible here."))
    said = {typed[one.start : one.end]: one.word.replacement for one in matching.to_replace(new)}
    g.replaced_words = g.get("replaced_words", {}) | said
    return matching.replaced(typed, new)


def has_held(texts: Iterable[str], *, on: str, community: CommunityId | None) -> bool:
    """Return whether a coach is to look at what has these texts before others see it."""
    place, language = _place(on, community), matching.language_of("\n".join(texts))
    found = (match for text in texts for match in lists.find(text, place=place, language=language))
    return any(match.word.action == "hold" for match in found)


def keep() -> None:
    """Tell someone whose text was published or sent which of their words were replaced."""
    said = g.pop("replaced_words", {})
    for typed, replacement in said.items():
        if replacement:
            flash(_("“%(typed)s” was replaced by “%(words)s”.") % {"typed": typed, "words": replacement}, "warn")
        else:
            flash(_("“%(typed)s” was left out.") % {"typed": typed}, "warn")


def _new(typed: str, before: str, on: str) -> Sequence[Match]:
    """Return the words that weren't in the text before."""
    place = _place(on, None if on else forms.community())
    language = matching.language_of("\n".join(request.form.get(name, "") for name in TELLING))
    known = {one.word.id for one in lists.find(before, place=place, language=language)}
    return [one for one in lists.find(typed, place=place, language=language) if one.word.id not in known]


def _place(on: str, community: CommunityId | None) -> Place:
    """Return where it is, read once for all fields of a form."""
    known: dict[tuple[str, CommunityId | None], Place] = g.setdefault("word_places", {})
    if (on, community) not in known:
        known[on, community] = places.of(on=on, community=community, viewer=viewer())
    return known[on, community]


def _refuse(found: Sequence[Match], typed: str, field: str, sentence: str) -> None:
    """Raise `Invalid` with a sentence that names the first three words as they were typed, and what is said of them."""
    if found:
        named = dict.fromkeys(f"“{typed[one.start : one.end]}”" for one in found)
        notes = dict.fromkeys(one.word.note for one in found if one.word.note)
        advice = list(notes)[:NAMED] or [_("Leave it out, or use other words.")]
        raise Invalid(**{field: " ".join([sentence % {"words": ", ".join(list(named)[:NAMED])}, *advice])})
