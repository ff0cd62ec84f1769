"""The criteria for finding an expert: skills by name, and other conditions."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from graph.driver import read
from graph.errors import Invalid
from graph.ids import SkillSlug, slug
from graph.matching import scores
from graph.rows import read_as
from graph.viewers import Viewer

MOST_SKILLS = 6
NEIGHBOURS_PER_SKILL = 8
LIKE = 0.6


@dataclass(frozen=True, kw_only=True)
class SkillWeight:
    """How much evidence in a skill counts. A near skill is not one that was asked for, but a neighbour of one."""

    slug: SkillSlug
    rarity: float
    is_near: bool


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The conditions that people have to meet. Empty texts and 0 hours mean any.

    `level` is the lowest, from 1 to 5, `unit` is a slug, and `hours` are free hours a week. `languages` are the tag and
    the names of one language, in lower case.
    """

    weights: tuple[SkillWeight, ...]
    level: int = 1
    unit: str = ""
    office: str = ""
    languages: tuple[str, ...] = ()
    hours: float = 0

    @property
    def slugs(self) -> tuple[SkillSlug, ...]:
        """The skills that were asked for, without their neighbours."""
        return tuple(one.slug for one in self.weights if not one.is_near)


@dataclass(frozen=True, kw_only=True)
class _NearSkill:
    slug: SkillSlug
    posts: int


@dataclass(frozen=True, kw_only=True)
class _Meant:
    wanted: str
    all: int
    slug: SkillSlug
    posts: int
    near: tuple[_NearSkill, ...]


def weights(names: Iterable[str], *, viewer: Viewer) -> tuple[SkillWeight, ...]:
    """Return the skills with these names or aliases, followed by their neighbours.

    Raises `Invalid` for more than six names. Also for a name that belongs to no skill that this viewer may know about:
    the message then suggests the most similar name.
    """
    typed = {slug(name): name for name in names if slug(name)}
    if len(typed) > MOST_SKILLS:
        raise Invalid(skills=f"Choose at most {MOST_SKILLS} skills. The most specific ones find the best people.")
    rows = _meant(list(typed), viewer)
    unknown = [name for key, name in typed.items() if key not in {row.wanted for row in rows}]
    if unknown:
        raise Invalid(skills=_sentence(unknown[0], viewer))
    own = {row.slug: scores.rarity(row.posts, of=row.all) for row in rows}
    near = {one.slug: scores.rarity(one.posts, of=row.all) for row in rows for one in row.near}
    return (
        *(SkillWeight(slug=key, rarity=rarity, is_near=False) for key, rarity in own.items()),
        *(SkillWeight(slug=key, rarity=rarity, is_near=True) for key, rarity in near.items() if key not in own),
    )


def _meant(slugs: list[str], viewer: Viewer) -> tuple[_Meant, ...]:
    return read_as(
        _Meant,
        """
        // As `MATCH (post:Post) WITH count(post)` every post would be read.
        WITH COUNT { (:Post) } AS all
        UNWIND $slugs AS wanted
        OPTIONAL MATCH (known:Skill {slug: wanted})
            WHERE {{known is known}}
        OPTIONAL MATCH (alias:Alias {slug: wanted})-[:NAMES]->(meant:Skill)
            WHERE {{alias is readable}}
        WITH all, wanted, coalesce(known, meant) AS skill
        WHERE skill IS NOT NULL AND {{skill is known}}
        RETURN wanted, all, skill.slug AS slug, COUNT { (skill)<-[:ABOUT]-() } AS posts,
               [(skill)-[:RELATED|BROADER]-(other:Skill)
                   WHERE {{other is known}}
                   | {slug: other.slug, posts: COUNT { (other)<-[:ABOUT]-() }}][..$limit] AS near
        """,
        slugs=slugs,
        audiences=viewer.audiences,
        limit=NEIGHBOURS_PER_SKILL,
    )


def _sentence(name: str, viewer: Viewer) -> str:
    rows = read(
        """
        MATCH (skill:Skill)
        WHERE skill.slug STARTS WITH $first AND {{skill is known}}
        RETURN skill.slug AS slug, skill.name AS name
        """,
        first=slug(name)[:1],
        audiences=viewer.audiences,
    )
    names = {row["slug"]: row["name"] for row in rows}
    like = get_close_matches(slug(name), names, n=1, cutoff=LIKE)
    meant = f" Did you mean {names[like[0]]}?" if like else ""
    return f"There is no skill called {name[:60]} here.{meant}"
