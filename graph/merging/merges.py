"""Merging two skills that mean the same, and undoing it if that was wrong.

Admins may merge any skill that they know of into another, coaches one whose posts are all in communities that they
coach.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from graph import clock
from graph.cards import SkillTag
from graph.driver import only, read, write_together
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import MergeId, PersonId, SkillSlug, new_id
from graph.merging import merge_steps
from graph.rows import read_as
from graph.viewers import Viewer

SHOWN = 30
REMEMBERED = timedelta(minutes=10)

NOT_YOURS = "Only admins, and coaches of the communities that hold all its posts, can merge this skill."
NO_MERGE = "This merge doesn't exist, or you don't have access to it."
QUICKER = "Someone else has just merged or undone this. Reload the merge desk."


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What moves if `lost` is merged into `kept`. Everything moves, but only what the viewer may see is counted."""

    lost: SkillTag
    kept: SkillTag
    summary: str
    kept_summary: str
    posts: int
    people: int
    aliases: tuple[str, ...]
    relations: int
    collections: int


@dataclass(frozen=True, kw_only=True)
class Merge:
    """A merge that was not undone: the name of the lost skill, and the skill that took over its ties."""

    id: MergeId
    lost: str
    kept: SkillTag
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class _Named:
    slug: SkillSlug | None
    name: str | None
    ties: frozenset[str]
    may: bool


@dataclass(frozen=True, kw_only=True)
class _Undoable:
    lost: SkillSlug
    kept: SkillSlug
    name: str | None
    kept_name: str | None
    is_taken: bool
    state: str
    is_built_upon: bool
    is_visible: bool


def preview(lost: SkillSlug, kept: SkillSlug, *, viewer: Viewer) -> Preview:
    """Return what a merge would move. Raises the same refusals as `merge`."""
    _refuse(lost, kept, viewer=viewer)
    rows = read_as(
        Preview,
        """
        MATCH (lost:Skill {slug: $lost})
        MATCH (kept:Skill {slug: $kept})
        RETURN {slug: lost.slug, name: lost.name} AS lost,
               {slug: kept.slug, name: kept.name} AS kept,
               coalesce(lost.summary, '') AS summary,
               coalesce(kept.summary, '') AS kept_summary,
               COUNT { MATCH (lost)<-[:ABOUT]-(post:Post) WHERE {{post is open}} } AS posts,
               size(COLLECT {
                   MATCH (lost)<-[knows:KNOWS]-(person:Person)
                   WHERE {{knows is shown}} AND {{person is listed}}
                   RETURN DISTINCT person.id AS id
               }) AS people,
               [(alias:Alias)-[:NAMES]->(lost)
                   WHERE {{alias is readable}} | alias.name] AS aliases,
               COUNT {
                   MATCH (lost)-[:RELATED|BROADER]-(other:Skill)
                   WHERE {{other is known}}
               } AS relations,
               COUNT {
                   MATCH (collection:Collection)
                   WHERE collection.rule_skill = $lost AND {{collection is visible}}
               } AS collections
        """,
        lost=lost,
        kept=kept,
        audiences=viewer.audiences,
        seen_through=(*viewer.audiences, viewer.id),
    )
    found = only(rows, otherwise=NotFound(NO_MERGE))
    return replace(found, aliases=tuple(sorted(found.aliases)))


def merge(lost: SkillSlug, kept: SkillSlug, *, by: Viewer) -> MergeId:
    """Merge a skill into another, which takes over all its ties. Either all of it happens, or nothing.

    Raises `Invalid` if they are the same skill or one doesn't exist, `Conflict` if one was merged already or `lost` has
    ties that can't be moved, `Forbidden` for people who may not merge `lost`.
    """
    _refuse(lost, kept, viewer=by)
    id = MergeId(new_id())
    now = clock.now()
    rows = write_together(
        merge_steps.MERGING, id=id, lost=lost, kept=kept, by=by.id, now=now.isoformat(), key=clock.key(now)
    )
    return MergeId(only(rows, otherwise=Conflict(QUICKER))["id"])


def undo(id: MergeId, *, by: Viewer) -> None:
    """Undo a merge. What was written since then stays with the kept skill.

    Raises `NotFound` for everyone but admins and the person who merged, `Conflict` if it was already undone, a later
    merge builds on it or the old name is taken.
    """
    done = _undoable(id, viewer=by)
    now = clock.now()
    rows = write_together(
        merge_steps.UNDOING,
        id=id,
        lost=done.lost,
        kept=done.kept,
        by=by.id,
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=Conflict(QUICKER))


def just_done(lost: SkillSlug, kept: SkillSlug, *, by: Viewer) -> MergeId:
    """Return the merge of these two that this person made in the last ten minutes. Raises `NotFound` without one."""
    rows = read(
        """
        MATCH (merge:Merge)-[:BY]->(merger:Person)
        WHERE merge.changed_key >= $since AND merge.lost = $lost AND merge.kept = $kept AND merge.state = 'done'
          AND merger.id = $by
        RETURN merge.id AS id
        """,
        lost=lost,
        kept=kept,
        by=by.id,
        since=clock.key(clock.now() - REMEMBERED),
    )
    return MergeId(only(rows, otherwise=NotFound(NO_MERGE))["id"])


