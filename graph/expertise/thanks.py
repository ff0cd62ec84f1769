"""Thanks: someone thanks a colleague, for a post, for an answer or for something else. Nobody sees how many there are.

docs/decisions/0032-thanks.md says what counts. An anonymous asker thanks as "The asker".
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, LiteralString, cast, get_args

from graph import clock
from graph.cards import Author, PostKind
from graph.driver import only, read, settings, write
from graph.errors import Forbidden, Invalid, NotFound
from graph.ids import AnswerId, PersonId, PostId, ThanksId, new_id
from graph.rows import read_as
from graph.viewers import Viewer

WORDS_CHARACTERS = 300
SHOWN = 10
LISTED = 100

# Who sees the thanks to someone besides them and the person who thanks: nobody, unless they allow it. People can also
# choose not to be thanked.
ShownTo = Literal["me", "everyone", "off"]

GONE = NotFound("This doesn't exist, or you don't have access to it.")
OFF = NotFound("This site has no thanks.")
NOT_THEIRS = NotFound("This thanks doesn't exist, or it isn't yours.")

# The `text` that someone is thanked for, an answer or a post, and its `post`.
_TEXT: LiteralString = """
    OPTIONAL MATCH (direct:Post {id: $on})
    OPTIONAL MATCH (answer:Answer {id: $on})-[:ANSWERS]->(question:Post)
