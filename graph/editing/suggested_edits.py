"""Suggested edits: changes that people suggest to other people's texts, and the decisions about them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from graph import clock
from graph.cards import Author, PostKind
from graph.conduct import refusals
from graph.driver import only, read, write
from graph.editing import edits
from graph.editing.edits import Credit, Edit
from graph.errors import Conflict, Forbidden, Invalid, NotFound, refuse_if_any
from graph.ids import AnswerId, PersonId, PostId, SuggestedEditId, new_id
from graph.posts.texts import Text
from graph.prose import Prose
from graph.rows import read_as
from graph.viewers import Viewer

SuggestionState = Literal["open", "accepted", "declined"]

REASON_CHARACTERS = 300
SHOWN = 50
NOT_HERE = "This suggested edit doesn't exist, or you don't have access to it."


@dataclass(frozen=True, kw_only=True)
class SuggestedEdit:
    """A change that someone suggests to version `version` of a text. `by` doesn't name an anonymous asker to others."""

    id: SuggestedEditId
    text: PostId | AnswerId
    version: int
    title: str
    body: Prose
    skills: tuple[str, ...]
    is_cheat_sheet: bool
    summary: str
    made_at: datetime
    state: SuggestionState
    reason: str
    by: Author | None
    is_askers: bool
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class ListedSuggestion:
    """A suggested edit in a list, with the post that it is about."""

    id: SuggestedEditId
    post: PostId
    kind: PostKind
    title: str
    summary: str
    made_at: datetime
    state: SuggestionState
    reason: str


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """A suggested edit that was made. `suggested_by` is for their right to attach files; no page may show it."""

    edit: Edit
    suggested_by: PersonId


def suggest(edit: Edit, *, by: Viewer) -> SuggestedEditId:
    """Suggest an edit to the people who may make it.

    Raises `Invalid` without a summary, if nothing would change, and while they are silenced or have a warning to read;
    `NotFound` for what the viewer may not see.
    """
    _refuse_nothing(edit)
    now = clock.now()
    rows = write(
        """
        OPTIONAL MATCH (direct:Post {id: $id})
        OPTIONAL MATCH (answer:Answer {id: $id})-[:ANSWERS]->(answered:Post)
        WITH coalesce(direct, answered) AS post, coalesce(direct, answer) AS thing
        WHERE {{post is open}}
        MATCH (person:Person {id: $by})
        WHERE {{person is free to add}}
        CREATE (person)-[:SUGGESTED]->(suggestion:SuggestedEdit {
            id: $suggestion, version: $version, title: $title, body: $body, html: $html, skills: $skills,
            is_cheat_sheet: $is_cheat_sheet, summary: $summary, state: 'open', reason: '', open_key: $key
        })-[:WOULD_CHANGE]->(thing)
        SET suggestion.made_at = datetime($now), person.last_active_at = {{person is active now}}
        RETURN suggestion.id AS id
        """,
        id=edit.of.id,
        by=by.id,
        audiences=by.audiences,
        suggestion=new_id(),
        version=edit.of.version,
        title=edit.title.strip(),
        body=edit.body.markdown,
        html=edit.body.html,
        skills=list(edit.skills),
        is_cheat_sheet=edit.is_cheat_sheet,
        summary=edit.summary.strip(),
        key=clock.key(now),
        now=now.isoformat(),
    )
    if not rows:
        refusals.refuse_addition("body", on=edit.of.id, by=by)
    return only(rows, otherwise=NotFound(NOT_HERE))["id"]


def show(id: SuggestedEditId, *, viewer: Viewer) -> SuggestedEdit:
    """Return a suggested edit to the person who made it and to the people who may decide on it.

    Raises `NotFound` for everyone else.
    """
    rows = read_as(
        SuggestedEdit,
        """
        MATCH (suggestion:SuggestedEdit {id: $id})-[:WOULD_CHANGE]->(thing)
        OPTIONAL MATCH (thing)-[:ANSWERS]->(answered:Post)
        WITH suggestion, thing, coalesce(answered, thing) AS post
        WHERE {{post is open}}
        OPTIONAL MATCH (post)<-[:ASKED]-(asker:Person)
        WITH suggestion, thing, post, asker,
             [(suggestion)<-[:SUGGESTED]-(person:Person) | person][0] AS person
        WHERE person.id = $viewer
           OR EXISTS { (thing)<-[:ASKED|POSTED|GAVE|OWNS]-(writer:Person) WHERE writer.id = $viewer }
           OR {{post is coached}}
           OR {{viewer is the admin}}
        RETURN suggestion.id AS id, thing.id AS text, suggestion.version AS version, suggestion.title AS title,
               {markdown: suggestion.body, html: suggestion.html} AS body, suggestion.skills AS skills,
               coalesce(suggestion.is_cheat_sheet, thing.is_cheat_sheet, false) AS is_cheat_sheet,
               suggestion.summary AS summary, suggestion.made_at AS made_at, suggestion.state AS state,
               suggestion.reason AS reason,
               CASE WHEN NOT (post.is_anonymous AND person.id = asker.id) OR person.id = $viewer
                   THEN {{person is named}} END AS by,
               coalesce(person.id = asker.id, false) AS is_askers,
               coalesce(person.id = $viewer, false) AS is_mine
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    return only(rows, otherwise=NotFound(NOT_HERE))


def waiting(*, viewer: Viewer) -> tuple[ListedSuggestion, ...]:
    """Return at most fifty suggested edits to texts that this person wrote, owns or coaches, longest waiting first."""
    return read_as(
        ListedSuggestion,
        """
        MATCH (suggestion:SuggestedEdit)
        WHERE suggestion.open_key > 0
        MATCH (suggestion)-[:WOULD_CHANGE]->(thing)
        OPTIONAL MATCH (thing)-[:ANSWERS]->(answered:Post)
        WITH suggestion, thing, coalesce(answered, thing) AS post
        WHERE {{post is open}}
          AND NOT EXISTS { (suggestion)<-[:SUGGESTED]-(person:Person) WHERE person.id = $viewer }
          AND (EXISTS { (thing)<-[:ASKED|POSTED|GAVE|OWNS]-(writer:Person) WHERE writer.id = $viewer }
               OR {{post is coached}})
        RETURN suggestion.id AS id, post.id AS post, post.kind AS kind, post.title AS title,
               suggestion.summary AS summary, suggestion.made_at AS made_at, suggestion.state AS state,
               suggestion.reason AS reason
        ORDER BY made_at
        LIMIT $limit
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        limit=SHOWN,
    )


