"""Edits: changes to a text, made directly or as someone suggested. Its history keeps the earlier versions."""

from dataclasses import dataclass
from typing import LiteralString

from graph import clock, prose
from graph.cards import SkillTag
from graph.conduct import refusals
from graph.driver import only, write
from graph.errors import Conflict, Forbidden, Invalid, refuse_if_any
from graph.ids import PersonId, new_id, slug
from graph.posts.answers import ANSWER_CHARACTERS
from graph.posts.questions import BODY_CHARACTERS, body_problem, title_problem
from graph.posts.texts import Text
from graph.prose import Prose
from graph.skills import skills
from graph.viewers import Viewer

SUMMARY_CHARACTERS = 200

OUTRUN = "Someone else changed this text while you were writing. Compare the two versions, then save again."


# Finds the text if it is still at the version that was read, and the suggestion if it is still open.
TAKE: LiteralString = """
    OPTIONAL MATCH (direct:Post {id: $id})
    OPTIONAL MATCH (answer:Answer {id: $id})-[:ANSWERS]->(answered:Post)
    WITH coalesce(direct, answered) AS post, coalesce(direct, answer) AS thing
    WHERE {{post is open}}
    // Writing before reading takes the lock: of two who save the same version, the second must see the first.
    SET thing.edited_key = $key
    WITH post, thing
    WHERE coalesce(thing.version, 1) = $version
    MATCH (me:Person {id: $viewer})
    WHERE {{me is free to reply}}
    MATCH (editor:Person {id: $editor})
    OPTIONAL MATCH (suggestion:SuggestedEdit {id: $suggestion})
    WITH post, thing, editor, suggestion
    WHERE $suggestion IS NULL OR suggestion.open_key IS NOT NULL
    WITH post, thing, editor, suggestion,
         [(thing)<-[:ASKED|POSTED|GAVE]-(writer:Person) | writer] AS writers,
         [(post)-[:ABOUT]->(skill:Skill) | skill.name] AS former_skills,
         [(post)-[tie:ABOUT]->(skill:Skill) WHERE NOT $is_answer AND NOT skill.slug IN $slugs | tie] AS formers
"""

# Changes the text and records the new version. Before a first edit it records the original version too.
WRITE: LiteralString = """
    FOREACH (_ IN CASE WHEN thing.version IS NULL THEN [1] ELSE [] END |
        CREATE (first:Revision {id: $first})-[:OF]->(thing)
        SET first.number = 1, first.title = post.title, first.body = coalesce(thing.body, ''), first.summary = '',
            first.skills = former_skills, first.is_cheat_sheet = coalesce(thing.is_cheat_sheet, false),
            first.at = coalesce(thing.given_at, thing.posted_at)
        FOREACH (writer IN writers | CREATE (writer)-[:REVISED]->(first)))
    CREATE (editor)-[:REVISED]->(revision:Revision {id: $revision, number: $version + 1})-[:OF]->(thing)
    SET revision.title = CASE WHEN $is_answer THEN post.title ELSE $title END,
        revision.body = $body, revision.skills = $names, revision.summary = $summary,
        revision.is_cheat_sheet = $is_cheat_sheet, revision.at = datetime($now),
        thing.is_cheat_sheet = CASE WHEN post.kind = 'tip' THEN $is_cheat_sheet END,
        thing.version = $version + 1, thing.edited_at = datetime($now), thing.body = $body, thing.html = $html,
        post.title = CASE WHEN $is_answer THEN post.title ELSE $title END, post.changed_key = $key,
        post.wants_title = CASE WHEN post.wants_title IS NULL THEN null ELSE false END,
        post.excerpt = CASE WHEN $is_answer OR $excerpt = '' THEN post.excerpt ELSE $excerpt END
"""

# Updates matching, the suggestion and the skills, and returns the new version.
SETTLE: LiteralString = """
    FOREACH (_ IN CASE WHEN $has_other_skills THEN [1] ELSE [] END | SET {{post is to be matched again}})
    FOREACH (_ IN CASE WHEN suggestion IS NULL THEN [] ELSE [1] END |
        SET suggestion.state = 'accepted', suggestion.decided_at = datetime($now)
        REMOVE suggestion.open_key)
    FOREACH (tie IN formers | DELETE tie)
    FOREACH (tag IN $skills |
        MERGE (skill:Skill {slug: tag.slug})
        ON CREATE SET skill.name = tag.name, skill.audiences = [], skill.changed_key = $key
        SET skill.changed_key = CASE WHEN post.audience IN skill.audiences THEN skill.changed_key ELSE $key END
        SET skill.audiences = [other IN skill.audiences WHERE other <> post.audience] + post.audience
        MERGE (post)-[:ABOUT]->(skill))
    WITH revision
    OPTIONAL MATCH (decider:Person {id: $decider})
    FOREACH (_ IN CASE WHEN decider IS NULL THEN [] ELSE [1] END |
        CREATE (decider)-[:ACCEPTED_REVISION]->(revision))
    RETURN revision.number AS version

"""


