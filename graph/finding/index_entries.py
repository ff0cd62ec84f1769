"""What the search index needs to know about each thing: its words, never the names of its authors."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, LiteralString

from graph import clock
from graph.driver import read
from graph.ids import AnswerId, QuestionId, WithdrawalId
from graph.viewers import EVERYONE

IndexedKind = Literal["question", "answer", "tip", "link", "video", "person", "skill", "community"]
WrittenKind = Literal["question", "answer", "tip", "link", "video"]

THINGS_PER_READ = 500


@dataclass(frozen=True, kw_only=True)
class Searchable:
    """One thing that everyone in `audience` can find.

    `author` is an id. It is empty for anonymous questions, and for answers, which may be an anonymous asker's own.
    Only posts and answers have an age. For people, skills and communities `at` is the epoch, because new ones are not
    fresher.
    """

    key: str
    kind: IndexedKind
    title: str
    body: str
    skills: tuple[str, ...]
    audience: str
    at: datetime
    slugs: tuple[str, ...]
    community: str
    author: str
    states: tuple[str, ...]
    traits: tuple[str, ...]


# The skills and the community of a post.
PLACED: LiteralString = """
               [(post)-[:ABOUT]->(skill:Skill) | skill.name] AS skills,
               [(post)-[:ABOUT]->(skill:Skill) | skill.slug] AS slugs,
               [(post)-[:IN]->(community:Community) | community.slug][0] AS community,
"""
# What readers say about it.
REACTIONS: LiteralString = """
               CASE WHEN coalesce(post.works, 0) > 0 THEN ['works'] ELSE [] END
               + CASE WHEN coalesce(post.dangerous, 0) > 0 THEN ['dangerous'] ELSE [] END
               + CASE WHEN post.freshness = 'outdated' THEN ['outdated'] ELSE [] END AS states,
