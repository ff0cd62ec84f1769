"""Referrals: a colleague is asked because someone passes an ask on to them or invites them by hand."""

from dataclasses import dataclass

from graph import clock
from graph.asking.asks import answered
from graph.cards import Author
from graph.driver import only, read, write
from graph.errors import Conflict, Invalid, NotFound, Refusal
from graph.ids import AskId, PersonId, QuestionId, new_id
from graph.matching.candidates import DEFAULT_ASK_LIMIT
from graph.matching.experts import EXPERTS_PER_QUESTION
from graph.people import people
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

NOT_JUST_NOW = "{name} can't be asked about this right now. Choose someone else."


@dataclass(frozen=True, kw_only=True)
class _Hindrances:
    is_me: bool
    may_see: bool
    has_asked: bool
    was_asked: bool
    has_answered: bool
    can_be_asked: bool


def pass_on(id: AskId, colleague: str, *, by: Viewer) -> QuestionId:
    """Pass an ask on to a colleague, by name or email address, and return the question. Twice changes nothing.

    Raises `NotFound` for other people's asks and for closed ones, and `Invalid` for a colleague who is not found, may
    not see the question or can't be asked.
    """
    question = _passed(id, by=by)
    person = people.called(colleague)
    if _was_passed(id, to=person.id):
        return question
    _refuse(person, question=question, by=by)
    return answered(
        write(
            """
            MATCH (ask:Suggestion {id: $id})-[:PROPOSES]->(passer:Person {id: $by})
            WHERE ask.state IN ['asked', 'accepted']
            MATCH (ask)-[:FOR]->(question:Post)
            SET ask.state = 'passed'
            REMOVE ask.open_key
            WITH ask, passer, question
            MATCH (person:Person {id: $person})
            MERGE (next:Suggestion {key: $key})
            ON CREATE SET next.id = $new, next.rank = ask.rank, next.ring = ask.ring, next.via = 'colleague',
                          next.state = 'asked', next.open_key = $open_key, next.made_at = datetime($now)
            MERGE (next)-[:FOR]->(question)
            MERGE (next)-[:PROPOSES]->(person)
            MERGE (next)-[:NAMED_BY]->(passer)
            MERGE (ask)-[:PASSED_TO]->(next)
            RETURN question.id AS question
            """,
            id=id,
            by=by.id,
            **_next(question, person),
        )
    )


def invite(question: QuestionId, colleague: str, *, by: Viewer) -> None:
    """Ask a colleague by hand; twice changes nothing.

    On an anonymous question no inviter is named: a name would tell that this person is not the asker.

    Raises `NotFound` for a question that the viewer may not see, `Invalid` as `pass_on` does, and `Conflict` for a
    settled question and while five asks are live.
    """
    _open(question, by=by)
    person = people.called(colleague)
    if _was_invited(question, person=person.id):
        return
    _refuse(person, question=question, by=by)
    rows = write(
        """
        MATCH (post:Post {id: $question})
        // Writing before counting takes the lock, as in asks.send.
        SET post.invited_at = datetime($now)
        WITH post, COUNT {
            MATCH (post)<-[:FOR]-(ask:Suggestion)
            WHERE ask.state IN ['asked', 'accepted']
        } AS alive
        WHERE alive < $limit AND post.open_key IS NOT NULL AND {{post is not shut}}
        MATCH (person:Person {id: $person})
        MATCH (inviter:Person {id: $by})
        MERGE (ask:Suggestion {key: $key})
        ON CREATE SET ask.id = $new, ask.rank = 0, ask.ring = 0, ask.via = 'colleague',
                      ask.state = 'asked', ask.open_key = $open_key, ask.made_at = datetime($now)
        MERGE (ask)-[:FOR]->(post)
        MERGE (ask)-[:PROPOSES]->(person)
        FOREACH (_ IN CASE WHEN post.is_anonymous THEN [] ELSE [1] END | MERGE (ask)-[:NAMED_BY]->(inviter))
        RETURN ask.id AS id
        """,
        by=by.id,
        limit=EXPERTS_PER_QUESTION,
        **_next(question, person),
    )
    only(rows, otherwise=Conflict("Five colleagues have already been asked. Wait until one of them answers."))