"""


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """A person whom the viewer may thank, and the post for which, if there is one. `problem` says why they can't.

    `thanks` and `words` are what the viewer has said for it already, today if it is for no post.
    """

    person: Author
    post: PostId | None
    post_kind: PostKind | None
    title: str
    thanks: ThanksId | None
    words: str
    problem: str | None


@dataclass(frozen=True, kw_only=True)
class Thanks:
    """What someone said to someone. `by` is `None` for an anonymous asker; `post` is `None` if it is for no post."""

    id: ThanksId
    by: Author | None
    to: Author
    words: str
    post: PostId | None
    post_kind: PostKind | None
    title: str
    at: datetime
    is_hidden: bool


@dataclass(frozen=True, kw_only=True)
class _Row:
    person: Author
    has_left: bool
    is_off: bool
    post: PostId | None
    post_kind: PostKind | None
    title: str
    is_theirs: bool
    is_nameless: bool
    thanks: ThanksId | None
    words: str


def is_on() -> bool:
    """Return whether people can thank each other on this site."""
    return settings().thanks


def occasion(person: PersonId, on: PostId | AnswerId | None, *, viewer: Viewer) -> Occasion:
    """Return for what the viewer may thank someone: for a post or an answer, or for something else (`None`).

    Raises `NotFound` for a text that the viewer may not see or that is not theirs, and if the site has no thanks.
    """
    if not is_on():
        raise OFF
    rows = read_as(
        _Row,
        "MATCH (person:Person {id: $person})"
        + _TEXT
        + """
        OPTIONAL MATCH (mine:Thanks {key: $key})
        WITH person, mine, coalesce(answer, direct) AS text, coalesce(question, direct) AS post
        WHERE $on IS NULL OR (post IS NOT NULL AND {{post is open}})
        RETURN {{person is named}} AS person,
               person.state <> 'active' AS has_left,
               coalesce(person.thanks, 'me') = 'off' AS is_off,
               CASE WHEN $on IS NOT NULL THEN post.id END AS post,
               CASE WHEN $on IS NOT NULL THEN post.kind END AS post_kind,
               CASE WHEN $on IS NOT NULL THEN post.title ELSE '' END AS title,
               $on IS NULL OR $person IN [(text)<-[:GAVE|ASKED|POSTED]-(writer:Person) | writer.id] AS is_theirs,
               $on IS NOT NULL AND coalesce(post.is_anonymous, false)
                   AND $person IN [(post)<-[:ASKED]-(asker:Person) | asker.id] AS is_nameless,
               CASE WHEN mine.state = 'given' THEN mine.id END AS thanks,
               CASE WHEN mine.state = 'given' THEN mine.words ELSE '' END AS words
        """,
        person=person,
        on=on,
        key=_key(viewer.id, person, on),
        audiences=viewer.audiences,
    )
    # Whether the anonymous asker wrote it must not show, so it is as if nobody had.
    row = only([row for row in rows if row.is_theirs and not row.is_nameless], otherwise=GONE)
    return _occasion(row, is_me=person == viewer.id)


def give(person: PersonId, words: str = "", *, on: PostId | AnswerId | None = None, by: Viewer) -> ThanksId:
    """Thank someone. Doing it again for the same thing, or on the same day for no post, changes the words.

    Raises `Invalid` above 300 characters, `NotFound` as `occasion` does, and `Forbidden` for yourself, for people who
    have left and for people who don't want thanks.
    """
    if len(words.strip()) > WORDS_CHARACTERS:
        raise Invalid(words=f"Use {WORDS_CHARACTERS} characters or fewer. It has {len(words.strip())}.")
    problem = occasion(person, on, viewer=by).problem
    if problem:
        raise Forbidden(problem)
    now = clock.now()
    rows = write(
        """
        MATCH (giver:Person {id: $by})
        MATCH (person:Person {id: $person})
        """
        + _TEXT
        + """
        WITH giver, person, coalesce(answer, direct) AS text, coalesce(question, direct) AS post
        MERGE (thanks:Thanks {key: $key})
        ON CREATE SET thanks.id = $new, thanks.at = datetime($now)
        SET thanks.at = CASE WHEN thanks.state = 'withdrawn' THEN datetime($now) ELSE thanks.at END,
            thanks.state = 'given', thanks.words = $words, thanks.changed_key = $now_key,
            thanks.as_asker = $on IS NOT NULL AND coalesce(post.is_anonymous, false)
                AND $by IN [(post)<-[:ASKED]-(asker:Person) | asker.id]
        MERGE (giver)-[:GAVE_THANKS]->(thanks)
        MERGE (thanks)-[:THANKS]->(person)
        FOREACH (_ IN CASE WHEN $on IS NULL THEN [] ELSE [1] END | MERGE (thanks)-[:THANKS_FOR]->(text))
        RETURN thanks.id AS id
        """,
        person=person,
        by=by.id,
        on=on,
        key=_key(by.id, person, on),
        new=new_id(),
        words=words.strip(),
        now=now.isoformat(),
        now_key=clock.key(now),
    )
    return rows[0]["id"]


def withdraw(id: ThanksId, *, by: PersonId) -> PostId | AnswerId | None:
    """Take back thanks with its words, and return the post or answer that it was for. Twice changes nothing.

    Raises `NotFound` for what others said.
    """
    rows = write(
        """
        MATCH (thanks:Thanks {id: $id})<-[:GAVE_THANKS]-(giver:Person)
        WHERE giver.id = $by
        SET thanks.state = 'withdrawn', thanks.words = '', thanks.changed_key = $key
        RETURN [(thanks)-[:THANKS_FOR]->(text) | text.id][0] AS text
        """,
        id=id,
        by=by,
        key=clock.key(clock.now()),
    )
    return only(rows, otherwise=NOT_THEIRS)["text"]


def hide(id: ThanksId, *, is_hidden: bool, by: PersonId) -> None:
    """Hide thanks on your page, or show it again. Twice changes nothing. Raises `NotFound` for thanks to others."""
    rows = write(
        """
        MATCH (thanks:Thanks {id: $id})-[:THANKS]->(person:Person)
        WHERE person.id = $by
        SET thanks.is_hidden = $is_hidden
        RETURN thanks.id AS id
        """,
        id=id,
        by=by,
        is_hidden=is_hidden,
    )
    only(rows, otherwise=NOT_THEIRS)


def shown_to(*, viewer: Viewer) -> ShownTo:
    """Return who sees the thanks to this person besides them. Raises `NotFound` if the site has no thanks."""
    if not is_on():
        raise OFF
    rows = read("MATCH (me:Person {id: $viewer}) RETURN coalesce(me.thanks, 'me') AS shown", viewer=viewer.id)
    return only(rows, otherwise=NOT_THEIRS)["shown"]


def show_to(shown: str, *, by: PersonId) -> None:
    """Choose who sees the thanks to you. Raises `Invalid` for anything that can't be chosen."""
    if shown not in get_args(ShownTo):
        raise Invalid(shown="Choose who sees it.")
    write("MATCH (me:Person {id: $by}) SET me.thanks = $shown", by=by, shown=cast(ShownTo, shown))


