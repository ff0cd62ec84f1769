"""The editor's suggestions after @ and #: people, groups and skills, with the Markdown that mentions them."""

from flask import Blueprint, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from graph.people import people
from graph.posts import group_mentions
from graph.posts.group_mentions import Group
from graph.skills import skills
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

bp = Blueprint("people_mentions", __name__)

PROPOSED = 8


@bp.get("/mentions/<sign>")
def propose(sign: str) -> ResponseReturnValue:
    """Suggest names that begin as typed; `sign` is `people`, `names` (people and groups) or `skills`."""
    if sign == "names":
        return jsonify([*_people(), *_groups()])
    return jsonify(_people() if sign == "people" else _skills())


def _people() -> list[dict[str, str]]:
    found = people.directory(starts_with=request.args.get("starts", ""), viewer=viewer())[:PROPOSED]
    return [
        {
            "name": one.name,
            "says": f"[@{_plain(one.name)}]({url_for('people.show', id=one.id)})",
            "more": one.unit or "",
        }
        for one in found
    ]


def _groups() -> list[dict[str, str]]:
    found = group_mentions.suggest(request.args.get("starts", ""), viewer=viewer())
    return [{"name": one.name, "says": _mention(one), "more": _size(one)} for one in found]


def _mention(group: Group) -> str:
    """Return a mention of a group. If it is too large to be told, it is only a link."""
    there = (
        url_for("communities.show", slug=group.slug)
        if group.kind == "community"
        else url_for("people.index", unit=group.slug)
    )
    return f"[{'' if group.is_too_large else '@'}{_plain(group.name)}]({there})"


def _size(group: Group) -> str:
    if group.is_too_large:
        return _("%(num)s people, too many to tell: only a link") % {"num": group.size}
    return (_("%(num)s people are told") if group.size != 1 else _("%(num)s person is told")) % {"num": group.size}


def _skills() -> list[dict[str, str]]:
    found = skills.suggest(request.args.get("starts", ""), viewer=viewer(), limit=PROPOSED)
    return [
        {"name": one.name, "says": f"[#{_plain(one.name)}]({url_for('skills.show', slug=one.slug)})", "more": ""}
        for one in found
    ]


def _plain(name: str) -> str:
    # Brackets would end the link's text early.
    return name.replace("[", "(").replace("]", ")")
