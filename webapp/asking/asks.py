"""Asks: accepting one, declining it with a reason, passing it on, and saying that I don't have the skill."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.asking import asks, not_my_skill, referrals
from graph.errors import Invalid
from graph.ids import AskId, SkillSlug
from webapp.asking import inbox
from webapp.asking.inbox import Refused
from webapp.shell.session import me, viewer
from workers import events

bp = Blueprint("asks", __name__, url_prefix="/asks")


@bp.post("/<id>/acceptance")
def accept(id: AskId) -> ResponseReturnValue:
    question = asks.accept(id, by=me().id)
    return redirect(url_for("questions.show", id=question, _anchor="your-answer"), 303)


@bp.post("/<id>/refusal")
def decline(id: AskId) -> ResponseReturnValue:
    reason = request.form.get("reason", "")
    try:
        question = asks.decline(id, reason, by=me().id)
    except Invalid as invalid:
        return inbox.page(refused=Refused(ask=id, field="reason", typed=reason, problems=invalid.problems)), 422
    events.ask_declined(question)
    return redirect(url_for("inbox.show"), 303)


@bp.post("/<id>/referral")
def pass_on(id: AskId) -> ResponseReturnValue:
    colleague = request.form.get("colleague", "")
    try:
        question = referrals.pass_on(id, colleague, by=viewer())
    except Invalid as invalid:
        return inbox.page(refused=Refused(ask=id, field="colleague", typed=colleague, problems=invalid.problems)), 422
    events.colleague_asked(question)
    return redirect(url_for("inbox.show"), 303)


@bp.post("/<id>/not-my-skill")
def disclaim(id: AskId) -> ResponseReturnValue:
    question = not_my_skill.disclaim(id, SkillSlug(request.form.get("skill", "")), by=me().id)
    events.skill_disclaimed(me().id, question)
    return redirect(url_for("inbox.show"), 303)
