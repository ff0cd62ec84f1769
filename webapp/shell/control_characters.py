"""Removes control characters, such as a zero byte, from addresses and forms before anything reads them.

No HTML page may contain them, and none of our texts does. Marks that turn the reading direction go with them, and a
field in which nothing can be seen counts as empty.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.utils import cached_property

from graph import characters

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Tabs and line ends are text.
IN_PATH = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
IN_QUERY = re.compile(r"%(?:0[0-8bcef]|1[0-9a-f]|7f)", re.IGNORECASE)


class Readable(Request):
    """A request whose fields and parameters contain only characters that a text may have."""

    @cached_property
    def args(self) -> MultiDict[str, str]:  # pyright: ignore[reportIncompatibleVariableOverride]
        """The parameters in the address."""
        return _readable(super().args)

    def _load_form_data(self) -> None:
        if "form" not in self.__dict__:
            super()._load_form_data()
            self.__dict__["form"] = _readable(self.__dict__["form"])


def _readable(typed: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    return ImmutableMultiDict((name, _seen(characters.readable(value))) for name, value in typed.items(multi=True))


def _seen(value: str) -> str:
    return value if characters.is_seen(value) or value.isspace() else ""


class Without:
    """The site behind a filter that removes control characters."""

    def __init__(self, site: "WSGIApplication") -> None:
        self._site = site

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request after removing the control characters from its address."""
        environ["PATH_INFO"] = IN_PATH.sub("", environ["PATH_INFO"])
        environ["QUERY_STRING"] = IN_QUERY.sub("", environ["QUERY_STRING"])
        return self._site(environ, start_response)


def register(app: Flask) -> None:
    """Remove control characters from the address of every request."""
    app.wsgi_app = Without(app.wsgi_app)  # pyright: ignore[reportAttributeAccessIssue]
