"""Site status, for admins: whether its parts work, what couldn't be processed, and who ran into a limit."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from limits.errors import StorageError

from graph.cards import Author
from graph.finding.index_entries import IndexedKind
from graph.ids import ALPHABET, LENGTH, PersonId
from graph.people import people
from graph.upkeep import bad_records
from graph.upkeep.bad_records import NamedRecord
from webapp.limits import refusals
from webapp.operations import checkup, readiness
from webapp.operations.checkup import Finding
from webapp.shell import session
from webapp.shell.translations import translated as _
from workers.finding import entries

bp = Blueprint("status", __name__)

Mood = Literal["good", "warn", "danger", "unknown"]

MOST_REFUSALS = 50

# The doctor's checks that change nothing and take a moment. Mail and a file store may take longer than a page should.
CHECKS: dict[str, Callable[[], Finding]] = {
    "graph": checkup.graph,
    "queue": checkup.tasks,
    "disk": checkup.disk,
    "index": checkup.words,
    "memory": checkup.memory,
    "clock": checkup.clock,
    "schema": checkup.schema,
    "secrets": checkup.secrets,
    "audit": checkup.audit,
}

# What to do about a part while the doctor's check would wait for it once more.
ADVICE = {
    "queue": checkup.CHECK_QUEUE,
    "index": checkup.CHECK_SEARCH,
    "workers": "Check that these programs are running. The log says why one has stopped.",
}

NAMES = {
    "graph": "Graph",
    "queue": "Queue",
    "disk": "Disk",
    "index": "Search index",
    "workers": "Workers",
    "memory": "Memory",
    "clock": "Clocks",
    "schema": "Schema",
    "secrets": "Secrets",
    "audit": "Audit log",
}

ATTENTION = "needs attention"

STATES = {
    readiness.OK: "OK",
    readiness.AWAY: "Not responding",
    readiness.FULL: "Full",
    readiness.DAMAGED: "Damaged",
    readiness.UNKNOWN: "Unknown while the queue isn't responding",
}

MOODS: dict[str, Mood] = {
    readiness.OK: "good",
    readiness.AWAY: "danger",
    readiness.FULL: "danger",
    readiness.DAMAGED: "danger",
    readiness.UNKNOWN: "unknown",
}

# What a worker was to do with a record, in the words of a page.
TASKS = {
    **{entries.task(kind): "Add it to the search index" for kind in get_args(IndexedKind)},
    "the index of a merge": "Update the search index after skills were merged",
    "asks that an answer settled": "Close the asks that it settled",
    "branches of taxonomies": "Add skills from a taxonomy",
    "citations": "Find the posts that it cites",
    "collections filled by a search": "Fill a collection from its search",
    "digests": "Send the daily digest",
    "evidence": "Count it as evidence of skills",
    "evidence in a community": "Count the evidence in it again",
    "evidence of a merge": "Count the evidence again after skills were merged",
    "evidence of thanks": "Count thanks as evidence of skills",
    "evidence of a person": "Count this person's evidence again",
    "letters": "Mail this person what can't wait",
    "mentors for goals": "Look for mentors for a goal",
    "introductions": "Tell people about an introduction",
    "new mentors": "Tell someone of new mentors for their goal",
    "months of communities": "Count how this community did in a month",
    "needs that a post meets": "Find the needs that it meets",
    "needs that an answer meets": "Find the needs that it meets",
    "notifications": "Tell the people whom it concerns",
    "pages to check": "Check whether the linked page is still there",
    "pages to read": "Read the linked page",
    "people named": "Tell the people it mentions",
    "people to ask": "Choose people to ask",
    "people to ask to check": "Choose someone to check it",
    "people to ask to write": "Choose someone to write about a need",
    "personal notifications": "Tell the person whom it concerns",
    "account notifications": "Tell someone what was done to their account",
    "texts that may be spam": "Look whether an answer or a comment is spam",
    "feeds of shelves": "Read a feed for the shelf of a community",
    "first tips": "Ask someone for a tip after their first week",
    "skill notifications": "Tell someone what others say about their skills",
    "withdrawal notifications": "Tell people what coaches withdrew, and why",
    "decisions about pending posts": "Tell people what coaches decided about what they sent",
    "report notifications": "Tell people what became of what they reported",
    "community notifications": "Tell coaches who asks to join, and people what was decided",
    "circles": "Tell people what happened in a circle",
    "places in circles": "Give a free place in a circle to someone who waits",
    "evidence of circles": "Count a circle that helped as evidence for its mentor",
    "evidence of mentorships": "Count a mentorship that helped as evidence for its mentor",
    "mentors to ask": "Ask the next person whom a learner chose as a mentor",
    "mentoring requests": "Tell people what became of a request for a mentor",
    "bookings": "Tell two people what happened to a booking in office hours",
    "mentorships": "Tell the two of a mentorship what happened in it",
    "reports of mentorships": "Tell coaches that something is wrong in a mentorship, and the reporter what came of it",
    "mentoring rounds": "Tell people that a mentoring round opens, closes or found nobody for them",
    "previews of mentoring rounds": "Pair the people in a mentoring round",
    "pushes": "Show this person on their devices what can't wait",
    "posts built on an outdated one": "Mark the posts that build on it to be checked",
    "reported texts": "Hide a text until a coach has looked at it",
    "reviews": "Set the review dates of its posts",
    "saved searches": "Look for new results of a saved search",
    "texts to look for secrets in": "Look for secrets in it",
    "the erasure of a text": "Erase a withdrawn text",
    "texts to look for words in": "Look for words that must not circulate",
    "texts to put back": "Put back a text after an appeal",
    "unanswered questions": "Count it as an unmet need",
}

# What people did too often.
KINDS = {
    "search": "Searches",
    "suggestions": "Suggestions while typing",
    "preview": "Previews",
    "upload": "Uploads",
    "invitations": "Asking and inviting people",
    "newcomer-posts": "Posts of new people",
    "newcomer-links": "Links in what new people write",
    "newcomer-mentions": "Mentions in what new people write",
    "newcomer-invitations": "Invitations to communities by new people",
    "posts": "Posts, collections, communities and skills",
    "comments": "Answers, comments, edits and reactions",
    "changes": "Changes of any kind",
    "thanks": "Thanks",
}

# Slugs say what something is called, ids say nothing.
ID = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A part or a check in one line. `state` is in words, and `mood` decides about the icon beside it."""

    name: str
    mood: Mood
    state: str
    fact: str
    advice: str


