"""What a merge of two skills does to goals: someone who has one for each keeps the one for the skill that is kept.

Requests for a mentor and mentorships follow it, so that nobody stops being asked or mentored because of a merge.
"""

from typing import LiteralString

# Its ties have moved before. The goal that gives way is kept for the undoing, and shown nowhere.
GOALS_TO: LiteralString = """
    MATCH (kept:Skill {slug: $kept})<-[:IN_SKILL]-(goal:Goal)<-[:AIMS_AT]-(person:Person)
    WHERE goal.key = person.id + ' ' + $lost
    MATCH (merge:Merge {id: $id})
    OPTIONAL MATCH (person)-[:AIMS_AT]->(own:Goal)
        WHERE own.key = person.id + ' ' + $kept
    CREATE (goal)-[:MOVED {moved_type: 'goal', moved_stays: own IS NOT NULL}]->(merge)
    SET goal.state = CASE WHEN own IS NULL THEN 'open' ELSE 'merged' END,
        goal.key = CASE WHEN own IS NULL THEN person.id + ' ' + $kept END
    """

# A second open request for the goal that is kept isn't possible. It stays, and ends when it's the next one's turn.
REQUESTS_TO: LiteralString = """
    MATCH (goal:Goal)-[was:MOVED]->(merge:Merge {id: $id})
    WHERE was.moved_type = 'goal' AND was.moved_stays
    MATCH (goal)<-[:AIMS_AT]-(person:Person)
    MATCH (own:Goal {key: person.id + ' ' + $kept})
    MATCH (goal)<-[tie:FOR]-(request:MentorRequest)
    WHERE request.state <> 'open' OR NOT (
        EXISTS { (own)<-[:FOR]-(other:MentorRequest) WHERE other.state = 'open' }
        OR EXISTS { (own)<-[:SERVES]-(running:Mentorship) WHERE running.state = 'running' })
    CREATE (request)-[:MOVED {moved_type: 'request', moved_goal: goal.id}]->(merge)
    CREATE (request)-[:FOR]->(own)
    DELETE tie
    """

MENTORSHIPS_TO: LiteralString = """
    MATCH (goal:Goal)-[was:MOVED]->(merge:Merge {id: $id})
    WHERE was.moved_type = 'goal' AND was.moved_stays
    MATCH (goal)<-[:AIMS_AT]-(person:Person)
    MATCH (own:Goal {key: person.id + ' ' + $kept})
    MATCH (goal)<-[tie:SERVES]-(mentorship:Mentorship)
    CREATE (mentorship)-[:MOVED {moved_type: 'mentorship', moved_goal: goal.id}]->(merge)
    CREATE (mentorship)-[:SERVES]->(own)
    DELETE tie
    """

REQUESTS_BACK: LiteralString = """
    MATCH (request:MentorRequest)-[was:MOVED]->(:Merge {id: $id})
    WHERE was.moved_type = 'request'
    MATCH (request)-[now:FOR]->(:Goal)
    MATCH (goal:Goal {id: was.moved_goal})
    CREATE (request)-[:FOR]->(goal)
    DELETE now
    """

# A mentorship that was agreed since the merge stays with the skill that was kept, like everything since then.
MENTORSHIPS_BACK: LiteralString = """
    MATCH (mentorship:Mentorship)-[was:MOVED]->(:Merge {id: $id})
    WHERE was.moved_type = 'mentorship'
    MATCH (mentorship)-[now:SERVES]->(:Goal)
    MATCH (goal:Goal {id: was.moved_goal})
    CREATE (mentorship)-[:SERVES]->(goal)
    DELETE now
    """

# A goal that was reached or dropped since the merge stays so.
GOALS_BACK: LiteralString = """
    MATCH (goal:Goal)-[was:MOVED]->(merge:Merge {id: $id})
    WHERE was.moved_type = 'goal'
    MATCH (goal)<-[:AIMS_AT]-(person:Person)
    WHERE goal.state = 'merged' OR goal.key = person.id + ' ' + $kept
    SET goal.state = 'open', goal.key = person.id + ' ' + $lost
    """