@dataclass(frozen=True, kw_only=True)
class Edit:
    """A new version of a text, made from its version `of.version`. Raises `Invalid` with a sentence per field."""

    of: Text
    title: str
    body: Prose
    skills: tuple[str, ...]
    is_cheat_sheet: bool
    summary: str

    def __post_init__(self) -> None:
        long = len(self.summary) > SUMMARY_CHARACTERS
        refuse_if_any(
            {
                "title": None if self.of.is_answer else title_problem(self.title),
                "body": _body_problem(self.of, self.body.markdown),
                "summary": f"Use {SUMMARY_CHARACTERS} characters or fewer to say what you changed." if long else None,
            }
        )


@dataclass(frozen=True, kw_only=True)
class Credit:
    """The author of an edit. For a suggested edit, also the suggestion and the person who accepted it."""

    by: PersonId
    suggestion: str | None = None
    accepted_by: PersonId | None = None


def make(edit: Edit, *, by: Viewer) -> None:
    """Edit a text.

    Raises `Forbidden` for people who may not edit it, `Conflict` if it has changed since the version that was edited,
    `Invalid` for skills as `skills.resolve` does, and for other skills of a wiki that isn't theirs.
    """
    if not edit.of.may_edit:
        raise Forbidden("Only the author or a coach of its community can edit this. You can suggest an edit.")
    if changes_skills(edit) and not edit.of.may_change_skills:
        raise Invalid(skills="Only the author or a coach can change the skills of a wiki.")
    apply(edit, credit=Credit(by=by.id), viewer=by)


def apply(edit: Edit, *, credit: Credit, viewer: Viewer) -> None:
    """Store an edit and record it in the history. The caller checks the rights. Raises `Conflict`, `Invalid`.

    `Invalid` is raised too while the viewer is silenced or has a warning to read.
    """
    wanted = () if edit.of.is_answer else skills.resolve(edit.skills, by=viewer.id)
    now = clock.now()
    rows = write(
        TAKE + WRITE + SETTLE,
        **_written(edit, wanted),
        editor=credit.by,
        viewer=viewer.id,
        decider=credit.accepted_by,
        suggestion=credit.suggestion,
        audiences=viewer.audiences,
        now=now.isoformat(),
        key=clock.key(now),
    )
    if not rows:
        refusals.refuse_addition("body", on=edit.of.id, by=viewer)
    only(rows, otherwise=Conflict(OUTRUN))


def changes_skills(edit: Edit) -> bool:
    """Return whether an edit changes the skills of a post. Answers have none."""
    return not edit.of.is_answer and {slug(name) for name in edit.skills} != {slug(name) for name in edit.of.skills}


def _written(edit: Edit, wanted: tuple[SkillTag, ...]) -> dict[str, object]:
    return {
        "id": edit.of.id,
        "version": edit.of.version,
        "is_answer": edit.of.is_answer,
        "is_cheat_sheet": edit.of.kind == "tip" and edit.is_cheat_sheet,
        "has_other_skills": changes_skills(edit),
        "first": new_id(),
        "revision": new_id(),
        "title": edit.title.strip(),
        "body": edit.body.markdown,
        "html": edit.body.html,
        "excerpt": prose.excerpt(edit.body.markdown),
        "summary": edit.summary.strip(),
        "skills": [{"slug": tag.slug, "name": tag.name} for tag in wanted],
        "slugs": [tag.slug for tag in wanted],
        "names": list(edit.of.skills) if edit.of.is_answer else [tag.name for tag in wanted],
    }


def _body_problem(text: Text, markdown: str) -> str | None:
    if text.is_answer:
        fits = 0 < len(markdown.strip()) <= ANSWER_CHARACTERS
        return None if fits else f"An answer must have between 1 and {ANSWER_CHARACTERS:,} characters."
    if text.kind in ("question", "tip"):
        return body_problem(markdown)
    return f"Use {BODY_CHARACTERS:,} characters or fewer for the text." if len(markdown) > BODY_CHARACTERS else None
