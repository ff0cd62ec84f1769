"""Skills: the directory, and a skill with its people and content."""

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.circles import openings
from graph.demand import needs
from graph.errors import NotFound
from graph.expertise import knowers, named_experts
from graph.feed import follows
from graph.ids import SkillSlug
from graph.skills import co_occurrence, naming, skills, vocabulary
from webapp.shell import pages
from webapp.shell.session import me, viewer

bp = Blueprint("skills", __name__, url_prefix="/skills")


@bp.get("")
def index() -> ResponseReturnValue:
    starts_with = request.args.get("name", "")
    return render_template(
        "skills/index.html",
        found=skills.directory(starts_with=starts_with, viewer=viewer()),
        starts_with=starts_with,
        may_add=vocabulary.may_add(viewer=viewer()),
    )


@bp.get("/names")
def names() -> ResponseReturnValue:
    """Suggest names that begin as typed, for the field in which people choose skills."""
    found = skills.suggest(request.args.get("starts", ""), viewer=viewer())
    return jsonify([skill.name for skill in found])


@bp.get("/<slug>")
def show(slug: SkillSlug) -> ResponseReturnValue:
    try:
        return page_of(slug)
    except NotFound:
        return _moved(slug)


def page_of(slug: SkillSlug, *, colleague: str = "", problem: str = "") -> str:
    """Return a skill's page, with the name of a colleague who can't be named as an expert, and why."""
    return render_template(
        "skills/show.html",
        skill=skills.show(slug, viewer=viewer()),
        experts=named_experts.of(slug, viewer=viewer()),
        colleague=colleague,
        problem=problem,
        people=knowers.of(slug, viewer=viewer()),
        joinable=openings.on(slug, viewer=viewer()),
        seekers=needs.seekers(slug, viewer=viewer()).get(slug, 0) if me().oversees else 0,
        beside=co_occurrence.beside(slug, viewer=viewer()),
        is_followed=follows.is_following(slug, viewer=viewer()),
        may_describe=vocabulary.may_describe(slug, viewer=viewer()),
        page=skills.posts(slug, viewer=viewer(), before=pages.before()),
    )


def _moved(slug: SkillSlug) -> ResponseReturnValue:
    """Redirect from another name of a skill, such as one that was merged away, to its page. Raises `NotFound`."""
    meant = naming.skill(slug, viewer=viewer())
    if meant is None:
        raise NotFound(skills.NOT_HERE)
    return redirect(url_for("skills.show", slug=meant), 308)
