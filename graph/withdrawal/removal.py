"""The steps that take a text out of the graph that statements read. They run in one transaction, in this order.

Each node that goes becomes a `Withdrawn` copy, each of its relationships a `HELD` one between the copies, or between a
copy and what stays. `was` notes what they were. Where only the author's name goes, the withdrawal itself stands for the
author. graph/withdrawal/restoration.py turns everything back.
"""

from typing import LiteralString

from graph.expertise.weighing import CARRY
from graph.withdrawal.rules import COUNTS, WRITERS

# If what others have added is still what the person was shown, note the withdrawal. Every later step begins with it.
_BEGIN: LiteralString = (
    "    WITH thing, post, "
    + WRITERS
    + "    WITH thing, post, "
    + COUNTS
    + """ AS counts
    WHERE counts = $counts
    // Nobody withdraws what is hidden because readers reported it.
    OPTIONAL MATCH (me:Person {id: $by})
    CREATE (act:Withdrawal {
        id: $withdrawal, of: $id, kind: $kind, outcome: $outcome, post: post.id, post_kind: post.kind,
        title: post.title, at_key: $key
    })
    FOREACH (one IN CASE WHEN me IS NULL THEN [] ELSE [me] END | CREATE (one)-[:WITHDREW]->(act))
"""
)

# Writing before reading takes the lock: nobody adds anything to the post meanwhile.
COMMENT: LiteralString = (
    """
    MATCH (thing:Comment {id: $id})-[:ON]->(remarked)
    OPTIONAL MATCH (remarked)-[:ANSWERS|LEFT_IN]->(above:Post)
    WITH thing, coalesce(above, remarked) AS post
    SET post.changed_key = $key
    """
    + _BEGIN
    + """
    WITH act, [thing] + [(thing)<-[:OF]-(revision:Revision) | revision] AS things
    FOREACH (one IN things | CREATE (act)-[:TAKES]->(one))
    WITH act
    // A former answer is still there without its question.
    MATCH (former:Answer {id: $id})
    CREATE (act)-[:TAKES]->(former)
    """
)

# The question loses what the answer brought to it, and may wait for an answer again.
ANSWER: LiteralString = (
    """
    MATCH (thing:Answer {id: $id})-[:ANSWERS]->(post:Post)
    SET post.changed_key = $key
    """
    + _BEGIN
    + """
    SET post.answers = post.answers - 1,
        post.is_accepted = post.is_accepted AND NOT coalesce(thing.is_accepted, false),
        post.works = coalesce(post.works, 0) - coalesce(thing.works, 0),
        post.dangerous = coalesce(post.dangerous, 0) - coalesce(thing.dangerous, 0)
    SET {{post is listed by its state}}
    SET {{post is to be matched again}}
    WITH act, thing, [(thing)<-[:GAVE]-(writer:Person) | writer.id] AS writers
    WITH act, [thing] + [(thing)<-[:OF|WOULD_CHANGE|THANKS_FOR]-(one) | one]
         + [(thing)<-[:THANKS_FOR]-(:Thanks)-[:COUNTS_AS]->(one:Proof) | one]
         + [(thing)<-[:ON]-(own:Comment)
             WHERE EXISTS { (own)<-[:MADE]-(who:Person) WHERE who.id IN writers } | own]
         + [(thing)<-[:ON]-(own:Comment)<-[:OF]-(one:Revision)
             WHERE EXISTS { (own)<-[:MADE]-(who:Person) WHERE who.id IN writers } | one] AS things
    FOREACH (one IN things | CREATE (act)-[:TAKES]->(one))
    """
)

# A post with everything on it.
POST: LiteralString = (
    """
    MATCH (thing:Post {id: $id})
    SET thing.changed_key = $key
    WITH thing, thing AS post
    """
    + _BEGIN
    + """
    WITH act, thing
    MATCH (thing)
        <-[:ON|ANSWERS|ONCE_ANSWERED|LEFT_IN|OF|WOULD_CHANGE|FOR|CONCERNS|WOULD_CLOSE|ECHOES|CONFIRMS|THANKS_FOR*0..4]-(one)
    WITH act, thing, collect(DISTINCT one) AS hanging
    WITH act, hanging + [(thing)-[:SPEAKS]->(said:Captions) | said] AS things
    FOREACH (one IN things | CREATE (act)-[:TAKES]->(one))
    """
)

