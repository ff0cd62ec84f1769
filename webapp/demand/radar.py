"""Knowledge risks: skills by how few people have them, and what would be lost if someone left."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.communities import communities
from graph.demand import departures, needs, radar, succession
from graph.demand.departures import Loss
from graph.demand.radar import SkillAtRisk
from graph.demand.succession import SkillHolders, Takeover
from graph.errors import Invalid, NotFound
from graph.ids import PersonId, SkillSlug, slug
from graph.people import oversight
from graph.people.oversight import MINE
from graph.skills import naming
from graph.skills.coverage import Coverage
from webapp.shell import spreadsheets
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from webapp.skills import coverages

bp = Blueprint("radar", __name__, url_prefix="/radar")

SHOWN = 100
# How many of the lost skills show who could take over. The others show it on their own pages, because each costs the
# graph some milliseconds.
LOSSES_WITH_SUCCESSORS = 10

COLUMNS = (
    "Skill",
    "Coverage",
    "People who know it",
    "Questions in 90 days",
    "Unanswered",
    "People who didn't find it",
)


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """The filters in the address: whose knowledge is counted, and which skills are listed."""

    unit: str
    is_mine: bool
    community: str | None
    coverage: Coverage | None

    @property
    def within(self) -> str:
        return MINE if self.is_mine else slug(self.unit)


@bp.get("")
def show() -> ResponseReturnValue:
    look, asked = oversight.of(viewer=viewer()), _asked()
    try:
        found, problems, status = _swept(asked), {}, 200
    except Invalid as invalid:
        found, problems, status = (), invalid.problems, 422
    places = communities.open_to(viewer())
    page = {"found": found[:SHOWN], "all": len(found), "problems": problems, "look": look, "communities": places}
    return render_template("radar/show.html", asked=asked, **page), status


@bp.get("/table.csv")
def table() -> ResponseReturnValue:
    columns = [_(column) for column in COLUMNS]
    return spreadsheets.download("knowledge-risks", columns, (_line(skill) for skill in _swept(_asked())))


@bp.get("/skills/<slug>")
def skill(slug: SkillSlug) -> ResponseReturnValue:
    """Show who could take a skill over."""
    oversight.of(viewer=viewer())
    try:
        held = succession.holders(slug, viewer=viewer())
    except NotFound:
        return _moved(slug)
    return render_template(
        "radar/skill.html",
        skill=held,
        takeover=_takeover(held),
        seekers=needs.seekers(slug, viewer=viewer()).get(slug, 0),
    )


@bp.get("/people")
def people() -> ResponseReturnValue:
    starts_with, after = request.args.get("name", ""), request.args.get("after", "")
    found = departures.people(starts_with=starts_with, after=after, viewer=viewer())
    older = found[-1].name.lower() if len(found) == departures.PEOPLE_SHOWN else None
    return render_template("radar/people.html", found=found, starts_with=starts_with, older=older)


@bp.get("/people/<id>")
def person(id: PersonId) -> ResponseReturnValue:
    """Show which skills few people, or nobody, would have if someone left."""
    leaver, losses = departures.foresee(id, viewer=viewer())
    takeovers = _takeovers(leaver.id, losses[:LOSSES_WITH_SUCCESSORS])
    return render_template("radar/person.html", person=leaver, losses=losses, takeovers=takeovers)


def _asked() -> Narrowed:
    return Narrowed(
        unit=request.args.get("unit", "").strip(),
        is_mine=request.args.get("mine") == "1",
        community=request.args.get("community") or None,
        coverage=next((one for one in radar.COVERAGES if one == request.args.get("coverage")), None),
    )


def _swept(asked: Narrowed) -> tuple[SkillAtRisk, ...]:
    return radar.sweep(viewer=viewer(), within=asked.within, community=asked.community, only=asked.coverage)


def _line(skill: SkillAtRisk) -> tuple[str, ...]:
    holders = f"{skill.holders}+" if skill.coverage == "good" else str(skill.holders)
    return (
        skill.name,
        coverages.words(skill.coverage),
        holders,
        str(skill.questions),
        str(skill.unanswered),
        str(skill.seekers or ""),
    )


def _takeover(held: SkillHolders) -> Takeover | None:
    """Return who could take a skill over; `None` if it is covered well."""
    if held.coverage == "good":
        return None
    return succession.of({held.slug: [one.id for one in held.holders]}, viewer=viewer())[held.slug]


def _takeovers(leaver: PersonId, losses: Iterable[Loss]) -> dict[SkillSlug, Takeover]:
    known = {loss.slug: [leaver, *(one.id for one in loss.left)] for loss in losses}
    return succession.of(known, viewer=viewer()) if known else {}


def _moved(slug: SkillSlug) -> ResponseReturnValue:
    """Redirect from another name of a skill, such as one that was merged away, to its page here. Raises `NotFound`."""
    meant = naming.skill(slug, viewer=viewer())
    if meant is None:
        raise NotFound(succession.NOT_HERE)
    return redirect(url_for("radar.skill", slug=meant), 308)
