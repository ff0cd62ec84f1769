"""Templates for a community's questions and tips: filling them into a form, and writing them."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.communities import post_templates
from graph.communities.post_templates import KindWithTemplate, Templates
from graph.errors import Invalid
from webapp.communities import communities
from webapp.editing import drafts
from webapp.editing.drafts import Begun
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _

bp = Blueprint("post_templates", __name__, url_prefix="/communities/<slug>/templates")


@bp.post("")
def write_down(slug: str) -> ResponseReturnValue:
    typed = {name: request.form.get(name, "") for name in ("question_template", "tip_template")}
    try:
        post_templates.write_down(Templates(**typed), slug, by=me().id)
    except Invalid as invalid:
        return communities.page_of(slug, templates=typed, problems=invalid.problems), 422
    flash(_("Templates saved. New posts here will start with them."), "good")
    return redirect(url_for("communities.show", slug=slug), 303)


def begun(making: KindWithTemplate) -> Begun:
    """Return how a form opens: with the template of the community in the address (a slug or an id), if it has one."""
    brought = request.args.to_dict()
    if "community" not in brought:
        return drafts.begun(making, brought=brought)
    template = post_templates.all_for(making, viewer=viewer()).get(brought["community"])
    if template:
        brought = {"body": template.body, **brought, "community": template.community}
    return drafts.begun(making, brought=brought)


def filled(making: KindWithTemplate) -> Begun:
    """Return a form as it was filled in, with its community's template: in place of another community's, or below.

    The new template replaces an unchanged one. Text that someone typed stays, and the template is added once.
    """
    typed, templates = drafts.sent(making), post_templates.all_for(making, viewer=viewer())
    body, chosen = typed.typed.get("body", "").replace("\r\n", "\n").strip(), typed.typed.get("community", "")
    template = templates[chosen].body if chosen in templates else ""
    if is_untouched(body, templates):
        body = template
    elif template not in body:
        body = f"{body}\n\n{template}"
    return replace(typed, typed={**typed.typed, "body": body})


def is_untouched(body: str, templates: dict[str, post_templates.Template]) -> bool:
    """Tell whether nobody has typed anything: the field is empty, or holds only a template."""
    return body in {"", *(one.body for one in templates.values())}
