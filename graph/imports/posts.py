"""Questions and tips from other sites, and the links between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, LiteralString

from graph import clock, prose
from graph.asking import deadlines
from graph.asking.deadlines import NeededBy
from graph.cards import ImportSource
from graph.driver import write
from graph.ids import CommunityId, SkillSlug
from graph.imports import keys
from graph.prose import Prose
from graph.rows import read_as, write_as
from graph.viewers import EVERYONE


@dataclass(frozen=True, kw_only=True)
class ImportedPost:
    """A question or tip. Its author is named by key; `source` says who to credit. No audience means everyone."""

    key: str
    title: str
    body: Prose
    author: str | None
    skills: tuple[SkillSlug, ...]
    score: int
    posted_at: datetime
    source: ImportSource | None = None
    community: CommunityId | None = None
    audience: str = EVERYONE
    is_anonymous: bool = False
    needed_by: NeededBy = ""


@dataclass(frozen=True, kw_only=True)
class ImportedLink:
    """A question that repeats another, or a post that points to another, both named by key."""

    post: str
    other: str
    kind: Literal["duplicate", "link"]

    @property
    def key(self) -> str:
        """A key that no other link has."""
        return f"{self.post} {self.kind} {self.other}"


# Ties a `post` of a `row` to its skills. An alias leads to its skill if the readers of the post may know both.
ABOUT_SKILLS: LiteralString = """
    UNWIND row.skills AS slug
    OPTIONAL MATCH (named:Skill {slug: slug})
    OPTIONAL MATCH (alias:Alias {slug: slug})-[:NAMES]->(meant:Skill)
        WHERE (alias.audiences IS NULL OR ANY(one IN alias.audiences WHERE one IN [$everyone, row.audience]))
          AND (size(meant.audiences) = 0 OR ANY(one IN meant.audiences WHERE one IN [$everyone, row.audience]))
    WITH DISTINCT post, coalesce(named, meant) AS skill
    WHERE skill IS NOT NULL
    CREATE (post)-[:ABOUT]->(skill)
    """


def add_questions(questions: Sequence[ImportedPost], *, at: datetime, match_since: datetime) -> None:
    """Add questions, none of which may be there yet (`keys.known`). They count as changed at the moment `at`.

    Experts are looked for only for questions that were asked since `match_since`.
    """
    write(
        """
        UNWIND $rows AS row
        CREATE (question:Post:Question {kind: 'question', is_accepted: false, answers: 0})
        SET question += row.properties,
            question.posted_at = datetime(row.posted_at),
            question.asked_key = row.properties.posted_key
        SET {{question is listed by its state}}
        FOREACH (_ IN CASE WHEN question.asked_key >= $match_since THEN [1] ELSE [] END |
            SET {{question is to be matched}})
        WITH row, question
        OPTIONAL MATCH (asker:Person {import_key: row.author})
        OPTIONAL MATCH (community:Community {id: row.community})
        SET question.source_author = coalesce(asker.name, question.source_author)
        FOREACH (_ IN CASE WHEN asker IS NULL THEN [] ELSE [1] END | CREATE (asker)-[:ASKED]->(question))
        FOREACH (_ IN CASE WHEN community IS NULL THEN [] ELSE [1] END | CREATE (question)-[:IN]->(community))
        WITH row, question AS post
        """
        + ABOUT_SKILLS,
        rows=[_row(question, at) for question in questions],
        match_since=clock.key(match_since),
        everyone=EVERYONE,
    )


def add_tips(tips: Sequence[ImportedPost], *, at: datetime) -> None:
    """Add tips, none of which may be there yet (`keys.known`)."""
    write(
        """
        UNWIND $rows AS row
        CREATE (tip:Post:Tip {kind: 'tip'})
        SET tip += row.properties, tip.posted_at = datetime(row.posted_at), tip.tip_key = row.properties.posted_key
        WITH row, tip
        OPTIONAL MATCH (author:Person {import_key: row.author})
        OPTIONAL MATCH (community:Community {id: row.community})
        FOREACH (_ IN CASE WHEN author IS NULL THEN [] ELSE [1] END | CREATE (author)-[:POSTED]->(tip))
        FOREACH (_ IN CASE WHEN community IS NULL THEN [] ELSE [1] END | CREATE (tip)-[:IN]->(community))
        WITH row, tip AS post
        """
        + ABOUT_SKILLS,
        rows=[_row(tip, at) for tip in tips],
        everyone=EVERYONE,
    )


def linked(links: Sequence[ImportedLink]) -> frozenset[str]:
    """Return the keys of the links that are already in the graph."""
    found = read_as(
        ImportedLink,
        """
        UNWIND $rows AS row
        MATCH (:Post {import_key: row.post})-[link:DUPLICATE_OF|LINKS_TO]->(:Post {import_key: row.other})
        WHERE (row.kind = 'duplicate') = (type(link) = 'DUPLICATE_OF')
        RETURN row.post AS post, row.other AS other, row.kind AS kind
        """,
        rows=[vars(one) for one in links],
    )
    return frozenset(link.key for link in found)


def link(links: Sequence[ImportedLink]) -> frozenset[str]:
    """Link posts, and return the keys of the links of which both posts are there. Twice changes nothing."""
    found = write_as(
        ImportedLink,
        """
        UNWIND $rows AS row
        MATCH (post:Post {import_key: row.post})
        MATCH (other:Post {import_key: row.other})
        FOREACH (_ IN CASE row.kind WHEN 'duplicate' THEN [1] ELSE [] END | MERGE (post)-[:DUPLICATE_OF]->(other))
        FOREACH (_ IN CASE row.kind WHEN 'link' THEN [1] ELSE [] END | MERGE (post)-[:LINKS_TO]->(other))
        RETURN row.post AS post, row.other AS other, row.kind AS kind
        """,
        rows=[vars(one) for one in links],
    )
    return frozenset(link.key for link in found)


def _row(post: ImportedPost, at: datetime) -> dict[str, object]:
    return {
        "author": post.author,
        "community": post.community,
        "audience": post.audience,
        "skills": post.skills,
        "posted_at": post.posted_at.isoformat(),
        "properties": {
            "id": keys.id_of(post.key),
            "import_key": post.key,
            "title": post.title,
            "body": post.body.markdown,
            "html": post.body.html,
            "excerpt": prose.excerpt(post.body.markdown),
            "is_anonymous": post.is_anonymous,
            "needed_by": post.needed_by or None,
            "longest_wait": deadlines.longest_wait(post.needed_by),
            "audience": post.audience,
            "score": post.score,
            "posted_key": clock.key(post.posted_at),
            "changed_key": clock.key(at),
            **keys.credit(post.source),
        },
    }
