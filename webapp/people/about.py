"""About the site: its version, the work of others that it builds on, and the authors whose texts it uses."""

import tomllib
from functools import cache
from pathlib import Path

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from graph.skills import taxonomy

bp = Blueprint("about", __name__)

ROOT = Path(__file__).parents[2]


@bp.get("/about")
def show() -> ResponseReturnValue:
    return render_template(
        "about/show.html",
        version=version(),
        notice=_text("NOTICE"),
        licence=_text("LICENSE"),
        sources=taxonomy.sources(),
    )


@cache
def version() -> str:
    """Return the version of this code."""
    return tomllib.loads(_text("pyproject.toml"))["project"]["version"]


@cache
def _text(name: str) -> str:
    return (ROOT / name).read_text()
