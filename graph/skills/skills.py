"""Skills: the nodes that people, questions and content meet in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from graph import clock
from graph.cards import Card, Page, SkillTag, cards, page, tags
from graph.driver import Row, having, only, read
from graph.errors import Invalid, NotFound
from graph.ids import PersonId, SkillSlug, slug
from graph.viewers import EVERYONE, Viewer

SKILLS_PER_POST = 6
NAME_CHARACTERS = 60
SHOWN_IN_DIRECTORY = 100

BEST_SHOWN = 4
OPEN_SHOWN = 5
OPEN_COUNTED = 100
# A hot skill has tens of thousands of posts; among so many there are enough good ones.
POSTS_LOOKED_AT = 2_000
# What is best ages more slowly than what speaks for a person: a good answer of last year still helps.
BEST_HALF_LIFE = timedelta(days=365)

NOT_HERE = "This skill doesn't exist, or you don't have access to it."


@dataclass(frozen=True, kw_only=True)
class SkillRow:
    """A skill in the directory, with how many posts this viewer can open."""

    slug: SkillSlug
    name: str
    summary: str
    posts: int


@dataclass(frozen=True, kw_only=True)
class SkillPage:
    """A skill with what surrounds it in the graph. `best` and `waiting` are a few of its posts.

    `open_questions` are counted up to a hundred, and `waiting` are the newest of these.
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
    """Return the skills that were meant, each once: by slug, by alias, or new under the name that was typed.

    A skill or another name that only a closed community knows means nothing to others: for them it is new. Raises
    `Invalid` when there are more than six or a name is no name.
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
    """Return the skills that this viewer may know of, most used first, at most 100.

    Those without any post that the viewer can open are listed only to who looks for them by name.
    """
    prefix = slug(starts_with)
    return tuple(SkillRow(**row) for row in (_named(prefix, viewer) if prefix else _most_used(viewer)))


def _most_used(viewer: Viewer) -> list[Row]:
    # Counted in one walk over all posts, which takes a third of counting skill by skill.
    return read(
        """
        MATCH (skill:Skill)<-[:ABOUT]-(post:Post)
        WHERE post.audience IN $audiences AND post.retired_at IS NULL
        WITH skill, count(*) AS posts
        WHERE ANY(audience IN skill.audiences WHERE audience IN $audiences)
        RETURN skill.slug AS slug, skill.name AS name, coalesce(skill.summary, '') AS summary, posts
        ORDER BY posts DESC, name
        LIMIT $limit
        """,
        audiences=viewer.audiences,
        limit=SHOWN_IN_DIRECTORY,
    )


def _named(prefix: str, viewer: Viewer) -> list[Row]:
    return read(
        """
        MATCH (skill:Skill)
        WHERE skill.slug STARTS WITH $prefix AND ANY(audience IN skill.audiences WHERE audience IN $audiences)
        RETURN skill.slug AS slug, skill.name AS name, coalesce(skill.summary, '') AS summary,
               COUNT {
                   MATCH (skill)<-[:ABOUT]-(post:Post)
                   WHERE post.audience IN $audiences AND post.retired_at IS NULL
               } AS posts
        ORDER BY posts DESC, name
        LIMIT $limit
        """,
        audiences=viewer.audiences,
        prefix=prefix,
        limit=SHOWN_IN_DIRECTORY,
    )


def suggest(starts_with: str, *, viewer: Viewer, limit: int = 8) -> tuple[SkillTag, ...]:
    """Return skills for a field in which somebody types, by name."""
    rows = read(
        """
        MATCH (skill:Skill)
        WHERE skill.slug STARTS WITH $prefix AND ANY(audience IN skill.audiences WHERE audience IN $audiences)
        RETURN skill.slug AS slug, skill.name AS name
        ORDER BY slug
        LIMIT $limit
        """,
        prefix=slug(starts_with),
        audiences=viewer.audiences,
        limit=limit,
    )
    return tuple(SkillTag(**row) for row in rows)


def show(id: SkillSlug, *, viewer: Viewer) -> SkillPage:
    """Return a skill's page. Raises `NotFound`, also if only posts that the viewer may not see name it."""
    rows = read(
        """
        MATCH (skill:Skill {slug: $slug})
        WHERE ANY(audience IN skill.audiences WHERE audience IN $audiences)
        RETURN skill.slug AS slug,
               skill.name AS name,
               coalesce(skill.summary, '') AS summary,
               [(alias:Alias)-[:NAMES]->(skill)
                   WHERE alias.audiences IS NULL OR ANY(audience IN alias.audiences WHERE audience IN $audiences)
                   | alias.name] AS aliases,
               [(skill)-[:RELATED]-(other:Skill)
                   WHERE ANY(audience IN other.audiences WHERE audience IN $audiences)
                   | {slug: other.slug, name: other.name}] AS related,
               [(skill)-[:BROADER]->(wider:Skill)
                   WHERE ANY(audience IN wider.audiences WHERE audience IN $audiences)
                   | {slug: wider.slug, name: wider.name}] AS broader,
               [(skill)<-[:BROADER]-(part:Skill)
                   WHERE ANY(audience IN part.audiences WHERE audience IN $audiences)
                   | {slug: part.slug, name: part.name}] AS narrower,
               COLLECT {
                   MATCH (skill)<-[:ABOUT]-(post:Post)
                   WHERE post.audience IN $audiences AND post.retired_at IS NULL
                     AND (post.kind <> 'question' OR post.is_accepted)
                     AND coalesce(post.freshness, 'fresh') <> 'outdated'
                   WITH post
                   LIMIT $looked_at
                   WITH post.id AS id,
                        (1 + log(1 + CASE WHEN post.score > 0 THEN post.score ELSE 0 END) / log(2)
                            + CASE WHEN post.is_accepted THEN 1 ELSE 0 END)
                        * 2.0 ^ (-1.0 * ($now - post.posted_key) / $half_life) AS worth
                   RETURN id
                   ORDER BY worth DESC
                   LIMIT $best
               } AS best,
               COLLECT {
                   MATCH (skill)<-[:ABOUT]-(question:Post)
                   WHERE question.open_key IS NOT NULL AND question.audience IN $audiences
                     AND question.retired_at IS NULL
                   RETURN {id: question.id, key: question.open_key} AS found
                   LIMIT $counted
               } AS open
        """,
        slug=id,
        audiences=viewer.audiences,
        now=clock.key(clock.now()),
        half_life=BEST_HALF_LIFE / timedelta(microseconds=1),
        best=BEST_SHOWN,
        looked_at=POSTS_LOOKED_AT,
        counted=OPEN_COUNTED,
    )
    row = only(rows, otherwise=NotFound(NOT_HERE))
    newest = sorted(row["open"], key=lambda one: -one["key"])
    row["open_questions"] = len(row.pop("open"))
    row["waiting"] = [one["id"] for one in newest[:OPEN_SHOWN]]
    shown = {card.id: card for card in cards([*row["best"], *row["waiting"]], viewer=viewer)}
    return SkillPage(
        **having(
            row,
            aliases=tuple(sorted(row["aliases"])),
            **{side: tags(_each_once(row[side])) for side in ("related", "broader", "narrower")},
            best=tuple(shown[id] for id in row["best"] if id in shown),
            waiting=tuple(shown[id] for id in row["waiting"] if id in shown),
        )
    )


def posts(id: SkillSlug, *, viewer: Viewer, before: int) -> Page:
    """Return the posts about a skill, newest first, posted before this key."""
    rows = read(
        """
        MATCH (:Skill {slug: $slug})<-[:ABOUT]-(post:Post)
        WHERE post.posted_key < $before AND post.audience IN $audiences
        RETURN post.id AS id, post.posted_key AS key
        ORDER BY key DESC
        LIMIT 21
        """,
        slug=id,
        before=before,
        audiences=viewer.audiences,
    )
    return page(rows, viewer=viewer)


def _each_once(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    # RELATED has no direction in meaning: a pair linked both ways would show twice.
    return list({row["slug"]: row for row in rows}.values())
