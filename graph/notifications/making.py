"""Making notifications: one node for each thing and person, however often it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from graph import clock
from graph.driver import read, write
from graph.ids import id_for
from graph.notifications.concerns import Concern

# Finds the `thing` that a row of `$told` tells of. Ids say nothing of labels, so that each is tried by its index.
THING: LiteralString = """
    OPTIONAL MATCH (answer:Answer {id: it.thing})-[:ANSWERS]->(:Post)
    OPTIONAL MATCH (comment:Comment {id: it.thing})
    OPTIONAL MATCH (ask:Suggestion {id: it.thing})
    OPTIONAL MATCH (revision:Revision {id: it.thing})
    OPTIONAL MATCH (edit:SuggestedEdit {id: it.thing})
    OPTIONAL MATCH (proposal:DuplicateProposal {id: it.thing})
    OPTIONAL MATCH (check:Check {id: it.thing})
    OPTIONAL MATCH (case:Unmasking {id: it.thing})
    OPTIONAL MATCH (thanks:Thanks {id: it.thing})
    OPTIONAL MATCH (named:NamedExpert {id: it.thing})
    OPTIONAL MATCH (given:Proof {id: it.thing})
    OPTIONAL MATCH (skill:Skill {slug: it.thing})
    OPTIONAL MATCH (entry:AuditEntry {id: it.thing})
    OPTIONAL MATCH (notice:Takedown {id: it.thing})
    OPTIONAL MATCH (pending:PendingPost {id: it.thing})
    OPTIONAL MATCH (newcomer:Person {id: it.thing})
    OPTIONAL MATCH (wanted:MentorAsk {id: it.thing})
    OPTIONAL MATCH (mentorship:Mentorship {id: it.thing})
    OPTIONAL MATCH (booking:Booking {id: it.thing})
    OPTIONAL MATCH (circle:Circle {id: it.thing})
    OPTIONAL MATCH (goal:Goal {id: it.thing})
    OPTIONAL MATCH (report:MentoringReport {id: it.thing})
    OPTIONAL MATCH (round:MentoringRound {id: it.thing})
    OPTIONAL MATCH (flag:Report {id: it.thing})
    OPTIONAL MATCH (introduction:Introduction {id: it.thing})
    WITH it, person, post, place, coalesce(
        // What was published has the id that it had while it waited.
        CASE WHEN it.what IN ['published', 'not_published'] THEN pending END,
        answer, comment, ask, revision, edit, proposal, check, case, thanks, named, given, skill, entry,
        notice, newcomer, wanted, mentorship, booking, circle, goal, report, round, flag, introduction,
        post, place
    ) AS thing
"""


@dataclass(frozen=True, kw_only=True)
class Times:
    """When someone is to be mailed, and when their devices are to show it, if at all."""

    push: datetime | None
    mail: datetime | None

    def is_now(self, now: datetime) -> bool:
        """Return whether either is due."""
        return any(at and at <= now for at in (self.push, self.mail))


def unknown(found: Sequence[Concern]) -> list[Concern]:
    """Return those of these concerns of which nobody was told yet."""
    rows = read(
        "UNWIND $keys AS key MATCH (one:Notification {key: key}) RETURN key", keys=[concern.key for concern in found]
    )
    known = {row["key"] for row in rows}
    return [concern for concern in found if concern.key not in known]


def make(told: Sequence[Concern], times: Sequence[Times]) -> None:
    """Make a notification for each concern, to be mailed and shown at the time beside it. Twice makes one."""
    write(
        """
        UNWIND $told AS it
        MATCH (person:Person {id: it.person})
        OPTIONAL MATCH (post:Post {id: it.post})
        OPTIONAL MATCH (place:Community {id: it.place})
        """
        + THING
        + """
        MERGE (one:Notification {key: it.key})
        ON CREATE SET one.id = it.id, one.kind = it.kind, one.what = it.what, one.made_key = it.made_key,
                      one.mail_key = it.mail_key, one.push_key = it.push_key
        WITH it, one, person, post, place, thing
        // Another worker may have made it in the meantime, and the person may have read it.
        WHERE NOT EXISTS { (one)-[:TELLS|TOLD]->(:Person) }
        MERGE (one)-[:TELLS]->(person)
        MERGE (one)-[:TELLS_OF]->(thing)
        FOREACH (_ IN CASE WHEN it.post IS NULL THEN [] ELSE [1] END | MERGE (one)-[:UNDER]->(post))
        FOREACH (_ IN CASE WHEN it.place IS NULL THEN [] ELSE [1] END | MERGE (one)-[:UNDER]->(place))
        """,
        told=[_row(one, at) for one, at in zip(told, times, strict=True)],
    )


def _row(one: Concern, at: Times) -> dict[str, object]:
    return {
        "key": one.key,
        "id": id_for(one.key),
        "kind": one.kind,
        "what": one.what,
        "person": one.person,
        "post": one.post,
        "place": one.place,
        "thing": one.thing,
        "made_key": clock.key(one.at),
        "mail_key": clock.key(at.mail) if at.mail else None,
        "push_key": clock.key(at.push) if at.push else None,
    }
