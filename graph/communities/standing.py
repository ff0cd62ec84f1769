"""How the posts of a community stand now: which are fresh, and which of their skills few people know."""

from graph import clock
from graph.cards import SkillTag
from graph.communities import small_groups
from graph.communities.bridges import SITE
from graph.communities.months import Range
from graph.driver import read
from graph.rows import read_as
from graph.skills import coverage
from graph.viewers import EVERYONE

SKILLS_SHOWN = 10


def fresh(place: str) -> float | None:
    """Return the share of posts in a community, by its id, or on the `SITE`, that are fresh."""
    rows = read(
        """
        MATCH (post:Post)
        WHERE post.posted_key > 0
          AND CASE $place WHEN $site THEN post.audience = $everyone
              ELSE EXISTS { (post)-[:IN]->(around:Community) WHERE around.id = $place } END
        RETURN count(post) AS all, sum(CASE coalesce(post.freshness, 'fresh') WHEN 'fresh' THEN 1 ELSE 0 END) AS fresh
        """,
        place=place,
        site=SITE,
        everyone=EVERYONE,
    )
    return small_groups.share(rows[0]["fresh"], rows[0]["all"]) if rows else None


def thin(place: str, span: Range) -> tuple[SkillTag, ...]:
    """Return at most ten skills that posts of these months are about and that fewer than three people hold.

    The skills of the most posts come first. Holders are those whom everyone in that place may know of.
    """
    return read_as(
        SkillTag,
        """
        MATCH (post:Post)
        WHERE post.posted_key >= $since AND post.posted_key < $until
          AND CASE $place WHEN $site THEN post.audience = $everyone
              ELSE EXISTS { (post)-[:IN]->(around:Community) WHERE around.id = $place } END
        MATCH (post)-[:ABOUT]->(skill:Skill)
        WITH skill, count(post) AS posts
        WHERE size(COLLECT {
            MATCH (skill)<-[knows:KNOWS]-(person:Person)
            WHERE {{knows is shown}} AND {{knows is enough}} AND {{person is listed}} AND {{person is in reach}}
            RETURN DISTINCT person.id AS id
            LIMIT $enough
        }) < $enough
        RETURN skill.slug AS slug, skill.name AS name
        ORDER BY posts DESC, name
        LIMIT $shown
        """,
        place=place,
        site=SITE,
        everyone=EVERYONE,
        audiences=(EVERYONE, place),
        since=clock.key(span.begins),
        until=clock.key(span.ends),
        enough=coverage.WELL_COVERED,
        shown=SKILLS_SHOWN,
        **coverage.limits(),
    )
