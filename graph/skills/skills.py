"""Skills, which people, questions and everything else are about: finding them, their directory and their pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import LiteralString

from graph import clock
from graph.cards import Card, Page, SkillTag, by_name, cards, page
from graph.driver import only, read
from graph.errors import Invalid, NotFound
from graph.ids import PersonId, PostId, SkillSlug, slug
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

SKILLS_PER_POST = 6
NAME_CHARACTERS = 60
SHOWN_IN_DIRECTORY = 100

BEST_SHOWN = 4
OPEN_SHOWN = 5
OPEN_COUNTED = 100
# A popular skill has tens of thousands of posts. Among this many there are enough good ones.
POSTS_LOOKED_AT = 2_000
# A good post ages more slowly than evidence of what a person knows: an answer of last year still helps.
BEST_HALF_LIFE = timedelta(days=365)
# An accepted answer counts as much as a doubling of the votes.
ACCEPTED_WORTH = 1

# The best posts about `skill`. A post is worth one point, one more for each doubling of its votes, and one more for an
# accepted answer. The sum halves every year.
BEST: LiteralString = """COLLECT {
    MATCH (skill)<-[:ABOUT]-(post:Post)
    WHERE {{post is open}} AND post.retired_at IS NULL
      AND (post.kind <> 'question' OR post.is_accepted)
      AND coalesce(post.freshness, 'fresh') <> 'outdated'
    WITH post
    LIMIT $looked_at
    WITH post.id AS id,
         (1 + log(1 + CASE WHEN post.score > 0 THEN post.score ELSE 0 END) / log(2)
             + CASE WHEN post.is_accepted THEN $accepted_worth ELSE 0 END)
         * 2.0 ^ (-1.0 * ($now - post.posted_key) / $half_life) AS worth
    RETURN id
    ORDER BY worth DESC
    LIMIT $best
}"""

NOT_HERE = "This skill doesn't exist, or you don't have access to it."


@dataclass(frozen=True, kw_only=True)
class SkillRow:
    """A skill in the directory, and how many posts about it this viewer may open."""

    slug: SkillSlug
    name: str
    summary: str
    posts: int


@dataclass(frozen=True, kw_only=True)
class SkillPage:
    """A skill and what surrounds it. `best` and `waiting` are a few of its posts.

    `open_questions` counts up to a hundred open questions; `waiting` are the newest of these.
    """

    slug: SkillSlug
    name: str
    summary: str
    aliases: tuple[str, ...]
    related: tuple[SkillTag, ...]
    broader: tuple[SkillTag, ...]
    narrower: tuple[SkillTag, ...]
    best: tuple[Card, ...]
    waiting: tuple[Card, ...]
    open_questions: int

    @property
    def has_many_open(self) -> bool:
        return self.open_questions >= OPEN_COUNTED


def resolve(names: Iterable[str], *, by: PersonId) -> tuple[SkillTag, ...]:
    """Return the skills that these names mean, each once: by slug, by alias, or new under the name that was typed.

    For people outside, a skill or alias that only a closed community knows doesn't exist: theirs is new. Raises
    `Invalid` for more than six skills, and for a name that is too long or has no letter or digit.
    """
    wanted = {slug(name): " ".join(name.split()) for name in names if name.strip()}
    if len(wanted) > SKILLS_PER_POST:
        raise Invalid(skills=f"Choose at most {SKILLS_PER_POST} skills. The most specific ones find the best answers.")
    if any(not key or len(name) > NAME_CHARACTERS for key, name in wanted.items()):
        raise Invalid(skills=f"A skill's name must have letters or digits, and at most {NAME_CHARACTERS} characters.")
    if not wanted:
        return ()
    rows = read(
        """
        UNWIND $slugs AS wanted
        OPTIONAL MATCH (me:Person {id: $by})
        WITH wanted, [$everyone] + [(me)-[:MEMBER_OF]->(own:Community) | own.id] AS audiences
        OPTIONAL MATCH (known:Skill {slug: wanted})
            WHERE ANY(audience IN known.audiences WHERE audience IN audiences)
        OPTIONAL MATCH (alias:Alias {slug: wanted})-[:NAMES]->(meant:Skill)
            WHERE alias.audiences IS NULL OR ANY(audience IN alias.audiences WHERE audience IN audiences)
        RETURN wanted, coalesce(known.slug, meant.slug, wanted) AS slug, coalesce(known.name, meant.name) AS name
        """,
        slugs=list(wanted),
        by=by,
        everyone=EVERYONE,
    )
    found = {row["slug"]: SkillTag(slug=row["slug"], name=row["name"] or wanted[row["wanted"]]) for row in rows}
    return tuple(found.values())


def directory(*, starts_with: str = "", viewer: Viewer) -> tuple[SkillRow, ...]:
    """Return at most 100 skills that this viewer may know of, most used first.

    Skills without a post that the viewer may open are listed only for people who type their name.
    """
    prefix = slug(starts_with)
    return _named(prefix, viewer) if prefix else _most_used(viewer)


def _most_used(viewer: Viewer) -> tuple[SkillRow, ...]:
    # One walk over all posts takes a third of the time that counting skill by skill does.
    return read_as(
        SkillRow,
        """
        MATCH (skill:Skill)<-[:ABOUT]-(post:Post)
        WHERE {{post is open}} AND post.retired_at IS NULL
        WITH skill, count(*) AS posts
        WHERE {{skill is known}}
        RETURN skill.slug AS slug, skill.name AS name, coalesce(skill.summary, '') AS summary, posts
        ORDER BY posts DESC, name
        LIMIT $limit
        """,
        audiences=viewer.audiences,
        limit=SHOWN_IN_DIRECTORY,
    )


def _named(prefix: str, viewer: Viewer) -> tuple[SkillRow, ...]:
    return read_as(
        SkillRow,
        """
        MATCH (skill:Skill)
        WHERE skill.slug STARTS WITH $prefix AND {{skill is known}}
        RETURN skill.slug AS slug, skill.name AS name, coalesce(skill.summary, '') AS summary,
               COUNT {
                   MATCH (skill)<-[:ABOUT]-(post:Post)
                   WHERE {{post is open}} AND post.retired_at IS NULL
               } AS posts
        ORDER BY posts DESC, name
        LIMIT $limit
        """,
        audiences=viewer.audiences,
        prefix=prefix,
        limit=SHOWN_IN_DIRECTORY,
    )


def suggest(starts_with: str, *, viewer: Viewer, limit: int = 8) -> tuple[SkillTag, ...]:
    """Return skills whose names begin like this, by name, for a field in which someone is typing."""
    return read_as(
        SkillTag,
        """
        MATCH (skill:Skill)
        WHERE skill.slug STARTS WITH $prefix AND {{skill is known}}
        RETURN skill.slug AS slug, skill.name AS name
        ORDER BY slug
        LIMIT $limit
        """,
        prefix=slug(starts_with),
        audiences=viewer.audiences,
        limit=limit,
    )


def show(id: SkillSlug, *, viewer: Viewer) -> SkillPage:
    """Return a skill's page. Raises `NotFound`, also if the viewer may not know of the skill."""
    found = read_as(
        _Row,
        """
        MATCH (skill:Skill {slug: $slug})
        WHERE {{skill is known}}
        RETURN skill.slug AS slug,
               skill.name AS name,
               coalesce(skill.summary, '') AS summary,
               [(alias:Alias)-[:NAMES]->(skill)
                   WHERE {{alias is readable}}
                   | alias.name] AS aliases,
               [(skill)-[:RELATED]-(other:Skill)
                   WHERE {{other is known}}
                   | {slug: other.slug, name: other.name}] AS related,
               [(skill)-[:BROADER]->(wider:Skill)
                   WHERE {{wider is known}}
                   | {slug: wider.slug, name: wider.name}] AS broader,
               [(skill)<-[:BROADER]-(part:Skill)
                   WHERE {{part is known}}
                   | {slug: part.slug, name: part.name}] AS narrower,
               """
        + BEST
        + """ AS best,
               COLLECT {
                   MATCH (skill)<-[:ABOUT]-(question:Post)
                   WHERE question.open_key IS NOT NULL AND {{question is open}}
                     AND question.retired_at IS NULL
                   RETURN {id: question.id, key: question.open_key} AS found
                   LIMIT $counted
               } AS open
        """,
        slug=id,
        audiences=viewer.audiences,
        now=clock.key(clock.now()),
        half_life=BEST_HALF_LIFE / timedelta(microseconds=1),
        accepted_worth=ACCEPTED_WORTH,
        best=BEST_SHOWN,
        looked_at=POSTS_LOOKED_AT,
        counted=OPEN_COUNTED,
    )
    return _page(only(found, otherwise=NotFound(NOT_HERE)), viewer=viewer)


