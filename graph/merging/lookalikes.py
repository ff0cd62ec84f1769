"""Pairs of skills that may mean the same, with the reasons, as far as the viewer may see them.

There are four reasons. Their names differ only in punctuation, an ending or a letter. A name of one is an alias of the
other. Both mean the same concept of a taxonomy. Or posts nearly always name both, and the same people write them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import chain, combinations, islice
from typing import Literal, TypeVar

from graph.cards import SkillTag
from graph.driver import Row, read
from graph.ids import SkillSlug
from graph.viewers import EVERYONE, Viewer

SHOWN = 30
# In two names of nine letters, one letter may differ.
ALIKE = 0.88
# Shorter names, such as C, C++ and C#, look alike without meaning the same.
LEAST_LETTERS = 4

# Recent posts are enough, and reading all posts of a large site would take seconds.
POSTS_LOOKED_AT = 2_000
LEAST_TOGETHER = 3
# The share of posts, and of people, that two skills have in common, out of all that either of them has.
MOSTLY_TOGETHER = 0.6

LikenessKind = Literal["spelling", "name", "concept", "posts"]
Pair = tuple[SkillSlug, SkillSlug]
Skills = Mapping[SkillSlug, Row]


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """A reason why two skills may mean the same.

    `what` is the name or concept that they share. `posts` counts the latest posts that name either of them, `together`
    those that name both.
    """

    kind: LikenessKind
    what: str = ""
    together: int = 0
    posts: int = 0


@dataclass(frozen=True, kw_only=True)
class PossibleDuplicate:
    """Two skills that may mean the same, and why.

    `lost` would be merged into `kept`. It is the one with fewer posts if the viewer may merge that one, else the other.
    """

    lost: SkillTag
    kept: SkillTag
    likenesses: tuple[Likeness, ...]


AnyPair = TypeVar("AnyPair", bound=PossibleDuplicate)


def found(*, viewer: Viewer) -> tuple[PossibleDuplicate, ...]:
    """Return at most thirty pairs of skills that may mean the same, those with the most reasons and then posts first.

    Pairs of which the viewer may merge neither, and pairs that someone has marked as different, are left out.
    """
    return tuple(islice(own(_pairs(viewer.audiences), viewer=viewer), SHOWN))


def for_everyone() -> tuple[PossibleDuplicate, ...]:
    """Return all such pairs, as far as what everyone may read tells. The skill with fewer posts would be merged."""
    return tuple(_pairs((EVERYONE,)))


def own(pairs: Iterable[AnyPair], *, viewer: Viewer) -> Iterator[AnyPair]:
    """Yield the pairs of which the viewer may merge one, which comes first."""
    found = list(pairs)
    mine = _mergeable({slug for one in found for slug in (one.lost.slug, one.kept.slug)}, viewer)
    for one in found:
        if one.lost.slug in mine:
            yield one
        # A coach may merge only a skill that no other community uses.
        elif one.kept.slug in mine:
            yield replace(one, lost=one.kept, kept=one.lost)


def _mergeable(slugs: Collection[SkillSlug], viewer: Viewer) -> frozenset[SkillSlug]:
    """Return those of these skills that the viewer may merge. graph/merging/merges.py says who may."""
    rows = read(
        """
        MATCH (me:Person {id: $viewer})
        WITH {{me is an admin}} AS is_admin,
             [(me)-[coaching:MEMBER_OF]->(own:Community) WHERE coaching.is_coach | own.id] AS coached
        UNWIND $slugs AS slug
        MATCH (skill:Skill {slug: slug})
        WHERE {{skill is known}}
          AND (is_admin OR (size(coached) > 0 AND EXISTS { (skill)<-[:ABOUT]-(:Post) } AND NOT EXISTS {
              MATCH (skill)<-[:ABOUT]-(post:Post)
              WHERE NOT EXISTS { MATCH (post)-[:IN]->(community:Community) WHERE community.id IN coached }
          }))
        RETURN skill.slug AS slug
        """,
        slugs=list(slugs),
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    return frozenset(row["slug"] for row in rows)


def _pairs(audiences: tuple[str, ...]) -> Iterator[PossibleDuplicate]:
    skills = {row["slug"]: row for row in _skills(audiences)}
    places = {slug: place for place, slug in enumerate(skills)}
    likenesses = defaultdict[Pair, dict[LikenessKind, Likeness]](dict)
    for pair, likeness in chain(
        _spelt_alike(skills), _bearing_one_name(skills), _of_one_concept(skills), _used(audiences)
    ):
        if all(slug in places for slug in pair):
            kept, lost = sorted(pair, key=places.__getitem__)
            likenesses[kept, lost].setdefault(likeness.kind, likeness)
    open_ones = [(kept, lost) for kept, lost in likenesses if lost not in skills[kept]["others"]]
    open_ones.sort(key=lambda pair: (-len(likenesses[pair]), *(places[slug] for slug in pair)))
    for kept, lost in open_ones:
        yield PossibleDuplicate(
            lost=SkillTag(slug=lost, name=skills[lost]["name"]),
            kept=SkillTag(slug=kept, name=skills[kept]["name"]),
            likenesses=tuple(likenesses[kept, lost].values()),
        )


def _skills(audiences: tuple[str, ...]) -> list[Row]:
    """Return the skills that these audiences know, most posts first, without unused ones of a taxonomy branch."""
    return read(
        """
        MATCH (skill:Skill)
        WHERE {{skill is known}}
        WITH skill, COUNT { MATCH (skill)<-[:ABOUT]-(post:Post) WHERE {{post is open}} } AS posts
        WHERE posts > 0 OR skill.is_listed IS NULL
        RETURN skill.slug AS slug, skill.name AS name, posts,
               [(alias:Alias)-[:NAMES]->(skill)
                   WHERE {{alias is readable}} | alias.name] AS names,
               [(skill)-[:MEANS]->(concept:Concept) | concept.name] AS concepts,
               [(skill)-[:DIFFERS_FROM]-(other:Skill) | other.slug] AS others
        ORDER BY posts DESC, slug
        """,
        audiences=audiences,
    )


def _spelt_alike(skills: Skills) -> Iterator[tuple[Pair, Likeness]]:
    # Names that begin differently hardly ever mean the same, and comparing all pairs would take seconds.
    groups = defaultdict[str, list[tuple[SkillSlug, str]]](list)
    for slug, row in skills.items():
        plain = _plain(row["name"])
        groups[plain[:2]].append((slug, plain))
    for group in groups.values():
        for (one, left), (other, right) in combinations(group, 2):
            if _alike(left, right):
                yield (one, other), Likeness(kind="spelling")


def _bearing_one_name(skills: Skills) -> Iterator[tuple[Pair, Likeness]]:
    """Yield pairs in which an alias of one skill is the name or an alias of the other."""
    names = {
        slug: {_plain(row["name"]): ""} | {_plain(name): name for name in row["names"]} for slug, row in skills.items()
    }
    return _sharing("name", names)


def _of_one_concept(skills: Skills) -> Iterator[tuple[Pair, Likeness]]:
    return _sharing("concept", {slug: {name: name for name in row["concepts"]} for slug, row in skills.items()})


def _sharing(kind: LikenessKind, borne: Mapping[SkillSlug, Mapping[str, str]]) -> Iterator[tuple[Pair, Likeness]]:
    bearers = defaultdict[str, dict[SkillSlug, str]](dict)
    for slug, names in borne.items():
        for key, name in names.items():
            bearers[key][slug] = name
    for named in bearers.values():
        for one, other in combinations(named, 2):
            if shared := named[one] or named[other]:
                yield (one, other), Likeness(kind=kind, what=shared)


def _used(audiences: tuple[str, ...]) -> Iterator[tuple[Pair, Likeness]]:
    """Yield pairs that the latest posts nearly always name together, by the same authors. Askers don't count."""
    posts, people = defaultdict[SkillSlug, set[str]](set), defaultdict[SkillSlug, set[str]](set)
    together = Counter[Pair]()
    for row in _latest(audiences):
        for skill in row["skills"]:
            posts[skill].add(row["id"])
            people[skill].update(row["people"])
        together.update(combinations(sorted(row["skills"]), 2))
    for (one, other), count in together.items():
        if count >= LEAST_TOGETHER and _overlap(posts, one, other) and _overlap(people, one, other):
            yield (one, other), Likeness(kind="posts", together=count, posts=len(posts[one] | posts[other]))