def _passed(id: AskId, *, by: Viewer) -> QuestionId:
    return answered(
        read(
            """
            MATCH (ask:Suggestion {id: $id})-[:PROPOSES]->(:Person {id: $by})
            WHERE ask.state IN ['asked', 'accepted', 'passed']
            MATCH (ask)-[:FOR]->(question:Post)
            WHERE {{question is open}} AND question.open_key IS NOT NULL AND {{question is not shut}}
            RETURN question.id AS question
            """,
            id=id,
            by=by.id,
            audiences=by.audiences,
        )
    )


def _open(question: QuestionId, *, by: Viewer) -> None:
    rows = read(
        """
        MATCH (question:Post {id: $question})
        WHERE question.kind = 'question' AND {{question is open}}
        RETURN question.open_key IS NOT NULL AND {{question is not shut}} AS is_open
        """,
        question=question,
        audiences=by.audiences,
    )
    row = only(rows, otherwise=NotFound("This question doesn't exist, or you don't have access to it."))
    if not row["is_open"]:
        raise Conflict("This question is no longer open, so you can't ask anyone else.")


def _was_passed(id: AskId, *, to: PersonId) -> bool:
    return bool(
        read(
            """
            MATCH (:Suggestion {id: $id})-[:PASSED_TO]->(next:Suggestion)-[:PROPOSES]->(person:Person)
            WHERE person.id = $to
            RETURN next.id AS id
            """,
            id=id,
            to=to,
        )
    )


def _was_invited(question: QuestionId, *, person: PersonId) -> bool:
    return bool(
        read(
            """
            MATCH (ask:Suggestion {key: $key})
            WHERE ask.open_key IS NOT NULL AND ask.via = 'colleague'
            RETURN ask.id AS id
            """,
            key=f"{question}:{person}",
        )
    )


def _refuse(person: Author, *, question: QuestionId, by: Viewer) -> None:
    """Raise `Invalid` with the reason if this person can't be asked about this question.

    An anonymous asker can be asked, and so can their managers: whoever is refused would be known.
    """
    rows = read_as(
        _Hindrances,
        """
        MATCH (post:Post {id: $question})
        MATCH (person:Person {id: $person})
        RETURN $person = $by AS is_me,
               {{person is a reader}} AS may_see,
               {{person is its named author}} AS has_asked,
               EXISTS { MATCH (:Suggestion {key: $key}) } AS was_asked,
               EXISTS { (post)<-[:ANSWERS]-(:Answer)<-[:GAVE]-(helper:Person) WHERE helper.id = $person }
                   AND NOT {{person is the anonymous asker}} AS has_answered,
               coalesce(person.takes_asks, true)
                   AND {{person is present}}
                   AND COUNT {
                       MATCH (person)<-[:PROPOSES]-(ask:Suggestion)
                       WHERE ask.open_key IS NOT NULL
                   } < coalesce(person.ask_limit, $default_limit) AS can_be_asked
        """,
        question=question,
        person=person.id,
        by=by.id,
        key=f"{question}:{person.id}",
        everyone=EVERYONE,
        default_limit=DEFAULT_ASK_LIMIT,
        now=clock.now().isoformat(),
    )
    problem = _problem(only(rows, otherwise=_gone()))
    if problem:
        raise Invalid(colleague=problem.format(name=person.name))


def _problem(found: _Hindrances) -> str | None:
    problems = (
        (found.is_me, "You can't ask yourself. Choose someone else."),
        (not found.may_see, "{name} doesn't have access to this question. Choose a member of its community."),
        (found.has_asked, "{name} asked this question. Choose someone else."),
        (found.was_asked, "{name} has already been asked."),
        (found.has_answered, "{name} has already answered."),
        (not found.can_be_asked, NOT_JUST_NOW),
    )
    return next((problem for holds, problem in problems if holds), None)


def _gone() -> Refusal:
    return NotFound("This question doesn't exist, or you don't have access to it.")


def _next(question: QuestionId, person: Author) -> dict[str, str | int]:
    now = clock.now()
    return {
        "question": question,
        "person": person.id,
        "key": f"{question}:{person.id}",
        "new": new_id(),
        "open_key": clock.key(now),
        "now": now.isoformat(),
    }
