"""The skill map: a table that a script also draws as a map."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from graph.communities import communities
from graph.ids import SkillSlug
from graph.skills import naming, skill_map
from webapp.shell.session import viewer

bp = Blueprint("skill_map", __name__)


@bp.get("/skill-map")
def show() -> ResponseReturnValue:
    around, hops, community = request.args.get("around", "").strip(), _hops(), request.args.get("community") or None
    found = naming.skill(around, viewer=viewer()) if around else None
    centre = SkillSlug(found) if found else None
    return render_template(
        "skill_map/show.html",
        skills=skill_map.draw(around=centre, hops=hops, community=community, viewer=viewer()),
        typed={"around": around, "hops": hops, "community": community},
        is_unknown=bool(around) and found is None,
        around=centre,
        communities=communities.open_to(viewer()),
        posts_looked_at=skill_map.POSTS_LOOKED_AT,
    )


def _hops() -> int:
    return request.args.get("hops", 1, type=int)
