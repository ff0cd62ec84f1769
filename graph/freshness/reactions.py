"""Reactions to answers, tips, links and videos: "Works for me", "Outdated" and "Dangerous".

"Works for me" counts like a vote in the weight of evidence. "Outdated" on a post, or on the accepted answer of a
question, counts as doubt about the whole post (graph/freshness/freshness.py).
"""

from dataclasses import dataclass
from typing import Literal

from graph import clock
from graph.cards import PostKind
from graph.conduct import refusals
from graph.driver import only, read, write
from graph.errors import Forbidden, Invalid
from graph.freshness import freshness
from graph.ids import AnswerId, PostId
from graph.posts.texts import Text
from graph.rows import write_as
from graph.viewers import Viewer

ReactionChoice = Literal["works", "outdated", "dangerous", "none"]

COMMENT_CHARACTERS = 500

WORDS = f"Say what is wrong, in at most {COMMENT_CHARACTERS} characters, so that others can judge."
OWN = Forbidden("You can only react to what other people wrote. You can edit your own.")


@dataclass(frozen=True, kw_only=True)
class Reacted:
    """The post on whose page a reaction is, and whether the reaction makes that post outdated (`is_doubt`)."""

    post: PostId
    kind: PostKind
    is_doubt: bool


def react(on: PostId | AnswerId, kind: ReactionChoice, comment: str = "", *, by: Viewer) -> Reacted:
    """Set this person's reaction in place of any other; `none` takes it back. The same twice changes nothing.

    Raises `Invalid` for a warning without a comment of at most 500 characters, and while they are silenced or have a
    warning to read; `Forbidden` for your own text, for questions and for what the viewer may not see.
    """
    comment = comment.strip()
    if kind in ("outdated", "dangerous") and not 0 < len(comment) <= COMMENT_CHARACTERS:
        raise Invalid(comment=WORDS)
    if _is_doubt(on, kind, by=by):
        react(on, "none", by=by)
        return Reacted(post=PostId(on), kind=freshness.doubt(PostId(on), comment, by=by), is_doubt=True)
    now = clock.now()
    rows = write_as(
        Reacted,
        """
        OPTIONAL MATCH (direct:Post {id: $on})
        OPTIONAL MATCH (answer:Answer {id: $on})-[:ANSWERS]->(answered:Post)
        WITH coalesce(direct, answered) AS post, coalesce(direct, answer) AS thing
        WHERE {{post is open}}
          AND (thing.id <> post.id OR post.kind <> 'question')
          AND NOT EXISTS { (thing)<-[:POSTED|GAVE]-(writer:Person) WHERE writer.id = $by }
        MATCH (me:Person {id: $by})
        WHERE {{me is free to add}}
        // Writing before reading takes the lock, so that no count is lost.
        SET thing.reacted_at = datetime($now), post.changed_key = $key
        WITH post, thing, me, [(thing)<-[before:REACTED]-(person:Person) WHERE person.id = $by | before] AS befores,
             coalesce([(thing)<-[before:REACTED]-(person:Person) WHERE person.id = $by | before.kind][0], '') AS former
        FOREACH (before IN befores | DELETE before)
        FOREACH (_ IN CASE WHEN $kind = 'none' THEN [] ELSE [1] END |
            CREATE (me)-[:REACTED {kind: $kind, comment: $comment, at: datetime($now)}]->(thing))
        WITH post, thing,
             CASE WHEN $kind = 'works' THEN 1 ELSE 0 END - CASE WHEN former = 'works' THEN 1 ELSE 0 END AS works,
             CASE WHEN $kind = 'outdated' THEN 1 ELSE 0 END - CASE WHEN former = 'outdated' THEN 1 ELSE 0 END AS old,
             CASE WHEN $kind = 'dangerous' THEN 1 ELSE 0 END
                 - CASE WHEN former = 'dangerous' THEN 1 ELSE 0 END AS dangers
        SET thing.works = coalesce(thing.works, 0) + works,
            thing.outdated = coalesce(thing.outdated, 0) + old,
            thing.dangerous = coalesce(thing.dangerous, 0) + dangers
        FOREACH (_ IN CASE WHEN thing.id <> post.id THEN [1] ELSE [] END |
            SET post.works = coalesce(post.works, 0) + works, post.dangerous = coalesce(post.dangerous, 0) + dangers)
        RETURN post.id AS post, post.kind AS kind,
               $kind = 'outdated' AND coalesce(thing.is_accepted, false) AS is_doubt
        """,
        on=on,
        kind=kind,
        comment="" if kind in ("works", "none") else comment,
        by=by.id,
        audiences=by.audiences,
        now=now.isoformat(),
        key=clock.key(now),
    )
    if not rows:
        refusals.refuse_addition("comment", on=on, by=by)
    reacted = only(rows, otherwise=OWN)
    if reacted.is_doubt:
        freshness.doubt(reacted.post, comment, by=by)
    return reacted


def settle(text: Text, *, by: Viewer) -> None:
    """Mark the warnings about a text as resolved: their comments stay, but they no longer count.

    Twice changes nothing. Raises `Forbidden` for people who may not decide about the text.
    """
    if not text.may_decide:
        raise Forbidden("Only the author or a coach of its community can mark warnings as resolved.")
    now = clock.now()
    write(
        """
        OPTIONAL MATCH (direct:Post {id: $id})
        OPTIONAL MATCH (answer:Answer {id: $id})-[:ANSWERS]->(answered:Post)
        WITH coalesce(direct, answered) AS post, coalesce(direct, answer) AS thing
        SET thing.reacted_at = datetime($now), post.changed_key = $key
        WITH post, thing, coalesce(thing.dangerous, 0) AS dangers,
             [(thing)<-[warning:REACTED]-(:Person) WHERE warning.kind IN ['outdated', 'dangerous'] | warning]
                 AS warnings
        FOREACH (warning IN warnings | SET warning.kind = 'settled')
        SET thing.outdated = 0, thing.dangerous = 0
        FOREACH (_ IN CASE WHEN thing.id <> post.id THEN [1] ELSE [] END |
            SET post.dangerous = coalesce(post.dangerous, 0) - dangers)
        """,
        id=text.id,
        now=now.isoformat(),
        key=clock.key(now),
    )


def _is_doubt(on: PostId | AnswerId, kind: ReactionChoice, *, by: Viewer) -> bool:
    if kind != "outdated":
        return False
    rows = read(
        """
        MATCH (post:Post {id: $on})
        WHERE {{post is open}} AND post.kind <> 'question'
        RETURN post.id AS id
        """,
        on=on,
        audiences=by.audiences,
    )
    return bool(rows)
