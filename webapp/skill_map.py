"""The map of the skills, which is a table that a script also draws."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from graph import communities, naming, skill_map
from graph.ids import SkillSlug
from webapp.session import viewer

bp = Blueprint("skill_map", __name__)


@bp.get("/skill-map")
def show() -> ResponseReturnValue:
    typed, hops = request.args.get("around", "").strip(), request.args.get("hops", 1, type=int)
    around = naming.skill(typed, viewer=viewer()) if typed else None
    community = request.args.get("community") or None
    return render_template(
        "skill_map/show.html",
        skills=skill_map.draw(
            around=SkillSlug(around) if around else None, hops=hops, community=community, viewer=viewer()
        ),
        typed={"around": typed, "hops": hops, "community": community},
        is_unknown=bool(typed) and around is None,
        around=around,
        communities=communities.open_to(viewer()),
    )
