"""Context messages: what coaches tell readers above all posts of a skill in their community, or on the whole site.

graph/posts/sidebar.py reads those of a post.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from graph import clock
from graph.cards import SkillTag
from graph.curation import days
from graph.driver import only, read, write
from graph.errors import Conflict, Forbidden, Invalid, refuse_if_any
from graph.ids import CommunityId, ContextMessageId, SkillSlug, new_id
from graph.prose import Prose
from graph.rows import read_as, write_as
from graph.skills import skills
from graph.viewers import Viewer

CHARACTERS = 1_000
LONGEST = timedelta(days=366)
SHOWN = 50

NOT_YOURS = Forbidden(
    "Only coaches of the community write above its posts, and only admins and site-wide coaches above all posts."
)
CHANGED = Conflict("Someone else has changed this meanwhile. Your text is below: compare it, and save again.")


@dataclass(frozen=True, kw_only=True)
class ContextDraft:
    """What to tell readers, and until which day, both as typed. Raises `Invalid` with a sentence per field."""

    text: Prose
    until: date | None

    def __post_init__(self) -> None:
        today = clock.now().date()
        fits = self.until is None or today <= self.until <= today + LONGEST
        is_written = 0 < len(self.text.markdown.strip()) <= CHARACTERS
        refuse_if_any(
            {
                "text": None if is_written else f"Write from 1 to {CHARACTERS:,} characters.",
                "until": None if fits else "Choose a day from today on, at most a year away, or none.",
            }
        )


@dataclass(frozen=True, kw_only=True)
class ContextMessage:
    """A message as those who look after it see it. `version` grows with each change. `until` is its last day."""

    id: ContextMessageId
    skill: SkillTag
    text: str
    html: str
    version: int
    ends_key: int
    place: str | None
    community: CommunityId | None

    @property
    def until(self) -> date | None:
        return days.last_day(self.ends_key)

    @property
    def is_over(self) -> bool:
        return self.ends_key <= clock.key(clock.now())


@dataclass(frozen=True, kw_only=True)
class Messages:
    """The messages of a community or, without an `id` and a `slug`, of the site. Those that are over come last."""

    id: CommunityId | None
    slug: str | None
    name: str
    messages: tuple[ContextMessage, ...]


@dataclass(frozen=True, kw_only=True)
class _Version:
    version: int
    slug: str | None


def listed(slug: str | None, *, viewer: Viewer) -> Messages:
    """Return the messages of a community, of the site without one. Raises `Forbidden` for people who may not write."""
    found = read_as(
        Messages,
        """
        MATCH (:Person {id: $viewer})
        OPTIONAL MATCH (place:Community {slug: $slug})
        WITH place
        WHERE CASE WHEN $slug = '' THEN {{viewer is the keeper}}
                   ELSE place IS NOT NULL AND {{place is coached by the viewer}} END
        RETURN place.id AS id, place.slug AS slug, coalesce(place.name, '') AS name, COLLECT {
            MATCH (message:ContextMessage {place: coalesce(place.id, '')})-[:SAYS_ABOUT]->(skill:Skill)
            RETURN {id: message.id, skill: {slug: skill.slug, name: skill.name}, text: message.text,
                    place: place.slug, community: place.id,
                    html: message.html, version: message.version, ends_key: message.ends_key} AS one
            ORDER BY message.ends_key > $now DESC, skill.name, message.id
            LIMIT $shown
        } AS messages
        """,
        slug=slug or "",
        viewer=viewer.id,
        shown=SHOWN,
        now=clock.key(clock.now()),
    )
    return only(found, otherwise=NOT_YOURS)


def writes_for_site(*, viewer: Viewer) -> bool:
    """Return whether this person may write above all posts of the site."""
    return read("RETURN {{viewer is the keeper}} AS is_so", viewer=viewer.id)[0]["is_so"]


def get(id: ContextMessageId, *, viewer: Viewer) -> ContextMessage:
    """Return a message to change. Raises `Forbidden` for people who may not."""
    found = read_as(
        ContextMessage,
        """
        MATCH (message:ContextMessage {id: $id})-[:SAYS_ABOUT]->(skill:Skill)
        OPTIONAL MATCH (place:Community {id: message.place})
        WITH message, skill, place
        WHERE CASE WHEN message.place = '' THEN {{viewer is the keeper}}
                   ELSE place IS NOT NULL AND {{place is coached by the viewer}} END
        RETURN message.id AS id, {slug: skill.slug, name: skill.name} AS skill, message.text AS text,
               message.html AS html, message.version AS version, message.ends_key AS ends_key, place.slug AS place,
               place.id AS community
        """,
        id=id,
        viewer=viewer.id,
    )
    return only(found, otherwise=NOT_YOURS)


def say(slug: str | None, skill: str, draft: ContextDraft, *, by: Viewer) -> ContextMessageId:
    """Put a message above the posts of a skill. The audit log records it.

    Raises `Forbidden` as `listed` does, `Invalid` for a skill that doesn't exist, and `Conflict` if it has one there.
    """
    listed(slug, viewer=by)
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})
        MATCH (skill:Skill {slug: $skill})
        WHERE {{skill is known}}
        OPTIONAL MATCH (place:Community {slug: $slug})
        // Writing before looking takes the lock: two coaches don't put two messages above the same posts.
        SET skill.context_lock = $entry
        WITH me, skill, place, EXISTS {
            MATCH (skill)<-[:SAYS_ABOUT]-(other:ContextMessage)
            WHERE other.place = coalesce(place.id, '') AND other.ends_key > $key
        } AS is_taken
        FOREACH (_ IN CASE WHEN is_taken THEN [] ELSE [1] END |
            CREATE (message:ContextMessage {id: $id, place: coalesce(place.id, ''), version: 0})-[:SAYS_ABOUT]->(skill)
            SET message += $said
            CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'wrote_context', at_key: $key})
            SET entry.at = datetime($now)
            FOREACH (_ IN CASE WHEN place IS NULL THEN [] ELSE [1] END | CREATE (entry)-[:RECORDS]->(place)))
        RETURN is_taken
        """,
        id=(id := new_id()),
        slug=slug or "",
        skill=_called(skill, by=by),
        said=_said(draft),
        by=by.id,
        audiences=by.audiences,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    if only(rows, otherwise=Invalid(skill="There is no such skill. Choose one that posts or people have."))["is_taken"]:
        raise Conflict("This skill has a message already. Change it instead.")
    return ContextMessageId(id)


