"""Collections: posts that people put together in an order, or that a rule takes in automatically.

The audience of a collection is everyone, a closed community, or only its owner (`keeper`), stored as the owner's id.
People see only the posts in it that they may see anyway, and only those are counted.
"""

from dataclasses import dataclass, replace
from typing import get_args

from graph import characters, clock
from graph.cards import Author, CommunityTag, PostKind, SkillTag
from graph.driver import Row, only, write
from graph.errors import Forbidden, NotFound, refuse_if_any
from graph.ids import CollectionId, new_id
from graph.library import rules
from graph.library.rules import Rule
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

NAME_CHARACTERS = 80
DESCRIPTION_CHARACTERS = 500
SHOWN = 60

NOT_HERE = "This collection doesn't exist, or you don't have access to it."
NOT_YOURS = "Only the owner of this collection, or a member of its community, can change it."


@dataclass(frozen=True, kw_only=True)
class CollectionDraft:
    """A collection as its owner describes it. Raises `Invalid` with a sentence per field.

    `seen_by` is `everyone`, `me`, or the id of a community. Without a rule it holds the posts that people add.
    """

    name: str
    description: str
    seen_by: str
    rule: Rule | None = None

    def __post_init__(self) -> None:
        named = characters.is_seen(self.name) and len(self.name.strip()) <= NAME_CHARACTERS
        refuse_if_any(
            {
                "name": None if named else f"Give the collection a name of at most {NAME_CHARACTERS} characters.",
                "description": None
                if len(self.description) <= DESCRIPTION_CHARACTERS
                else f"Describe it in at most {DESCRIPTION_CHARACTERS} characters.",
                "kind": "Choose a kind of post, a skill or a community to fill the collection with."
                if self.rule and self.rule.is_empty
                else None,
            }
        )


@dataclass(frozen=True, kw_only=True)
class CollectionRow:
    """A collection in a list. `size` counts the posts that this viewer may see. It is `None` if a rule fills it."""

    id: CollectionId
    name: str
    description: str
    keeper: Author | None
    size: int | None
    to_check: int
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class CollectionPage:
    """A collection as one viewer sees it, without its posts. `seen_by` is as in the draft. A `search` may fill it."""

    id: CollectionId
    name: str
    description: str
    seen_by: str
    community: CommunityTag | None
    keeper: Author | None
    is_mine: bool
    may_change: bool
    is_automatic: bool
    kind: PostKind | None
    skill: SkillTag | None
    within: CommunityTag | None
    search: str | None


def create(draft: CollectionDraft, *, by: Viewer) -> CollectionId:
    """Create a collection. Raises `Forbidden` for a community of which this person is not a member."""
    rows = write(
        """
        MATCH (keeper:Person {id: $by})
        OPTIONAL MATCH (community:Community {id: $community})
            WHERE EXISTS { (community)<-[:MEMBER_OF]-(member:Person) WHERE member.id = $by }
        WITH keeper, community
        WHERE $community = '' OR community IS NOT NULL
        CREATE (keeper)-[:KEEPS]->(collection:Collection {
            id: $id, name: $name, name_lower: toLower($name), description: $description,
            is_automatic: $is_automatic, rule_kind: $kind, rule_skill: $skill, rule_community: $within,
            rule_text: $text, rule_words: $words, rule_marks: $marks,
            audience: CASE
                WHEN $seen_by = 'me' THEN $by
                WHEN community.visibility <> 'public' THEN community.id
                ELSE $everyone
            END,
            created_key: $key
        })
        FOREACH (_ IN CASE WHEN community IS NULL THEN [] ELSE [1] END | CREATE (collection)-[:IN]->(community))
        RETURN collection.id AS id
        """,
        id=new_id(),
        by=by.id,
        community=_community(draft.seen_by),
        key=clock.key(clock.now()),
        everyone=EVERYONE,
        **_described(draft),
    )
    return only(rows, otherwise=Forbidden("Join this community before you create a collection in it."))["id"]


def describe(id: CollectionId, draft: CollectionDraft, *, by: Viewer) -> None:
    """Change a collection's name, description, audience or rule. It stays automatic or not.

    Raises `Forbidden` for anyone but its owner, and for a community of which the owner is not a member.
    """
    rows = write(
        """
        MATCH (keeper:Person {id: $by})-[:KEEPS]->(collection:Collection {id: $id})
        OPTIONAL MATCH (community:Community {id: $community})
            WHERE EXISTS { (community)<-[:MEMBER_OF]-(member:Person) WHERE member.id = $by }
        WITH collection, community
        WHERE $community = '' OR community IS NOT NULL
        OPTIONAL MATCH (collection)-[former:IN]->(:Community)
        DELETE former
        WITH DISTINCT collection, community
        SET collection.name = $name,
            collection.name_lower = toLower($name),
            collection.description = $description,
            collection.rule_kind = $kind,
            collection.rule_skill = $skill,
            collection.rule_community = $within,
            collection.rule_text = $text,
            collection.rule_words = $words,
            collection.rule_marks = $marks,
            collection.audience = CASE
                WHEN $seen_by = 'me' THEN $by
                WHEN community.visibility <> 'public' THEN community.id
                ELSE $everyone
            END
        FOREACH (_ IN CASE WHEN community IS NULL THEN [] ELSE [1] END | CREATE (collection)-[:IN]->(community))
        RETURN collection.id AS id
        """,
        id=id,
        by=by.id,
        community=_community(draft.seen_by),
        everyone=EVERYONE,
        **{name: value for name, value in _described(draft).items() if name != "is_automatic"},
    )
    only(rows, otherwise=Forbidden("Only the owner can edit this collection, and only for communities they are in."))


