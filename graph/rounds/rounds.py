"""Rounds: a coach invites the members of a community to be learners or mentors, and pairs all of them at once.

Only members of the community know of its rounds. Who joined is known to themselves and to the community's coaches.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, get_args

from graph import clock
from graph.cards import CommunityTag
from graph.driver import only, read, write
from graph.errors import Conflict, Forbidden, NotFound, refuse_if_any
from graph.ids import MentoringRoundId, new_id
from graph.mentoring.fit import MOST_HOURS_APART
from graph.mentoring.replies import MOST_WEEKS, WEEKS
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

NAME_CHARACTERS = 80
MOST_DAYS = 92
A_YEAR = timedelta(days=366)
# What a form gives in place of a day that nobody chose.
NO_DAY = date.min

# Nobody would rather have each other than what they got; or as many learners as possible get a mentor.
Way = Literal["stable", "most"]
WAYS: tuple[Way, ...] = get_args(Way)

RoundState = Literal["open", "closed", "published"]
# Where a round stands today. Its window opens and closes by date, whether or not a worker has noticed.
Phase = Literal["coming", "open", "closed", "published"]

NOT_HERE = NotFound("This mentoring round doesn't exist, or you don't have access to it.")
COACHES_ONLY = Forbidden("Only a coach of this community can do this, and only until the pairs are published.")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How a round pairs people. Raises `Invalid` with a sentence per field. `weeks` is how long mentorships run."""

    way: str = "stable"
    hours_apart: int = MOST_HOURS_APART
    other_unit: bool = False
    weeks: int = WEEKS

    def __post_init__(self) -> None:
        is_near = 0 <= self.hours_apart <= MOST_HOURS_APART
        refuse_if_any(
            {
                "way": None if self.way in WAYS else "Choose how people are paired.",
                "hours_apart": None if is_near else f"Enter a number of hours from 0 to {MOST_HOURS_APART}.",
                "weeks": None if 1 <= self.weeks <= MOST_WEEKS else f"Enter a number of weeks from 1 to {MOST_WEEKS}.",
            }
        )


@dataclass(frozen=True, kw_only=True)
class Window:
    """The first and the last day on which people can join, in UTC. Raises `Invalid` with a sentence per field."""

    opens_on: date
    closes_on: date

    def __post_init__(self) -> None:
        today, days = clock.now().date(), (self.closes_on - self.opens_on).days
        is_soon = NO_DAY < self.opens_on <= today + A_YEAR
        lasts = f"Choose a last day that is at most {MOST_DAYS} days after the first."
        refuse_if_any(
            {
                "opens_on": None if is_soon else "Choose the first day on which people can join, within a year.",
                "closes_on": "Choose a last day that isn't over yet."
                if self.closes_on < today
                else None
                if 0 <= days <= MOST_DAYS
                else lasts,
            }
        )


@dataclass(frozen=True, kw_only=True)
class RoundDraft:
    """A round as its coach describes it. Raises `Invalid` with a sentence for the name."""

    name: str
    window: Window
    terms: Terms

    def __post_init__(self) -> None:
        refuse_unnamed(self.name)


@dataclass(frozen=True, kw_only=True)
class Round:
    """A round as members of its community see it. `is_mine` says whether the viewer coaches the community."""

    id: MentoringRoundId
    name: str
    community: CommunityTag
    state: RoundState
    opens_on: date
    closes_on: date
    way: Way
    hours_apart: int
    other_unit: bool
    weeks: int
    is_mine: bool
    joins: bool

    @property
    def phase(self) -> Phase:
        today = clock.now().date()
        if self.state != "open":
            return self.state
        if today > self.closes_on:
            return "closed"
        return "coming" if today < self.opens_on else "open"


def refuse_unnamed(name: str) -> None:
    """Raise `Invalid` for a name that is empty or too long."""
    is_named = 0 < len(name.strip()) <= NAME_CHARACTERS
    refuse_if_any({"name": None if is_named else f"Give the round a name of at most {NAME_CHARACTERS} characters."})


def begin(draft: RoundDraft, slug: str, *, by: Viewer) -> MentoringRoundId:
    """Start a round in a community. Raises `Forbidden` for everyone but its coaches."""
    rows = write(
        """
        MATCH (:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community {slug: $slug})
        WHERE coaching.is_coach
        CREATE (round:MentoringRound {id: $id, name: $name, state: 'open', pool_key: $key})-[:OF]->(community)
        SET round += $terms, round += $window, round.made_at = datetime($now),
            round.opens_on = datetime($opens_on), round.closes_on = datetime($closes_on)
        RETURN round.id AS id
        """,
        by=by.id,
        slug=slug,
        id=new_id(),
        name=draft.name.strip(),
        terms=vars(draft.terms),
        **_window(draft.window),
        now=clock.now().isoformat(),
        key=clock.key(clock.now()),
    )
    return only(rows, otherwise=Forbidden("Only a coach of this community can start a mentoring round in it."))["id"]


