"""Characters that stand for no letter, such as a zero byte: taken out of addresses before anything reads them.

No page of HTML may hold them, and no text of ours has them.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Tabs and ends of lines are text.
IN_PATH = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
IN_QUERY = re.compile(r"%(?:0[0-8bcef]|1[0-9a-f]|7f)", re.IGNORECASE)


class Without:
    """The site for whoever asks without them."""

    def __init__(self, site: "WSGIApplication") -> None:
        self._site = site

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer, be the address odd or not."""
        environ["PATH_INFO"] = IN_PATH.sub("", environ["PATH_INFO"])
        environ["QUERY_STRING"] = IN_QUERY.sub("", environ["QUERY_STRING"])
        return self._site(environ, start_response)


def register(app: Flask) -> None:
    """Let them reach nothing."""
    app.wsgi_app = Without(app.wsgi_app)  # pyright: ignore[reportAttributeAccessIssue]
