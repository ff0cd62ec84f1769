"""Texts as people type them into forms: what is refused before it is published.

Groups of more than fifty people can't be mentioned. A secret that anyone could use can't be published; what only looks
like a secret or like personal data can, with a reason, which coaches read. Words on the lists of admins and coaches
are refused or replaced, or make a post wait: typed_words.py.
"""

from collections.abc import Sequence

from flask import request

from graph.errors import Invalid
from graph.posts import group_mentions
from graph.sensitive import company, findings, reasons
from graph.sensitive.findings import Finding
from webapp.markdown import typed_words
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

# The field for the reason. It appears on a form that was refused.
REASON = "publish_reason"

NAMED = 3


def read(field: str = "body", *, before: str = "", on: str = "", waits: bool = True) -> str:
    """Return a text of the form as it was typed. `before` is what an edit changes: what is in it already may stay.

    `on` is the post, answer or comment that is edited or written on. What can't wait for a coach, such as a comment,
    never `waits`. Raises `Invalid` if it mentions more than fifty people by their groups, and as `line` does.
    """
    problem = group_mentions.problem(request.form.get(field, ""), viewer=viewer())
    if problem:
        raise Invalid(**{field: problem})
    return line(field, before=before, on=on, waits=waits)


def line(field: str, *, before: str = "", on: str = "", waits: bool = True) -> str:
    """Return a line of the form as it was typed, but for words that are replaced.

    Raises `Invalid` for a secret, and for what may be one unless the form has a reason why it can be published;
    and as `typed_words.settled` does.
    """
    typed = request.form.get(field, "")
    found = company.find(typed, before=before)
    _refuse([one for one in found if one.is_certain], field)
    if found and not _reason():
        advice = _("Remove it, or say below why it can be published.")
        asked = _("Give a reason, or remove it from your text.")
        raise Invalid(**{field: f"{_named(found)} {advice}", REASON: asked})
    return typed_words.settled(typed, field=field, before=before, on=on, waits=waits)


def sent_as_file(text: str, *, field: str, before: str = "", on: str = "") -> str:
    """Return what someone sent as a file, with words replaced. Raises `Invalid` for secrets and for words, as above."""
    _refuse(findings.certain(text), field)
    return typed_words.settled(text, field=field, before=before, on=on)


def keep(on: str) -> None:
    """Keep the reason of the form, if it has one, with the text that was published. Tell which words were replaced.

    A reason that nobody asked for any more is not worth a refusal, now that the text is published.
    """
    typed_words.keep()
    reason = _given()
    if reason and not _problem(reason):
        reasons.keep(on, reason)


def _refuse(certain: Sequence[Finding], field: str) -> None:
    if certain:
        advice = _("Anyone who can read this could use it. Replace it with a placeholder.")
        raise Invalid(**{field: f"{_named(certain)} {advice}"})


def _reason() -> str:
    """Return the reason on the form. Raises `Invalid` if it is too long or repeats what it is about."""
    reason = _given()
    if problem := _problem(reason):
        raise Invalid(**{REASON: problem})
    return reason


def _given() -> str:
    return request.form.get(REASON, "").strip()


def _problem(reason: str) -> str | None:
    if len(reason) > reasons.CHARACTERS:
        return _("Use %(most)s characters or fewer.") % {"most": reasons.CHARACTERS}
    return _("Coaches read this. Give the reason without the secret itself.") if findings.find(reason) else None


def _named(found: Sequence[Finding]) -> str:
    """Return a sentence that names the first three: "This looks like a GitHub token: ghp_…x9, line 3."."""
    named = [
        _("%(name)s: %(mask)s, line %(line)s") % {"name": _(one.name), "mask": one.mask, "line": one.line}
        for one in found[:NAMED]
    ]
    return _("This looks like %(what)s.") % {"what": _("; and like ").join(named)}