def _latest(audiences: tuple[str, ...]) -> list[Row]:
    return read(
        """
        MATCH (post:Post)
        WHERE post.posted_key > 0 AND {{post is open}} AND post.retired_at IS NULL
        RETURN post.id AS id, post.posted_key AS key,
               [(post)-[:ABOUT]->(skill:Skill) | skill.slug] AS skills,
               [(post)<-[:POSTED]-(author:Person) | author.id]
               + [(post)<-[:ANSWERS]-(:Answer)<-[:GAVE]-(giver:Person) WHERE NOT coalesce(post.is_anonymous, false)
                   | giver.id] AS people
        ORDER BY key DESC
        LIMIT $limit
        """,
        audiences=audiences,
        limit=POSTS_LOOKED_AT,
    )


def _overlap(of: Mapping[SkillSlug, set[str]], one: SkillSlug, other: SkillSlug) -> bool:
    left, right = of[one], of[other]
    return len(left & right) >= MOSTLY_TOGETHER * len(left | right)


def _alike(left: str, right: str) -> bool:
    if min(len(left), len(right)) < LEAST_LETTERS:
        return False
    matcher = SequenceMatcher(None, left, right)
    return left == right or (matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE <= matcher.ratio())


def _plain(name: str) -> str:
    return re.sub(r"[^\w+#]", "", name.casefold()).removesuffix("s")
