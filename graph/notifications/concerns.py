"""What concerns whom: for each kind of notification, the statement that finds the people and what they are told of.

Everything is found from the post on which it happened, so that one function can catch up on whatever was missed.
The statements call the post `post` and what people are told of `thing`. They leave out what happened before `$since`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from graph import clock
from graph.driver import read
from graph.ids import CommunityId, PersonId, PostId
from graph.notifications.kinds import KINDS, NotificationKind
from graph.rows import read_as
from graph.viewers import EVERYONE

# Asks, as long as nobody has answered them.
ASKED: LiteralString = """COLLECT {
    MATCH (post)<-[:FOR]-(thing:Suggestion)-[:PROPOSES]->(person:Person)
    WHERE thing.state = 'asked' AND thing.made_at > datetime($since)
    RETURN {kind: 'asked', thing: thing.id, person: person.id, at: thing.made_at, what: post.needed_by} AS found
}"""

# Answers by others, for the asker and for people who follow the question.
ANSWERED: LiteralString = """COLLECT {
    MATCH (post)<-[:ANSWERS]-(thing:Answer)
    WHERE thing.given_at > datetime($since)
    MATCH (post)<-[tie:ASKED|OWNS|FOLLOWS]-(person:Person)
    WHERE NOT EXISTS { (thing)<-[:GAVE]-(giver:Person) WHERE giver.id = person.id }
    RETURN {kind: CASE type(tie) WHEN 'FOLLOWS' THEN 'followed' ELSE 'answered' END,
            thing: thing.id, person: person.id, at: thing.given_at} AS found
}"""

# The answer that helped, for the person who gave it.
ACCEPTED: LiteralString = """COLLECT {
    MATCH (post)-[acceptance:ACCEPTED]->(thing:Answer)<-[:GAVE]-(person:Person)
    WHERE acceptance.at > datetime($since)
      AND NOT EXISTS { (post)<-[:ASKED]-(asker:Person) WHERE asker.id = person.id }
    RETURN {kind: 'accepted', thing: thing.id, person: person.id, at: acceptance.at} AS found
}"""

# Comments on a post or an answer, for the people who wrote it, look after it or commented there before.
COMMENTED: LiteralString = """COLLECT {
    MATCH (post)<-[:ON|ANSWERS*1..2]-(thing:Comment)
    WHERE thing.made_at > datetime($since)
    MATCH (thing)-[:ON]->(text)
    MATCH (text)<-[tie:ASKED|POSTED|GAVE|OWNS|ON]-(near)
    OPTIONAL MATCH (near)<-[:MADE]-(talker:Person)
    WITH thing, coalesce(talker, near) AS person, near, tie
    WHERE (type(tie) <> 'ON' OR near.made_at < thing.made_at)
      AND NOT EXISTS { (thing)<-[:MADE]-(maker:Person) WHERE maker.id = person.id }
    RETURN DISTINCT {kind: 'commented', thing: thing.id, person: person.id, at: thing.made_at} AS found
}"""

# Texts that name someone with @.
MENTIONED: LiteralString = """COLLECT {
    MATCH (post)<-[:ON|ANSWERS*0..2]-(thing)-[mention:MENTIONS]->(person:Person)
    WHERE mention.made_at > datetime($since)
    RETURN {kind: 'mentioned', thing: thing.id, person: person.id, at: mention.made_at} AS found
}"""

# Warnings by readers that need an act, for the people who wrote the text or look after it.
WARNED: LiteralString = """COLLECT {
    MATCH (post)<-[:ANSWERS*0..1]-(thing)<-[warning:REACTED|DOUBTED]-(warner:Person)
    WHERE warning.at > datetime($since)
      AND (type(warning) = 'DOUBTED' OR warning.kind IN ['outdated', 'dangerous'])
    MATCH (thing)<-[:ASKED|POSTED|GAVE|OWNS]-(person:Person)
    WHERE person.id <> warner.id
    WITH thing, person, max(warning.at) AS at
    RETURN {kind: 'warned', thing: thing.id, person: person.id, at: at} AS found
}"""

# New versions by others, for the people who wrote the text or look after it.
EDITED: LiteralString = """COLLECT {
    MATCH (post)<-[:ANSWERS*0..1]-(text)<-[:OF]-(thing:Revision)
    WHERE thing.number > 1 AND thing.at > datetime($since) AND thing.is_redaction IS NULL
    MATCH (text)<-[:ASKED|POSTED|GAVE|OWNS]-(person:Person)
    WHERE NOT EXISTS { (thing)<-[:REVISED|ACCEPTED_REVISION]-(editor:Person) WHERE editor.id = person.id }
    RETURN DISTINCT {kind: 'edited', thing: thing.id, person: person.id, at: thing.at} AS found
}"""

# Suggested edits that were decided, for the people who made them.
DECIDED: LiteralString = """COLLECT {
    MATCH (post)<-[:ANSWERS*0..1]-(text)<-[:WOULD_CHANGE]-(thing:SuggestedEdit)<-[:SUGGESTED]-(person:Person)
    WHERE thing.state IN ['accepted', 'declined'] AND thing.decided_at > datetime($since)
    RETURN {kind: 'decided', thing: thing.id, person: person.id, at: thing.decided_at} AS found
}"""

# Questions that were proposed as duplicates and decided, for the people who proposed it.
DUPLICATE: LiteralString = """COLLECT {
    MATCH (post)<-[:WOULD_CLOSE]-(thing:DuplicateProposal)<-[:BACKS]-(person:Person)
    WHERE thing.decided_at > datetime($since) AND thing.decided_by <> person.id
    RETURN {kind: 'decided', thing: thing.id, person: person.id, at: thing.decided_at, what: 'duplicate'} AS found
}"""

# Posts that someone is asked to check.
TO_CHECK: LiteralString = """COLLECT {
    MATCH (post)<-[:CONCERNS]-(thing:Check)-[:ASKS]->(person:Person)
    WHERE thing.open_key IS NOT NULL AND thing.made_at > datetime($since)
    RETURN {kind: 'check', thing: thing.id, person: person.id, at: thing.made_at} AS found
}"""

# What others did with a post, for its author and owner: closed, locked, retired or moved it, or gave it a new owner.
CHANGED: LiteralString = """COLLECT {
    UNWIND [{act: CASE WHEN post.closed_reason IS NULL THEN 'closed' ELSE 'closed_for' END,
             at: post.closed_at, by: post.closed_by},
            {act: 'merged', at: post.merged_at, by: post.merged_by},
            {act: 'split_off', at: post.split_at, by: post.split_by},
            {act: post.wiki_change, at: post.wiki_changed_at, by: post.wiki_changed_by},
            {act: 'locked', at: post.locked_at, by: post.locked_by},
            {act: 'retired', at: post.retired_at, by: post.retired_by},
            {act: 'moved', at: post.moved_at, by: post.moved_by}] AS change
    WITH post, change
    WHERE change.at > datetime($since) AND change.by IS NOT NULL
    MATCH (post)<-[:ASKED|POSTED|OWNS]-(person:Person)
    WHERE person.id <> change.by
    RETURN DISTINCT {kind: 'changed', thing: post.id, person: person.id, at: change.at, what: change.act} AS found
}"""
# Answers that came from a question that was merged into this one.
MERGED: LiteralString = """COLLECT {
    MATCH (post)<-[:MERGED_INTO]-(lost:Post)
    WHERE lost.merged_at > datetime($since)
    MATCH (post)<-[:ANSWERS]-(thing:Answer)<-[:GAVE]-(person:Person)
    WHERE thing.merged_from = lost.id AND person.id <> lost.merged_by
    RETURN {kind: 'changed', thing: thing.id, person: person.id, at: lost.merged_at, what: 'merged'} AS found
}"""
HANDED_OVER: LiteralString = """COLLECT {
    MATCH (post)<-[owning:OWNS]-(person:Person)
    WHERE owning.at > datetime($since) AND owning.by <> person.id
    RETURN {kind: 'changed', thing: post.id, person: person.id, at: owning.at, what: 'handed_over'} AS found
}"""
CONVERTED: LiteralString = """COLLECT {
    MATCH (post)<-[:ANSWERS|ON|ONCE_ANSWERED]-(thing)
    WHERE thing.converted_at > datetime($since) AND coalesce(thing.was_answer, thing.was_comment, false)
    MATCH (thing)<-[:GAVE|MADE]-(person:Person)
    WHERE person.id <> thing.converted_by
    RETURN {kind: 'changed', thing: thing.id, person: person.id, at: thing.converted_at, what: 'converted'} AS found
}"""

# Texts that a coach marked as written with the help of a machine, or whose mark they removed, for their authors.
MARKED: LiteralString = """COLLECT {
    MATCH (post)<-[:ANSWERS*0..1]-(thing)<-[:ASKED|POSTED|GAVE]-(person:Person)
    WHERE thing.marked_at > datetime($since) AND thing.marked_by <> person.id
    RETURN {kind: 'changed', thing: thing.id, person: person.id, at: thing.marked_at,
            what: CASE WHEN thing.is_machine_written THEN 'marked_machine' ELSE 'unmarked_machine' END} AS found
}"""

# Anonymous questions whose asker two coaches have seen.
REVEALED: LiteralString = """COLLECT {
    MATCH (post)<-[:UNMASKS]-(thing:Unmasking)
    WHERE thing.state = 'confirmed' AND thing.confirmed_at > datetime($since)
    MATCH (post)<-[:ASKED]-(person:Person)
    RETURN {kind: 'revealed', thing: thing.id, person: person.id, at: thing.confirmed_at} AS found
}"""

# Thanks for a post or an answer, for the person who is thanked.
THANKED: LiteralString = """COLLECT {
    MATCH (post)<-[:ANSWERS*0..1]-(text)<-[:THANKS_FOR]-(thing:Thanks)-[:THANKS]->(person:Person)
    WHERE thing.state = 'given' AND thing.at > datetime($since)
    RETURN {kind: 'thanked', thing: thing.id, person: person.id, at: thing.at} AS found
}"""

# Texts with a word of which coaches want to be told, for those of the community or, outside communities, for admins.
NOTICED: LiteralString = """COLLECT {
    MATCH (post)<-[:ON|ANSWERS*0..2]-(thing)<-[notice:NOTICED_IN]-(:SensitiveWord)
    WHERE notice.at > datetime($since)
    MATCH (post)-[:IN]->(:Community)<-[coaching:MEMBER_OF]-(person:Person)
    WHERE coaching.is_coach
    RETURN DISTINCT {kind: 'noticed', thing: thing.id, person: person.id, at: notice.at} AS found
}"""
NOTICED_OUTSIDE: LiteralString = """COLLECT {
    MATCH (post)<-[:ON|ANSWERS*0..2]-(thing)<-[notice:NOTICED_IN]-(:SensitiveWord)
    WHERE notice.at > datetime($since) AND NOT EXISTS { (post)-[:IN]->(:Community) }
    MATCH (person:Person)
    WHERE person.is_admin
    RETURN DISTINCT {kind: 'noticed', thing: thing.id, person: person.id, at: notice.at} AS found
}"""

_ACTS: LiteralString = CHANGED + " + " + MERGED + " + " + HANDED_OVER + " + " + CONVERTED + " + " + MARKED

# Only people who may read the post, are still here and can sign in.
OF_POST: LiteralString = (
    """
    OPTIONAL MATCH (direct:Post {id: $id})
    OPTIONAL MATCH (answer:Answer {id: $id})-[:ANSWERS]->(answered:Post)
    OPTIONAL MATCH (comment:Comment {id: $id})-[:ON]->(remarked)
    OPTIONAL MATCH (remarked)-[:ANSWERS|LEFT_IN]->(above:Post)
    WITH coalesce(direct, answered, above, remarked) AS post
    WHERE post IS NOT NULL
    WITH post, """
    + ASKED
    + " + "
    + ANSWERED
    + " + "
    + MENTIONED
    + " + "
    + REVEALED
    + " + "
    + ACCEPTED
    + " + "
    + COMMENTED
    + " + "
    + WARNED
    + " + "
    + EDITED
    + " + "
    + _ACTS
    + " + "
    + DECIDED
    + " + "
    + DUPLICATE
    + " + "
    + TO_CHECK
    + " + "
    + THANKED
    + " + "
    + NOTICED
    + " + "
    + NOTICED_OUTSIDE
    + """ AS found
    UNWIND found AS one
    MATCH (person:Person {id: one.person})
    WHERE person.state = 'active' AND person.password_hash IS NOT NULL AND {{person is a reader}}
    RETURN one.kind AS kind, one.thing AS thing, post.id AS post, one.person AS person, one.at AS at, one.what AS what
    """
)


@dataclass(frozen=True, kw_only=True)
class Concern:
    """Something that happened on a post, in a community (`place`) or elsewhere, and a person whom it concerns.

    `what` says which change it was or, of an ask, when the answer is needed.
    """

    kind: NotificationKind
    thing: str
    post: PostId | None
    person: PersonId
    at: datetime
    what: str | None
    place: CommunityId | None = None

    @property
    def key(self) -> str:
        """What makes it one notification. A text tells a person once, whether it answers them or names them."""
        if self.kind in TEXTS:
            return f"text {self.thing} {self.person}"
        again = f" {clock.key(self.at)}" if self.kind in REPEATED else ""
        return f"{self.kind} {self.thing} {self.person}{again}"


# Kinds that tell of a new text, and kinds that can happen to the same thing again.
TEXTS: frozenset[NotificationKind] = frozenset({"answered", "followed", "commented", "mentioned"})
REPEATED: frozenset[NotificationKind] = frozenset(
    {"warned", "changed", "account", "membership", "invited", "ability", "mentoring", "matched", "introduction"}
)


def on_post(id: str, *, since: datetime) -> tuple[Concern, ...]:
    """Return what happened since then on the post of a text, and whom it concerns, each once, most important first.

    `id` is a post, or an answer or a comment on one.
    """
    found = read_as(Concern, OF_POST, id=id, since=since.isoformat(), everyone=EVERYONE)
    ordered = sorted(found, key=lambda one: RANKS[one.kind])
    return tuple({one.key: one for one in reversed(ordered)}.values())


def changed_posts(*, since: datetime) -> tuple[PostId, ...]:
    """Return the posts on which something happened since then, or about which someone was asked."""
    rows = read(
        """
        MATCH (post:Post)
        WHERE post.changed_key >= $since
        RETURN post.id AS id
        UNION
        MATCH (ask:Suggestion)-[:FOR]->(post:Post)
        WHERE ask.open_key >= $since
        RETURN post.id AS id
        UNION
        MATCH (check:Check)-[:CONCERNS]->(post:Post)
        WHERE check.open_key >= $since
        RETURN post.id AS id
        UNION
        MATCH (thanks:Thanks)-[:THANKS_FOR]->(text)-[:ANSWERS*0..1]->(post:Post)
        WHERE thanks.changed_key >= $since
        RETURN post.id AS id
        """,
        since=clock.key(since),
    )
    return tuple(PostId(row["id"]) for row in rows)


RANKS: dict[NotificationKind, int] = {kind: number for number, kind in enumerate(KINDS)}
