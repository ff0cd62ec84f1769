"""Who is looking at a page. All but a few pages are only for people who are signed in."""

# flask-login ships without types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from contextlib import suppress

import flask
from flask import Flask, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from graph.errors import Forbidden, Unavailable
from graph.ids import PersonId
from graph.people import accounts
from graph.people.accounts import SignedIn
from graph.viewers import Viewer
from workers import translations

# Pages that people may open without signing in. All others redirect to the sign-in page.
OPEN_TO_STRANGERS = frozenset(
    {
        "devices.script",
        "digests.ask",
        "digests.stop",
        "feeds.of_community",
        "feeds.of_questions",
        "feeds.of_skill",
        "notifications.ask",
        "notifications.stop",
        "forgotten_passwords.ask",
        "forgotten_passwords.choose",
        "forgotten_passwords.new",
        "forgotten_passwords.show",
        "health.ready",
        "health.show",
        "identity.picture",
        "invitations.accept",
        "invitations.show",
        "sessions.create",
        "sessions.new",
        "static_files.show",
    }
)

# What people who are suspended may open besides. All other pages redirect to the first of these.
OPEN_TO_SUSPENDED = frozenset({"suspensions.show", "suspensions.appeal", "sessions.destroy"})


# What they may send: an address and a password.
STRANGERS_BYTES = 64 * 1024


class Visitor(UserMixin):
    """A signed-in person, wrapped for flask-login. Pages read the person's own fields."""

    def __init__(self, person: SignedIn, token: str) -> None:
        self.person = person
        self.token = token

    def __getattr__(self, name: str) -> object:
        return getattr(self.person, name)

    def get_id(self) -> str:
        return self.token


def register(app: Flask) -> None:
    """Find out who sends each request, and redirect strangers and suspended people from what isn't open to them."""
    # Browsers change their addresses and names, so a session ends only when its owner ends it or it expires.
    app.config["SESSION_PROTECTION"] = None
    LoginManager(app).user_loader(_visitor)
    app.before_request(_turn_strangers_away)


def me() -> SignedIn:
    """Return the person who is signed in."""
    return current_user.person


def is_me(id: PersonId) -> bool:
    """Return whether this is the id of the person who is signed in."""
    return current_user.is_authenticated and me().id == id


def viewer() -> Viewer:
    """Return the viewer, on whom it depends what this request may read."""
    return current_user.person.viewer


def refuse_unless_admin(why: str) -> None:
    """Raise `Forbidden` with this sentence for everyone except admins."""
    if not me().is_admin:
        raise Forbidden(why)


def sign_in(id: PersonId) -> None:
    """Open a session in this browser."""
    language = request.accept_languages.best_match(translations.names()) or ""
    token = accounts.open_session(id, browser=request.user_agent.string, language=language)
    person = accounts.signed_in(token)
    if person:
        # A new form token: someone else may have planted the old one, and with it the forms of this session.
        flask.session.clear()
        # Kept when the browser is closed, for as long as the session is (graph/people/accounts.py).
        flask.session.permanent = True
        login_user(Visitor(person, token))


def sign_out() -> None:
    """End the session of this browser."""
    accounts.close_session(me().session, by=me().id)
    logout_user()
    flask.session.clear()


def forget_visitor() -> None:
    """Treat the rest of this request as signed out, for pages that must not ask the graph who is signed in."""
    g._login_user = None


def load_no_visitor() -> None:
    """Treat the rest of this request as signed out unless it is already known who is signed in."""
    if "_login_user" not in g:
        g._login_user = None


def _visitor(token: str) -> Visitor | None:
    person = accounts.signed_in(token)
    if person and person.use_is_due:
        # A page can be read without it, for example while the disk is full.
        with suppress(Unavailable):
            accounts.note_use(person.session)
    return Visitor(person, token) if person else None


def _turn_strangers_away() -> ResponseReturnValue | None:
    if current_user.is_authenticated:
        return _keep_suspended_out()
    if request.endpoint in OPEN_TO_STRANGERS:
        request.max_content_length = STRANGERS_BYTES
        return None
    there = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("sessions.new", next=there), 303)


def _keep_suspended_out() -> ResponseReturnValue | None:
    if not me().is_suspended or request.endpoint in OPEN_TO_STRANGERS | OPEN_TO_SUSPENDED:
        return None
    return redirect(url_for("suspensions.show"), 303)
