"""Conversions: turning an answer into a comment on its question, and a comment into an answer.

The text keeps its id, author, date and history. Only answers have votes and reactions. While the text is a comment,
these count nowhere; when it is an answer again, they are back. The comments on an answer move to the question and stay
there. People whom the text names are not told again.
"""

from dataclasses import dataclass

from graph import clock
from graph.driver import only, write
from graph.errors import Conflict, Forbidden, NotFound
from graph.ids import AnswerId, CommentId, QuestionId
from graph.posts.comments import COMMENT_CHARACTERS
from graph.rows import read_as
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class ConvertibleText:
    """An answer or a comment, the post it belongs to, and what may prevent a conversion.

    `is_discussed` means that a suggested edit of it is open.
    """

    question: QuestionId
    is_question: bool
    is_answer: bool
    is_accepted: bool
    is_discussed: bool
    characters: int
    may_convert: bool


@dataclass(frozen=True, kw_only=True)
class Converted:
    """The question on whose page the text is, and whether this call converted it (`is_new`)."""

    question: QuestionId
    is_new: bool


def to_comment(id: AnswerId, *, by: Viewer) -> Converted:
    """Turn an answer into a comment on its question. Twice changes nothing.

    Raises `NotFound`, also for what the viewer may not see; `Forbidden` for everyone but its author, coaches and
    admins; `Conflict` for an accepted answer, for more than 1,000 characters, and while a suggested edit is open.
    """
    text = _convertible(id, by=by)
    if not text.is_answer:
        return Converted(question=text.question, is_new=False)
    _refuse_as_comment(text)
    now = clock.now()
    rows = write(
        """
        MATCH (answer:Answer {id: $id})-[tie:ANSWERS]->(question:Post)
        // Writing before reading takes the lock: meanwhile nobody votes on it or accepts it.
        SET answer.converted_at = datetime($now), answer.converted_by = $by, question.changed_key = $key
        WITH answer, tie, question
        WHERE NOT coalesce(answer.is_accepted, false)
        WITH answer, tie, question,
             [(answer)<-[:GAVE]-(writer:Person) | writer] AS writers,
             [(answer)<-[:OF]-(revision:Revision) | revision] AS revisions,
             [(answer)<-[:ON]-(remark:Comment) | remark] AS remarks,
             [(answer)<-[on:ON]-(:Comment) | on] AS ons
        CREATE (comment:Comment {id: $id, body: answer.body, html: answer.html, was_answer: true})-[:ON]->(question)
        CREATE (answer)-[:ONCE_ANSWERED]->(question)
        FOREACH (writer IN writers | CREATE (writer)-[:MADE]->(comment))
        FOREACH (revision IN revisions | CREATE (revision)-[:OF]->(comment))
        FOREACH (on IN ons | DELETE on)
        FOREACH (remark IN remarks | CREATE (remark)-[:ON]->(question))
        DELETE tie
        SET comment.made_at = answer.given_at, comment.converted_at = datetime($now), comment.converted_by = $by,
            answer.is_withdrawn = true,
            question.answers = question.answers - 1,
            question.works = coalesce(question.works, 0) - coalesce(answer.works, 0),
            question.dangerous = coalesce(question.dangerous, 0) - coalesce(answer.dangerous, 0)
        SET {{question is listed by its state}}
        // Nobody was asked while it had an answer: now it needs people again.
        SET {{question is to be matched again}}
        WITH answer, comment
        OPTIONAL MATCH (answer)-[told:MENTIONS]->(person:Person)
        FOREACH (_ IN CASE WHEN person IS NULL THEN [] ELSE [1] END |
            CREATE (comment)-[:MENTIONS {made_at: told.made_at}]->(person))
        DELETE told
        RETURN DISTINCT comment.id AS id
        """,
        id=id,
        by=by.id,
        now=now.isoformat(),
        key=clock.key(now),
    )
    return Converted(question=text.question, is_new=bool(rows))


