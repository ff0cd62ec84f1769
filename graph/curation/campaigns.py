"""Campaigns: the theme of some days in a community, with posts to read and one question to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import LiteralString

from graph import clock
from graph.cards import Card, CommunityTag, cards
from graph.curation import days
from graph.driver import only
from graph.errors import Forbidden, NotFound
from graph.ids import CampaignId, PostId
from graph.rows import read_as
from graph.viewers import Viewer

SHOWN = 50

NOT_HERE = NotFound("This campaign doesn't exist, or you don't have access to it.")
COACHES_ONLY = Forbidden("Only a coach of this community runs campaigns in it.")


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """A campaign, without the posts that the viewer may not see. `version` grows with each change."""

    id: CampaignId
    title: str
    text: str
    html: str
    starts_key: int
    ends_key: int
    version: int
    community: CommunityTag
    question: Card | None
    posts: tuple[Card, ...]
    is_mine: bool

    @property
    def first(self) -> date:
        return days.day_of(self.starts_key)

    @property
    def until(self) -> date:
        return days.day_of(self.ends_key - 1)

    @property
    def is_over(self) -> bool:
        return self.ends_key <= clock.key(clock.now())

    @property
    def is_running(self) -> bool:
        return self.starts_key <= clock.key(clock.now()) and not self.is_over


@dataclass(frozen=True, kw_only=True)
class _Row:
    id: CampaignId
    title: str
    text: str
    html: str
    starts_key: int
    ends_key: int
    version: int
    community: CommunityTag
    question: PostId | None
    posts: tuple[PostId, ...]
    is_mine: bool


# Of the campaigns `one` in `community`, rows for viewers. Before it begins, only coaches see one.
_SHOWN: LiteralString = """
    WITH one, community, {{community is coached by the viewer}} AS is_mine
    WHERE {{community is open to the viewer}}
      AND (is_mine OR (one.starts_key <= $now AND one.starts_key < one.ends_key))
    RETURN one.id AS id, one.title AS title, one.text AS text, one.html AS html, one.starts_key AS starts_key,
           one.ends_key AS ends_key, one.version AS version, {{community is tagged}} AS community, is_mine,
           [(one)-[asks:FEATURES]->(asked:Post) WHERE asks.position < 0 | asked.id][0] AS question, COLLECT {
               MATCH (one)-[features:FEATURES]->(post:Post)
               WHERE features.position >= 0
               RETURN post.id AS id
               ORDER BY features.position
           } AS posts
    ORDER BY one.starts_key DESC, one.id
    LIMIT $shown
    """


def running(slug: str, *, viewer: Viewer) -> tuple[Campaign, ...]:
    """Return the campaigns that run in a community now, the latest first, as far as the viewer may see them."""
    return _seen(
        read_as(
            _Row,
            """
        MATCH (community:Community {slug: $slug})<-[:RUNS_IN]-(one:Campaign)
        WHERE one.starts_key <= $now AND one.ends_key > $now
        """
            + _SHOWN,
            slug=slug,
            **_for(viewer),
        ),
        viewer=viewer,
    )


def at_home(*, viewer: Viewer) -> tuple[Campaign, ...]:
    """Return the campaigns that run now in the communities of which this person is a member, the latest first."""
    return _seen(
        read_as(
            _Row,
            """
        MATCH (me:Person {id: $viewer})-[:MEMBER_OF]->(community:Community)<-[:RUNS_IN]-(one:Campaign)
        WHERE one.starts_key <= $now AND one.ends_key > $now
        """
            + _SHOWN,
            **_for(viewer),
        ),
        viewer=viewer,
    )


def listed(slug: str, *, viewer: Viewer) -> tuple[Campaign, ...]:
    """Return all campaigns of a community, the latest first; for its coaches, those to come too."""
    return _seen(
        read_as(
            _Row,
            """
        MATCH (community:Community {slug: $slug})<-[:RUNS_IN]-(one:Campaign)
        """
            + _SHOWN,
            slug=slug,
            **_for(viewer),
        ),
        viewer=viewer,
    )


def get(id: CampaignId, *, viewer: Viewer) -> Campaign:
    """Return a campaign. Raises `NotFound`, also for what the viewer may not see."""
    found = _seen(
        read_as(
            _Row,
            """
        MATCH (one:Campaign {id: $id})-[:RUNS_IN]->(community:Community)
        """
            + _SHOWN,
            id=id,
            **_for(viewer),
        ),
        viewer=viewer,
    )
    if not found:
        raise NOT_HERE
    return found[0]


def own(id: CampaignId, *, viewer: Viewer) -> Campaign:
    """Return a campaign to change. Raises `NotFound`, and `Forbidden` for everyone but coaches of its community."""
    found = get(id, viewer=viewer)
    if not found.is_mine:
        raise COACHES_ONLY
    return found


def refuse_others(slug: str, *, viewer: Viewer) -> CommunityTag:
    """Return the community that the viewer coaches. Raises `Forbidden` for everyone but its coaches."""
    found = read_as(
        CommunityTag,
        """
        MATCH (community:Community {slug: $slug})
        WHERE {{community is coached by the viewer}}
        RETURN community.id AS id, community.slug AS slug, community.name AS name
        """,
        slug=slug,
        viewer=viewer.id,
    )
    return only(found, otherwise=COACHES_ONLY)


def _for(viewer: Viewer) -> dict[str, object]:
    now = clock.key(clock.now())
    return {"viewer": viewer.id, "audiences": viewer.audiences, "now": now, "shown": SHOWN}


def _seen(rows: Sequence[_Row], *, viewer: Viewer) -> tuple[Campaign, ...]:
    """Return these campaigns with the cards of the posts that the viewer may see."""
    wanted = list(dict.fromkeys(id for row in rows for id in (row.question, *row.posts) if id))
    seen = {card.id: card for card in cards(wanted, viewer=viewer)} if wanted else {}
    return tuple(_with_cards(row, seen) for row in rows)


def _with_cards(row: _Row, seen: Mapping[PostId, Card]) -> Campaign:
    return Campaign(
        id=row.id,
        title=row.title,
        text=row.text,
        html=row.html,
        starts_key=row.starts_key,
        ends_key=row.ends_key,
        version=row.version,
        community=row.community,
        question=seen.get(row.question) if row.question else None,
        posts=tuple(seen[id] for id in row.posts if id in seen),
        is_mine=row.is_mine,
    )