WISHES: LiteralString = """
    MATCH (act:Withdrawal {id: $withdrawal})
    MATCH (wish:Wish {about: $id})
    CREATE (act)-[:TAKES]->(wish)
"""

# What people were told of it, or are still to be told.
NOTIFICATIONS: LiteralString = """
    MATCH (act:Withdrawal {id: $withdrawal})-[:TAKES]->(thing)
    MATCH (thing)<-[:TELLS_OF|UNDER]-(told:Notification)
    WITH DISTINCT act, told
    CREATE (act)-[:TAKES]->(told)
"""

# A post that stays, retired and without its author's name. Asks and checks go.
NAMELESS: LiteralString = (
    """
    MATCH (thing:Post {id: $id})
    SET thing.changed_key = $key
    WITH thing, thing AS post
    """
    + _BEGIN
    + """
    SET act.freshness = post.freshness, act.due_key = post.due_key, act.retired_at = post.retired_at,
        act.unmatched_key = post.unmatched_key
    WITH act, post, [(post)<-[:FOR]-(ask:Suggestion) WHERE ask.open_key IS NOT NULL | ask]
         + [(post)<-[:CONCERNS]-(check:Check) | check] AS things
    FOREACH (one IN things | CREATE (act)-[:TAKES]->(one))
    SET post.freshness = 'retired', post.retired_at = coalesce(post.retired_at, datetime($now)),
        post.shelved_key = coalesce(post.posted_key, post.shelved_key)
    REMOVE post.posted_key, post.asked_key, post.tip_key, post.due_key
    SET {{post is listed by its state}}, {{post is no longer to be matched}}
    WITH act, post
    MATCH (post)<-[:ON|ANSWERS|ONCE_ANSWERED|LEFT_IN|OF|WOULD_CHANGE|WOULD_CLOSE|CONFIRMS|THANKS_FOR*0..4]-(one)
    WHERE EXISTS { (one)-[]-(me:Person) WHERE me.id = $by }
    WITH act, collect(DISTINCT one) AS things
    FOREACH (one IN things | CREATE (act)-[:UNNAMES]->(one))
    """
)

# What nobody sees stays where a name is removed: votes, bookmarks and follows, and who is mentioned.
_UNSEEN: LiteralString = "['VOTED', 'BOOKMARKED', 'FOLLOWS', 'MENTIONS']"

COPY: LiteralString = """
    MATCH (act:Withdrawal {id: $withdrawal})-[:TAKES]->(thing)
    WITH DISTINCT act, thing
    CREATE (act)-[:KEEPS_COPY]->(copy:Withdrawn)
    SET copy += properties(thing),
        copy.was = coalesce([label IN labels(thing) WHERE label <> 'Post'][0], 'Post'),
        copy.withdrawn_key = $key,
        copy.indexed_as = CASE WHEN thing:Answer THEN 'answer' WHEN thing:Post THEN thing.kind END
    CREATE (thing)-[:COPIED_AS]->(copy)
"""

# Copy the relationships of what goes. What an earlier withdrawal holds is tied to the copy from now on.
HOLD: LiteralString = """
    MATCH (act:Withdrawal {id: $withdrawal})-[:TAKES]->(thing)
    MATCH (thing)-[tie]-()
    WHERE NOT type(tie) IN ['TAKES', 'UNNAMES', 'COPIED_AS']
    WITH DISTINCT tie, startNode(tie) AS a, endNode(tie) AS b
    WITH tie, coalesce([(a)-[:COPIED_AS]->(copy:Withdrawn) | copy][0], a) AS begins,
         coalesce([(b)-[:COPIED_AS]->(copy:Withdrawn) | copy][0], b) AS ends
    CREATE (begins)-[held:HELD]->(ends)
    SET held += properties(tie), held.was = CASE WHEN type(tie) = 'HELD' THEN tie.was ELSE type(tie) END
"""

