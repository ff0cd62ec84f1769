"""Drafts: posts, answers and edits that someone has begun. Each form has one per person, which only they ever see."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast, get_args

from graph import clock, prose
from graph.driver import only, write
from graph.errors import Conflict, Invalid, NotFound
from graph.ids import PersonId, PostId
from graph.rows import read_as, write_as
from graph.viewers import Viewer

# A form is named after what it makes. The name for an answer has the id of its question too, and the name for an edit
# the id of its text, such as "answer-bcdf2345ghjk".
Making = Literal["question", "tip", "link", "video", "answer", "edit"]
OF_SOMETHING: tuple[Making, ...] = ("answer", "edit")

WORDS = ("title", "body", "own_answer", "skills", "url", "upload", "summary")
# A draft of these alone is not kept. `made_of` is the version of a text from which an edit was made, and `pending` what
# was sent before, which this is to replace.
CHOICES = ("community", "anonymous", "cheat_sheet", "machine_written", "made_of", "ask", "needed_by", "pending")
FIELDS = (*WORDS, *CHOICES)

MOST_DRAFTS = 50
MOST_CHARACTERS = 60_000

# Stands for the state of a form that has no draft.
NONE_SEEN = 0


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was typed into a form, by the names of its fields. Each save has another `state`.

    `about` is the id of what it answers or edits. `title` is its own, else that of the post, else its first words.
    """

    form: str
    making: Making
    about: PostId | None
    title: str
    typed: Mapping[str, str]
    saved_at: datetime
    state: int


@dataclass(frozen=True, kw_only=True)
class _Row:
    form: str
    typed: str
    saved_at: datetime
    state: int
    about_title: str | None


@dataclass(frozen=True, kw_only=True)
class _Outcome:
    is_there: bool
    is_ours: bool
    has_room: bool


def save(form: str, typed: Mapping[str, str], *, by: Viewer, seen: int, page: str = "", instead: bool = False) -> int:
    """Save what was typed and return the new state of the draft. If nothing was typed, discard the draft and return 0.

    `page` is a word that only this window has, by which `discard` finds what it saved last. Raises `Conflict` if
    another window has saved, posted or discarded the draft since the state `seen`, unless this one is to replace it
    (`instead`); `Invalid` above 60,000 characters or 50 drafts; `NotFound` if the form doesn't exist or isn't open.
    """
    making, about = parts(form)
    kept = _kept(typed)
    if not kept.keys() & WORDS:
        discard(form, by=by.id, state=seen)
        return NONE_SEEN
    now = clock.now()
    rows = write_as(
        _Outcome,
        """
        MATCH (me:Person {id: $by})
        OPTIONAL MATCH (post:Post {id: $about})
        OPTIONAL MATCH (answer:Answer {id: $about})-[:ANSWERS]->(answered:Post)
        OPTIONAL MATCH (present:Draft {key: $draft})
        WITH me, coalesce(post, CASE WHEN $making = 'edit' THEN answered END) AS about,
             coalesce(present.saved_key, 0) AS state, COUNT { (me)-[:DRAFTED]->(:Draft) } AS drafts
        WHERE $about IS NULL OR {{about is open}}
        WITH me, state, state = $seen OR $instead AS is_ours, state > 0 OR drafts < $most AS has_room
        FOREACH (_ IN CASE WHEN is_ours AND has_room THEN [1] ELSE [] END |
            MERGE (draft:Draft {key: $draft})
            MERGE (me)-[:DRAFTED]->(draft)
            SET draft.form = $form, draft.about = $about, draft.typed = $typed, draft.page = $page,
                draft.saved_key = $key, draft.saved_at = datetime($now))
        RETURN state > 0 AS is_there, is_ours, has_room
        """,
        by=by.id,
        about=about,
        making=making,
        audiences=by.audiences,
        draft=_key(form, by.id),
        form=form,
        typed=json.dumps(kept),
        page=page,
        seen=seen,
        instead=instead,
        most=MOST_DRAFTS,
        now=now.isoformat(),
        key=clock.key(now),
    )
    _refuse_if_not_saved(only(rows, otherwise=NotFound(f"You can't write a draft of this {making}.")))
    return clock.key(now)