def to(person: PersonId, *, viewer: Viewer, limit: int = SHOWN) -> tuple[Thanks, ...]:
    """Return the thanks to a person that the viewer may see, newest first. They see all of it themselves."""
    if not is_on():
        return ()
    return read_as(
        Thanks,
        """
        MATCH (person:Person {id: $person})<-[:THANKS]-(thanks:Thanks)
        WHERE thanks.state = 'given'
          AND ($viewer = $person OR (person.thanks = 'everyone' AND NOT coalesce(thanks.is_hidden, false)))
        """
        + _LISTED,
        person=person,
        viewer=viewer.id,
        audiences=viewer.audiences,
        limit=limit,
    )


def by(*, viewer: Viewer, limit: int = LISTED) -> tuple[Thanks, ...]:
    """Return the thanks that this person has given, newest first, to be taken back."""
    return read_as(
        Thanks,
        """
        MATCH (:Person {id: $viewer})-[:GAVE_THANKS]->(thanks:Thanks)-[:THANKS]->(person:Person)
        WHERE thanks.state = 'given'
        """
        + _LISTED,
        viewer=viewer.id,
        audiences=viewer.audiences,
        limit=limit,
    )


# The `thanks` to a `person`, without those for posts that the viewer may not see.
_LISTED: LiteralString = """
    OPTIONAL MATCH (thanks)-[:THANKS_FOR]->(text)
    OPTIONAL MATCH (text)-[:ANSWERS]->(question:Post)
    WITH person, thanks, text, coalesce(question, text) AS post
    WHERE text IS NULL OR ({{post is open}} AND post.retired_at IS NULL)
    MATCH (thanks)<-[:GAVE_THANKS]-(giver:Person)
    RETURN thanks.id AS id,
           CASE WHEN NOT thanks.as_asker THEN {{giver is named}} END AS by,
           {{person is named}} AS to,
           thanks.words AS words,
           CASE WHEN text IS NOT NULL THEN post.id END AS post,
           CASE WHEN text IS NOT NULL THEN post.kind END AS post_kind,
           CASE WHEN text IS NOT NULL THEN post.title ELSE '' END AS title,
           thanks.at AS at,
           coalesce(thanks.is_hidden, false) AS is_hidden
    ORDER BY at DESC
    LIMIT $limit
"""


def _key(giver: PersonId, person: PersonId, on: PostId | AnswerId | None) -> str:
    return f"{giver} {person} {on or clock.now().date().isoformat()}"


def _occasion(row: _Row, *, is_me: bool) -> Occasion:
    return Occasion(
        person=row.person,
        post=row.post,
        post_kind=row.post_kind,
        title=row.title,
        thanks=row.thanks,
        words=row.words,
        problem=_problem(row, is_me=is_me),
    )


def _problem(row: _Row, *, is_me: bool) -> str | None:
    problems = (
        (is_me, "You can't thank yourself."),
        (row.has_left, f"{row.person.name} has left."),
        (row.is_off, f"{row.person.name} prefers not to be thanked here."),
    )
    return next((sentence for holds, sentence in problems if holds), None)
