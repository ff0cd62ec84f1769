"""Rings: how widely people are asked about a question, and the questions still unanswered after everyone was asked.

The first ring is the people who know the question's skills or have written something similar. The second ring adds
people who know broader, narrower or related skills, and the third ring adds people who write in communities around the
same skills. The question's community sets how long each ring has, or the asker if they need an answer sooner. If no one
has answered after the last ring, coaches look after the question.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from graph import clock
from graph.asking import reasons
from graph.asking.asks import AskState
from graph.asking.deadlines import RING_DAYS, SHORTEST
from graph.asking.reasons import Because
from graph.cards import Author, CommunityTag
from graph.driver import write
from graph.ids import PostId, QuestionId
from graph.rows import read_as
from graph.viewers import Viewer

LAST = 3
DAY_KEY = 24 * 60 * 60 * 1_000_000
QUESTIONS_PER_SWEEP = 200
SHOWN_TO_COACHES = 100


@dataclass(frozen=True, kw_only=True)
class AskedPerson:
    """Someone who was asked about a question, as its readers see it.

    `near` says what they share with the asker (`unit`, `office`, `zone`, `circle`). `referrer` is the colleague who
    named them, and is `None` on an anonymous question; on others it can be the asker's own choice. `is_learned` is true
    if a learned order chose them.
    """

    person: Author
    state: AskState
    ring: int
    near: tuple[str, ...]
    is_referred: bool
    is_askers_choice: bool
    is_learned: bool
    referrer: Author | None
    reasons: tuple[Because, ...]


@dataclass(frozen=True, kw_only=True)
class Ring:
    """The ring of a question, from 1 to 3, when the next one is asked (`None` if it won't be), and the people asked.

    While the question `has_answer` but none is accepted, no one else is asked automatically. It `is_begun_by_learner`
    while someone who learned it recently is asked alone. Nobody but they know who that is.
    """

    number: int
    widens_at: datetime | None
    is_unsolved: bool
    has_answer: bool
    asked: tuple[AskedPerson, ...]
    is_begun_by_learner: bool = False


NOTHING_KNOWN = Ring(number=1, widens_at=None, is_unsolved=False, has_answer=False, asked=())


@dataclass(frozen=True, kw_only=True)
class Unsolved:
    """A question that is unanswered after everyone was asked, with the number of people who were asked."""

    id: PostId
    title: str
    asked_at: datetime
    asks: int
    community: CommunityTag | None


@dataclass(frozen=True, kw_only=True)
class _Asked:
    made_at: datetime
    rank: int
    person: AskedPerson


@dataclass(frozen=True, kw_only=True)
class _Row:
    ring: int
    began: int | None
    waits: bool
    is_unsolved: bool
    has_answer: bool
    is_begun_by_learner: bool
    days: int
    longest_wait: int | None
    asks: tuple[_Asked, ...]

    @property
    def wait(self) -> timedelta:
        """How long the ring has."""
        allowed = timedelta(days=self.days)
        return min(allowed, timedelta(microseconds=self.longest_wait)) if self.longest_wait else allowed


def asked(id: QuestionId, *, viewer: Viewer) -> tuple[AskedPerson, ...]:
    """Return the people who were asked about a question and why, in the order in which they were asked."""
    return of_question(id, viewer=viewer).asked


def of_question(id: QuestionId, *, viewer: Viewer) -> Ring:
    """Return the ring of a question, or `NOTHING_KNOWN` if the viewer may not see it. It widens until someone answers.

    People who declined, passed the ask on or didn't reply in time are left out, and so are people whom no one named
    and for whom there is no reason that this viewer may open.
    """
    rows = read_as(
        _Row,
        """
        MATCH (question:Post {id: $id})
        WHERE {{question is open}}
        RETURN coalesce(question.ring, 1) AS ring,
               question.ring_key AS began,
               {{question is still waiting}} AS waits,
               question.unsolved_key IS NOT NULL AS is_unsolved,
               question.unanswered_key IS NULL AND question.open_key IS NOT NULL AS has_answer,
               question.alone_key IS NOT NULL AND question.open_key IS NOT NULL AS is_begun_by_learner,
               coalesce([(question)-[:IN]->(community:Community) | community.ring_days][0], $days) AS days,
               question.longest_wait AS longest_wait,
               COLLECT {
                   MATCH (question)<-[:FOR]-(ask:Suggestion)-[:PROPOSES]->(person:Person)
                   WHERE ask.state IN ['asked', 'accepted']
                   RETURN {made_at: ask.made_at, rank: ask.rank, person: {
                       person: {{person is named}},
                       state: ask.state,
                       ring: coalesce(ask.ring, 1),
                       near: coalesce(ask.near, []),
                       is_referred: coalesce(ask.via = 'colleague', false),
                       is_askers_choice: NOT question.is_anonymous AND EXISTS {
                           MATCH (ask)-[:NAMED_BY]->(colleague:Person)-[:ASKED]->(own:Post)
                           WHERE own.id = question.id
                       },
                       is_learned: coalesce(ask.is_learned, false),
                       referrer: [(ask)-[:NAMED_BY]->(colleague:Person) | {{colleague is named}}][0],
                       reasons:
                       """
        + reasons.OF_ASK
        + """
                   }} AS ask
               } AS asks
        """,
        id=id,
        audiences=viewer.audiences,
        days=RING_DAYS,
    )
    return _ring(rows[0]) if rows else NOTHING_KNOWN


def pass_empty(id: QuestionId) -> bool:
    """Move on at once if no one could be asked in the current ring. Return whether to ask the next ring now.

    A ring in which someone was asked keeps its time, even if all of them declined. After the last ring, the question
    goes to the coaches.
    """
    rows = write(
        """
        MATCH (question:Post {id: $id})
        WHERE {{question is still waiting}} AND question.ring_key IS NOT NULL
          AND NOT EXISTS { MATCH (question)<-[:FOR]-(ask:Suggestion) WHERE ask.ring = question.ring }
        WITH question, question.ring >= $last AS was_last
        SET question.ring = CASE WHEN was_last THEN question.ring ELSE question.ring + 1 END,
            question.unsolved_key = CASE WHEN was_last THEN $key END,
            question.ring_key = CASE WHEN was_last THEN null ELSE $key END
        RETURN was_last
        """,
        id=id,
        last=LAST,
        key=clock.key(clock.now()),
    )
    return bool(rows) and not rows[0]["was_last"]


def widen() -> tuple[QuestionId, ...]:
    """Widen the rings whose time is over, and return the questions about which more people should be asked.

    At most 200 questions at a time. A question with an answer stays in its ring. A promise that is younger than the
    ring's time holds the next ring back. After the last ring, the question goes to the coaches.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (question:Question)
        WHERE question.ring_key < $oldest
        WITH question,
             coalesce([(question)-[:IN]->(community:Community) | community.ring_days][0], $days) * $day AS allowed
        WITH question,
             CASE WHEN question.longest_wait < allowed THEN question.longest_wait ELSE allowed END AS long
        WHERE question.ring_key < $key - long
        WITH question, long, {{question is still waiting}} AS waits
        WHERE NOT waits OR NOT EXISTS {
            MATCH (question)<-[:FOR]-(ask:Suggestion)
            WHERE ask.state = 'accepted' AND ask.promised_at.epochMillis * 1000 > $key - long
        }
        WITH question, waits
        LIMIT $limit
        WITH question, waits, waits AND coalesce(question.ring, 1) >= $last AS was_last
        SET question.ring = CASE WHEN waits AND NOT was_last THEN coalesce(question.ring, 1) + 1 ELSE question.ring END,
            question.unsolved_key = CASE WHEN was_last THEN $key END,
            question.ring_key = CASE WHEN waits AND NOT was_last THEN $key END
        // Until somebody of the new ring was asked: a worker may die before.
        FOREACH (_ IN CASE WHEN was_last THEN [] ELSE [1] END | SET {{question is to be matched again}})
        RETURN question.id AS id, waits AND NOT was_last AS has_widened
        """,
        oldest=clock.key(now - SHORTEST),
        key=clock.key(now),
        days=RING_DAYS,
        day=DAY_KEY,
        last=LAST,
        limit=QUESTIONS_PER_SWEEP,
    )
    return tuple(row["id"] for row in rows if row["has_widened"])


def unsolved(*, viewer: Viewer) -> tuple[Unsolved, ...]:
    """Return the questions that are unanswered after everyone was asked, longest waiting first, at most 100.

    Coaches see those in their communities. Admins also see those in no community, and those whose coaches are all away.
    """
    return read_as(
        Unsolved,
        """
        MATCH (question:Question)
        WHERE question.unsolved_key > 0
          AND {{question is open}}
          AND question.unanswered_key IS NOT NULL
          AND {{question is looked after by the viewer}}
        RETURN question.id AS id,
               question.title AS title,
               question.posted_at AS asked_at,
               COUNT { (question)<-[:FOR]-(:Suggestion) } AS asks,
               {{question is placed}} AS community
        ORDER BY question.unsolved_key
        LIMIT $limit
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        now=clock.now().isoformat(),
        limit=SHOWN_TO_COACHES,
    )


def _ring(row: _Row) -> Ring:
    asked = (one.person for one in sorted(row.asks, key=lambda one: (one.made_at, one.rank)))
    return Ring(
        number=row.ring,
        widens_at=_widens_at(row.began, row.wait) if row.waits and row.ring < LAST else None,
        is_unsolved=row.waits and row.is_unsolved,
        has_answer=row.has_answer,
        is_begun_by_learner=row.is_begun_by_learner,
        asked=tuple(_by_share(one) for one in asked if one.reasons or one.is_referred),
    )


def _by_share(asked: AskedPerson) -> AskedPerson:
    return replace(asked, reasons=reasons.by_share(asked.reasons))


def _widens_at(began: int | None, wait: timedelta) -> datetime | None:
    return clock.moment(began // 1000) + wait if began is not None else None