def to_answer(id: CommentId, *, by: Viewer) -> Converted:
    """Turn a comment on a question, or on one of its answers, into an answer. Twice changes nothing.

    Raises `NotFound` and `Forbidden` like `to_comment`, and `Conflict` for a comment on any other kind of post.
    """
    text = _convertible(id, by=by)
    if text.is_answer:
        return Converted(question=text.question, is_new=False)
    if not text.is_question:
        raise Conflict("Only comments on questions and their answers can become answers.")
    now = clock.now()
    rows = write(
        """
        MATCH (comment:Comment {id: $id})
        SET comment.converted_at = datetime($now)
        WITH comment, [(comment)<-[:MADE]-(writer:Person) | writer] AS writers,
             [(comment)<-[:OF]-(revision:Revision) | revision] AS revisions
        MATCH (question:Post {id: $question})
        MERGE (answer:Answer {id: $id})
        ON CREATE SET answer.score = 0, answer.is_accepted = false
        SET answer.body = comment.body, answer.html = comment.html, answer.given_at = comment.made_at,
            answer.is_withdrawn = false, answer.was_comment = true, answer.converted_at = datetime($now),
            answer.converted_by = $by
        WITH comment, question, answer, writers, revisions,
             [(answer)-[former:ONCE_ANSWERED]->(:Post) | former] AS formers
        FOREACH (former IN formers | DELETE former)
        CREATE (answer)-[:ANSWERS]->(question)
        FOREACH (writer IN writers | MERGE (writer)-[:GAVE]->(answer))
        FOREACH (revision IN revisions | MERGE (revision)-[:OF]->(answer))
        SET question.answers = question.answers + 1, question.changed_key = $key,
            question.works = coalesce(question.works, 0) + coalesce(answer.works, 0),
            question.dangerous = coalesce(question.dangerous, 0) + coalesce(answer.dangerous, 0)
        SET {{question is listed by its state}}
        WITH comment, answer
        OPTIONAL MATCH (comment)-[told:MENTIONS]->(person:Person)
        FOREACH (_ IN CASE WHEN person IS NULL THEN [] ELSE [1] END |
            CREATE (answer)-[:MENTIONS {made_at: told.made_at}]->(person))
        WITH DISTINCT comment, answer
        DETACH DELETE comment
        RETURN answer.id AS id
        """,
        id=id,
        question=text.question,
        by=by.id,
        now=now.isoformat(),
        key=clock.key(now),
    )
    return Converted(question=text.question, is_new=bool(rows))


def _convertible(id: AnswerId | CommentId, *, by: Viewer) -> ConvertibleText:
    rows = read_as(
        ConvertibleText,
        """
        OPTIONAL MATCH (answer:Answer {id: $id})-[:ANSWERS]->(answered:Post)
        OPTIONAL MATCH (comment:Comment {id: $id})-[:ON]->(remarked)
        OPTIONAL MATCH (remarked)-[:ANSWERS|LEFT_IN]->(above:Post)
        WITH coalesce(answered, above, remarked) AS post, coalesce(answer, comment) AS thing, answered
        WHERE {{post is open}}
        RETURN post.id AS question,
               post.kind = 'question' AS is_question,
               answered IS NOT NULL AS is_answer,
               coalesce(thing.is_accepted, false) AS is_accepted,
               EXISTS {
                   (thing)<-[:WOULD_CHANGE]-(suggestion:SuggestedEdit) WHERE suggestion.open_key IS NOT NULL
               } AS is_discussed,
               size(thing.body) AS characters,
               (EXISTS { (thing)<-[:GAVE|MADE]-(writer:Person) WHERE writer.id = $viewer }
                   AND post.locked_at IS NULL AND post.closed_reason IS NULL)
               OR {{post is coached}}
               OR {{viewer is the admin}} AS may_convert
        """,
        id=id,
        viewer=by.id,
        audiences=by.audiences,
    )
    text = only(rows, otherwise=NotFound("This text doesn't exist, or you don't have access to it."))
    if not text.may_convert:
        raise Forbidden("Only the author or a coach of its community can convert this to an answer or a comment.")
    return text


def _refuse_as_comment(text: ConvertibleText) -> None:
    if text.is_accepted:
        raise Conflict("You can't convert an accepted answer to a comment.")
    if text.characters > COMMENT_CHARACTERS:
        raise Conflict(f"A comment can have at most {COMMENT_CHARACTERS:,} characters. Shorten it first.")
    if text.is_discussed:
        raise Conflict("Someone has suggested an edit. Accept or decline it first.")