def latest(*, viewer: Viewer) -> tuple[Merge, ...]:
    """Return at most thirty merges that the viewer may undo, newest first."""
    return read_as(
        Merge,
        """
        MATCH (merge:Merge)-[:REPLACED]->(former:FormerSkill)
        MATCH (kept:Skill {slug: merge.kept})
        WHERE {{former is known}}
          AND ({{viewer is the admin}}
               OR EXISTS { MATCH (merge)-[:BY]->(merger:Person) WHERE merger.id = $viewer })
        RETURN merge.id AS id, former.name AS lost, {slug: kept.slug, name: kept.name} AS kept, merge.at AS at,
               coalesce([(merge)-[:BY]->(merger:Person) | merger.name][0], '') AS by
        ORDER BY merge.changed_key DESC
        LIMIT $limit
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        limit=SHOWN,
    )


def concerned(id: MergeId) -> tuple[tuple[SkillSlug, ...], tuple[PersonId, ...]]:
    """Return the two skills of a merge, and the people who have evidence in them now. For workers; no page shows it."""
    rows = read(
        """
        MATCH (merge:Merge {id: $id})
        MATCH (skill:Skill)
        WHERE skill.slug IN [merge.kept, merge.lost]
        RETURN merge.kept AS kept, merge.lost AS lost, [(skill)<-[:KNOWS]-(person:Person) | person.id] AS people
        """,
        id=id,
    )
    skills = {slug for row in rows for slug in (row["kept"], row["lost"])}
    return tuple(sorted(skills)), tuple({person for row in rows for person in row["people"]})


def changed(*, since: datetime) -> tuple[MergeId, ...]:
    """Return the merges that were made or undone since this moment."""
    rows = read("MATCH (m:Merge) WHERE m.changed_key >= $since RETURN m.id AS id", since=clock.key(since))
    return tuple(row["id"] for row in rows)


def _refuse(lost: SkillSlug, kept: SkillSlug, *, viewer: Viewer) -> None:
    if lost == kept:
        raise Invalid(kept="A skill can't be merged into itself. Choose another one.")
    named, _ = (_named(field, slug, viewer=viewer) for field, slug in (("lost", lost), ("kept", kept)))
    if not named.may:
        raise Forbidden(NOT_YOURS)
    if named.ties - merge_steps.KNOWN:
        raise Conflict("This skill has links that a merge can't move yet, so nothing was changed.")


def _named(field: str, slug: SkillSlug, *, viewer: Viewer) -> _Named:
    named = _skill(slug, viewer=viewer)
    if named.slug is None:
        raise Invalid(**{field: f"There is no skill called {slug} here."})
    if named.slug != slug:
        raise Conflict(f"{slug} is already another name for {named.name}.")
    return named


def _skill(slug: SkillSlug, *, viewer: Viewer) -> _Named:
    rows = read_as(
        _Named,
        """
        MATCH (me:Person {id: $viewer})
        OPTIONAL MATCH (known:Skill {slug: $slug})
            WHERE {{known is known}}
        OPTIONAL MATCH (alias:Alias {slug: $slug})-[:NAMES]->(meant:Skill)
            WHERE {{alias is readable}}
        WITH me, coalesce(known, meant) AS skill,
             [(me)-[coaching:MEMBER_OF]->(own:Community) WHERE coaching.is_coach | own.id] AS coached
        RETURN skill.slug AS slug, skill.name AS name,
               COLLECT { MATCH (skill)-[tie]-() RETURN DISTINCT type(tie) } AS ties,
               {{me is an admin}} OR (EXISTS { (skill)<-[:ABOUT]-(:Post) } AND NOT EXISTS {
                   MATCH (skill)<-[:ABOUT]-(post:Post)
                   WHERE NOT EXISTS { MATCH (post)-[:IN]->(community:Community) WHERE community.id IN coached }
               }) AS may
        """,
        slug=slug,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    return only(rows, otherwise=Forbidden(NOT_YOURS))


def _undoable(id: MergeId, *, viewer: Viewer) -> _Undoable:
    rows = read_as(
        _Undoable,
        """
        MATCH (merge:Merge {id: $id})
        WHERE {{viewer is the admin}}
           OR EXISTS { MATCH (merge)-[:BY]->(merger:Person) WHERE merger.id = $viewer }
        OPTIONAL MATCH (merge)-[:REPLACED]->(former:FormerSkill)
        OPTIONAL MATCH (kept:Skill {slug: merge.kept})
        OPTIONAL MATCH (taken:Skill {slug: merge.lost})
        RETURN merge.lost AS lost, merge.kept AS kept, former.name AS name, kept.name AS kept_name,
               taken IS NOT NULL AS is_taken, merge.state AS state,
               EXISTS { MATCH (merge)<-[:MOVED]-(:FormerSkill) } OR EXISTS {
                   MATCH (later:Merge)
                   WHERE later.kept = merge.kept AND later.state = 'done' AND later.changed_key > merge.changed_key
               } AS is_built_upon,
               former IS NULL OR {{former is known}} AS is_visible
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    done = only(rows, otherwise=NotFound(NO_MERGE))
    if not done.is_visible:
        raise NotFound(NO_MERGE)
    if done.state == "undone":
        raise Conflict("This merge has already been undone.")
    if done.kept_name is None:
        raise Conflict(f"{done.kept} has since been merged into another skill. Undo that merge first.")
    # A tie that both merges moved stays with the kept skill until the later one is undone. The sentence doesn't name
    # the later one, since only a closed community may know its skill.
    if done.is_built_upon:
        raise Conflict(f"A later merge builds on the merge of {done.name}. Undo the later one first.")
    if done.is_taken:
        raise Conflict(f"There is now a new skill called {done.name}. Merge that one first.")
    return done
