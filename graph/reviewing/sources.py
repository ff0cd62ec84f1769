"""Where the items of the review queue come from: one function for each kind, with what this viewer may decide about."""

from graph import clock
from graph.approvals import decisions
from graph.asking import widening
from graph.demand import needs
from graph.errors import Forbidden
from graph.mentorships import report_coaching
from graph.moderation import unmaskings
from graph.reporting import hidden_texts, person_reports, reports
from graph.reviewing.items import Item
from graph.rows import read_as
from graph.viewers import Viewer
from graph.withdrawal import appeals

# Of one kind, no more is read than anyone decides in a week.
MOST = 1_000


def reported(viewer: Viewer) -> tuple[Item, ...]:
    """Return the texts that readers reported."""
    return tuple(
        Item(
            kind="report",
            id=one.id,
            title=one.title,
            since=one.since,
            severity=one.severity,
            likely=one.likely,
            words=one.words,
            post=one.post,
            post_kind=one.post_kind,
            text_kind=one.kind,
            community=one.community,
            person=one.author,
            seen=one.seen,
            told=one.told,
        )
        for one in reports.waiting(viewer=viewer)
    )


def hidden(viewer: Viewer) -> tuple[Item, ...]:
    """Return what is hidden because three people reported it who tend to be right."""
    return tuple(
        Item(
            kind="hidden",
            id=one.id,
            title=one.title,
            since=one.since,
            severity=one.severity,
            text=one.text,
            post=one.post,
            post_kind=one.post_kind,
            text_kind=one.kind,
            community=one.community,
            told=one.told,
        )
        for one in hidden_texts.waiting(viewer=viewer)
    )


def people(viewer: Viewer) -> tuple[Item, ...]:
    """Return the people whom others reported."""
    return tuple(
        Item(
            kind="person",
            id=one.person.id,
            title=one.person.name,
            since=one.since,
            severity=3,
            likely=one.likely,
            words="\n".join(told.words for told in one.told),
            state=one.told[0].reason,
            person=one.person,
        )
        for one in person_reports.waiting(viewer=viewer)
    )


def pending(viewer: Viewer) -> tuple[Item, ...]:
    """Return the posts and answers that are published once the viewer has looked at them."""
    return tuple(
        Item(
            kind="pending",
            id=f"{one.id}-{one.version}",
            title=one.title,
            since=one.since,
            severity=2,
            text=one.excerpt,
            text_kind=one.kind,
            community=one.community,
            person=one.author,
            state=one.why,
            suspicion=one.suspicion,
        )
        for one in decisions.waiting(viewer=viewer)
    )


def appealed(viewer: Viewer) -> tuple[Item, ...]:
    """Return what another coach withdrew, and its author wants back."""
    return tuple(
        Item(
            kind="appeal",
            id=one.id,
            title=one.title,
            since=one.at,
            severity=2.5,
            words=one.words,
            text=one.text,
            reason=one.reason,
            post=one.post,
            post_kind=one.post_kind,
            text_kind=one.kind,
            community=one.community,
        )
        for one in appeals.waiting(viewer=viewer)
    )


def names(viewer: Viewer) -> tuple[Item, ...]:
    """Return the requests of other coaches to reveal an asker, which the viewer may confirm."""
    return tuple(
        Item(
            kind="name",
            id=one.question,
            title=one.title,
            since=one.since,
            severity=3,
            post=one.question,
            post_kind="question",
        )
        for one in unmaskings.waiting(viewer=viewer)
    )


def mentorships(viewer: Viewer) -> tuple[Item, ...]:
    """Return the reports of mentorships that the viewer looks after."""
    return tuple(
        Item(kind="mentorship", id=one.id, title=one.reporter.name, since=one.sent_at, severity=4, words=one.text)
        for one in report_coaching.listed(viewer=viewer)
        if one.state != "closed"
    )


def questions(viewer: Viewer) -> tuple[Item, ...]:
    """Return the questions that are unanswered after everyone was asked."""
    return tuple(
        Item(
            kind="question",
            id=one.id,
            title=one.title,
            since=one.asked_at,
            severity=2,
            post=one.id,
            post_kind="question",
            community=one.community,
        )
        for one in widening.unsolved(viewer=viewer)
    )


def wanted(viewer: Viewer) -> tuple[Item, ...]:
    """Return the unmet needs, but not to deputies. How many people have one counts like how many have opened a post."""
    try:
        found = needs.listed(viewer=viewer)
    except Forbidden:
        return ()
    return tuple(
        Item(
            kind="need",
            id=one.id,
            title=one.skill.name,
            since=one.last_at,
            severity=1,
            seen=one.people,
        )
        for one in found
    )