"""
# For tips, links and videos. A question may be anonymous and has more states.
POSTED: LiteralString = "[(post)<-[:POSTED]-(author:Person) | author.id][0] AS author," + REACTIONS

# A key without a row is gone or must not be found: people who left, skills that only closed communities know.
THINGS: dict[IndexedKind, LiteralString] = {
    "question": """
        UNWIND $keys AS key
        MATCH (post:Post {id: key})
        WHERE post.kind = 'question' AND post.retired_at IS NULL
        RETURN key, post.title AS title, post.audience AS audience, post.posted_at AS at,
               [post.body] + [(post)<-[:ANSWERS]-(answer:Answer) | answer.body] AS texts,
        """
    + PLACED
    + """
               [(post)<-[:ASKED]-(asker:Person) WHERE NOT post.is_anonymous | asker.id][0] AS author,
               CASE WHEN post.closed_at IS NOT NULL THEN ['closed'] ELSE [] END
               + CASE WHEN coalesce(post.is_accepted, false) THEN ['answered', 'accepted']
                    WHEN coalesce(post.answers, 0) > 0 THEN ['answered']
                    WHEN post.closed_at IS NOT NULL THEN []
                    ELSE ['unanswered'] END
               +
        """
    + REACTIONS
    + """
               CASE WHEN post.body CONTAINS '```' THEN ['code'] ELSE [] END AS traits
        """,
    "answer": """
        UNWIND $keys AS key
        MATCH (answer:Answer {id: key})-[:ANSWERS]->(post:Post)
        RETURN key, post.title AS title, post.audience AS audience, answer.given_at AS at,
               [answer.body] AS texts,
               [(post)-[:ABOUT]->(skill:Skill) | skill.name] AS skills
        """,
    "tip": """
        UNWIND $keys AS key
        MATCH (post:Post {id: key})
        WHERE post.kind = 'tip' AND post.retired_at IS NULL
        RETURN key, post.title AS title, post.audience AS audience, post.posted_at AS at,
               [post.body] AS texts,
        """
    + PLACED
    + POSTED
    + """
               CASE WHEN post.body CONTAINS '```' THEN ['code'] ELSE [] END AS traits
        """,
    "link": """
        UNWIND $keys AS key
        MATCH (post:Post {id: key})
        WHERE post.kind = 'link' AND post.retired_at IS NULL
        RETURN key, post.title AS title, post.audience AS audience, post.posted_at AS at,
               [post.body, post.description, post.host] AS texts,
        """
    + PLACED
    + POSTED
    + """
               CASE WHEN post.body CONTAINS '```' THEN ['code'] ELSE [] END AS traits
        """,
    "video": """
        UNWIND $keys AS key
        MATCH (post:Post {id: key})
        WHERE post.kind = 'video' AND post.retired_at IS NULL
        RETURN key, post.title AS title, post.audience AS audience, post.posted_at AS at,
               [post.body] + [(post)-[:SPEAKS]->(captions:Captions) | captions.text] AS texts,
        """
    + PLACED
    + POSTED
    + """
               ['video'] AS traits
        """,
    "person": """
        UNWIND $keys AS key
        MATCH (person:Person {id: key})
        WHERE {{person is listed}}
        RETURN key, person.name AS title, $everyone AS audience, null AS at,
               [person.headline, person.about] AS texts,
               [(person)-[knows:KNOWS]->(skill:Skill)
                   WHERE {{knows is shown to everyone}} | skill.name] AS skills,
               [(person)-[knows:KNOWS]->(skill:Skill)
                   WHERE {{knows is shown to everyone}} | skill.slug] AS slugs
        """,
    "skill": """
        UNWIND $keys AS key
        MATCH (skill:Skill {slug: key})
        WHERE $everyone IN skill.audiences
        RETURN key, skill.name AS title, $everyone AS audience, null AS at,
               [skill.summary] AS texts,
               [(alias:Alias)-[:NAMES]->(skill)
                   WHERE alias.audiences IS NULL OR $everyone IN alias.audiences | alias.name] AS skills,
               [skill.slug] AS slugs
        """,
    "community": """
        UNWIND $keys AS key
        MATCH (community:Community {id: key})
        RETURN key, community.name AS title, null AS at,
               CASE WHEN community.visibility = 'hidden' THEN community.id ELSE $everyone END AS audience,
               [community.purpose] AS texts,
               [] AS skills
        """,
}

KEYS: dict[IndexedKind, LiteralString] = {
    "question": "MATCH (post:Question) RETURN post.id AS key",
    "answer": "MATCH (answer:Answer) RETURN answer.id AS key",
    "tip": "MATCH (post:Tip) RETURN post.id AS key",
    "link": "MATCH (post:Post) WHERE post.link_key > 0 RETURN post.id AS key",
    "video": "MATCH (post:Post) WHERE post.video_key > 0 RETURN post.id AS key",
    "person": "MATCH (person:Person) RETURN person.id AS key",
    "skill": "MATCH (skill:Skill) RETURN skill.slug AS key",
    "community": "MATCH (community:Community) RETURN community.id AS key",
}

CHANGED: dict[IndexedKind, LiteralString] = {
    "question": "MATCH (p:Post) WHERE p.changed_key >= $since AND p.kind = 'question' RETURN p.id AS key",
    "answer": "MATCH (p:Post) WHERE p.changed_key >= $since MATCH (p)<-[:ANSWERS|ONCE_ANSWERED]-(a:Answer)"
    " RETURN a.id AS key",
    "tip": "MATCH (p:Post) WHERE p.changed_key >= $since AND p.kind = 'tip' RETURN p.id AS key",
    "link": "MATCH (p:Post) WHERE p.changed_key >= $since AND p.kind = 'link' RETURN p.id AS key",
    "video": "MATCH (p:Post) WHERE p.changed_key >= $since AND p.kind = 'video' RETURN p.id AS key",
    "person": "MATCH (person:Person) WHERE person.changed_key >= $since RETURN person.id AS key",
    "skill": "MATCH (skill:Skill) WHERE skill.changed_key >= $since RETURN skill.slug AS key",
    "community": "MATCH (community:Community) WHERE community.changed_key >= $since RETURN community.id AS key",
}

WITHIN: dict[WrittenKind, LiteralString] = {
    "question": "MATCH (:Community {slug: $slug})<-[:IN]-(p:Post) WHERE p.kind = 'question' RETURN p.id AS key",
    "answer": "MATCH (:Community {slug: $slug})<-[:IN]-(:Post)<-[:ANSWERS]-(a:Answer) RETURN a.id AS key",
    "tip": "MATCH (:Community {slug: $slug})<-[:IN]-(p:Post) WHERE p.kind = 'tip' RETURN p.id AS key",
    "link": "MATCH (:Community {slug: $slug})<-[:IN]-(p:Post) WHERE p.kind = 'link' RETURN p.id AS key",
    "video": "MATCH (:Community {slug: $slug})<-[:IN]-(p:Post) WHERE p.kind = 'video' RETURN p.id AS key",
}

ABOUT: dict[WrittenKind, LiteralString] = {
    "question": "MATCH (:Skill {slug: $slug})<-[:ABOUT]-(p:Post) WHERE p.kind = 'question' RETURN p.id AS key",
    "answer": "MATCH (:Skill {slug: $slug})<-[:ABOUT]-(:Post)<-[:ANSWERS]-(a:Answer) RETURN a.id AS key",
    "tip": "MATCH (:Skill {slug: $slug})<-[:ABOUT]-(p:Post) WHERE p.kind = 'tip' RETURN p.id AS key",
    "link": "MATCH (:Skill {slug: $slug})<-[:ABOUT]-(p:Post) WHERE p.kind = 'link' RETURN p.id AS key",
    "video": "MATCH (:Skill {slug: $slug})<-[:ABOUT]-(p:Post) WHERE p.kind = 'video' RETURN p.id AS key",
}


def find(kind: IndexedKind, keys: Iterable[str]) -> Iterator[Searchable]:
    """Yield the index entries of these things, without things that are gone or must not be found."""
    wanted = list(keys)
    for begin in range(0, len(wanted), THINGS_PER_READ):
        yield from _things(kind, wanted[begin : begin + THINGS_PER_READ])


def every(kind: IndexedKind) -> Iterator[Searchable]:
    """Yield the index entries of all things of a kind, read 500 at a time, so that a rebuild needs little memory."""
    return find(kind, _keys(KEYS[kind]))


def keys(kinds: Iterable[IndexedKind]) -> set[str]:
    """Return the keys of all things of these kinds, including those that must not be found."""
    return {key for kind in kinds for key in _keys(KEYS[kind])}


def changed(kind: IndexedKind, *, since: datetime) -> tuple[str, ...]:
    """Return the keys of things of this kind that were written, changed or withdrawn at or after this moment."""
    return (*_keys(CHANGED[kind], since=clock.key(since)), *_withdrawn(kind, since=since))


def within(slug: str, kind: WrittenKind) -> tuple[str, ...]:
    """Return the keys of the posts or answers of this kind in the community with this slug."""
    return _keys(WITHIN[kind], slug=slug)


def about(slug: str, kind: WrittenKind) -> tuple[str, ...]:
    """Return the keys of the posts or answers of this kind about the skill with this slug."""
    return _keys(ABOUT[kind], slug=slug)


def community(slug: str) -> tuple[str, ...]:
    """Return the key of the community with this slug, or nothing if there is none."""
    return _keys("MATCH (community:Community {slug: $slug}) RETURN community.id AS key", slug=slug)


def changed_communities(*, since: datetime) -> tuple[str, ...]:
    """Return the slugs of the communities that were founded or changed at or after this moment."""
    return _keys(
        "MATCH (community:Community) WHERE community.changed_key >= $since RETURN community.slug AS key",
        since=clock.key(since),
    )


def question_of(answer: AnswerId) -> tuple[str, ...]:
    """Return the key of the question that an answer belongs to, or nothing if the answer is gone."""
    return _keys("MATCH (:Answer {id: $id})-[:ANSWERS]->(question:Post) RETURN question.id AS key", id=answer)


def answers_of(question: QuestionId) -> tuple[AnswerId, ...]:
    """Return the keys of a question's answers."""
    keys = _keys("MATCH (:Post {id: $id})<-[:ANSWERS]-(answer:Answer) RETURN answer.id AS key", id=question)
    return tuple(AnswerId(key) for key in keys)


