"""A link for the browser's bookmarks bar, which shares the page that you are reading."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.shell import addresses

bp = Blueprint("bookmarklet", __name__)

# The bookmarklet runs on other sites' pages, so our own policy for scripts needs no exception. The title may be as long
# as ours, and the selected text as long as fits into an address in any alphabet.
SCRIPT = (
    "javascript:(()=>{{const q=new URLSearchParams({{url:location.href,title:document.title.slice(0,150),"
    "body:getSelection().toString().trim().slice(0,600).replace(/^(?=.)/gm,'> ')}});"
    "open('{address}?'+q,'_blank','noopener')}})()"
)


@bp.get("/bookmarklet")
def show() -> ResponseReturnValue:
    return render_template(
        "bookmarklet/show.html", script=SCRIPT.format(address=addresses.of_site(url_for("links.new")))
    )