def checks(viewer: Viewer) -> tuple[Item, ...]:
    """Return the posts in the viewer's communities that are due for review, in doubt, outdated or dangerous."""
    return read_as(
        Item,
        """
        MATCH (me:Person {id: $viewer})-[coaching:MEMBER_OF]->(community:Community)<-[:IN]-(post:Post)
        WHERE coaching.is_coach AND post.retired_at IS NULL AND {{post is open}}
          AND (post.freshness IN ['due', 'to_check', 'outdated'] OR post.dangerous > 0)
        WITH post, community, CASE WHEN post.dangerous > 0 THEN 'dangerous' ELSE post.freshness END AS state
        RETURN 'check' AS kind, post.id AS id, post.title AS title, state AS state,
               coalesce([(post)<-[doubt:DOUBTED]-(:Person) | doubt.at.epochMillis][0],
                        toInteger(post.changed_key / 1000)) AS since,
               CASE state WHEN 'dangerous' THEN 3.0 WHEN 'outdated' THEN 2.0 WHEN 'to_check' THEN 1.5 ELSE 0.5 END
                   AS severity,
               coalesce([(post)<-[doubt:DOUBTED]-(:Person) | doubt.reason][0], '') AS words,
               post.id AS post, post.kind AS post_kind, coalesce(post.views, 0) AS seen,
               {{community is tagged}} AS community
        LIMIT $most
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        most=MOST,
    )


def members(viewer: Viewer) -> tuple[Item, ...]:
    """Return the requests to join communities that the viewer coaches."""
    return read_as(
        Item,
        """
        MATCH (me:Person {id: $viewer})-[coaching:MEMBER_OF]->(community:Community)<-[request:REQUESTED]-(person:Person)
        WHERE coaching.is_coach AND person.state = 'active'
        RETURN 'member' AS kind, community.slug + ' ' + person.id AS id, person.name AS title, 1.5 AS severity,
               request.at.epochMillis AS since, coalesce(request.words, '') AS words, {{person is named}} AS person,
               {{community is tagged}} AS community
        LIMIT $most
        """,
        viewer=viewer.id,
        most=MOST,
    )


def edits(viewer: Viewer) -> tuple[Item, ...]:
    """Return the suggested edits of others to texts that the viewer looks after."""
    return read_as(
        Item,
        """
        MATCH (suggestion:SuggestedEdit)
        WHERE suggestion.open_key > 0
        MATCH (suggestion)-[:WOULD_CHANGE]->(thing)
        OPTIONAL MATCH (thing)-[:ANSWERS]->(answered:Post)
        MATCH (me:Person {id: $viewer})
        WITH suggestion, thing, coalesce(answered, thing) AS post, {{me is leading}} AS led
        WITH suggestion, thing, post, led, {{post is placed}} AS community
        WHERE {{post is open}} AND (community.id IN led OR {{post is looked after by the viewer}})
          AND NOT EXISTS { (suggestion)<-[:SUGGESTED]-(person:Person) WHERE person.id = $viewer }
        RETURN 'edit' AS kind, suggestion.id AS id, post.title AS title, 1.5 AS severity,
               suggestion.made_at.epochMillis AS since, suggestion.summary AS words, post.id AS post,
               post.kind AS post_kind, coalesce(post.views, 0) AS seen, coalesce(thing.version, 1) AS version,
               community AS community
        LIMIT $most
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        now=clock.now().isoformat(),
        most=MOST,
    )


def duplicates(viewer: Viewer) -> tuple[Item, ...]:
    """Return the questions that the viewer looks after and that others say were asked before."""
    return read_as(
        Item,
        """
        MATCH (proposal:DuplicateProposal)
        WHERE proposal.open_key > 0
        MATCH (proposal)-[:WOULD_CLOSE]->(post:Post)
        MATCH (me:Person {id: $viewer})
        WITH proposal, post, {{post is placed}} AS community, {{me is leading}} AS led
        WHERE {{post is open}} AND (community.id IN led OR {{post is looked after by the viewer}})
        MATCH (proposal)-[:POINTS_TO]->(original:Post)
        WHERE {{original is open}}
        WITH post, community, min(proposal.open_key) AS since,
             collect({id: original.id, title: original.title})[0] AS original
        RETURN 'duplicate' AS kind, post.id AS id, post.title AS title, 1.0 AS severity,
               toInteger(since / 1000) AS since, original AS original, post.id AS post,
               post.kind AS post_kind, coalesce(post.views, 0) AS seen,
               community AS community
        LIMIT $most
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        now=clock.now().isoformat(),
        most=MOST,
    )
