"""What browsers may do with our pages: load our own scripts, styles and pictures, and nothing else."""

# flask-wtf ships without types.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, g
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect
from flask_wtf.csrf import generate_csrf
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.shell.settings import Settings

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

LARGEST_REQUEST_BYTES = 2 * 1024 * 1024

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self'; frame-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

COOKIE = {"SESSION_COOKIE_NAME": "guildhall", "SESSION_COOKIE_HTTPONLY": True, "SESSION_COOKIE_SAMESITE": "Lax"}

FORMS = CSRFProtect()

TWO_YEARS = "max-age=63072000; includeSubDomains"


def register(app: Flask, settings: Settings) -> None:
    """Protect forms, cookies and pages. Trust as many proxies as the settings say there are."""
    app.config.from_mapping(
        COOKIE,
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST_BYTES,
        SESSION_COOKIE_SECURE=settings.https,
        PERMANENT_SESSION_LIFETIME=30 * 24 * 60 * 60,
        # A form may stay open over the weekend, so its token lasts as long as the session.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.https,
    )
    FORMS.init_app(app)
    app.add_template_global(_token, "csrf_token")
    headers = HEADERS | ({"Strict-Transport-Security": TWO_YEARS} if settings.https else {})

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.extend({name: value for name, value in headers.items() if name not in response.headers})
        if not response.cache_control.public and not response.cache_control.immutable:
            response.cache_control.private = True
            response.cache_control.no_cache = True
        return response

    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies)  # pyright: ignore[reportAttributeAccessIssue]


def without_token(view: View) -> View:
    """Let a view accept requests from other programs, which have no form token. The view itself checks the sender."""
    FORMS.exempt(view)
    return view


def _token() -> str:
    """Return this page's form token, which is the same in all of its forms."""
    if "form_token" not in g:
        g.form_token = generate_csrf()
    return g.form_token
