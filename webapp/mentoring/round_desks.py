"""What coaches see of a round: its preview with the reasons in words, who has no mentor, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.ids import MentoringRoundId
from graph.rounds import previews, publishing
from graph.rounds.previews import CoveredSkill, ProposedPair, State
from graph.rounds.publishing import Publication
from graph.rounds.rounds import Round
from graph.viewers import Viewer
from webapp.shell import pages
from webapp.shell.pages import Waiting
from webapp.shell.translations import translated as _

# More than a round has people.
WHOLE = 10_000


@dataclass(frozen=True, kw_only=True)
class Line:
    """A pair, or someone without a mentor, with what is said about them in words."""

    pair: ProposedPair
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a coach sees of a round. `number` is the page of its preview, `can_publish` whether it is ready for that."""

    state: State
    waiting: Waiting
    publication: Publication
    pairs: tuple[Line, ...]
    alone: tuple[Line, ...]
    number: int
    has_more: bool
    can_publish: bool


def of(round: Round, *, viewer: Viewer) -> Desk:
    """Return the desk of a coach, with a page of the preview. Raises `Forbidden` for others."""
    number, state = pages.number(), previews.state(round.id, viewer=viewer)
    pairs, alone = (_page(round.id, are_paired, number, viewer) for are_paired in (True, False))
    most = max(len(pairs), len(alone))
    return Desk(
        state=state,
        waiting=pages.waiting(is_over=not state.is_waiting),
        publication=publishing.of(round.id, viewer=viewer),
        pairs=tuple(Line(pair=one, words=reasons(one)) for one in pairs),
        alone=tuple(Line(pair=one, words=(change(one),)) for one in alone),
        number=number,
        has_more=most == previews.ON_A_PAGE,
        can_publish=round.phase == "closed" and state.is_current and not state.is_waiting,
    )


def table(id: MentoringRoundId, *, viewer: Viewer) -> Iterable[tuple[str, ...]]:
    """Return everyone's line in the table to download. Raises `Forbidden` for everyone but coaches."""
    pairs, alone = (
        previews.pairs(id, are_paired=are_paired, limit=WHOLE, viewer=viewer) for are_paired in (True, False)
    )
    lines = [(one, "; ".join(reasons(one))) for one in pairs] + [(one, change(one)) for one in alone]
    return [
        (
            one.learner.name,
            one.mentor.name if one.mentor and not one.lacking else "",
            "" if one.lacking else f"{one.fit:.0%}",
            _("yes") if one.is_locked else "",
            words,
        )
        for one, words in lines
    ]


def reasons(pair: ProposedPair) -> tuple[str, ...]:
    """Return why two fit, such as `2 levels ahead in Kafka`, `1 hour apart` and `other unit`."""
    ahead = tuple(map(_ahead, sorted(pair.skills, key=lambda one: (-one.levels, one.name.casefold()))))
    return (*ahead, *_apart(pair.hours_apart), *((_("other unit"),) if pair.other_unit else ()))


def change(pair: ProposedPair) -> str:
    """Return the smallest change that would give someone a mentor, as a sentence."""
    said = {"learner": pair.learner.name, "mentor": pair.mentor.name if pair.mentor else ""}
    return {
        "places": _("%(mentor)s would fit but has no place left. Ask %(mentor)s to take one more learner."),
        "unit": _("%(mentor)s would fit but works in the same unit. Allow pairs of one unit, or pair these two."),
        "hours": _("%(mentor)s would fit but is too many hours apart. Allow more hours, or pair these two."),
        "language": _("%(mentor)s would fit but their profiles name no common language. Ask them, and pair these two."),
        "goals": _("%(learner)s joined with goals that have ended. Ask %(learner)s to choose another."),
        "skill": _("No single change would help %(learner)s. Invite more people who teach these skills."),
    }[pair.lacking or "skill"] % said


def _page(id: MentoringRoundId, are_paired: bool, number: int, viewer: Viewer) -> tuple[ProposedPair, ...]:
    return previews.pairs(id, are_paired=are_paired, page=number, viewer=viewer)


def _ahead(skill: CoveredSkill) -> str:
    text = _("%(levels)s level ahead in %(skill)s") if skill.levels == 1 else _("%(levels)s levels ahead in %(skill)s")
    return text % {"levels": skill.levels, "skill": skill.name}


def _apart(hours: float | None) -> tuple[str, ...]:
    if hours is None:
        return ()
    if hours == 0:
        return (_("same time of day"),)
    return ((_("%(hours)s hour apart") if hours == 1 else _("%(hours)s hours apart")) % {"hours": f"{hours:g}"},)