def withdrawn_with(withdrawal: WithdrawalId) -> dict[WrittenKind, tuple[str, ...]]:
    """Return the keys of what went with a withdrawal, by kind."""
    rows = read(
        """
        MATCH (:Withdrawal {id: $id})-[:KEEPS_COPY]->(gone:Withdrawn)
        WHERE gone.indexed_as IS NOT NULL
        RETURN gone.indexed_as AS kind, collect(gone.id) AS keys
        """,
        id=withdrawal,
    )
    return {row["kind"]: tuple(row["keys"]) for row in rows}


def _withdrawn(kind: IndexedKind, *, since: datetime) -> tuple[str, ...]:
    return _keys(
        "MATCH (gone:Withdrawn) WHERE gone.withdrawn_key >= $since AND gone.indexed_as = $kind RETURN gone.id AS key",
        since=clock.key(since),
        kind=kind,
    )


def _keys(statement: LiteralString, **parameters: object) -> tuple[str, ...]:
    return tuple(row["key"] for row in read(statement, **parameters))


def _things(kind: IndexedKind, keys: list[str]) -> list[Searchable]:
    rows = read(THINGS[kind], keys=keys, everyone=EVERYONE)
    return [
        Searchable(
            key=row["key"],
            kind=kind,
            title=row["title"],
            body="\n\n".join(text for text in row["texts"] if text),
            skills=tuple(row["skills"]),
            audience=row["audience"],
            at=row["at"] or clock.EPOCH,
            # Only posts have all of these.
            slugs=tuple(row.get("slugs", ())),
            community=row.get("community") or "",
            author=row.get("author") or "",
            states=tuple(row.get("states", ())),
            traits=tuple(row.get("traits", ())),
        )
        for row in rows
    ]