@dataclass(frozen=True, kw_only=True)
class BadLine:
    """A bad record in words. `record` is empty if it would tell the name of something that the viewer may not see."""

    named: NamedRecord
    record: str
    task: str


@dataclass(frozen=True, kw_only=True)
class Refused:
    """How often someone was refused one kind of thing.

    `person` is `None` if nobody has this id, and for questions without a name (`is_nameless`).
    """

    person: Author | None
    is_nameless: bool
    kind: str
    times: int


@bp.get("/status")
def show() -> ResponseReturnValue:
    session.refuse_unless_admin("Only admins can see the site's status.")
    parts = {part.name: part.state for part in readiness.parts()}
    return render_template(
        "status/show.html",
        parts=[_line(name, state) for name, state in parts.items()],
        checks=[_line(name, readiness.OK) for name in CHECKS if name not in parts],
        records=[_bad_line(one) for one in bad_records.named(viewer=session.viewer())],
        most_records=bad_records.SHOWN,
        refused=_refused(),
    )


def _line(name: str, state: str) -> Line:
    # A part that is away would be waited for once more.
    finding = CHECKS[name]() if name in CHECKS and state != readiness.AWAY else None
    if state == readiness.OK and finding and finding.advice:
        state = ATTENTION
    return Line(
        name=_(NAMES[name]),
        mood=MOODS.get(state, "warn"),
        state=_(STATES.get(state) or state[:1].upper() + state[1:]),
        fact=finding.fact if finding else "",
        advice=_advice(name, state, finding),
    )


def _advice(name: str, state: str, finding: Finding | None) -> str:
    if finding and finding.advice:
        return finding.advice
    return ADVICE.get(name, "") if state not in (readiness.OK, readiness.UNKNOWN) else ""


def _bad_line(named: NamedRecord) -> BadLine:
    # Of two ids, the second is that of a reader.
    id = named.bad.record.partition(" ")[0]
    is_shown = named.thing or ID.fullmatch(id)
    return BadLine(named=named, record=id if is_shown else "", task=_(TASKS.get(named.bad.task, named.bad.task)))


def _refused() -> tuple[Refused, ...] | None:
    """Return who ran into limits this week, most often first, or `None` while the queue is away."""
    try:
        found = checkup.refused()[:MOST_REFUSALS]
    except StorageError:
        return None
    known = {person.id: person for person in people.named({it.person for it in found})}
    return tuple(
        Refused(
            person=known.get(PersonId(it.person)),
            is_nameless=it.person == refusals.NAMELESS,
            kind=_(KINDS.get(it.kind, it.kind)),
            times=it.times,
        )
        for it in found
    )
