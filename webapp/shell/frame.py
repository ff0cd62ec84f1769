"""The frame around every page: menus and navigation. It is rendered once for each reader and place, then remembered."""

# flask-wtf ships without types.
# pyright: reportUnknownVariableType=false

from functools import lru_cache

from flask import Flask, render_template, request
from flask_babel import get_locale
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from graph.people.accounts import SignedIn
from webapp.shell.session import me

# Each is up to 10 kB of HTML. Rendering them took a third of the time of a page of twenty rows.
REMEMBERED = 512

# A placeholder for the form token, which differs on every page: a character that no text has.
TOKEN = "\ue001"


def register(app: Flask) -> None:
    """Teach the templates `frame`."""
    app.add_template_global(frame)


def frame(name: str) -> Markup:
    """Return a rendered template of components/frame, which may only use `person`, `here`, `theme` and `token`."""
    drawn = _drawn(name, me(), request.blueprint or "", request.cookies.get("theme", "system"), str(get_locale()))
    return Markup(drawn.decode()).replace(TOKEN, generate_csrf())


@lru_cache(maxsize=REMEMBERED)
def _drawn(name: str, person: SignedIn, here: str, theme: str, _language: str) -> bytes:
    # Kept as bytes, because one `\ue001` in a text makes Python use two bytes for each of its letters.
    return render_template(name, person=person, here=here, theme=theme, token=Markup(TOKEN)).encode()
