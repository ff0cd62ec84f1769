"""Questions: the lists of them, asking one, and its page."""

from collections.abc import Mapping
from typing import cast, get_args

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.asking import deadlines, first_choices, widening
from graph.asking.first_choices import FirstChoice
from graph.communities import communities
from graph.demand import me_too
from graph.editing import duplicates
from graph.errors import Invalid, NotFound
from graph.expertise import standings
from graph.ids import CommunityId, PersonId, QuestionId
from graph.moderation import unmaskings
from graph.posts import questions, sidebar
from graph.posts.questions import ListName, QuestionDraft
from webapp.approvals import holding
from webapp.communities import post_templates
from webapp.editing import drafts
from webapp.markdown import rendering, typed_texts
from webapp.shell import forms, pages
from webapp.shell.session import me, viewer
from workers import events

bp = Blueprint("questions", __name__, url_prefix="/questions")

NO_PROBLEMS: Mapping[str, str] = {}


@bp.get("")
def index() -> ResponseReturnValue:
    name = request.args.get("list", "newest")
    if name not in get_args(ListName):
        raise NotFound("This list of questions doesn't exist.")
    page = questions.listed(cast(ListName, name), viewer=viewer(), before=pages.before())
    return render_template("questions/index.html", page=page, name=name)


@bp.get("/new")
def new() -> ResponseReturnValue:
    return _form(post_templates.begun("question"), {}), 200


@bp.post("/template")
def fill_in() -> ResponseReturnValue:
    """Return the form as it was filled in, with its community's template; for a script, only the text."""
    begun = post_templates.filled("question")
    if request.accept_mimetypes.best == "application/json":
        return jsonify(body=begun.typed["body"])
    return _form(begun, {}), 200


@bp.post("")
def ask() -> ResponseReturnValue:
    try:
        draft = _draft()
        if waits := holding.hold(draft):
            return waits
        id = questions.ask(draft, by=me().id)
    except Invalid as invalid:
        return _form(drafts.sent("question"), invalid.problems), 422
    typed_texts.keep(id)
    drafts.forget("question")
    events.question_asked(id, with_answer=draft.own_answer is not None)
    return redirect(url_for("questions.show", id=id), 303)


@bp.get("/<id>")
def show(id: QuestionId) -> ResponseReturnValue:
    if kept := questions.merged_into(id, viewer=viewer()):
        return redirect(url_for("questions.show", id=kept), 301)
    return page_of(id), 200


@bp.get("/<id>/asks")
def asked(id: QuestionId) -> ResponseReturnValue:
    """Show only the right column, for a page that waits until experts are found."""
    waiting = pages.waiting(is_over=questions.is_matched(id, viewer=viewer()))
    ring = widening.of_question(id, viewer=viewer())
    return render_template("questions/_asks.html", id=id, ring=ring, waiting=waiting)


def page_of(
    id: QuestionId,
    *,
    begun: drafts.Begun | None = None,
    colleague: str = "",
    problems: Mapping[str, str] = NO_PROBLEMS,
) -> str:
    """Return the question's page. An answer or a colleague's name that was refused stays in its field."""
    number = pages.number()
    question = questions.show(id, viewer=viewer(), page=number)
    return render_template(
        "questions/show.html",
        id=id,
        question=question,
        number=number,
        has_more=question.count > number * questions.ANSWERS_ON_A_PAGE,
        sidebar=sidebar.of(id, viewer=viewer()),
        duplicates=duplicates.of(id, viewer=viewer()),
        unmaskings=unmaskings.of(id, viewer=viewer()) if question.post.is_anonymous else None,
        me_too=me_too.of(id, viewer=viewer()),
        ring=widening.of_question(id, viewer=viewer()),
        waiting=pages.Waiting(turn=0, is_over=question.is_matched),
        begun=begun or drafts.begun(f"answer-{id}"),
        colleague=colleague,
        problems=problems,
        standings=standings.on(id, viewer=viewer()),
    )


def _draft() -> QuestionDraft:
    own_answer = typed_texts.read("own_answer")
    return QuestionDraft(
        title=typed_texts.line("title"),
        body=rendering.prose(typed_texts.read()),
        skills=forms.names("skills"),
        community=forms.community(),
        is_anonymous="anonymous" in request.form,
        is_machine_written=forms.machine_written(),
        own_answer=rendering.prose(own_answer) if own_answer.strip() else None,
        first=PersonId(request.form.get("ask", "")) or None,
        needed_by=deadlines.needed_by(request.form.get("needed_by", "")),
    )


def _form(begun: drafts.Begun, problems: Mapping[str, str]) -> str:
    return render_template(
        "questions/new.html",
        begun=begun,
        typed=begun.typed,
        problems=problems,
        communities=communities.to_post_in(viewer()),
        first=_first(begun),
    )


def _first(begun: drafts.Begun) -> FirstChoice | None:
    """Return the colleague whom the form asks first."""
    person = begun.typed.get("ask", "")
    community = CommunityId(begun.typed.get("community", ""))
    return first_choices.of(PersonId(person), community=community, viewer=viewer()) if person else None