def listed(*, community: str = "", viewer: Viewer) -> tuple[Round, ...]:
    """Return the rounds of the viewer's communities, or of the one with this slug, the last to close first."""
    found = _rounds(viewer, community=community)
    return tuple(sorted(found, key=lambda one: (one.closes_on, one.name), reverse=True))


def get(id: MentoringRoundId, *, viewer: Viewer) -> Round:
    """Return a round. Raises `NotFound`, also for people outside its community."""
    return only(list(_rounds(viewer, id=id)), otherwise=NOT_HERE)


def led(id: MentoringRoundId, *, viewer: Viewer) -> Round:
    """Return a round of a community that the viewer coaches. Raises `Forbidden`, or `NotFound` for people outside."""
    found = get(id, viewer=viewer)
    if not found.is_mine:
        raise COACHES_ONLY
    return found


def set_terms(id: MentoringRoundId, terms: Terms, *, by: Viewer) -> None:
    """Change how a round pairs people, and want a new preview. Raises `Forbidden` once the pairs are published."""
    led(id, viewer=by)
    rows = write(
        """
        MATCH (round:MentoringRound {id: $id})-[:OF]->(community:Community)
        WHERE {{community is coached by the viewer}} AND round.state <> 'published'
        SET round += $terms, round.pool_key = $key, round.wanted_key = $key
        RETURN round.id AS id
        """,
        id=id,
        viewer=by.id,
        terms=vars(terms),
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=COACHES_ONLY)


def set_window(id: MentoringRoundId, window: Window, *, by: Viewer) -> None:
    """Change the days on which people can join. A closed round opens again. Raises `Forbidden` if it is published."""
    led(id, viewer=by)
    rows = write(
        """
        MATCH (round:MentoringRound {id: $id})-[:OF]->(community:Community)
        WHERE {{community is coached by the viewer}} AND round.state <> 'published'
        SET round += $window, round.state = 'open',
            round.opens_on = datetime($opens_on), round.closes_on = datetime($closes_on)
        RETURN round.id AS id
        """,
        id=id,
        viewer=by.id,
        **_window(window),
    )
    only(rows, otherwise=COACHES_ONLY)


def close(id: MentoringRoundId, *, by: Viewer) -> None:
    """Close the window now, and want a preview. Twice changes nothing. Raises `Forbidden` if it is published."""
    led(id, viewer=by)
    rows = write(
        """
        MATCH (round:MentoringRound {id: $id})-[:OF]->(community:Community)
        WHERE {{community is coached by the viewer}} AND round.state <> 'published'
        SET round.wanted_key = CASE round.state WHEN 'open' THEN $key ELSE round.wanted_key END, round.state = 'closed'
        RETURN round.id AS id
        """,
        id=id,
        viewer=by.id,
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=Conflict("The pairs of this round are published."))


def audiences(id: MentoringRoundId) -> tuple[str, ...]:
    """Return the audiences that everyone in a round belongs to. What one learns of another comes from these only."""
    rows = read(
        "MATCH (round:MentoringRound {id: $id})-[:OF]->(community:Community) RETURN community.id AS community", id=id
    )
    return (EVERYONE, *(row["community"] for row in rows))


def _rounds(viewer: Viewer, *, id: MentoringRoundId | None = None, community: str = "") -> tuple[Round, ...]:
    return read_as(
        Round,
        """
        MATCH (me:Person {id: $viewer})-[member:MEMBER_OF]->(community:Community)<-[:OF]-(round:MentoringRound)
        WHERE ($id IS NULL OR round.id = $id) AND ($community = '' OR community.slug = $community)
        RETURN round.id AS id,
               round.name AS name,
               {{community is tagged}} AS community,
               round.state AS state,
               round.opens_on AS opens_on,
               round.closes_on AS closes_on,
               round.way AS way,
               round.hours_apart AS hours_apart,
               round.other_unit AS other_unit,
               round.weeks AS weeks,
               coalesce(member.is_coach, false) AS is_mine,
               EXISTS { (me)-[:JOINS]->(round) } AS joins
        """,
        viewer=viewer.id,
        id=id,
        community=community,
    )


def _window(window: Window) -> dict[str, object]:
    """Return the parameters that store a window: its days, and the moments when it opens and is over."""
    opens, over = (
        datetime.combine(day, time(), UTC) for day in (window.opens_on, window.closes_on + timedelta(days=1))
    )
    return {
        "window": {"opens_key": clock.key(opens), "closes_key": clock.key(over)},
        "opens_on": clock.midnight(window.opens_on),
        "closes_on": clock.midnight(window.closes_on),
    }
