"""What readers see in place of a picture that is being prepared, or that can't be shown."""

from flask import make_response, render_template
from werkzeug.wrappers import Response

from graph.media.files import File
from webapp.shell.translations import translated as _

# A browser shows the drawing, and a script asks again. See static/js/waiting-pictures.js.
WAITING_STATUS = 202
SECONDS_UNTIL_ASKED_AGAIN = 2


def of(file: File) -> Response:
    """Return a drawing that says why there is no picture."""
    words = _("This picture is being prepared.") if file.is_waiting else _("This picture can't be shown.")
    drawing = render_template("files/placeholder.svg", words=words, name=file.name, problem=_(file.problem))
    response = make_response(drawing, WAITING_STATUS if file.is_waiting else 200)
    response.content_type = "image/svg+xml; charset=utf-8"
    response.cache_control.no_store = True
    if file.is_waiting:
        response.headers["Retry-After"] = str(SECONDS_UNTIL_ASKED_AGAIN)
    return response
