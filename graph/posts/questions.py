"""Questions: asking them, the lists of them, and the page of one with everything that hangs on it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, LiteralString

from graph import clock, prose
from graph.cards import Author, CommunityTag, Page, SkillTag, Source, author, page, tags
from graph.driver import having, only, read, write
from graph.errors import Forbidden, NotFound, refuse_if_any
from graph.ids import CommunityId, PersonId, PostId, QuestionId, new_id
from graph.posts.answers import ANSWER_CHARACTERS, Answer, answer_on_page
from graph.posts.comments import Comment, comments_of
from graph.prose import Prose
from graph.skills import skills
from graph.viewers import EVERYONE, Viewer

TITLE_CHARACTERS = 150
BODY_CHARACTERS = 50_000


@dataclass(frozen=True, kw_only=True)
class QuestionDraft:
    """A question as its asker typed it, with the answer if they know it. Raises `Invalid` with a sentence per field."""

    title: str
    body: Prose
    skills: tuple[str, ...]
    community: CommunityId | None
    is_anonymous: bool
    own_answer: Prose | None = None

    def __post_init__(self) -> None:
        long = self.own_answer is not None and len(self.own_answer.markdown) > ANSWER_CHARACTERS
        refuse_if_any(
            {
                "title": title_problem(self.title),
                "body": body_problem(self.body.markdown),
                "own_answer": f"An answer can have at most {ANSWER_CHARACTERS:,} characters." if long else None,
            }
        )


@dataclass(frozen=True, kw_only=True)
class PostLink:
    """Another post that this one points to."""

    id: PostId
    title: str


@dataclass(frozen=True, kw_only=True)
class QuestionPage:
    """A question as one viewer sees it: the accepted answer first, then the others by votes."""

    id: QuestionId
    title: str
    html: str
    score: int
    posted_at: datetime
    author: Author | None
    is_anonymous: bool
    is_mine: bool
    is_matched: bool
    my_vote: int
    skills: tuple[SkillTag, ...]
    community: CommunityTag | None
    source: Source | None
    duplicate_of: tuple[PostLink, ...]
    links: tuple[PostLink, ...]
    comments: tuple[Comment, ...]
    answers: tuple[Answer, ...]


ListName = Literal["newest", "unanswered", "open", "mine"]

# One statement per order, so that each walks its own index; `id` and `key` are what a page needs.
# "mine" looks at one's twelve strongest skills: who has answered everything would wait for everything to be sorted.
LISTS: dict[ListName, LiteralString] = {
    "newest": """
        MATCH (question:Question)
        WHERE question.asked_key < $before AND question.audience IN $audiences
        RETURN question.id AS id, question.asked_key AS key
        ORDER BY question.asked_key DESC
        LIMIT 21
        """,
    "unanswered": """
        MATCH (question:Question)
        WHERE question.unanswered_key < $before AND question.audience IN $audiences
        RETURN question.id AS id, question.unanswered_key AS key
        ORDER BY question.unanswered_key DESC
        LIMIT 21
        """,
    "open": """
        MATCH (question:Question)
        WHERE question.open_key < $before AND question.audience IN $audiences
        RETURN question.id AS id, question.open_key AS key
        ORDER BY question.open_key DESC
        LIMIT 21
        """,
    "mine": """
        MATCH (:Person {id: $viewer})-[tie:KNOWS|FOLLOWS]->(skill:Skill)
        WITH skill, sum(coalesce(tie.weight, 1.0)) AS weight
        ORDER BY weight DESC
        LIMIT 12
        MATCH (skill)<-[:ABOUT]-(question:Post)
        WHERE question.asked_key < $before AND question.audience IN $audiences
        WITH question.id AS id, question.asked_key AS key
        RETURN DISTINCT id, key
        ORDER BY key DESC
        LIMIT 21
        """,
}


def ask(draft: QuestionDraft, *, by: PersonId) -> QuestionId:
    """Publish a question, and the asker's own answer with it: both or neither.

    Nobody is asked where there is an answer. In an anonymous question it has no name either, and counts for nobody.
    Raises `Forbidden` if the asker may not post in that community.
    """
    now, answer = clock.now(), draft.own_answer
    rows = write(
        """
        MATCH (asker:Person {id: $by})
        OPTIONAL MATCH (community:Community {id: $community})
            WHERE community.visibility = 'public' OR EXISTS { (asker)-[:MEMBER_OF]->(community) }
        WITH asker, community
        WHERE $community IS NULL OR community IS NOT NULL
        CREATE (question:Post:Question {
            id: $id,
            kind: 'question',
            title: $title,
            body: $body,
            html: $html,
            excerpt: $excerpt,
            is_anonymous: $is_anonymous,
            audience: CASE WHEN community.visibility <> 'public' THEN community.id ELSE $everyone END,
            score: 0,
            answers: 0,
            is_accepted: false,
            posted_key: $key,
            asked_key: $key,
            unanswered_key: $key,
            open_key: $key,
            unmatched_key: $key,
            changed_key: $key
        })
        SET question.posted_at = datetime($now), asker.last_active_at = datetime($now)
        CREATE (asker)-[:ASKED]->(question)
        FOREACH (_ IN CASE WHEN $answer IS NULL THEN [] ELSE [1] END |
            CREATE (asker)-[:GAVE]->(answer:Answer {id: $answer_id})-[:ANSWERS]->(question)
            SET answer += $answer, answer.score = 0, answer.is_accepted = false, answer.given_at = datetime($now),
                question.answers = 1
            REMOVE question.unanswered_key, question.unmatched_key)
        FOREACH (_ IN CASE WHEN community IS NULL THEN [] ELSE [1] END | CREATE (question)-[:IN]->(community))
        FOREACH (tag IN $skills |
            MERGE (skill:Skill {slug: tag.slug})
            ON CREATE SET skill.name = tag.name, skill.audiences = [], skill.changed_key = $key
            SET skill.audiences = [other IN skill.audiences WHERE other <> question.audience] + question.audience
            CREATE (question)-[:ABOUT]->(skill))
        RETURN question.id AS id
        """,
        id=new_id(),
        title=draft.title.strip(),
        body=draft.body.markdown,
        html=draft.body.html,
        excerpt=prose.excerpt(draft.body.markdown),
        is_anonymous=draft.is_anonymous,
        skills=[{"slug": tag.slug, "name": tag.name} for tag in skills.resolve(draft.skills, by=by)],
        community=draft.community,
        answer_id=new_id(),
        answer={"body": answer.markdown, "html": answer.html} if answer else None,
        everyone=EVERYONE,
        by=by,
        now=now.isoformat(),
        key=clock.key(now),
    )
    return only(rows, otherwise=Forbidden("Join this community before you ask in it."))["id"]


def listed(name: ListName, *, viewer: Viewer, before: int = clock.FAR_FUTURE) -> Page:
    """Return a stretch of one of the lists, newest first, asked before this key."""
    rows = read(LISTS[name], before=before, audiences=viewer.audiences, viewer=viewer.id)
    return page(rows, viewer=viewer)


def show(id: QuestionId, *, viewer: Viewer) -> QuestionPage:
    """Return a question's page. Raises `NotFound`, also for what the viewer may not see."""
    rows = read(
        """
        MATCH (question:Post {id: $id})
        WHERE question.kind = 'question' AND question.audience IN $audiences
        OPTIONAL MATCH (question)<-[:ASKED]-(asker:Person)
        WITH question, asker, coalesce(asker.id = $viewer, false) AS is_mine,
             CASE WHEN question.is_anonymous AND asker.id <> $viewer THEN asker.id ELSE '' END AS nameless
        RETURN question.id AS id,
               question.title AS title,
               question.html AS html,
               question.score AS score,
               question.posted_at AS posted_at,
               CASE WHEN asker.id <> nameless THEN {id: asker.id, name: asker.name} END AS author,
               question.is_anonymous AS is_anonymous,
               is_mine,
               question.unmatched_key IS NULL AS is_matched,
               coalesce([(question)<-[vote:VOTED]-(me:Person) WHERE me.id = $viewer | vote.value][0], 0) AS my_vote,
               [(question)-[:ABOUT]->(skill:Skill) | {slug: skill.slug, name: skill.name}] AS skills,
               [(question)-[:IN]->(community:Community)
                   | {id: community.id, slug: community.slug, name: community.name}][0] AS community,
               CASE WHEN question.source_url IS NOT NULL
                   THEN {url: question.source_url, author: question.source_author, licence: question.licence}
               END AS source,
               [(question)-[:DUPLICATE_OF]->(other:Post) WHERE other.audience IN $audiences
                   | {id: other.id, title: other.title}] AS duplicate_of,
               [(question)-[:LINKS_TO]->(other:Post) WHERE other.audience IN $audiences
                   | {id: other.id, title: other.title}] AS links,
               [(question)<-[:ON]-(comment:Comment) | {
                   id: comment.id, html: comment.html, made_at: comment.made_at,
                   was_answer: coalesce(comment.was_answer, false),
                   is_mine: EXISTS { (comment)<-[:MADE]-(me:Person) WHERE me.id = $viewer },
                   author: [(comment)<-[:MADE]-(person:Person) WHERE person.id <> nameless
                       | {id: person.id, name: person.name}][0],
                   is_askers: coalesce([(comment)<-[:MADE]-(person:Person) | person.id = asker.id][0], false)
               }] AS comments,
               [(question)<-[:ANSWERS]-(answer:Answer) | {
                   id: answer.id, html: answer.html, score: answer.score, given_at: answer.given_at,
                   is_accepted: coalesce(answer.is_accepted, false), was_comment: coalesce(answer.was_comment, false),
                   author: [(answer)<-[:GAVE]-(person:Person) WHERE person.id <> nameless
                       | {id: person.id, name: person.name}][0],
                   is_askers: coalesce([(answer)<-[:GAVE]-(person:Person) | person.id = asker.id][0], false),
                   is_mine: coalesce([(answer)<-[:GAVE]-(person:Person) | person.id = $viewer][0], false),
                   my_vote: coalesce([(answer)<-[vote:VOTED]-(me:Person) WHERE me.id = $viewer | vote.value][0], 0),
                   source: CASE WHEN answer.source_url IS NOT NULL
                       THEN {url: answer.source_url, author: answer.source_author, licence: answer.licence}
                   END,
                   comments: [(answer)<-[:ON]-(comment:Comment) | {
                       id: comment.id, html: comment.html, made_at: comment.made_at,
                       was_answer: coalesce(comment.was_answer, false),
                       is_mine: EXISTS { (comment)<-[:MADE]-(me:Person) WHERE me.id = $viewer },
                       author: [(comment)<-[:MADE]-(person:Person) WHERE person.id <> nameless
                           | {id: person.id, name: person.name}][0],
                       is_askers: coalesce([(comment)<-[:MADE]-(person:Person) | person.id = asker.id][0], false)
                   }]
               }] AS answers
        """,
        id=id,
        audiences=viewer.audiences,
        viewer=viewer.id,
    )
    row = only(rows, otherwise=NotFound("This question doesn't exist, or you don't have access to it."))
    answers = [answer_on_page(answer) for answer in row["answers"]]
    return QuestionPage(
        **having(
            row,
            author=author(row["author"]),
            skills=tags(row["skills"]),
            community=CommunityTag(**row["community"]) if row["community"] else None,
            source=Source(**row["source"]) if row["source"] else None,
            duplicate_of=tuple(PostLink(**link) for link in row["duplicate_of"]),
            links=tuple(PostLink(**link) for link in row["links"]),
            comments=comments_of(row["comments"]),
            answers=tuple(sorted(answers, key=lambda a: (not a.is_accepted, -a.score, a.given_at))),
        )
    )


def is_matched(id: QuestionId, *, viewer: Viewer) -> bool:
    """Tell whether experts were looked for. Raises `NotFound`, also for what the viewer may not see."""
    rows = read(
        """
        MATCH (question:Post {id: $id})
        WHERE question.kind = 'question' AND question.audience IN $audiences
        RETURN question.unmatched_key IS NULL AS is_matched
        """,
        id=id,
        audiences=viewer.audiences,
    )
    return only(rows, otherwise=NotFound("This question doesn't exist, or you don't have access to it."))["is_matched"]


def title_problem(title: str) -> str | None:
    """Say what is wrong with a title, if anything."""
    if not title.strip():
        return "Give it a title that says in one sentence what it is about."
    if len(title.strip()) > TITLE_CHARACTERS:
        return f"Give it a title of at most {TITLE_CHARACTERS} characters. Put the details below."
    return None


def body_problem(markdown: str) -> str | None:
    """Say what is wrong with a text, if anything."""
    if not markdown.strip():
        return "Enter some text."
    if len(markdown) > BODY_CHARACTERS:
        return f"Keep the text to at most {BODY_CHARACTERS:,} characters. It has {len(markdown):,}."
    return None
