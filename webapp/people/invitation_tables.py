"""Inviting many people: a table is pasted or chosen, checked row by row, and then everyone in it is invited."""

from collections.abc import Mapping

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.people import guest_lists
from webapp.people import invitation_rows, letters
from webapp.people.invitation_rows import Table
from webapp.shell import addresses, session, spreadsheets
from webapp.shell.session import me, viewer
from webapp.tables.rows import Broken
from workers import company_events

bp = Blueprint("invitation_tables", __name__, url_prefix="/invitations/table")

ADMINS_ONLY = "Only admins can invite people."


@bp.get("")
def new() -> ResponseReturnValue:
    session.refuse_unless_admin(ADMINS_ONLY)
    return _form("", {})


@bp.post("/preview")
def preview() -> ResponseReturnValue:
    session.refuse_unless_admin(ADMINS_ONLY)
    text = _typed()
    try:
        table = invitation_rows.read(text, viewer=viewer())
    except Broken as broken:
        return _form(text, {"table": str(broken)}), 422
    return render_template("invitation_tables/preview.html", table=table, is_mailed=letters.are_sent())


@bp.post("")
def create() -> ResponseReturnValue:
    session.refuse_unless_admin(ADMINS_ONLY)
    text = _typed()
    try:
        table = invitation_rows.read(text, viewer=viewer())
    except Broken as broken:
        return _form(text, {"table": str(broken)}), 422
    return _done(table)


@bp.post("/links")
def download() -> ResponseReturnValue:
    """Return the links that the page before has shown as a table: they are stored nowhere."""
    session.refuse_unless_admin(ADMINS_ONLY)
    return spreadsheets.download(
        "invitations", ("name", "email", "link"), invitation_rows.parsed(request.form.get("links", ""))
    )


def _typed() -> str:
    """Return the chosen file's text, otherwise what was pasted."""
    sent = request.files.get("file")
    if sent and sent.filename:
        return invitation_rows.decoded(sent.stream.read(), request.form.get("encoding", ""))
    return request.form.get("table", "")


def _done(table: Table) -> str:
    """Invite everyone in the table, and show who is invited and which rows are left."""
    is_mailed = letters.are_sent()
    invited = guest_lists.invite(table.guests, is_mailed=is_mailed, by=me().id) if table.guests else {}
    company_events.act_recorded()
    if is_mailed and invited:
        company_events.people_invited(me().id)
    made = {email: _link(token) for email, token in invited.items()}
    return render_template(
        "invitation_tables/done.html",
        table=table,
        is_mailed=is_mailed,
        invited=len(invited),
        links=() if is_mailed else invitation_rows.links(made, table.guests),
    )


def _link(token: str) -> str:
    return addresses.of_site(url_for("invitations.show", token=token)) if token else ""


def _form(text: str, problems: Mapping[str, str]) -> str:
    return render_template("invitation_tables/new.html", text=text, problems=problems, most=guest_lists.MOST)
