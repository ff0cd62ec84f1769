"""Skills: the directory, and a skill with its people and content."""

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from graph import follows, skills
from graph.ids import SkillSlug
from webapp import pages
from webapp.session import viewer

bp = Blueprint("skills", __name__, url_prefix="/skills")


@bp.get("")
def index() -> ResponseReturnValue:
    starts_with = request.args.get("name", "")
    return render_template(
        "skills/index.html", found=skills.directory(starts_with=starts_with, viewer=viewer()), starts_with=starts_with
    )


@bp.get("/names")
def names() -> ResponseReturnValue:
    """Names that begin as typed, for the field in which skills are chosen."""
    found = skills.suggest(request.args.get("starts", ""), viewer=viewer())
    return jsonify([skill.name for skill in found])


@bp.get("/<slug>")
def show(slug: SkillSlug) -> ResponseReturnValue:
    return render_template(
        "skills/show.html",
        skill=skills.show(slug, viewer=viewer()),
        is_followed=follows.is_following(slug, viewer=viewer()),
        page=skills.posts(slug, viewer=viewer(), before=pages.before()),
    )