# Hold what ties the author to a page that stays. The withdrawal stands for the author.
UNNAME: LiteralString = (
    """
    MATCH (act:Withdrawal {id: $withdrawal})-[:UNNAMES]->(thing)
    MATCH (thing)-[tie]-(me:Person)
    WHERE me.id = $by AND NOT type(tie) IN """
    + _UNSEEN
    + """
    WITH DISTINCT act, thing, tie, startNode(tie).id = $by AS is_outgoing
    FOREACH (_ IN CASE WHEN is_outgoing THEN [1] ELSE [] END |
        CREATE (act)-[held:HELD]->(thing) SET held += properties(tie), held.was = type(tie))
    FOREACH (_ IN CASE WHEN is_outgoing THEN [] ELSE [1] END |
        CREATE (thing)-[held:HELD]->(act) SET held += properties(tie), held.was = type(tie))
    DELETE tie
    """
)

FORGET_MARKS: LiteralString = """
    MATCH (:Withdrawal {id: $withdrawal})-[mark:UNNAMES]->()
    DELETE mark
"""

DELETE: LiteralString = """
    MATCH (:Withdrawal {id: $withdrawal})-[:TAKES]->(thing)
    WITH DISTINCT thing
    DETACH DELETE thing
"""

# Where an answer was, a line stays, with the comments that others made.
LEAVE_LINE: LiteralString = """
    MATCH (act:Withdrawal {id: $withdrawal})-[:KEEPS_COPY]->(copy:Withdrawn)-[held:HELD]->(post:Post)
    WHERE act.outcome = 'line' AND held.was = 'ANSWERS'
    CREATE (line:WithdrawnAnswer {id: $id, is_authors: $is_authors})-[:LEFT_IN]->(post)
    SET line.at = copy.given_at
    WITH copy, line
    MATCH (remark:Comment)-[held:HELD]->(copy)
    WHERE held.was = 'ON'
    CREATE (remark)-[:ON]->(line)
"""

# Files that only the withdrawn text named are no longer shown on the page. Files with a role have another reason.
UNSHOW: LiteralString = """
    MATCH (post:Post {id: $post})-[use:USES]->(file:File)
    WHERE use.as IS NULL
    WITH post, use, file,
         [post.body] + [(post)<-[:ANSWERS]-(answer:Answer) | answer.body]
         + [(post)<-[:ON]-(comment:Comment) | comment.body]
         + [(post)<-[:ANSWERS|LEFT_IN]-()<-[:ON]-(comment:Comment) | comment.body]
         + [(post)<-[:OF]-(revision:Revision) | revision.body]
         + [(post)<-[:ANSWERS|ON]-()<-[:OF]-(revision:Revision) | revision.body]
         + [(post)<-[:ANSWERS|LEFT_IN]-()<-[:ON]-(:Comment)<-[:OF]-(revision:Revision) | revision.body] AS texts
    WHERE NOT ANY(text IN texts WHERE text CONTAINS file.id)
    DELETE use
"""

# What goes counts no longer as evidence. These come last: they return whose skills have to be looked at again.
_SUBTRACT: LiteralString = (
    """
    WITH author, tie, proof, coalesce(proof.given_at, proof.posted_at, proof.at) AS at,
         [slug IN coalesce(proof.counted, []) |
             {skill: slug, audience: proof.counted_in, gain: -proof.weight, more: -1}] AS changes
    SET author.activity = coalesce(author.activity, 0.0) - 2.0 ^ ((at.epochMillis - $start) / $half_life),
        proof.weight = null, proof.counted = [], tie.weight = null, tie.counted = []
    WITH author, at, changes
    """
    + CARRY
)
UNCOUNT: LiteralString = (
    """
    MATCH (:Withdrawal {id: $withdrawal})-[:KEEPS_COPY]->(proof:Withdrawn)<-[tie:HELD]-(author:Person)
    WHERE tie.was IN ['GAVE', 'POSTED', 'SHOWED'] AND proof.weight IS NOT NULL
    """
    + _SUBTRACT
)
UNCOUNT_UNNAMED: LiteralString = (
    """
    MATCH (:Withdrawal {id: $withdrawal})-[tie:HELD]->(proof)
    WHERE tie.was IN ['GAVE', 'POSTED', 'SHOWED'] AND proof.weight IS NOT NULL
    MATCH (author:Person {id: $by})
    """
    + _SUBTRACT
)
