"""Preferences that apply to one browser: light or dark."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid

bp = Blueprint("preferences", __name__, url_prefix="/preferences")

THEMES = ("light", "dark", "system")
YEAR_SECONDS = 365 * 24 * 60 * 60


@bp.post("/theme")
def theme() -> ResponseReturnValue:
    chosen = request.form.get("theme", "")
    if chosen not in THEMES:
        raise Invalid(theme="Choose light, dark or system.")
    response = redirect(request.referrer or url_for("home.show"), 303)
    response.set_cookie("theme", chosen, max_age=YEAR_SECONDS, samesite="Lax", httponly=True)
    return response