def find(form: str, *, viewer: Viewer) -> Draft | None:
    """Return this person's draft for a form, if there is one."""
    rows = read_as(
        _Row,
        """
        MATCH (draft:Draft {key: $draft})
        RETURN draft.form AS form, draft.typed AS typed, draft.saved_at AS saved_at, draft.saved_key AS state,
               null AS about_title
        """,
        draft=_key(form, viewer.id),
    )
    return _draft(rows[0]) if rows else None


def kept(viewer: Viewer) -> tuple[Draft, ...]:
    """Return this person's drafts, last saved first.

    If they may no longer see a post, an answer to it comes without the question's title. An edit is left out until
    they may see the post again, since it contains what other people wrote.
    """
    rows = read_as(
        _Row,
        """
        MATCH (:Person {id: $viewer})-[:DRAFTED]->(draft:Draft)
        OPTIONAL MATCH (post:Post {id: draft.about}) WHERE {{post is open}}
        OPTIONAL MATCH (:Answer {id: draft.about})-[:ANSWERS]->(answered:Post) WHERE {{answered is open}}
        WITH draft, coalesce(post, answered) AS about
        WHERE about IS NOT NULL OR NOT draft.form STARTS WITH 'edit-'
        RETURN draft.form AS form, draft.typed AS typed, draft.saved_at AS saved_at, draft.saved_key AS state,
               about.title AS about_title
        ORDER BY state DESC
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    return tuple(_draft(row) for row in rows)


def discard(form: str, *, by: PersonId, state: int | None = None, page: str = "") -> None:
    """Remove a draft. With `state`, only if it is in that state or `page` saved it last. Twice changes nothing."""
    write(
        """
        MATCH (draft:Draft {key: $draft})
        WHERE $state IS NULL OR draft.saved_key = $state OR (draft.page = $page AND $page <> '')
        DETACH DELETE draft
        """,
        draft=_key(form, by),
        state=state,
        page=page,
    )


def _kept(typed: Mapping[str, str]) -> dict[str, str]:
    kept = {name: typed[name] for name in FIELDS if typed.get(name, "").strip()}
    if sum(map(len, kept.values())) > MOST_CHARACTERS:
        raise Invalid(draft=f"A draft can have at most {MOST_CHARACTERS:,} characters. Shorten it to save it.")
    return kept


def parts(form: str) -> tuple[Making, PostId | None]:
    """Return what a form makes, and the id of what it answers or edits. Raises `NotFound`."""
    making, _, about = form.partition("-")
    if making not in get_args(Making) or bool(about) != (making in OF_SOMETHING):
        raise NotFound("This form doesn't exist.")
    return cast(Making, making), PostId(about) if about else None


def _refuse_if_not_saved(outcome: _Outcome) -> None:
    if not outcome.is_ours and outcome.is_there:
        raise Conflict("Not saved: a newer draft was saved in another window.")
    if not outcome.is_ours:
        raise Conflict("Not saved: this draft was posted or discarded in another window.")
    if not outcome.has_room:
        raise Invalid(draft=f"Not saved: you already have {MOST_DRAFTS} drafts. Post or discard one first.")


def _draft(row: _Row) -> Draft:
    making, about = parts(row.form)
    typed: dict[str, str] = json.loads(row.typed)
    first_words = prose.excerpt(typed.get("body", "")) or typed.get("url", "")
    return Draft(
        form=row.form,
        making=making,
        about=about,
        title=typed.get("title", "") or row.about_title or first_words,
        typed=typed,
        saved_at=row.saved_at,
        state=row.state,
    )


def _key(form: str, person: PersonId) -> str:
    return f"{person} {form}"