def change(id: ContextMessageId, draft: ContextDraft, *, version: int, by: Viewer) -> str | None:
    """Change a message, and return the address of its community. The audit log records it.

    One that is over is shown again until its new end. Raises `Forbidden` as `get` does, and `Conflict` if someone else
    has changed it since `version`.
    """
    return _settle(id, {**_said(draft), "version": version + 1}, "changed_context", version=version, by=by)


def end(id: ContextMessageId, *, by: Viewer) -> str | None:
    """End a message now, and return the address of its community. Twice changes nothing. Raises as `get` does."""
    found = get(id, viewer=by)
    if found.is_over:
        return found.place
    ended = {"ends_key": clock.key(clock.now()), "version": found.version + 1}
    return _settle(id, ended, "ended_context", version=found.version, by=by)


def _settle(id: ContextMessageId, said: Mapping[str, object], act: str, *, version: int, by: Viewer) -> str | None:
    get(id, viewer=by)
    now = clock.now()
    rows = write_as(
        _Version,
        """
        MATCH (me:Person {id: $by})
        MATCH (message:ContextMessage {id: $id})
        OPTIONAL MATCH (place:Community {id: message.place})
        // Writing before looking takes the lock.
        SET message.lock = $entry
        WITH me, message, place, message.version AS version
        FOREACH (_ IN CASE version WHEN $version THEN [1] ELSE [] END |
            SET message += $said
            CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: $act, at_key: $key})
            SET entry.at = datetime($now)
            FOREACH (_ IN CASE WHEN place IS NULL THEN [] ELSE [1] END | CREATE (entry)-[:RECORDS]->(place)))
        RETURN version, place.slug AS slug
        """,
        id=id,
        said=said,
        act=act,
        version=version,
        by=by.id,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    found = only(rows, otherwise=NOT_YOURS)
    if found.version != version:
        raise CHANGED
    return found.slug


def _said(draft: ContextDraft) -> dict[str, object]:
    return {"text": draft.text.markdown.strip(), "html": draft.text.html, "ends_key": days.end(draft.until)}


def _called(name: str, *, by: Viewer) -> SkillSlug:
    """Return the skill of this name, which may not exist."""
    found = skills.resolve([name], by=by.id)
    return found[0].slug if found else SkillSlug("")