def posts(id: SkillSlug, *, viewer: Viewer, before: int) -> Page:
    """Return the posts about a skill, newest first, posted before this key."""
    rows = read(
        """
        MATCH (:Skill {slug: $slug})<-[:ABOUT]-(post:Post)
        WHERE post.posted_key < $before AND {{post is open}}
        RETURN post.id AS id, post.posted_key AS key
        ORDER BY key DESC
        LIMIT 21
        """,
        slug=id,
        before=before,
        audiences=viewer.audiences,
    )
    return page(rows, viewer=viewer)


@dataclass(frozen=True, kw_only=True)
class _Open:
    id: PostId
    key: int


@dataclass(frozen=True, kw_only=True)
class _Row:
    slug: SkillSlug
    name: str
    summary: str
    aliases: tuple[str, ...]
    related: tuple[SkillTag, ...]
    broader: tuple[SkillTag, ...]
    narrower: tuple[SkillTag, ...]
    best: tuple[PostId, ...]
    open: tuple[_Open, ...]


def _page(row: _Row, *, viewer: Viewer) -> SkillPage:
    waiting = [one.id for one in sorted(row.open, key=lambda one: -one.key)[:OPEN_SHOWN]]
    shown = {card.id: card for card in cards([*row.best, *waiting], viewer=viewer)}
    return SkillPage(
        slug=row.slug,
        name=row.name,
        summary=row.summary,
        aliases=tuple(sorted({*row.aliases} - {row.name})),
        # RELATED has no direction in meaning: a pair related both ways would appear twice.
        related=by_name(set(row.related)),
        broader=by_name(set(row.broader)),
        narrower=by_name(set(row.narrower)),
        best=tuple(shown[id] for id in row.best if id in shown),
        waiting=tuple(shown[id] for id in waiting if id in shown),
        open_questions=len(row.open),
    )
