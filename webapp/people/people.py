"""People: the directory and a person's page."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from graph.expertise import abilities, thanks
from graph.feed import follows
from graph.ids import PersonId
from graph.introductions import go_betweens, introductions
from graph.mentoring import offers
from graph.office_hours import open_hours
from graph.people import contributions, people
from webapp.people import wall_clocks
from webapp.shell import pages
from webapp.shell.session import viewer

bp = Blueprint("people", __name__, url_prefix="/people")


@bp.get("")
def index() -> ResponseReturnValue:
    starts_with, after, unit = (request.args.get(part, "") for part in ("name", "after", "unit"))
    found = people.directory(starts_with=starts_with, after=after, unit=unit, viewer=viewer())
    older = found[-1].name if len(found) == people.SHOWN_IN_DIRECTORY else None
    return render_template("people/index.html", found=found, starts_with=starts_with, unit=unit, older=older)


@bp.get("/<id>")
def show(id: PersonId) -> ResponseReturnValue:
    return render_template(
        "people/show.html",
        person=people.show(id, viewer=viewer()),
        skills=abilities.of(id, viewer=viewer()),
        teaching=offers.find(id, viewer=viewer()),
        open_hours=open_hours.find(id, viewer=viewer()),
        here=wall_clocks.here(),
        thanks=thanks.to(id, viewer=viewer()),
        **_introductions(id),
        is_followed=follows.is_following(id, viewer=viewer()),
        page=contributions.of(id, viewer=viewer(), before=pages.before()),
    )


def _introductions(id: PersonId) -> dict[str, object]:
    """Return who can introduce the viewer to someone, and whether they have asked for that."""
    return {
        "go_betweens": go_betweens.of(id, viewer=viewer()),
        "is_introduction_asked": introductions.is_asked(id, viewer=viewer()),
    }
