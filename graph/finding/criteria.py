"""What somebody looks for in an expert: skills by their names, and what else has to fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from graph.driver import Row, read
from graph.errors import Invalid
from graph.ids import SkillSlug, slug
from graph.matching import scores
from graph.viewers import Viewer

MOST_SKILLS = 6
NEIGHBOURS_PER_SKILL = 8
LIKE = 0.6


@dataclass(frozen=True, kw_only=True)
class Weight:
    """How much evidence in a skill counts. A near one was not asked for, but lies beside one that was."""

    slug: SkillSlug
    rarity: float
    is_near: bool


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What has to fit. Empty words and zero hours mean that it does not matter; `unit` is a slug."""

    weights: tuple[Weight, ...]
    level: int = 1
    unit: str = ""
    office: str = ""
    language: str = ""
    hours: float = 0

    @property
    def slugs(self) -> tuple[SkillSlug, ...]:
        """The skills that were asked for."""
        return tuple(one.slug for one in self.weights if not one.is_near)


def weights(names: Iterable[str], *, viewer: Viewer) -> tuple[Weight, ...]:
    """Return the skills that were meant, by name or alias, with their neighbours.

    Raises `Invalid` for more than six, and for a name that no skill has which this viewer may know of: then with the
    one that is most like it.
    """
    typed = {slug(name): name for name in names if slug(name)}
    if len(typed) > MOST_SKILLS:
        raise Invalid(skills=f"Choose at most {MOST_SKILLS} skills. The most specific ones find the best people.")
    rows = _meant(list(typed), viewer)
    unknown = [name for key, name in typed.items() if key not in {row["wanted"] for row in rows}]
    if unknown:
        raise Invalid(skills=_sentence(unknown[0], viewer))
    own = {row["slug"]: scores.rarity(row["posts"], of=row["all"]) for row in rows}
    near = {one["slug"]: scores.rarity(one["posts"], of=row["all"]) for row in rows for one in row["near"]}
    return (
        *(Weight(slug=key, rarity=rarity, is_near=False) for key, rarity in own.items()),
        *(Weight(slug=key, rarity=rarity, is_near=True) for key, rarity in near.items() if key not in own),
    )


def _meant(slugs: list[str], viewer: Viewer) -> list[Row]:
    return read(
        """
        // As `MATCH (post:Post) WITH count(post)` every post would be read.
        WITH COUNT { (:Post) } AS all
        UNWIND $slugs AS wanted
        OPTIONAL MATCH (known:Skill {slug: wanted})
            WHERE ANY(audience IN known.audiences WHERE audience IN $audiences)
        OPTIONAL MATCH (alias:Alias {slug: wanted})-[:NAMES]->(meant:Skill)
            WHERE alias.audiences IS NULL OR ANY(audience IN alias.audiences WHERE audience IN $audiences)
        WITH all, wanted, coalesce(known, meant) AS skill
        WHERE skill IS NOT NULL AND ANY(audience IN skill.audiences WHERE audience IN $audiences)
        RETURN wanted, all, skill.slug AS slug, COUNT { (skill)<-[:ABOUT]-() } AS posts,
               [(skill)-[:RELATED|BROADER]-(other:Skill)
                   WHERE ANY(audience IN other.audiences WHERE audience IN $audiences)
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
        WHERE skill.slug STARTS WITH $first AND ANY(audience IN skill.audiences WHERE audience IN $audiences)
        RETURN skill.slug AS slug, skill.name AS name
        """,
        first=slug(name)[:1],
        audiences=viewer.audiences,
    )
    names = {row["slug"]: row["name"] for row in rows}
    like = get_close_matches(slug(name), names, n=1, cutoff=LIKE)
    meant = f" Did you mean {names[like[0]]}?" if like else ""
    return f"There is no skill called {name[:60]} here.{meant}"
