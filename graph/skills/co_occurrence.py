"""What lies beside a skill without anybody having said so: what is named together with it."""

from dataclasses import dataclass

from graph.driver import read
from graph.ids import SkillSlug
from graph.viewers import Viewer

SHOWN = 8
# Once is chance.
LEAST_TOGETHER = 2
# A hot skill has tens of thousands of posts; so many say as much about its neighbours as all of them.
POSTS_LOOKED_AT = 2_000


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """A skill beside another, with in how many posts that the viewer can open both are named."""

    slug: SkillSlug
    name: str
    together: int


def beside(id: SkillSlug, *, viewer: Viewer) -> tuple[Neighbour, ...]:
    """Return what is named together with a skill in two posts or more, most often first, without what is tied to it."""
    rows = read(
        """
        MATCH (skill:Skill {slug: $slug})<-[:ABOUT]-(post:Post)
        WHERE post.audience IN $audiences AND post.retired_at IS NULL
        WITH skill, post
        LIMIT $looked_at
        MATCH (post)-[:ABOUT]->(other:Skill)
        WHERE other.slug <> $slug
        WITH skill, other, count(post) AS together
        WHERE together >= $least AND NOT EXISTS { (skill)-[:RELATED|BROADER]-(other) }
        RETURN other.slug AS slug, other.name AS name, together
        ORDER BY together DESC, slug
        LIMIT $limit
        """,
        slug=id,
        audiences=viewer.audiences,
        looked_at=POSTS_LOOKED_AT,
        least=LEAST_TOGETHER,
        limit=SHOWN,
    )
    return tuple(Neighbour(**row) for row in rows)
