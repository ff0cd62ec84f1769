"""What coaches do in a round: see who joined, preview the pairs, change and publish them, and take the table along."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.ids import MentoringRoundId, PersonId
from graph.rounds import locks, members, previews, publishing
from graph.rounds import rounds as held
from webapp.mentoring import round_desks, rounds
from webapp.shell import pages, spreadsheets
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import company_events, mentoring_events

COLUMNS = ("Learner", "Mentor", "Fit", "Locked", "Because")

bp = Blueprint("round_coaching", __name__, url_prefix="/mentoring/rounds/<id>")


@bp.get("/members")
def index(id: MentoringRoundId) -> ResponseReturnValue:
    number = pages.number()
    found = members.joined(id, page=number, viewer=viewer())
    has_more = len(found) == members.ON_A_PAGE
    round = held.led(id, viewer=viewer())
    return render_template("rounds/members.html", round=round, found=found, number=number, has_more=has_more)


@bp.post("/members/<person>")
def leave_out(id: MentoringRoundId, person: PersonId) -> ResponseReturnValue:
    members.leave_out(id, person, is_left_out=request.form.get("pair") == "0", by=viewer())
    mentoring_events.preview_wanted(id)
    return redirect(url_for("round_coaching.index", id=id), 303)


@bp.get("/preview")
def preview(id: MentoringRoundId) -> ResponseReturnValue:
    """Show only the preview, for a page that waits until a worker has made it."""
    round = held.led(id, viewer=viewer())
    return render_template("rounds/_preview.html", round=round, desk=round_desks.of(round, viewer=viewer()))


@bp.post("/preview")
def want(id: MentoringRoundId) -> ResponseReturnValue:
    previews.want(id, by=viewer())
    return _previewed(id)


@bp.post("/terms")
def set_terms(id: MentoringRoundId) -> ResponseReturnValue:
    held.led(id, viewer=viewer())
    try:
        held.set_terms(id, rounds.terms(), by=viewer())
    except Invalid as invalid:
        return rounds.page_of(id, typed=True, problems=invalid.problems), 422
    return _previewed(id)


@bp.post("/window")
def set_window(id: MentoringRoundId) -> ResponseReturnValue:
    held.led(id, viewer=viewer())
    try:
        held.set_window(id, rounds.window(), by=viewer())
    except Invalid as invalid:
        return rounds.page_of(id, typed=True, problems=invalid.problems), 422
    return redirect(url_for("rounds.show", id=id), 303)


@bp.post("/closing")
def close(id: MentoringRoundId) -> ResponseReturnValue:
    held.close(id, by=viewer())
    return _previewed(id)


@bp.post("/locks/<person>")
def lock(id: MentoringRoundId, person: PersonId) -> ResponseReturnValue:
    act = locks.unlock if request.form.get("lock") == "0" else locks.lock
    act(id, person, by=viewer())
    return _previewed(id)


@bp.post("/publication")
def publish(id: MentoringRoundId) -> ResponseReturnValue:
    if request.form.get("publish") == "0":
        publishing.undo(id, by=viewer())
        company_events.act_recorded()
        flash(_("The pairs are taken back. Nobody is in a mentorship because of this round any more."), "good")
    else:
        publishing.publish(id, by=viewer())
        mentoring_events.round_published(id)
    return redirect(url_for("rounds.show", id=id), 303)


@bp.get("/table.csv")
def table(id: MentoringRoundId) -> ResponseReturnValue:
    return spreadsheets.download("round", [_(column) for column in COLUMNS], round_desks.table(id, viewer=viewer()))


def _previewed(id: MentoringRoundId) -> ResponseReturnValue:
    """Let a worker make the preview, and show the round, which waits for it."""
    mentoring_events.preview_wanted(id)
    return redirect(url_for("rounds.show", id=id, _anchor="preview"), 303)
