"""A letter to the admin who asks for it, which shows whether mail works."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Conflict
from graph.setup import test_letters
from graph.setup.test_letters import ADMINS_ONLY
from webapp.people import letters
from webapp.shell import session
from webapp.shell.session import me
from webapp.shell.translations import translated as _
from workers import company_events

bp = Blueprint("test_letters", __name__)


@bp.post("/test-letters")
def want() -> ResponseReturnValue:
    session.refuse_unless_admin(_(ADMINS_ONLY))
    if not letters.are_sent():
        raise Conflict(_("This site sends no mail. Set GUILDHALL_MAIL_URL first."))
    company_events.test_letter_wanted(test_letters.want(by=me().id))
    return redirect(url_for("checklist.show", _anchor="mail"), 303)