def remove(id: CollectionId, *, by: Viewer) -> None:
    """Delete a collection; its posts stay. Raises `Forbidden` for anyone but its owner, and if it is already gone."""
    rows = write(
        """
        MATCH (:Person {id: $by})-[:KEEPS]->(collection:Collection {id: $id})
        DETACH DELETE collection
        RETURN $id AS id
        """,
        id=id,
        by=by.id,
    )
    only(rows, otherwise=Forbidden("Only the owner can remove this collection."))


def listed(*, viewer: Viewer) -> tuple[CollectionRow, ...]:
    """Return the viewer's own collections, then others that they may see, each newest first, at most 60."""
    return read_as(
        CollectionRow,
        """
        MATCH (collection:Collection)
        WHERE collection.created_key < $before AND {{collection is open}}
        RETURN collection.id AS id,
               collection.name AS name,
               collection.description AS description,
               [(collection)<-[:KEEPS]-(keeper:Person) | {{keeper is named}}][0] AS keeper,
               CASE WHEN NOT collection.is_automatic THEN COUNT {
                   MATCH (collection)-[:HOLDS]->(post:Post)
                   WHERE {{post is open}} AND post.retired_at IS NULL
               } END AS size,
               COUNT {
                   MATCH (collection)-[:HOLDS]->(post:Post)
                   WHERE {{post is open}} AND post.freshness = 'outdated'
               } AS to_check,
               EXISTS { (collection)<-[:KEEPS]-(me:Person) WHERE me.id = $viewer } AS is_mine
        ORDER BY is_mine DESC, collection.created_key DESC
        LIMIT $limit
        """,
        before=clock.FAR_FUTURE,
        audiences=seen_through(viewer),
        viewer=viewer.id,
        limit=SHOWN,
    )


def show(id: CollectionId, *, viewer: Viewer) -> CollectionPage:
    """Return a collection without its posts. Raises `NotFound`, including for one that the viewer may not see."""
    rows = read_as(
        CollectionPage,
        """
        MATCH (collection:Collection {id: $id})
        WHERE {{collection is open}}
        OPTIONAL MATCH (skill:Skill {slug: collection.rule_skill})
            WHERE {{skill is known}}
        OPTIONAL MATCH (within:Community {id: collection.rule_community})
            WHERE {{within is listed or joined}}
        WITH collection, skill, within,
             EXISTS { (collection)<-[:KEEPS]-(me:Person) WHERE me.id = $viewer } AS is_mine
        RETURN collection.id AS id,
               collection.name AS name,
               collection.description AS description,
               CASE WHEN collection.audience = $viewer THEN 'me' ELSE 'everyone' END AS seen_by,
               [(collection)-[:IN]->(community:Community)
                   | {{community is tagged}}][0] AS community,
               [(collection)<-[:KEEPS]-(keeper:Person) | {{keeper is named}}][0] AS keeper,
               is_mine,
               is_mine OR EXISTS {
                   MATCH (collection)-[:IN]->(:Community)<-[:MEMBER_OF]-(me:Person)
                   WHERE me.id = $viewer
               } AS may_change,
               collection.is_automatic AS is_automatic,
               collection.rule_kind AS kind,
               collection.rule_text AS search,
               CASE WHEN skill IS NOT NULL THEN {slug: skill.slug, name: skill.name} END AS skill,
               CASE WHEN within IS NOT NULL
                   THEN {{within is tagged}}
               END AS within
        """,
        id=id,
        audiences=seen_through(viewer),
        viewer=viewer.id,
    )
    found = only(rows, otherwise=NotFound(NOT_HERE))
    return replace(found, seen_by=found.community.id) if found.community else found


def seen_through(viewer: Viewer) -> tuple[str, ...]:
    """Return the audiences of collections that this viewer may see: a person's own id stands for `only me`."""
    return (*viewer.audiences, viewer.id)


def kinds() -> tuple[PostKind, ...]:
    """Return the kinds that a rule may ask for."""
    return get_args(PostKind)


def _described(draft: CollectionDraft) -> Row:
    return {
        "name": draft.name.strip(),
        "description": draft.description.strip(),
        "seen_by": draft.seen_by,
        "is_automatic": draft.rule is not None,
        **rules.written(draft.rule),
    }


def _community(seen_by: str) -> str:
    return "" if seen_by in ("me", "everyone") else seen_by
