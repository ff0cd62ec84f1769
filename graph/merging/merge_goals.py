"""What a merge of two skills does to goals: someone who has one for each keeps the one for the skill that is kept."""

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

# A goal that was reached or dropped since the merge stays so.
GOALS_BACK: LiteralString = """
    MATCH (goal:Goal)-[was:MOVED]->(merge:Merge {id: $id})
    WHERE was.moved_type = 'goal'
    MATCH (goal)<-[:AIMS_AT]-(person:Person)
    WHERE goal.state = 'merged' OR goal.key = person.id + ' ' + $kept
    SET goal.state = 'open', goal.key = person.id + ' ' + $lost
    """
