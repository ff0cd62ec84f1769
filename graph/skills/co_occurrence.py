"""Skills that posts often name together with a skill, although nobody has related the two."""

from dataclasses import dataclass

from graph.ids import SkillSlug
from graph.rows import read_as
from graph.viewers import Viewer

SHOWN = 8
# One post may be a coincidence.
LEAST_TOGETHER = 2
# A popular skill has tens of thousands of posts. This many show its neighbours as well as all of them would.
POSTS_LOOKED_AT = 2_000


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """A skill that is named together with another, and in how many posts that the viewer may open."""

    slug: SkillSlug
    name: str
    together: int


def beside(id: SkillSlug, *, viewer: Viewer) -> tuple[Neighbour, ...]:
    """Return at most eight skills that two posts or more name together with this one, most often first.

    Skills that are already broader, narrower or related are left out.
    """
    return read_as(
        Neighbour,
        """
        MATCH (skill:Skill {slug: $slug})<-[:ABOUT]-(post:Post)
        WHERE {{post is open}} AND post.retired_at IS NULL
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
