"""The editor's suggestions after @ and #: people and skills, with the Markdown that mentions them."""

from flask import Blueprint, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from graph.people import people
from graph.skills import skills
from webapp.shell.session import viewer

bp = Blueprint("people_mentions", __name__)

PROPOSED = 8


@bp.get("/mentions/<sign>")
def propose(sign: str) -> ResponseReturnValue:
    """Suggest names that begin as typed; `sign` is `people` or `skills`."""
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


def _skills() -> list[dict[str, str]]:
    found = skills.suggest(request.args.get("starts", ""), viewer=viewer(), limit=PROPOSED)
    return [
        {"name": one.name, "says": f"[#{_plain(one.name)}]({url_for('skills.show', slug=one.slug)})", "more": ""}
        for one in found
    ]


def _plain(name: str) -> str:
    # Brackets would end the link's text early.
    return name.replace("[", "(").replace("]", ")")