def mine(*, viewer: Viewer) -> tuple[ListedSuggestion, ...]:
    """Return at most fifty edits that this person suggested, and what was decided, newest first."""
    return read_as(
        ListedSuggestion,
        """
        MATCH (:Person {id: $viewer})-[:SUGGESTED]->(suggestion:SuggestedEdit)-[:WOULD_CHANGE]->(thing)
        OPTIONAL MATCH (thing)-[:ANSWERS]->(answered:Post)
        WITH suggestion, coalesce(answered, thing) AS post
        WHERE {{post is open}}
        RETURN suggestion.id AS id, post.id AS post, post.kind AS kind, post.title AS title,
               suggestion.summary AS summary, suggestion.made_at AS made_at, suggestion.state AS state,
               suggestion.reason AS reason
        ORDER BY made_at DESC
        LIMIT $limit
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        limit=SHOWN,
    )


def accept(suggestion: SuggestedEdit, text: Text, *, by: Viewer) -> Accepted:
    """Apply a suggested edit to the version of a text that the decider saw, with credit to the person who suggested it.

    Raises `Forbidden` for people who may not decide about the text, `Conflict` if the text has changed since, or if the
    suggestion was already decided.
    """
    if not text.may_decide:
        raise Forbidden("Only the author or a coach of its community can accept or decline this edit.")
    edit = Edit(
        of=text,
        title=suggestion.title,
        body=suggestion.body,
        skills=suggestion.skills,
        is_cheat_sheet=suggestion.is_cheat_sheet,
        summary=suggestion.summary,
    )
    by_whom = _maker(suggestion.id)
    edits.apply(edit, credit=Credit(by=by_whom, suggestion=suggestion.id, accepted_by=by.id), viewer=by)
    return Accepted(edit=edit, suggested_by=by_whom)


def decline(suggestion: SuggestedEdit, text: Text, reason: str, *, by: Viewer) -> None:
    """Decline a suggested edit with a reason, which its author will read. A second time replaces the reason.

    Raises `Invalid` without a reason of at most 300 characters, `Forbidden` like `accept`, `Conflict` if it was
    accepted.
    """
    if not 0 < len(reason.strip()) <= REASON_CHARACTERS:
        raise Invalid(reason=f"Give a reason of at most {REASON_CHARACTERS} characters. Its author will read it.")
    if not text.may_decide:
        raise Forbidden("Only the author or a coach of its community can accept or decline this edit.")
    now = clock.now()
    rows = write(
        """
        MATCH (suggestion:SuggestedEdit {id: $id})
        WHERE suggestion.state <> 'accepted'
        MATCH (post:Post {id: $post})
        SET suggestion.state = 'declined', suggestion.reason = $reason, suggestion.decided_at = datetime($now),
            post.changed_key = $key
        REMOVE suggestion.open_key
        RETURN suggestion.id AS id
        """,
        id=suggestion.id,
        post=text.post,
        reason=reason.strip(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=Conflict("Someone else has already accepted this."))


def _maker(id: SuggestedEditId) -> PersonId:
    rows = read(
        "MATCH (:SuggestedEdit {id: $id})<-[:SUGGESTED]-(person:Person) RETURN person.id AS person",
        id=id,
    )
    return only(rows, otherwise=NotFound(NOT_HERE))["person"]


def _refuse_nothing(edit: Edit) -> None:
    refuse_if_any(
        {
            "summary": None if edit.summary.strip() else "Say in a few words what you changed, and why.",
            "body": "You haven't changed anything. Edit the text first." if _changes_nothing(edit) else None,
        }
    )


def _changes_nothing(edit: Edit) -> bool:
    same_words = edit.body.markdown.strip() == edit.of.body.strip()
    same_title = edit.of.is_answer or edit.title.strip() == edit.of.title
    same_sheet = edit.is_cheat_sheet == edit.of.is_cheat_sheet
    return same_words and same_title and same_sheet and not edits.changes_skills(edit)
