"""A link for the browser's bar of bookmarks, which shares what one reads elsewhere."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

bp = Blueprint("bookmarklet", __name__)

# Runs on other people's pages, so our own policy for scripts stays as it is.
SCRIPT = (
    "javascript:(()=>{{const q=new URLSearchParams({{title:document.title,body:"
    "[getSelection().toString(),location.href].filter(Boolean).join('\\n\\n')}});"
    "open('{address}?'+q,'_blank','noopener')}})()"
)


@bp.get("/bookmarklet")
def show() -> ResponseReturnValue:
    return render_template("bookmarklet/show.html", script=SCRIPT.format(address=url_for("tips.new", _external=True)))
