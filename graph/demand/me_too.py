"""Me too: other people with the same question. They are counted, but nobody can see who they are."""

from dataclasses import dataclass

from graph.demand import anonymous_demand
from graph.driver import only, read, write
from graph.errors import Forbidden
from graph.ids import PostId, SkillSlug
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class MeToo:
    """How many others have this question, and whether the viewer is one of them."""

    question: PostId
    count: int
    is_mine: bool


def of(question: PostId, *, viewer: Viewer) -> MeToo:
    """Return how many others have a question: none if the viewer may not see it."""
    rows = read(
        """
        MATCH (question:Post {id: $id})<-[:ECHOES]-(echo:Echo)
        WHERE {{question is open}}
        RETURN count(echo) AS count, sum(CASE WHEN echo.key = $key THEN 1 ELSE 0 END) AS mine
        """,
        id=question,
        audiences=viewer.audiences,
        key=_key(question, viewer),
    )
    return MeToo(question=question, count=rows[0]["count"], is_mine=rows[0]["mine"] > 0)


def add(question: PostId, *, by: Viewer) -> None:
    """Say that you have the same question; twice changes nothing.

    Raises `Forbidden` for people who may not see it and for its asker. An anonymous asker counts like any reader:
    a count that stays the same when they are asked to join would give them away.
    """
    rows = write(
        """
        MATCH (post:Post {id: $id})
        MATCH (me:Person {id: $by})
        WHERE post.kind = 'question' AND {{post is open}} AND NOT {{me is its named author}}
        MERGE (echo:Echo {key: $key})
        MERGE (echo)-[:ECHOES]->(post)
        RETURN post.audience AS audience, post.is_accepted AS is_accepted,
               [(post)-[:ABOUT]->(skill:Skill) | skill.slug] AS skills
        """,
        id=question,
        audiences=by.audiences,
        by=by.id,
        key=_key(question, by),
    )
    row = only(rows, otherwise=Forbidden("This is your own question, or you don't have access to it."))
    skills: list[SkillSlug] = row["skills"]
    if not row["is_accepted"]:
        anonymous_demand.note(skills, "echo", by=by.id, audience=row["audience"], about=question)


def take_back(question: PostId, *, by: Viewer) -> None:
    """Say that you no longer have the question; twice changes nothing."""
    write("MATCH (echo:Echo {key: $key}) DETACH DELETE echo", key=_key(question, by))
    write(
        "MATCH (wish:Wish {about: $id}) WHERE wish.source = 'echo' AND wish.who = $who DETACH DELETE wish",
        id=question,
        who=anonymous_demand.mark(by.id),
    )


def _key(question: PostId, person: Viewer) -> str:
    return f"{question}:{anonymous_demand.mark(person.id)}"
