"""Planning a campaign, changing it, and ending it early."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import LiteralString

from graph import clock
from graph.cards import CommunityTag
from graph.curation import campaigns, days
from graph.curation.campaigns import COACHES_ONLY
from graph.driver import Row, only, read, write_together
from graph.errors import Conflict, refuse_if_any
from graph.ids import CampaignId, PostId, new_id
from graph.prose import Prose
from graph.viewers import EVERYONE, Viewer

TITLE_CHARACTERS, TEXT_CHARACTERS = 120, 3_000
MOST_POSTS = 10
LONGEST = timedelta(days=92)

CHANGED = Conflict("Another coach has changed this meanwhile. Your text is below: compare it, and save again.")


@dataclass(frozen=True, kw_only=True)
class CampaignDraft:
    """A campaign as a coach describes it. Both days are included. Raises `Invalid` with a sentence per field."""

    title: str
    text: Prose
    first: date | None
    until: date | None
    posts: tuple[PostId, ...]
    question: PostId | None

    def __post_init__(self) -> None:
        today = clock.now().date()
        is_titled = 0 < len(self.title.strip()) <= TITLE_CHARACTERS
        is_written = len(self.text.markdown) <= TEXT_CHARACTERS
        ends_in_time = self.first and self.until and max(self.first, today) <= self.until <= self.first + LONGEST
        refuse_if_any(
            {
                "title": None if is_titled else f"Give it a title of at most {TITLE_CHARACTERS} characters.",
                "text": None if is_written else f"Use {TEXT_CHARACTERS:,} characters or fewer.",
                "first": None if self.first else "Choose its first day.",
                "until": None if ends_in_time else "Choose its last day: from today on, and at most three months long.",
                "posts": None if len(self.posts) <= MOST_POSTS else f"Choose at most {MOST_POSTS} posts.",
            }
        )


# Begins a campaign, and changes one. Each leaves an audit entry, for which the statements after it look.
_BEGIN: LiteralString = """
    MATCH (me:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community {slug: $slug})
    WHERE coaching.is_coach
    CREATE (one:Campaign {id: $id, version: 0})-[:RUNS_IN]->(community)
    SET one += $described
    CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: $act, at_key: $key})-[:RECORDS]->(community)
    SET entry.at = datetime($now)
    """
_CHANGE: LiteralString = """
    MATCH (me:Person {id: $by})
    MATCH (one:Campaign {id: $id})-[:RUNS_IN]->(community:Community)
    // Writing before looking takes the lock.
    SET one.lock = $entry
    WITH me, one, community
    WHERE one.version = $version
    SET one += $described, one.version = one.version + 1
    CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: $act, at_key: $key})-[:RECORDS]->(community)
    SET entry.at = datetime($now)
    """
_FORGOTTEN: LiteralString = """
    MATCH (:AuditEntry {id: $entry})-[:RECORDS]->(:Community)<-[:RUNS_IN]-(one:Campaign {id: $id})
    MATCH (one)-[former:FEATURES]->(:Post)
    WHERE NOT $stays
    DELETE former
    """
_FEATURED: LiteralString = """
    MATCH (:AuditEntry {id: $entry})-[:RECORDS]->(:Community)<-[:RUNS_IN]-(one:Campaign {id: $id})
    UNWIND $features AS feature
    MATCH (post:Post {id: feature.id})
    CREATE (one)-[:FEATURES {position: feature.position}]->(post)
    """
_RESULT: LiteralString = """
    MATCH (entry:AuditEntry {id: $entry})
    RETURN entry.id AS id
    """


def begin(slug: str, draft: CampaignDraft, *, by: Viewer) -> CampaignId:
    """Plan a campaign. It is shown from its first day on. The audit log records it.

    Raises `Forbidden` for everyone but coaches of the community, and `Invalid` for posts that not all its members see.
    """
    _refuse_unseen(draft, campaigns.refuse_others(slug, viewer=by), by=by)
    id = CampaignId(new_id())
    rows = _write(_BEGIN, id, "began_campaign", _described(draft), _features(draft), slug=slug, by=by)
    only(rows, otherwise=COACHES_ONLY)
    return id


def change(id: CampaignId, draft: CampaignDraft, *, version: int, by: Viewer) -> None:
    """Change a campaign. The audit log records it.

    Raises as `campaigns.own` and `begin` do, and `Conflict` if another coach has changed it since `version`.
    """
    _refuse_unseen(draft, campaigns.own(id, viewer=by).community, by=by)
    rows = _write(_CHANGE, id, "changed_campaign", _described(draft), _features(draft), version=version, by=by)
    only(rows, otherwise=CHANGED)


def end(id: CampaignId, *, by: Viewer) -> None:
    """End a campaign now. It is among the earlier ones then, unless it never ran. Twice changes nothing.

    Raises as `campaigns.own` does.
    """
    found = campaigns.own(id, viewer=by)
    if not found.is_over:
        ended: dict[str, object] = {"ends_key": clock.key(clock.now())}
        rows = _write(_CHANGE, id, "ended_campaign", ended, None, version=found.version, by=by)
        only(rows, otherwise=CHANGED)


def _write(
    first: LiteralString,
    id: CampaignId,
    act: str,
    described: dict[str, object],
    features: list[dict[str, object]] | None,
    *,
    by: Viewer,
    **which: object,
) -> Sequence[Row]:
    """Write a campaign with its audit entry, which is returned, and what it features unless that stays."""
    now = clock.now()
    return write_together(
        (first, _FORGOTTEN, _FEATURED, _RESULT),
        id=id,
        act=act,
        described=described,
        features=features or [],
        stays=features is None,
        by=by.id,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
        **which,
    )


def _refuse_unseen(draft: CampaignDraft, community: CommunityTag, *, by: Viewer) -> None:
    """Raise `Invalid` for posts that the coach doesn't see, or that not all members of the community do."""
    rows = read(
        """
        MATCH (post:Post)
        WHERE post.id IN $ids AND {{post is open}} AND post.audience IN [$everyone, $community]
        RETURN post.id AS id, post.kind AS kind
        """,
        ids=[*draft.posts, *([draft.question] if draft.question else [])],
        audiences=by.audiences,
        everyone=EVERYONE,
        community=community.id,
    )
    kinds = {row["id"]: row["kind"] for row in rows}
    is_question = draft.question is None or kinds.get(draft.question) == "question"
    unseen = "There is no such post here, or not all members can see it: "
    missing = [id for id in draft.posts if id not in kinds]
    refuse_if_any(
        {
            "posts": unseen + ", ".join(missing) if missing else None,
            "question": None if is_question else "There is no such question here, or not all members can see it.",
        }
    )


def _described(draft: CampaignDraft) -> dict[str, object]:
    return {
        "title": draft.title.strip(),
        "text": draft.text.markdown.strip(),
        "html": draft.text.html,
        "starts_key": days.first_moment(draft.first) if draft.first else 0,
        "ends_key": days.end(draft.until),
    }


def _features(draft: CampaignDraft) -> list[dict[str, object]]:
    question: list[dict[str, object]] = [{"id": draft.question, "position": -1}] if draft.question else []
    posts = list(dict.fromkeys(draft.posts))
    return [*question, *({"id": id, "position": number} for number, id in enumerate(posts))]
